import assert from "node:assert/strict";
import fc from "fast-check";
import { guardrailChanges } from "../../model/guardrail-changes";
import type { PlannedGuardrail } from "../../model/guardrails";
import { EXAMPLE, planOf } from "../stacks";

const base = planOf(EXAMPLE).guardrails;
const stack = (keys: string): readonly PlannedGuardrail[] =>
  planOf(`${EXAMPLE}guardrails:\n${keys}`).guardrails;

const lines = (
  before: readonly PlannedGuardrail[],
  after: readonly PlannedGuardrail[],
): readonly string[] =>
  guardrailChanges(before, after).map(
    ({ kind, name, details }) => `${kind} ${name}: ${details.join("; ")}`,
  );

/** A policy of one statement for each Sid, with what it denies. */
function policy(
  name: string,
  target: string,
  statements: Readonly<Record<string, string>>,
  ...more: readonly string[]
): PlannedGuardrail {
  return {
    target,
    kind: "scp",
    name: `landing-zone-${name}`,
    description: `What ${name} says`,
    guardrails: more.length === 0 ? [name] : more,
    size: 100,
    limit: 10240,
    document: {
      Version: "2012-10-17",
      Statement: Object.entries(statements).map(([Sid, Action]) => ({
        Sid,
        Effect: "Deny" as const,
        Action,
        Resource: "*",
      })),
    },
  };
}

