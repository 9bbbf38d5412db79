import assert from "node:assert/strict";
import {
  functionNames,
  isCoreAccount,
  levelNames,
  resolveCatalogue,
  typeNames,
  type Catalogue,
} from "../../model/catalogue";
import { ORGANIZATION, planOf, stackOf } from "../stacks";

const catalogueOf = (more = ""): Catalogue => resolveCatalogue(stackOf(ORGANIZATION + more));

const DEFAULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  production: { operations: "operate", developer: "observe", auditor: "audit", network: "network" },
  nonproduction: {
    operations: "operate",
    developer: "power",
    auditor: "audit",
    network: "network",
  },
  sandbox: { developer: "administer", auditor: "audit", network: "network" },
  storage: { operations: "store", auditor: "audit" },
};

/** Guardrails of accounts in which services run. */
const WORKLOAD: readonly string[] = [
  "deny-access-keys",
  "deny-default-vpc",
  "deny-public",
  "deny-public-identities",
  "deny-regions",
  "deny-unapproved-marketplace",
  "require-encryption",
  "require-imdsv2",
];

const GUARDRAILS: Readonly<Record<string, readonly string[]>> = {
  production: WORKLOAD,
  nonproduction: WORKLOAD,
  sandbox: [...WORKLOAD, "deny-large-instances"],
  storage: [
    "deny-access-keys",
    "deny-public",
    "deny-public-identities",
    "deny-regions",
    "only-services",
  ],
};

/** A type but for its guardrails. */
function withoutGuardrails(catalogue: Catalogue, name: string): unknown {
  const { guardrails, ...rest } = catalogue.types.get(name) ?? { guardrails: [] };
  assert.notEqual(guardrails.length, 0);
  return rest;
}

/** `only-services: s3, kms` for each guardrail of a type; its name alone where it takes nothing. */
function chosenBy({ types }: Catalogue, name: string): readonly string[] {
  return (types.get(name)?.guardrails ?? []).map((one) =>
    one.values === null ? one.name : `${one.name}: ${one.values.join(", ")}`,
  );
}

describe("the catalogue without changes", () => {
  const catalogue = catalogueOf();
  const { types, functions, levels } = catalogue;

  for (const [name, expected] of Object.entries(DEFAULTS)) {
    it(`permits functions in ${name} what the defaults say`, () => {
      assert.deepEqual(withoutGuardrails(catalogue, name), {
        name,
        unit: `workloads/${name}`,
        functions: expected,
      });
    });

    it(`has these guardrails for ${name}`, () => {
      assert.deepEqual(
        types.get(name)?.guardrails.map((guardrail) => guardrail.name),
        GUARDRAILS[name],
      );
    });
  }

  it("lets storage use S3, its keys, and roles for what S3 does by itself", () => {
    const services = types.get("storage")?.guardrails.at(-1)?.values ?? [];
    assert.ok(services.includes("s3") && services.includes("kms"));
    const others = services.filter((service) => !["s3", "kms"].includes(service));
    assert.notEqual(others.length, 0);
    for (const action of others) assert.match(action, /^iam:(?!.*(User|AccessKey|LoginProfile))/);
  });

  it("has these types, functions and levels", () => {
    assert.deepEqual([...types.keys()], Object.keys(DEFAULTS));
    assert.deepEqual([...functions.keys()], ["operations", "developer", "auditor", "network"]);
    assert.deepEqual([...levels.keys()].sort(), [
      "administer",
      "audit",
      "network",
      "observe",
      "operate",
      "power",
      "store",
    ]);
  });

  it("lets nobody in for longer than a working day", () => {
    for (const { sessionHours, mfaMaxAgeHours } of functions.values()) {
      assert.ok(sessionHours <= 8 && mfaMaxAgeHours <= 12);
    }
  });
});

