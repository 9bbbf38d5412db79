import assert from "node:assert/strict";
import { FunctionRoles } from "../../components/function-roles";
import program from "../../index";
import { accountsEntered, resourceName, rolesIn } from "../../model/plan";
import { resourceCounts } from "../../model/resources";
import { edited, EXAMPLE } from "../stacks";
import { MODES } from "../modes";
import { planOf, planOfText, testBindings } from "./plans";
import { registrationsOfText } from "./whole-program";
import {
  accountIdOf,
  countsOf,
  IDENTITY_CENTER,
  named,
  registrationsOf,
  type Registration,
  type RunOptions,
  ZONES,
} from "./registrations";

const callsOfEnterprise = {
  ...IDENTITY_CENTER,
  ...ZONES,
  "aws:organizations/getOrganization:getOrganization": { enabledPolicyTypes: ["CHATBOT_POLICY"] },
};

/** The component of accounts, and so each of them, waits for every policy's attachment. */
function assertGuardedFirst(registrations: readonly Registration[]): void {
  const attached = registrations
    .filter(({ type }) => type === "aws:organizations/policyAttachment:PolicyAttachment")
    .map(({ name }) => name);
  assert.ok(attached.length > 20);
  const { dependencies } = named(registrations, "accounts");
  assert.deepEqual(
    attached.filter((name) => !dependencies.includes(name)),
    [],
  );
}

