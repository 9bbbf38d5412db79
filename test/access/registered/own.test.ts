import assert from "node:assert/strict";
import { planAsRegistered } from "../../../access/registered/plan-as-registered";
import type { Registered } from "../../../access/registered/resource";
import { UNKNOWN } from "../../../access/registered/values";
import { partnerStackSetName } from "../../../iam/names";
import type { Plan } from "../../../model/plan";
import { thingsIn } from "../../../policies/judge";
import { IDS, resource, role, zoneWith, type Core } from "../../policies/registered";
import { everyWay } from "../every-way";

/** Hub roles, break-glass, pipelines and partners, where a program registers something else. */
describe("the landing zone's own roles as they are registered", () => {
  const plan = everyWay();
  const LAMBDA = {
    Version: "2012-10-17" as const,
    Statement: [
      {
        Effect: "Allow" as const,
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  };
  const NOTHING = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
  };
  const reserved = (name: string, account: Core, trust: unknown = LAMBDA): Registered =>
    role(trust, { name, path: "/landing-zone/" }, { in: account, name: `${name} in ${account}` });
  const seen = (
    ...registered: readonly Registered[]
  ): { readonly plan: Plan; readonly changed: readonly string[] } => {
    const zone = zoneWith(registered, plan);
    const things = registered.flatMap((one) => thingsIn(one, zone));
    const { changed, plan: found } = planAsRegistered(plan, things, zone);
    return { plan: found, changed: changed.map(({ what }) => what) };
  };
  const set = (type: string, partner: string, more: object): Registered => {
    const template = plan.partners
      .find(({ name }) => name === partner)
      ?.sets.find((one) => one.type === type)?.template;
    assert.ok(template);
    return resource(
      "aws-native:cloudformation:StackSet",
      {
        stackSetName: partnerStackSetName(partner, type),
        templateBody: template.body,
        parameters: [{ parameterKey: "AccessAccountId", parameterValue: IDS.access }],
        ...more,
      },
      { in: "management" },
    );
  };
  const targets = (accounts: unknown, accountFilterType = "INTERSECTION") => ({
    stackInstancesGroup: [{ deploymentTargets: { accounts, accountFilterType }, regions: [] }],
  });

  for (const [name, account] of [
    ["hub-operations", "access"],
    ["break-glass", "management"],
    ["deploy", "management"],
    ["preview", "network"],
  ] as const) {
    it(`${name} in ${account} with another trust and other permissions`, () => {
      const policy = resource(
        "aws:iam/rolePolicy:RolePolicy",
        { role: name, policy: JSON.stringify(NOTHING) },
        { in: account, name: "policy" },
      );
      const found = seen(reserved(name, account), policy);
      const own = found.plan.ownRoles.find((one) => one.name === name && one.account === account);
      assert.deepEqual(own?.trust, LAMBDA);
      assert.deepEqual(own.policies.inline, NOTHING);
      assert.ok(found.changed.includes(`the trust of ${name} in ${account}`));
      assert.ok(found.changed.includes(`the permissions of ${name} in ${account}`));
      assert.equal(found.plan.ownRoles.length, plan.ownRoles.length);
      assert.deepEqual(found.plan.roles, plan.roles);
    });
  }

  it("a hub role that nobody planned is a hub role", () => {
    const found = seen(reserved("hub-somebody", "access"));
    assert.deepEqual(found.changed.slice(0, 2), [
      "the role of hub-somebody in access",
      "the trust of hub-somebody in access",
    ]);
    const own = found.plan.ownRoles.find(({ name }) => name === "hub-somebody");
    assert.deepEqual([own?.kind, own?.function, own?.account], ["hub", "somebody", "access"]);
  });

  it("another policy of the break-glass users", () => {
    const found = seen(
      resource(
        "aws:iam/policy:Policy",
        { name: "break-glass", path: "/landing-zone/", policy: JSON.stringify(LAMBDA) },
        { in: "access" },
      ),
    );
    assert.deepEqual(found.changed, ["the policy of the break-glass users"]);
    assert.deepEqual(found.plan.breakGlass.policy, LAMBDA);
  });

  it("a partner's StackSet as planned, and where its accounts are not known yet", () => {
    const msp = plan.partners[0];
    for (const more of [{}, targets(UNKNOWN), { stackInstancesGroup: UNKNOWN }]) {
      const found = seen(set("production", "msp", { ...targets(UNKNOWN), ...more }));
      assert.deepEqual(found.changed, []);
      assert.deepEqual(found.plan.partners[0], msp);
    }
  });

  it("a partner's StackSet into other accounts, or into all of the unit", () => {
    const elsewhere = seen(set("production", "msp", targets(["123456789012"])));
    assert.deepEqual(elsewhere.changed, ["the accounts of msp of type production"]);
    assert.deepEqual(elsewhere.plan.partners[0]?.sets[0]?.accounts, ["123456789012"]);
    const all = seen(set("production", "msp", targets([], "NONE")));
    assert.deepEqual(all.plan.partners[0]?.sets[0]?.accounts, ["web-production"]);
  });

  it("a partner's role in an account that nobody named", () => {
    const found = seen(reserved("partner-msp-operations", "network"));
    assert.ok(found.changed.includes("the role of partner-msp-operations in network"));
    const strange = found.plan.partners[0]?.sets.at(-1);
    assert.deepEqual(strange?.accounts, ["network"]);
    assert.deepEqual(strange.roles[0]?.trust, LAMBDA);
  });
});
