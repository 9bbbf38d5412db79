import assert from "node:assert/strict";
import { planChanges } from "../../model/plan-changes";
import {
  planRecord,
  readPlanRecord,
  withRolesInPlace,
  type PlanRecord,
} from "../../model/plan-record";
import { EXAMPLE, planOf, stackText } from "../stacks";

const record = planRecord(planOf(EXAMPLE));

function read(value: unknown): PlanRecord {
  const found = readPlanRecord(JSON.stringify(value));
  assert.ok(found?.ok, JSON.stringify(found));
  return found.record;
}

/** What keeps a text from being a plan. */
function fault(value: unknown): string {
  const found = readPlanRecord(JSON.stringify(value));
  assert.ok(found && !found.ok);
  return found.message;
}

describe("a plan as JSON", () => {
  it("is all of the plan but CloudFormation's text", () => {
    const { types, stackSets, ...plan } = planOf(EXAMPLE);
    const { resources, signIns, stackSets: written, ...rest } = record;
    assert.notEqual(types.length, 0);
    assert.deepEqual(rest, plan);
    assert.deepEqual(
      stackSets,
      written.map((set, index) => ({ ...set, template: stackSets[index]?.template })),
    );
    assert.deepEqual(
      signIns.map(({ mode }) => mode),
      plan.identity.modes,
    );
    // Two people, and the two for when nothing else works.
    assert.equal(resources["aws:iam/user:User"], 4);
  });

  it("has guardrails of every kind, exceptions and quotas, and they come back", () => {
    const written = planRecord(planOf(stackText("enterprise")));
    const { guardrails, exceptions, policyLimits } = read(written);
    assert.deepEqual(
      [...new Set(guardrails.map(({ kind }) => kind))],
      ["scp", "rcp", "tag", "ai-opt-out", "ec2"],
    );
    assert.deepEqual(guardrails, written.guardrails);
    assert.equal(exceptions.length, 1);
    assert.deepEqual(exceptions, written.exceptions);
    assert.deepEqual(policyLimits, written.policyLimits);
  });

  it("has what the command line's contract says", () => {
    for (const key of ["organization", "units", "accounts", "roles", "guardrails"] as const) {
      assert.ok(record[key]);
    }
    for (const key of ["name", "type", "unit", "email", "lifecycle"]) {
      assert.ok(
        record.accounts.every((account) => key in account),
        key,
      );
    }
    for (const key of ["target", "kind", "name", "size", "limit", "document"]) {
      assert.ok(
        record.guardrails.every((guardrail) => key in guardrail),
        key,
      );
    }
    for (const key of ["type", "function", "name", "trust", "policies", "boundary"]) {
      assert.ok(
        record.roles.every((role) => key in role),
        key,
      );
    }
  });

  it("is read as it was written, whatever the stack", () => {
    for (const name of ["example", "enterprise"]) {
      const written = planRecord(planOf(stackText(name)));
      assert.deepEqual(read(written), written);
      assert.deepEqual(planChanges(read(written), written), []);
    }
  });

  it("has its boundary once, as the plan has", () => {
    const { roles, boundary } = read(record);
    assert.ok(roles.every((role) => role.boundary === boundary));
    const [first, ...others] = record.roles;
    assert.ok(first);
    const own = { Version: "2012-10-17", Statement: [] };
    assert.deepEqual(
      read({ ...record, roles: [{ ...first, boundary: own }, ...others] }).roles[0],
      {
        ...first,
        boundary: own,
      },
    );
  });

  it("is told from other texts", () => {
    assert.equal(readPlanRecord(EXAMPLE), null);
    assert.equal(readPlanRecord(""), null);
    assert.equal(readPlanRecord("{ broken"), null);
    assert.equal(readPlanRecord('{ "organization": { "name": "acme" } }'), null);
    assert.equal(readPlanRecord("[1]"), null);
  });

  it("says where it is no plan", () => {
    assert.equal(
      fault({ ok: false, problems: [] }),
      "it has the problems that lz found in a stack file, and no plan",
    );
    assert.match(fault({ ...record, units: [{}] }), /^units\[0\]\.path: /);
    assert.match(
      fault({ ...record, accounts: [] }),
      /^accounts: one of the core accounts is missing/,
    );
    assert.match(fault({ ...record, stamping: "by hand" }), /^stamping: /);
    const statement = { Effect: "Perhaps", Action: "*" };
    assert.match(
      fault({ ...record, boundary: { Version: "2012-10-17", Statement: [statement] } }),
      /^boundary\.Statement\[0\]\.Effect: /,
    );
    const [first, ...others] = record.guardrails;
    assert.ok(first);
    const guarded = (change: object) => ({
      ...record,
      guardrails: [{ ...first, ...change }, ...others],
    });
    assert.match(fault(guarded({ kind: "chat" })), /^guardrails\[0\]\.kind: /);
    assert.match(fault(guarded({ guardrails: "deny-all" })), /^guardrails\[0\]\.guardrails: /);
    assert.match(fault(guarded({ description: null })), /^guardrails\[0\]\.description: /);
    assert.match(fault(guarded({ document: "{}" })), /^guardrails\[0\]\.document: /);
    assert.equal(
      fault(guarded({ document: { Version: "2012-10-17", Statement: [{ Effect: "Never" }] } })),
      "guardrails: the document of a guardrail is no policy",
    );
    const misspelt = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: "{{organisation:id}}" }],
    };
    assert.match(
      fault(guarded({ document: misspelt })),
      /^unknown placeholder \{\{organisation:id/,
    );
    assert.match(
      fault({ ...record, exceptions: [{ guardrail: "x" }] }),
      /^exceptions\[0\]\.reason: /,
    );
    assert.match(fault({ ...record, policyLimits: { scp: 5 } }), /^policyLimits\.scp: /);
    const logs = { ...record.logs, bucketName: "logs-{{account:adit}}" };
    assert.match(fault({ ...record, logs }), /^unknown placeholder \{\{account:adit\}\}/);
  });
});

describe("what there is of a plan", () => {
  it("without stamping: the roles of core accounts alone", () => {
    assert.equal(withRolesInPlace(record), record);
    const types = withRolesInPlace({ ...record, stamping: "none" }).roles.map(({ type }) => type);
    assert.deepEqual([...new Set(types)], ["management", "audit", "network", "access"]);
  });
});