describe("the whole program, against a made-up cloud", function () {
  this.timeout(60_000);
  let example: readonly Registration[];
  let enterprise: readonly Registration[];

  before(async () => {
    example = await registrationsOf(program, { stack: "example" });
    enterprise = await registrationsOf(program, {
      stack: "enterprise",
      calls: callsOfEnterprise,
    });
  });

  it("makes exactly the resources that the plan counts", () => {
    assert.deepEqual(countsOf(example), resourceCounts(planOf("example")));
    // An organization that is taken over gets its guardrails in the run after that.
    const without = Object.entries(resourceCounts(planOf("enterprise"))).filter(
      ([type]) => !/^aws:organizations\/policy(Attachment)?:/.test(type),
    );
    assert.deepEqual(countsOf(enterprise), Object.fromEntries(without));
  });

  describe("however people sign in", () => {
    for (const [mode, text] of Object.entries(MODES)) {
      it(`${mode}: makes what the plan counts, each once, with an explicit provider`, async () => {
        const made = await registrationsOfText(text);
        assert.deepEqual(countsOf(made), resourceCounts(planOfText(text)));
        const keys = made.map(({ type, name }) => `${type} ${name}`);
        assert.deepEqual(keys, [...new Set(keys)]);
        const safes = made.filter(({ inputs }) => inputs.path === "/break-glass/");
        assert.deepEqual(
          safes.map(({ inputs, provider }) => `${String(inputs.name)} by ${provider}`),
          ["break-glass-1 by access", "break-glass-2 by access"],
        );
        for (const { custom, type, provider, name, parent, inputs } of made) {
          if (custom && type.startsWith("aws")) assert.notEqual(provider, "", name);
          if (parent !== "") assert.ok(name.startsWith(`${parent}-`), `${name} in ${parent}`);
          assert.ok(!JSON.stringify(inputs).includes("{{"), name);
        }
      });
    }
  });

  it("says whose functions end at the management account by its id", async () => {
    const limited = edited(EXAMPLE, [
      "{ name: grace, functions: [auditor] }",
      "{ name: grace, functions: [auditor], accounts: [management, documents] }",
    ]);
    const made = await registrationsOfText(limited);
    const documents = accountIdOf("accounts-documents");
    assert.deepEqual(named(made, "people-grace").inputs.tags, {
      auditor: `/111111111111/${documents}/`,
    });
  });

  it("gives every resource of AWS an explicit provider", () => {
    for (const { custom, type, provider, name } of [...example, ...enterprise]) {
      if (custom && type.startsWith("aws")) assert.notEqual(provider, "", name);
    }
  });

  it("names every child after its component", () => {
    for (const { name, parent } of [...example, ...enterprise]) {
      if (parent !== "") assert.ok(name.startsWith(`${parent}-`), `${name} in ${parent}`);
    }
  });

  it("protects and retains accounts, organization, log bucket and key, and nothing by chance", () => {
    const names = (filter: (r: Registration) => boolean): string[] =>
      example
        .filter(filter)
        .map(({ name }) => name)
        .sort();
    const accounts = planOf("example")
      .accounts.filter(({ type }) => type !== "management")
      .map(({ name }) => `accounts-${name}`);
    const buckets = ["logs", "logs-access-log", "logs-config", "logs-flow-log", "logs-query"];
    const kept = [
      ...accounts,
      ...buckets.map((bucket) => `${bucket}-bucket`),
      "logs-key",
      "organization-self",
    ];
    const firm = ["encryption", "lifecycle", "ownership", "policy", "public-access", "versioning"];
    assert.deepEqual(
      names(({ protect }) => protect),
      [
        ...kept,
        ...buckets.flatMap((bucket) => firm.map((name) => `${bucket}-${name}`)),
        // Nobody watches the bucket that says who read the others.
        ...buckets.filter((one) => one !== "logs-access-log").map((one) => `${one}-logging`),
        "logs-alias",
        "logs-object-lock",
        ...planOf("example").breakGlass.users.map((name) => `break-glass-${name}`),
        "trail-trail",
      ].sort(),
    );
    assert.deepEqual(
      names(({ retainOnDelete }) => retainOnDelete),
      [
        ...kept,
        "organization-ram",
        "organization-root-access",
        ...planOf("example").organization.trustedServices.map((s) => `organization-service-${s}`),
      ].sort(),
    );
  });

  it("makes and moves accounts when every guardrail is attached", () => {
    assertGuardedFirst(example);
  });

  it("releases an account that is leaving from protection, and still retains it", () => {
    const { protect, retainOnDelete } = named(enterprise, "accounts-campaign-2024");
    assert.deepEqual({ protect, retainOnDelete }, { protect: false, retainOnDelete: true });
  });

  it("gives no two resources one name, whatever accounts and functions are called", async () => {
    const plan = planOfText(`
organization: { name: o, homeRegion: eu-west-1, managementAccountId: "111111111111", email: "a+{account}@b.example" }
functions:
  call: { permissions: { sandbox: observe } }
  on-call: { permissions: { sandbox: observe } }
accounts: [{ name: web, type: sandbox }, { name: web-on, type: sandbox }]
access: { stamping: provider }
`);
    const registrations = await registrationsOf(() => {
      for (const account of accountsEntered(plan).filter(({ kind }) => kind === "leaf")) {
        new FunctionRoles(`roles-${resourceName(account)}`, {
          roles: rolesIn(plan, account),
          boundary: plan.boundary,
          bindings: testBindings(plan, "access"),
        });
      }
    });
    const keys = registrations.map(({ type, name }) => `${type} ${name}`);
    assert.ok(keys.includes("aws:iam/role:Role roles-web-role:on-call"));
    assert.deepEqual(keys, [...new Set(keys)]);
  });

  it("makes no resource for an account that is gone", () => {
    assert.ok(!enterprise.some(({ name }) => name.includes("spin-off")));
  });

  it("knows a renamed account by its former name", () => {
    const { aliases } = named(enterprise, "accounts-warehouse-production");
    assert.deepEqual(aliases, ["accounts-initech-prod"]);
  });

  it("imports what exists, as it is, in the first run only", async () => {
    const first = named(enterprise, "accounts-warehouse-staging");
    assert.equal(first.importId, "200000000002");
    assert.ok(["parentId", "name", "tags"].every((key) => first.ignoreChanges.includes(key)));
    assert.equal(named(enterprise, "organization-self").importId, "o-globex0001");
    const plan = planOf("enterprise");
    const again = await registrationsOf(program, {
      stack: "enterprise",
      calls: callsOfEnterprise,
      previous: {
        stamping: "stackset",
        accounts: plan.accounts.map(({ name, type, lifecycle, id }) => ({
          name,
          type,
          lifecycle,
          id: id ?? accountIdOf(`accounts-${name}`),
        })),
      },
    });
    assert.deepEqual(
      again.filter(({ importId }) => importId !== ""),
      [],
    );
    assert.ok(!named(again, "accounts-warehouse-staging").ignoreChanges.includes("parentId"));
    assert.deepEqual(countsOf(again), resourceCounts(plan));
    assertGuardedFirst(again);
  });

  it("keeps the policy types that an adopted organization has", () => {
    assert.deepEqual(named(enterprise, "organization-self").inputs.enabledPolicyTypes, [
      "AISERVICES_OPT_OUT_POLICY",
      "CHATBOT_POLICY",
      "DECLARATIVE_POLICY_EC2",
      "RESOURCE_CONTROL_POLICY",
      "SERVICE_CONTROL_POLICY",
      "TAG_POLICY",
    ]);
  });

  it("enters each core account by a role that can be assumed, and no other account", () => {
    for (const type of ["audit", "network", "access"]) {
      const accountId = accountIdOf(`accounts-${type}`);
      const ready = named(example, `${type}-ready`);
      const roleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
      assert.equal(ready.inputs.roleArn, roleArn);
      const provider = example.find((r) => r.type === "pulumi:providers:aws" && r.name === type);
      assert.deepEqual(JSON.parse(String(provider?.inputs.allowedAccountIds)), [accountId]);
      assert.ok(provider?.dependencies.includes(`${type}-ready`));
    }
    const management = example.find(
      (r) => r.type === "pulumi:providers:aws" && r.name === "management",
    );
    assert.deepEqual(JSON.parse(String(management?.inputs.allowedAccountIds)), ["111111111111"]);
  });

  it("leaves no placeholder in any input", () => {
    for (const { name, inputs } of [...example, ...enterprise]) {
      assert.ok(!JSON.stringify(inputs).includes("{{"), name);
    }
  });

  it("says so, without a stack trace, when the stack has no file or strange outputs", async () => {
    const fails = async (options: RunOptions, expected: RegExp): Promise<void> => {
      await assert.rejects(registrationsOf(program, options), (error: Error) => {
        assert.match(error.message, expected);
        assert.equal(error.stack, "");
        return true;
      });
    };
    await fails({ stack: "nowhere" }, /^cannot read stacks\/nowhere\.yaml, the file of the stack/);
    await fails({ previous: { accounts: [{ name: "web" }] } }, /^cannot compare with the last run/);
  });

  it("refuses to go on without an account that the last run left", async () => {
    const previous = {
      stamping: "stackset",
      accounts: [{ name: "legacy", id: "222222222222", type: "production", lifecycle: "active" }],
    };
    await assert.rejects(registrationsOf(program, { previous }), (error: Error) => {
      assert.match(error.message, /legacy \(222222222222\) is no longer in the file/);
      assert.equal(error.stack, "");
      return true;
    });
  });
});
