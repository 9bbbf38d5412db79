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

describe("the catalogue without changes", () => {
  const { types, functions, levels } = catalogueOf();

  for (const [name, expected] of Object.entries(DEFAULTS)) {
    it(`permits functions in ${name} what the defaults say`, () => {
      assert.deepEqual(types.get(name), { name, unit: `workloads/${name}`, functions: expected });
    });
  }

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
    const { types } = catalogueOf("accountTypes: { analytics: {} }\n");
    assert.deepEqual(types.get("analytics"), {
      name: "analytics",
      unit: "workloads/analytics",
      functions: { auditor: "audit" },
    });
  });

  it("changes a built-in type and keeps the rest of it", () => {
    const { types } = catalogueOf(
      "accountTypes: { production: { unit: live, functions: { developer: none, operations: power } } }\n",
    );
    assert.deepEqual(types.get("production"), {
      name: "production",
      unit: "live",
      functions: { operations: "power", auditor: "audit", network: "network" },
    });
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
