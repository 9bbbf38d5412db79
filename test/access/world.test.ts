import assert from "node:assert/strict";
import { NO_RESOURCE } from "../../access/policy/arn";
import { formulaWords } from "../../access/policy/words";
import { accountsOf } from "../../access/world/accounts";
import { everything, serviceRole } from "../../access/world/actors";
import { could } from "../../access/world/ask";
import type { World } from "../../access/world/world";
import type { Plan, PlannedAccount } from "../../model/plan";
import { EXAMPLE, ORGANIZATION, planOf, stackText } from "../stacks";
import { accountOf, roleOf, worldMaker } from "./worlds";

describe("worlds", () => {
  let worldOf: (plan: Plan) => World;
  let world: World;
  let enterprise: World;

  before(async () => {
    worldOf = await worldMaker();
    world = worldOf(planOf(EXAMPLE));
    enterprise = worldOf(planOf(stackText("enterprise")));
  });

  describe("accounts", () => {
    it("of one type are one class, and core accounts are classes of their own", () => {
      assert.deepEqual(
        world.accounts.classes.map(({ type, names }) => [type, ...names]),
        [
          ["management", "management"],
          ["audit", "audit"],
          ["network", "network"],
          ["access", "access"],
          ["production", "web-production"],
          ["nonproduction", "web-staging"],
          ["sandbox", "playground"],
          ["storage", "documents"],
        ],
      );
    });

    it("are eight classes where there are 10,000 of four types", () => {
      const plan = planOf(EXAMPLE);
      const leaves = plan.accounts.filter(({ kind }) => kind === "leaf");
      const many = Array.from({ length: 10_000 }, (_, i): PlannedAccount => {
        const like = leaves[i % leaves.length];
        assert.ok(like);
        return { ...like, name: `account-${i}`, id: String(200_000_000_000 + i) };
      });
      const core = plan.accounts.filter(({ kind }) => kind === "core");
      const { classes, all, find } = accountsOf({ ...plan, accounts: [...core, ...many] });
      assert.equal(all.length, 10_004);
      assert.deepEqual(
        classes.map(({ names }) => names.length),
        [1, 1, 1, 1, 2500, 2500, 2500, 2500],
      );
      assert.equal(find("200000004711")?.name, "account-4711");
    });

    const custom = (accounts: string, resource: string): Plan =>
      planOf(`${ORGANIZATION}
accounts:
${accounts}
permissions:
  one: { statements: [{ Action: "sqs:SendMessage", Resource: "${resource}" }] }
functions: { developer: { permissions: { production: one } } }`);
    const THREE = ["222222222222", "223333333333", "444444444444"]
      .map((id, i) => `  - { name: production-${i}, type: production, id: "${id}" }`)
      .join("\n");
    const classesOf = (plan: Plan): readonly (readonly string[])[] =>
      accountsOf(plan)
        .classes.filter(({ kind }) => kind === "leaf")
        .map(({ names }) => names);

    it("that a statement names by the id are no class with others", () => {
      assert.deepEqual(classesOf(custom(THREE, "arn:aws:sqs:*:223333333333:jobs")), [
        ["production-0", "production-2"],
        ["production-1"],
      ]);
    });

    it("that a pattern of an id names are no class with others", () => {
      assert.deepEqual(classesOf(custom(THREE, "arn:aws:sqs:*:22*:jobs")), [
        ["production-0", "production-1"],
        ["production-2"],
      ]);
    });

    it("that a pattern names by the end of an id, or by all but one digit, are no class with others", () => {
      for (const pattern of ["*3333", "?23333333333", "2?3333333333"]) {
        assert.deepEqual(classesOf(custom(THREE, `arn:aws:sqs:*:${pattern}:jobs`)), [
          ["production-0", "production-2"],
          ["production-1"],
        ]);
      }
    });

    it("are one class where a statement is about all, or about another", () => {
      for (const id of ["*", "999999999999"]) {
        assert.deepEqual(classesOf(custom(THREE, `arn:aws:sqs:*:${id}:jobs`)), [
          ["production-0", "production-1", "production-2"],
        ]);
      }
    });

    it("that were invited have no role by which management enters, and are a class of their own", () => {
      const bought = accountOf(enterprise, "warehouse-production");
      assert.equal(bought.class.accessRole, null);
      assert.deepEqual(bought.class.names, ["warehouse-production"]);
      assert.equal(
        accountOf(enterprise, "shop-production").class.accessRole,
        "OrganizationAccountAccessRole",
      );
      assert.ok(roleOf(enterprise, "operations", "warehouse-production"));
    });

    it("that were invited are entered by a role that the file names", () => {
      const named = accountsOf(
        planOf(`${ORGANIZATION}
accounts:
  - name: bought
    type: production
    id: "222222222222"
    email: root@bought.example
    origin: invited
    accessRole: from-management
access: { stamping: provider }
`),
      );
      assert.equal(named.find("bought")?.class.accessRole, "from-management");
    });

    it("that wait have no roles", () => {
      const waiting = accountOf(enterprise, "prototype");
      assert.deepEqual(enterprise.roles(waiting), []);
      assert.notEqual(waiting.class, accountOf(enterprise, "training").class);
    });

    it("that leave are as they were, and those that are gone are not there", () => {
      assert.equal(
        accountOf(enterprise, "campaign-2024").class,
        accountOf(enterprise, "catalog-production").class,
      );
      assert.equal(enterprise.accounts.find("spin-off"), undefined);
      assert.equal(enterprise.accounts.find("300000000001"), undefined);
    });

    it("are found by names, former names and ids; the name wins", () => {
      const bought = accountOf(enterprise, "warehouse-production");
      for (const name of ["initech-prod", "200000000001"]) {
        assert.equal(enterprise.accounts.find(name), bought);
      }
      const plan = planOf(EXAMPLE);
      const renamed = plan.accounts.map((account) =>
        account.name === "documents" ? { ...account, formerNames: ["playground"] } : account,
      );
      assert.equal(
        accountsOf({ ...plan, accounts: renamed }).find("playground")?.name,
        "playground",
      );
    });

    it("without an id have one that equals no real one, and no other's", () => {
      const ids = world.accounts.all.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(
        ids.filter((id) => /^\d{12}$/.test(id)),
        ["111111111111"],
      );
      assert.equal(world.cast.organizationId, "<organization>");
    });
  });

  describe("roles", () => {
    it("have their documents with the ids of their account", () => {
      const role = roleOf(world, "developer", "playground");
      assert.equal(role.arn, "arn:aws:iam::<playground>:role/landing-zone/developer");
      assert.equal(role.principal.issuer, role.arn);
      assert.equal(role.facts["aws:principalarn"], role.arn);
      assert.equal(role.facts["aws:multifactorauthpresent"], null);
    });

    it("can do what their grants list, and nothing else", () => {
      for (const [fn, account] of [
        ["auditor", "audit"],
        ["network", "network"],
        ["operations", "web-production"],
        ["developer", "web-staging"],
      ] as const) {
        const role = roleOf(world, fn, account);
        const granted = world.grants(role);
        // Every seventh of all: enough to see that none is left out.
        for (const action of world.actions.all.filter((_, i) => i % 7 === 0)) {
          const resources = world.anyResource(action.name, role.account);
          const question = { action: action.name, resources, owner: role.account };
          assert.equal(could(world, role, question), granted.has(action), `${fn} ${action.name}`);
        }
      }
    });

    it("of equal accounts can do the same, each in its own", () => {
      const [one, other] = ["shop-production", "search-production"].map((account) =>
        roleOf(enterprise, "network", account),
      );
      assert.ok(one && other);
      const [first, second] = [one, other].map((role) => enterprise.grants(role));
      assert.ok(first && second);
      assert.deepEqual([...first.keys()], [...second.keys()]);
      const action = enterprise.actions.find("logs:FilterLogEvents");
      assert.ok(action);
      assert.equal(
        formulaWords(second.get(action) ?? false),
        "the resource is arn:aws:logs:*:<search-production>:log-group:*flow-logs*",
      );
    });

    it("that people make may have any name below their path, and any tag", () => {
      const role = serviceRole(world.cast, accountOf(world, "playground"));
      assert.equal(role.facts["aws:principalarn"], undefined);
      assert.equal(role.tagsKnown, false);
      assert.equal(
        formulaWords(role.given),
        "aws:PrincipalArn is like arn:aws:iam::<playground>:role/service/*",
      );
    });
  });

  describe("resources", () => {
    it("of an action are all that its types can be in the account", () => {
      const account = accountOf(world, "playground");
      assert.deepEqual(world.anyResource("iam:PassRole", account), [
        { parts: ["arn", "aws", "iam", "", "<playground>", "role/*"] },
      ]);
      assert.deepEqual(world.anyResource("s3:ListAllMyBuckets", account), [NO_RESOURCE]);
      assert.deepEqual(world.anyResource("s3:NoSuchAction", account), [{ any: true }]);
    });

    it("have the landing zone's policies, or those that AWS gives them", () => {
      const { access, audit, management } = world.core;
      const nameOf = (action: string, arn: string, owner: typeof audit | null, alias?: string) =>
        world.policyOn({
          action,
          resources: [{ parts: arn.split(":") }],
          owner,
          ...(alias === undefined ? {} : { context: { "kms:ResourceAliases": alias } }),
        })?.name;
      const bucket = "arn:aws:s3:::acme-logs-<audit>";
      const key = "arn:aws:kms:eu-west-1:<audit>:key/1";
      const role = (id: string, path: string) => `arn:aws:iam::${id}:role/${path}`;
      assert.equal(nameOf("s3:GetObject", `${bucket}/1`, audit), "log bucket");
      assert.equal(nameOf("s3:GetObject", `${bucket}-other/1`, audit), undefined);
      assert.equal(nameOf("s3:GetObject", `${bucket}/1`, access), undefined);
      assert.equal(nameOf("kms:Decrypt", key, audit, "alias/landing-zone/logs"), "log key");
      assert.equal(nameOf("kms:Decrypt", key, audit, "alias/other"), undefined);
      const assumed = (arn: string, owner: typeof audit | null) =>
        nameOf("sts:AssumeRole", arn, owner);
      assert.equal(assumed(role("<audit>", "landing-zone/auditor"), audit), "trust of auditor");
      assert.equal(
        assumed(role("<audit>", "OrganizationAccountAccessRole"), audit),
        "trust of management",
      );
      assert.equal(assumed(role(management.id, "Admin"), management), "trust of management");
      assert.equal(assumed(role("<audit>", "service/any"), audit), "trust of audit");
      assert.equal(assumed(role("999999999999", "any"), null), "unknown trust");
    });
  });

  it("whoever has everything in an account is held by others' policies alone", () => {
    const { audit, network } = world.core;
    const resources = [{ parts: ["arn", "aws", "s3", "", "", "acme-logs-<audit>/1"] }];
    const question = { action: "s3:GetObject", resources, owner: audit };
    assert.ok(could(world, everything(world.cast, audit), question));
    assert.ok(!could(world, everything(world.cast, network), question));
    assert.ok(
      !could(world, everything(world.cast, audit), { ...question, action: "s3:DeleteObject" }),
    );
  });
});
