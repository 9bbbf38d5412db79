import assert from "node:assert/strict";
import { parseDocument, stringify } from "yaml";
import { BOUNDARY_NAME, RESERVED_PATH } from "../../iam/names";
import {
  accountsEntered,
  coreAccount,
  livingMembers,
  planLandingZone,
  resourceName,
  rolesIn,
  type Plan,
} from "../../model/plan";
import { EXAMPLE, ORGANIZATION, planOf, stackOf } from "../stacks";

const names = (accounts: readonly { readonly name: string }[]): readonly string[] =>
  accounts.map(({ name }) => name);

/** `function: level` of each role, by type. */
function levelsOf(plan: Plan): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const types: Record<string, Record<string, string>> = {};
  for (const role of plan.roles) (types[role.type] ??= {})[role.function] = role.level;
  return types;
}

const account = (plan: Plan, name: string): Plan["accounts"][number] => {
  const found = plan.accounts.find((candidate) => candidate.name === name);
  assert.ok(found, name);
  return found;
};

describe("the plan of the example", () => {
  const plan = planOf(EXAMPLE);

  it("has these units, parents first", () => {
    assert.deepEqual(
      plan.units.map(({ path, parent }) => [path, parent]),
      [
        ["core", null],
        ["core/audit", "core"],
        ["core/network", "core"],
        ["core/access", "core"],
        ["workloads", null],
        ["workloads/production", "workloads"],
        ["workloads/nonproduction", "workloads"],
        ["workloads/sandbox", "workloads"],
        ["workloads/storage", "workloads"],
        ["staging", null],
        ["quarantine", null],
      ],
    );
    for (const { path, name } of plan.units) assert.equal(path.split("/").at(-1), name);
  });

  it("has these accounts", () => {
    assert.deepEqual(
      plan.accounts.map(({ name, kind, type, unit, email, id }) => [
        name,
        kind,
        type,
        unit,
        email,
        id,
      ]),
      [
        ["management", "core", "management", "/", null, "111111111111"],
        ["audit", "core", "audit", "core/audit", "aws+audit@acme.example", null],
        ["network", "core", "network", "core/network", "aws+network@acme.example", null],
        ["access", "core", "access", "core/access", "aws+access@acme.example", null],
        [
          "web-production",
          "leaf",
          "production",
          "workloads/production",
          "aws+web-production@acme.example",
          null,
        ],
        [
          "web-staging",
          "leaf",
          "nonproduction",
          "workloads/nonproduction",
          "aws+web-staging@acme.example",
          null,
        ],
        ["playground", "leaf", "sandbox", "workloads/sandbox", "aws+playground@acme.example", null],
        ["documents", "leaf", "storage", "workloads/storage", "aws+documents@acme.example", null],
      ],
    );
  });

  it("gives each function these levels", () => {
    assert.deepEqual(levelsOf(plan), {
      management: { auditor: "audit" },
      audit: { auditor: "audit-logs" },
      network: { auditor: "audit", network: "network" },
      access: { auditor: "audit" },
      production: {
        operations: "operate",
        developer: "observe",
        auditor: "audit",
        network: "network",
      },
      nonproduction: {
        operations: "operate",
        developer: "power",
        auditor: "audit",
        network: "network",
      },
      sandbox: { developer: "administer", auditor: "audit", network: "network" },
      storage: { operations: "store", auditor: "audit" },
    });
  });

  it("gives every role a trust policy with MFA, and the one boundary", () => {
    for (const role of plan.roles) {
      assert.equal(role.boundary, plan.boundary);
      for (const { Effect, Principal, Condition } of role.trust.Statement) {
        assert.equal(Effect, "Allow");
        assert.deepEqual(Principal, { AWS: "arn:{{partition}}:iam::{{account:access}}:root" });
        assert.equal(Condition?.Bool?.["aws:MultiFactorAuthPresent"], "true");
        // The function everywhere, or limited to the type or to this account.
        assert.deepEqual(Condition.StringLike?.[`aws:PrincipalTag/${role.function}`], [
          "true",
          `*/${role.type}/*`,
          "*/{{account:self}}/*",
        ]);
      }
    }
  });

  it("stamps each type's roles and the boundary by a template", () => {
    for (const { name, template } of plan.types) {
      assert.ok(template, name);
      for (const { name: role } of rolesIn(
        plan,
        account(plan, plan.accounts.find(({ type }) => type === name)?.name ?? ""),
      )) {
        assert.ok(template.body.includes(`"${role}"`), `${name} stamps ${role}`);
      }
      assert.ok(template.body.includes(BOUNDARY_NAME) && template.body.includes(RESERVED_PATH));
      assert.doesNotMatch(template.body, /\{\{/);
    }
  });

  it("has a group for each function, and the people as they are in the file", () => {
    assert.deepEqual(
      plan.people.groups.map((group) => group.function),
      ["operations", "developer", "auditor", "network"],
    );
    const everywhere = { limits: null, until: null, policy: null, email: null, fullName: null };
    assert.deepEqual(plan.people.users, [
      { name: "ada", functions: ["operations", "developer"], ...everywhere },
      { name: "grace", functions: ["auditor"], ...everywhere },
    ]);
  });

  it("enters the core accounts only, and makes all but management", () => {
    assert.deepEqual(names(accountsEntered(plan)), ["management", "audit", "network", "access"]);
    assert.deepEqual(names(livingMembers(plan)), names(plan.accounts).slice(1));
  });

  it("warns of nothing but what a first stack has not chosen yet", () => {
    assert.equal(plan.warnings.length, 1);
    assert.match(plan.warnings[0] ?? "", /^nobody is told of root sign-ins, nor of break-glass/);
  });

  it("is the same each time", () => {
    assert.deepEqual(planOf(EXAMPLE), plan);
  });

  it("does not change its stack", () => {
    const stack = stackOf(EXAMPLE);
    const before = structuredClone(stack);
    planLandingZone(stack);
    assert.deepEqual(stack, before);
  });

  it("does not depend on the order of the file's keys", () => {
    const backwards = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(backwards);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, part]) => [key, backwards(part)]),
      );
    };
    const text = stringify(backwards(parseDocument(EXAMPLE).toJS()));
    assert.notEqual(text.indexOf("accounts:"), -1);
    assert.ok(text.indexOf("access:") < text.indexOf("organization:"));
    assert.deepEqual(planOf(text), plan);
  });
});

