import assert from "node:assert/strict";
import type { Actions } from "../../access/actions";
import { can, type Verdict } from "../../access/can";
import { check } from "../../access/check";
import { decideCase } from "../../access/guardrail-cases";
import { askerNamed } from "../../access/principals";
import { guardrailsHold, trialIn } from "../../access/proofs/guardrails-hold";
import { managedPolicyNames } from "../../access/world/documents";
import { isGuarded } from "../../access/world/guardrails";
import { withoutGuardrails, worldOf, type World } from "../../access/world/world";
import { GUARDRAILS } from "../../iam/guardrails";
import { bindsPermissions } from "../../model/guardrails";
import type { Plan } from "../../model/plan";
import { loadActions, loadManagedPolicies } from "../../reference-data";
import { edited, EXAMPLE, planOf } from "../stacks";
import { accountOf, roleOf } from "./worlds";

const TODAY = "2026-11-21";
const OUTSIDER = "arn:aws:iam::999999999999:role/x";

/** The example with two more production accounts, one of which has an id, and one in quarantine. */
const STACK = edited(EXAMPLE, [
  "accounts:\n",
  `accounts:
  - { name: shop, type: production, id: "222222222222" }
  - { name: search, type: production }
  - { name: broken-into, type: production, lifecycle: quarantined }
`,
]);
const exception = (until: string): string =>
  `${STACK}guardrails:
  exceptions:
    - { guardrail: deny-regions, account: shop, reason: workshop, until: "${until}" }
`;