describe("what guardrails two plans have differently", () => {
  it("nothing of equal plans", () => {
    assert.deepEqual(guardrailChanges(base, base), []);
  });

  it("a policy that seven units have, once, with its statements", () => {
    const units = ["a", "b", "c", "d", "e", "f", "g"];
    const at = (statements: Readonly<Record<string, string>>) =>
      units.map((unit) => policy("deny-x", unit, statements));
    assert.deepEqual(
      lines(
        at({ One: "s3:Get*", Two: "s3:Put*", Three: "s3:List*" }),
        at({ One: "s3:Get*", Two: "s3:Delete*", Four: "sqs:*" }),
      ),
      ["changed landing-zone-deny-x: statements: ~Two, +Four, -Three"],
    );
  });

  it("statements without a name by their place, and an order that changed", () => {
    const two = policy("deny-x", "a", { One: "s3:Get*", Two: "s3:Put*" });
    const turned = policy("deny-x", "a", { Two: "s3:Put*", One: "s3:Get*" });
    assert.deepEqual(lines([two], [turned]), ["changed landing-zone-deny-x: statements changed"]);
    const nameless = (Action: string): PlannedGuardrail => ({
      ...two,
      document: { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action, Resource: "*" }] },
    });
    assert.deepEqual(lines([nameless("s3:*")], [nameless("sqs:*")]), [
      "changed landing-zone-deny-x: statements: ~statement 1",
    ]);
  });

  it("targets that came and went, the root by its name, of many the first", () => {
    const at = (...targets: readonly string[]) =>
      targets.map((target) => policy("deny-x", target, { One: "s3:*" }));
    assert.deepEqual(lines(at("a", "b"), at("b", "/")), [
      "changed landing-zone-deny-x: now at the root; no longer at a; still held there by landing-zone-deny-x",
    ]);
    assert.deepEqual(lines([], at("a", "b", "c", "d", "e", "f", "g")), [
      "added landing-zone-deny-x: at a, b, c, d and 3 more units; What deny-x says",
    ]);
    assert.deepEqual(lines(at("a"), []), [
      "removed landing-zone-deny-x: was at a; What deny-x says",
    ]);
  });

  it("a guardrail that shares a policy now is still held, and what of it is not as it was", () => {
    const own = policy("deny-x", "a", { DenyX1: "s3:Get*", DenyX2: "s3:Put*" });
    const shared = (second: string) =>
      policy(
        "scp-of-a",
        "a",
        { DenyX1: "s3:Get*", DenyX2: second, DenyY: "sqs:*" },
        "deny-x",
        "deny-y",
      );
    assert.deepEqual(lines([own], [shared("s3:Put*")]), [
      "added landing-zone-scp-of-a: at a; What scp-of-a says",
      "removed landing-zone-deny-x: was at a; still held there by landing-zone-scp-of-a; What deny-x says",
    ]);
    assert.match(
      lines([own], [shared("s3:PutObject")]).join("\n"),
      /still held there by landing-zone-scp-of-a, but not as it was: DenyX2;/,
    );
  });

  it("of several places, those at which it is still held", () => {
    const was = ["a", "b"].map((unit) => policy("deny-x", unit, { One: "s3:*" }));
    const other = policy("scp-of-a", "a", { One: "s3:*", Two: "sqs:*" }, "deny-x", "deny-y");
    assert.match(
      lines(was, [other]).join("\n"),
      /was at a, b; still held at a by landing-zone-scp-of-a;/,
    );
  });

  it("guardrails that come into a shared policy, and go out of it", () => {
    const shared = (...names: readonly string[]) =>
      policy("scp-of-a", "a", { One: "s3:*" }, ...names);
    assert.deepEqual(lines([shared("x", "y")], [shared("y", "z")]), [
      "changed landing-zone-scp-of-a: with z; without x",
    ]);
  });

  it("other policies, by keys of tags and names of plans", () => {
    assert.deepEqual(lines(base, stack("  tags: { owner: {} }\n")), [
      "added landing-zone-tags: at the root; How tags are spelt, and their values",
    ]);
    assert.deepEqual(
      lines(
        stack("  tags: { owner: {}, stage: {} }\n"),
        stack("  tags: { owner: { values: [a] }, cost: {} }\n"),
      ),
      ["changed landing-zone-tags: document: ~tags.owner, +tags.cost, -tags.stage"],
    );
  });

  it("a sentence that says no more than the name is left out", () => {
    const custom =
      '  custom: [{ name: deny-x, types: [storage], statements: [{ Action: "s3:*", Resource: "*" }] }]\n';
    assert.deepEqual(lines(base, stack(custom)), [
      "added landing-zone-deny-x: at workloads/storage",
    ]);
  });

  it("guardrails that share a policy because another one came are as they were", () => {
    const custom =
      '  custom: [{ name: deny-x, types: [sandbox], statements: [{ Action: "s3:*", Resource: "*" }] }]\n';
    assert.deepEqual(lines(base, stack(custom)), [
      "changed landing-zone-deny-default-vpc: no longer at workloads/sandbox; still held there by landing-zone-scp-of-sandbox",
      "added landing-zone-scp-of-sandbox: at workloads/sandbox; deny-default-vpc, deny-x",
    ]);
  });

  it("each policy once at most, whatever changes, and the same backwards", () => {
    const name = fc.constantFrom("deny-x", "deny-y", "scp-of-a");
    const attached = fc.uniqueArray(
      fc.record({ name, target: fc.constantFrom("/", "a", "a/b", "c") }),
      { selector: (one) => `${one.name} ${one.target}` },
    );
    const actions = fc.dictionary(name, fc.constantFrom("s3:*", "sqs:*"));
    const plan = fc
      .tuple(attached, actions)
      .map(([all, what]) =>
        all.map((one) => policy(one.name, one.target, { One: what[one.name] ?? "ec2:*" })),
      );
    fc.assert(
      fc.property(plan, plan, (before, after) => {
        const there = guardrailChanges(before, after);
        const back = guardrailChanges(after, before);
        const names = there.map((change) => change.name);
        assert.equal(new Set(names).size, names.length);
        assert.deepEqual([...names].sort(), back.map((change) => change.name).sort());
        const turned = { added: "removed", removed: "added", changed: "changed" } as const;
        for (const change of there) {
          assert.notEqual(change.details.length, 0);
          const other = back.find((one) => one.name === change.name);
          assert.equal(other?.kind, turned[change.kind]);
        }
        assert.deepEqual(guardrailChanges(before, before), []);
      }),
    );
  });
});