describe("lifecycles in the plan", () => {
  const plan = planOf(`${ORGANIZATION}accounts:
  - { name: active, type: production }
  - { name: moving, type: production, lifecycle: moving }
  - { name: leaving, type: sandbox, lifecycle: leaving }
  - { name: quarantined, type: production, lifecycle: quarantined }
  - { name: leaving-quarantine, type: production, lifecycle: leaving-quarantine }
  - { name: left, type: storage, lifecycle: left }
  - { name: closed, type: nonproduction, lifecycle: closed, id: "222222222222" }
access: { stamping: provider }
`);
  const units: readonly (readonly [string, string | null, number])[] = [
    ["active", "workloads/production", 4],
    ["moving", "staging", 0],
    ["leaving", "workloads/sandbox", 3],
    ["quarantined", "quarantine", 0],
    ["leaving-quarantine", "quarantine", 0],
    ["left", null, 0],
    ["closed", null, 0],
  ];
  for (const [name, unit, roles] of units) {
    it(`${name}: unit ${unit ?? "none"}, ${roles} roles`, () => {
      const planned = account(plan, name);
      assert.equal(planned.lifecycle, name);
      assert.equal(planned.unit, unit);
      assert.equal(rolesIn(plan, planned).length, roles);
    });
  }

  it("has no resource for what is gone", () => {
    assert.deepEqual(
      names(livingMembers(plan)).filter((name) => account(plan, name).kind === "leaf"),
      ["active", "moving", "leaving", "quarantined", "leaving-quarantine"],
    );
    assert.ok(!names(accountsEntered(plan)).includes("left"));
    assert.ok(!names(accountsEntered(plan)).includes("closed"));
  });

  it("keeps the units of accounts that are gone: a closed one stays there for 90 days", () => {
    assert.deepEqual(names(plan.types), ["production", "nonproduction", "sandbox", "storage"]);
    assert.ok(plan.units.some(({ path }) => path === "workloads/storage"));
  });

  it("always has the units for staging and quarantine", () => {
    const units = planOf(ORGANIZATION).units.map(({ path }) => path);
    assert.deepEqual(units.slice(-2), ["staging", "quarantine"]);
  });
});

describe("names in the plan", () => {
  const plan = planOf(`${ORGANIZATION}  adopt: true
  id: o-abcdefghij
  coreAccounts:
    audit: { name: security, id: "222222222222", accessRole: Entry }
    network: { email: network@acme.example }
accounts:
  - { name: shop, type: production, formerNames: [web, store], owner: team-a, tags: { stage: live } }
`);

  it("of a core account can be chosen, and its resources keep theirs", () => {
    const audit = coreAccount(plan, "audit");
    assert.equal(audit.name, "security");
    assert.equal(audit.unit, "core/audit");
    assert.equal(audit.id, "222222222222");
    assert.equal(audit.email, "aws+security@acme.example");
    assert.equal(audit.accessRole, "Entry");
    assert.equal(resourceName(audit), "audit");
    assert.equal(coreAccount(plan, "network").email, "network@acme.example");
    assert.deepEqual(names(rolesIn(plan, audit)), ["auditor"]);
  });

  it("of a renamed account change all but its address", () => {
    const shop = account(plan, "shop");
    assert.equal(shop.email, "aws+web@acme.example");
    assert.equal(resourceName(shop), "shop");
    assert.deepEqual(shop.formerNames, ["web", "store"]);
  });

  it("become tags, with owner and type", () => {
    assert.deepEqual(account(plan, "shop").tags, {
      stage: "live",
      owner: "team-a",
      "landing-zone:type": "production",
    });
  });

  it("of roles by which accounts are entered are denied by the boundary", () => {
    const text = JSON.stringify(plan.boundary);
    for (const role of ["Entry", "OrganizationAccountAccessRole"]) {
      assert.ok(text.includes(`:role/${role}"`), role);
    }
  });
});

describe("ways of stamping", () => {
  const plans = (["stackset", "provider", "none"] as const).map((stamping) =>
    planOf(`${EXAMPLE}  stamping: ${stamping}\n`),
  );

  it("have the same roles", () => {
    for (const plan of plans) assert.deepEqual(plan.roles, plans[0]?.roles);
  });

  it("differ in templates and in the accounts that are entered", () => {
    assert.deepEqual(
      plans.map((plan) => [
        plan.types.filter(({ template }) => template !== null).length,
        accountsEntered(plan).length,
      ]),
      [
        [4, 4],
        [0, 8],
        [0, 4],
      ],
    );
  });
});

describe("partitions", () => {
  it("without resource control policies do not enable them", () => {
    const china = planOf(ORGANIZATION.replace("eu-west-1", "cn-north-1\n  partition: aws-cn"));
    assert.deepEqual(china.organization.policyTypes, ["SERVICE_CONTROL_POLICY"]);
    assert.equal(planOf(ORGANIZATION).organization.policyTypes.length, 2);
  });
});

describe("coreAccount", () => {
  it("says which one a plan lacks", () => {
    assert.throws(() => coreAccount({ accounts: [] }, "audit"), /no audit account/);
  });
});