describe("guardrails in decisions", () => {
  let actions: Actions;
  let world: World;

  before(async () => {
    actions = await loadActions(["dynamodb", "ec2", "glacier", "iam", "s3", "sts"]);
    world = worldFrom(planOf(STACK));
  });

  function worldFrom(plan: Plan): World {
    return worldOf(plan, loadManagedPolicies(managedPolicyNames(plan)), actions);
  }

  /** May an administrator of an account make a table there? */
  function mayMakeTable(of: World, account: string, region: string): Verdict {
    const asker = askerNamed(of, `arn:aws:iam::${account}:role/administrator`);
    assert.ok(asker.ok);
    return can(of, asker.value, {
      account: accountOf(of, account),
      action: "dynamodb:CreateTable",
      resource: null,
      mfa: true,
      context: { "aws:RequestedRegion": region, "ec2:RoleDelivery": "2.0" },
    }).verdict;
  }

  describe("exceptions", () => {
    it("lift a guardrail for that account alone, and no other guardrail", () => {
      const lifted = worldFrom(planOf(exception("2099-01-01")));
      assert.equal(mayMakeTable(world, "shop", "ap-south-1"), "denied");
      assert.equal(mayMakeTable(lifted, "shop", "ap-south-1"), "allowed");
      for (const other of ["search", "web-production", "web-staging", "broken-into"]) {
        assert.equal(mayMakeTable(lifted, other, "ap-south-1"), "denied", other);
      }
      assert.equal(mayMakeTable(lifted, "search", "eu-west-1"), "allowed");
    });

    it("make an account one that others do not speak for", () => {
      const classOf = (of: World, name: string) => accountOf(of, name).class;
      assert.equal(classOf(world, "shop"), classOf(world, "search"));
      const lifted = worldFrom(planOf(exception("2099-01-01")));
      assert.notEqual(classOf(lifted, "shop"), classOf(lifted, "search"));
      assert.deepEqual(classOf(lifted, "shop").names, ["shop"]);
      assert.equal(classOf(lifted, "search"), classOf(lifted, "web-production"));
    });

    it("hold to their last day, and fail the day after", () => {
      const lifted = worldFrom(planOf(exception(TODAY)));
      const results = (today: string) => check(lifted, today, []);
      const sentence = `deny-regions does not hold in shop until ${TODAY}: workshop`;
      const name = "guardrails.exceptions[0]";
      assert.deepEqual(results(TODAY), [{ name, sentence, ok: true, counterExamples: [] }]);
      assert.deepEqual(results("2026-11-22"), [
        {
          name,
          sentence,
          ok: false,
          counterExamples: [
            `it ended on ${TODAY}, and today is 2026-11-22: take the exception out, or write a later until`,
          ],
        },
      ]);
    });

    it("are known to the proof, and a policy that leaves out more is not", () => {
      const plan = planOf(exception("2099-01-01"));
      const proved = (of: Plan) => check(worldFrom(of), TODAY, [guardrailsHold])[0];
      assert.deepEqual(proved(plan)?.counterExamples, []);
      const [first, ...others] = proved({ ...plan, exceptions: [] })?.counterExamples ?? [];
      assert.match(first ?? "", /^deny-regions in shop: /);
      for (const one of others) assert.match(one, /^deny-regions in shop: /);
    });

    it("leave no other account out of the proof", () => {
      const plan = planOf(exception("2099-01-01"));
      const emptied = plan.guardrails.map((one) =>
        one.name === "landing-zone-deny-regions" && bindsPermissions(one)
          ? { ...one, document: { ...one.document, Statement: [] } }
          : one,
      );
      const [result] = check(worldFrom({ ...plan, guardrails: emptied }), TODAY, [guardrailsHold]);
      const places = (result?.counterExamples ?? []).map((one) =>
        one.replace(/^.* in ([\w-]+): .*$/, "$1"),
      );
      assert.ok(places.includes("audit") && places.includes("web-staging"), places.join());
      assert.ok(!places.includes("shop"));
    });
  });

  describe("quarantine", () => {
    it("is a class of its own, without roles", () => {
      const { class: kept } = accountOf(world, "broken-into");
      assert.deepEqual(kept.names, ["broken-into"]);
      assert.deepEqual(kept.roles, []);
      assert.deepEqual(world.roles(accountOf(world, "broken-into")), []);
      assert.notEqual(kept, accountOf(world, "search").class);
    });

    it("leaves nobody anything but the landing zone's own roles", () => {
      const account = accountOf(world, "broken-into");
      const trial = trialIn(world, account);
      const guardrail = GUARDRAILS.get("deny-all");
      const context = {
        organization: "acme",
        regions: ["eu-west-1"],
        accessRoles: [],
        outsideAccounts: [],
        partnerAccounts: [],
        signIn: null,
      };
      assert.ok(guardrail);
      for (const one of guardrail.denies(context, [])) {
        assert.equal(decideCase(one, trial), false, one.what);
      }
      // Other guardrails hold there, too: what is the landing zone's own nobody changes.
      const on = `arn:aws:ec2:eu-west-1:${account.id}:instance/i-0123`;
      for (const one of guardrail.allows(context)) {
        assert.equal(decideCase({ on, ...one }, trial), true, one.what);
      }
    });
  });

  describe("outsiders whom a policy lets in", () => {
    const reading = { what: "an outsider reads", by: OUTSIDER, action: "s3:GetObject" };
    const decided = (of: World, account: string) =>
      decideCase(reading, trialIn(of, accountOf(of, account)));

    it("read no object of a member, whoever wrote the bucket's policy", () => {
      assert.equal(decided(world, "documents"), false);
      assert.equal(decided(world, "broken-into"), false);
      assert.equal(decided(withoutGuardrails(world), "documents"), true);
    });

    it("read objects of the management account, which no guardrail binds", () => {
      assert.equal(decided(world, "management"), true);
    });

    it("come in where the stack file says so, and others do not", () => {
      const open = worldFrom(
        planOf(
          `${STACK}guardrails: { outsideAccounts: [{ id: "999999999999", reason: delivers logs }] }\n`,
        ),
      );
      assert.equal(decided(open, "documents"), true);
      const other = { ...reading, by: OUTSIDER.replace("999999999999", "888888888888") };
      assert.equal(decideCase(other, trialIn(open, accountOf(open, "documents"))), false);
    });

    it("are not those who work in another account of the organization", () => {
      const insider = { ...reading, by: "arn:aws:iam::222222222222:role/x" };
      assert.equal(decideCase(insider, trialIn(world, accountOf(world, "documents"))), true);
    });
  });

  describe("what is above an account", () => {
    it("is nothing above the management account", () => {
      assert.ok(!isGuarded(world.above(world.core.management)));
      assert.ok(isGuarded(world.above(world.core.audit)));
    });

    it("is the same object for units with the same guardrails", () => {
      const above = (name: string) => world.above(accountOf(world, name));
      assert.equal(above("web-production"), above("web-staging"));
      assert.notEqual(above("web-production"), above("playground"));
      assert.notEqual(above("search"), above("broken-into"));
    });

    it("is the root's, the units' on the way, and the unit's own, each with what AWS attaches", () => {
      const { scps = [], rcps = [] } = world.above(accountOf(world, "documents"));
      const names = scps.map((level) => level.map(({ name }) => name));
      assert.deepEqual(
        names.map(([first]) => first),
        ["FullAWSAccess", "FullAWSAccess", "FullAWSAccess"],
      );
      assert.ok(names[0]?.includes("landing-zone-deny-root-user"));
      assert.deepEqual(names[1], ["FullAWSAccess"]);
      assert.ok(names[2]?.includes("landing-zone-only-services-of-storage"));
      assert.ok(rcps[0]?.some(({ name }) => name === "landing-zone-deny-outsiders"));
    });
  });

  describe("without guardrails", () => {
    it("nothing is above any account, and the world itself stays as it was", () => {
      const bare = withoutGuardrails(world);
      for (const account of world.accounts.all) assert.ok(!isGuarded(bare.above(account)));
      assert.ok(isGuarded(world.above(accountOf(world, "documents"))));
      assert.equal(mayMakeTable(bare, "search", "ap-south-1"), "allowed");
      assert.equal(mayMakeTable(world, "search", "ap-south-1"), "denied");
    });

    it("is the same world where there are none", () => {
      const bare = worldFrom({ ...planOf(STACK), guardrails: [] });
      assert.equal(withoutGuardrails(bare), bare);
    });

    it("functions can do what a guardrail leaves out of their grants", () => {
      const plan = planOf(
        `${STACK}guardrails:\n  custom:\n    - { name: deny-vaults, statements: [{ Action: "glacier:DeleteVault", Resource: "*" }] }\n`,
      );
      const guarded = worldFrom(plan);
      const granted = (of: World): readonly string[] =>
        [...of.grants(roleOf(of, "developer", "playground")).keys()].map(({ name }) => name);
      assert.ok(granted(withoutGuardrails(guarded)).includes("glacier:DeleteVault"));
      assert.ok(!granted(guarded).includes("glacier:DeleteVault"));
      assert.ok(granted(guarded).includes("glacier:DeleteArchive"));
    });

    it("grants do not repeat the region, which guardrails ask of every action", () => {
      const grants = world.grants(roleOf(world, "developer", "playground"));
      const action = actions.find("dynamodb:CreateTable");
      assert.ok(action);
      assert.equal(grants.get(action), true);
    });
  });

  it("other policies of the organization have no say", () => {
    const plan = planOf(`${STACK}guardrails: { tags: { owner: {} }, aiOptOut: true }\n`);
    assert.ok(plan.guardrails.some((one) => !bindsPermissions(one)));
    const { above } = worldFrom(plan);
    assert.equal(above(world.core.audit).key, world.above(world.core.audit).key);
  });
});