describe("a stack's own catalogue", () => {
  it("has no administrator unless it is named", () => {
    assert.equal(catalogueOf().functions.has("administrator"), false);
    const { functions, types } = catalogueOf("functions: { administrator: {} }\n");
    assert.deepEqual(functions.get("administrator"), {
      name: "administrator",
      description: "Administers leaf accounts, inside the boundary",
      sessionHours: 1,
      mfaMaxAgeHours: 1,
    });
    for (const { functions: levels } of types.values()) {
      assert.equal(levels.administrator, "administer");
    }
  });

  it("can keep the administrator out of a type", () => {
    const { types } = catalogueOf(
      "functions: { administrator: { permissions: { production: none } } }\n",
    );
    assert.equal(types.get("production")?.functions.administrator, undefined);
    assert.equal(types.get("sandbox")?.functions.administrator, "administer");
  });

  it("gives a new type a unit and the auditor", () => {
    const catalogue = catalogueOf("accountTypes: { analytics: {} }\n");
    assert.deepEqual(withoutGuardrails(catalogue, "analytics"), {
      name: "analytics",
      unit: "workloads/analytics",
      functions: { auditor: "audit" },
    });
  });

  it("gives a new type the guardrails of workloads, or those that it says", () => {
    const catalogue = catalogueOf(
      `accountTypes:
  analytics: {}
  bare: { guardrails: [] }
  files: { guardrails: [deny-public, { only-services: [s3, "kms:Decrypt"], deny-large-instances: [t3] }] }
  sandbox: { guardrails: [deny-regions] }
`,
    );
    assert.deepEqual(chosenBy(catalogue, "analytics"), WORKLOAD);
    assert.deepEqual(chosenBy(catalogue, "bare"), []);
    assert.deepEqual(chosenBy(catalogue, "files"), [
      "deny-public",
      "only-services: s3, kms:Decrypt",
      "deny-large-instances: t3",
    ]);
    assert.deepEqual(chosenBy(catalogue, "sandbox"), ["deny-regions"]);
    assert.deepEqual(chosenBy(catalogue, "production"), WORKLOAD);
  });

  it("changes a built-in type and keeps the rest of it", () => {
    const catalogue = catalogueOf(
      "accountTypes: { production: { unit: live, functions: { developer: none, operations: power } } }\n",
    );
    assert.deepEqual(withoutGuardrails(catalogue, "production"), {
      name: "production",
      unit: "live",
      functions: { operations: "power", auditor: "audit", network: "network" },
    });
    assert.deepEqual(chosenBy(catalogue, "production"), WORKLOAD);
  });

  it("changes a built-in function and keeps the rest of it", () => {
    const { functions, types } = catalogueOf(
      "functions: { operations: { sessionHours: 2, permissions: { sandbox: observe } } }\n",
    );
    const operations = functions.get("operations");
    assert.equal(operations?.sessionHours, 2);
    assert.equal(operations.mfaMaxAgeHours, 12);
    assert.equal(types.get("sandbox")?.functions.operations, "observe");
    assert.equal(types.get("production")?.functions.operations, "operate");
  });

  it("gives a new function its own defaults", () => {
    const { functions } = catalogueOf(
      "functions: { on-call: { permissions: { production: operate } } }\n",
    );
    assert.deepEqual(functions.get("on-call"), {
      name: "on-call",
      description: "on-call",
      sessionHours: 4,
      mfaMaxAgeHours: 12,
    });
  });

  it("makes statements of a new level's lists, and denies last", () => {
    const { levels } = catalogueOf(
      'permissions: { reader: { managed: [ReadOnlyAccess], statements: [{ Action: "s3:Get*", Resource: "*" }], deny: [{ Action: "s3:GetBucketAcl", Resource: "*" }] } }\n',
    );
    assert.deepEqual(levels.get("reader"), {
      managed: ["ReadOnlyAccess"],
      statements: [
        { Action: "s3:Get*", Resource: "*", Effect: "Allow" },
        { Action: "s3:GetBucketAcl", Resource: "*", Effect: "Deny" },
      ],
    });
  });

  it("makes no role of the level none", () => {
    const plan = planOf(
      `${ORGANIZATION}accounts: [{ name: web, type: production }]\naccountTypes: { production: { functions: { developer: none } } }\n`,
    );
    const roles = plan.roles.filter(({ type }) => type === "production");
    assert.deepEqual(
      roles.map((role) => role.function),
      ["operations", "auditor", "network"],
    );
  });

  it("lists each name once", () => {
    const stack = stackOf(
      `${ORGANIZATION}accountTypes: { sandbox: {}, games: {} }\nfunctions: { auditor: {}, player: { permissions: { games: reader } } }\npermissions: { reader: { managed: [ReadOnlyAccess] } }\n`,
    );
    assert.deepEqual(typeNames(stack), [...Object.keys(DEFAULTS), "games"]);
    assert.deepEqual(functionNames(stack), [
      "operations",
      "developer",
      "auditor",
      "network",
      "player",
    ]);
    assert.equal(levelNames(stack)[0], "none");
    assert.equal(levelNames(stack).at(-1), "reader");
  });

  it("knows core accounts by their names", () => {
    for (const name of ["management", "audit", "network", "access"]) assert.ok(isCoreAccount(name));
    for (const name of ["production", "Audit", ""]) assert.ok(!isCoreAccount(name));
  });
});
