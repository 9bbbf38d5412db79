import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import type { AwsNames } from "../../model/aws-names";
import { loadStack } from "../../model/load";
import { awsNames } from "../../reference-data";
import { EXAMPLE, ORGANIZATION } from "../stacks";

/** Names of AWS that say what they were asked for. */
function listening(): { readonly aws: AwsNames; readonly asked: string[] } {
  const names = awsNames();
  const asked: string[] = [];
  const note = <T>(what: string, answer: T): T => {
    asked.push(what);
    return answer;
  };
  return {
    asked,
    aws: {
      managedPolicies: () => note("policies", names.managedPolicies()),
      hasDocument: (name) => note(`document of ${name}`, names.hasDocument(name)),
      services: () => note("services", names.services()),
      actions: (service) => note(`actions of ${service}`, names.actions(service)),
      rcpServices: () => note("services with RCPs", names.rcpServices()),
    },
  };
}

const level = (lines: string): string => `${ORGANIZATION}permissions:\n  own:\n${lines}`;

describe("rules that ask what AWS has", () => {
  it("ask nothing for a stack without own levels", () => {
    const { aws, asked } = listening();
    assert.ok(loadStack(EXAMPLE, aws).ok);
    assert.deepEqual(asked, []);
  });

  it("ask for what a level names, and no more", () => {
    const { aws, asked } = listening();
    const text = level(`    managed: [SecurityAudit]
    statements: [{ Action: ["s3:Get*", "*"], Resource: "*" }]
    deny: [{ NotAction: "sts:*", Resource: "*" }]
`);
    assert.ok(loadStack(text, aws).ok);
    assert.deepEqual([...new Set(asked)].sort(), [
      "actions of s3",
      "actions of sts",
      "document of SecurityAudit",
      "policies",
    ]);
  });

  it("find nothing where AWS's names are not at hand", () => {
    const text = level(`    managed: [NoSuchPolicy]
    statements: [{ Action: "nothing:Get", Resource: "*" }]
`);
    assert.ok(loadStack(text).ok);
    assert.ok(!loadStack(text, awsNames()).ok);
  });

  it("say it beside problems of the schema, each at its own place", () => {
    const loaded = loadStack(
      level(`    managed: [ReadOnlyAcces, 7]
    statements: [{ Action: ["s3:GetObjekt", "s3:GetObject"], Resource: "*", Effect: Allow }]
`),
      awsNames(),
    );
    assert.ok(!loaded.ok);
    assert.deepEqual(
      loaded.problems.map(({ path }) => path),
      [
        "permissions.own.managed[0]",
        "permissions.own.managed[1]",
        "permissions.own.statements[0].Action[0]",
        "permissions.own.statements[0].Effect",
      ],
    );
  });

  it("have an answer to any name", () => {
    const aws = awsNames();
    const name = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("constructor", "__proto__", "toString"),
    );
    const part = fc.oneof(name, fc.constantFrom("s3", "iam", "Get*", "?", "*", "Lsit*", "-"));
    const action = fc.tuple(part, part).map((parts) => parts.join(":"));
    fc.assert(
      fc.property(fc.array(name), fc.array(fc.oneof(name, action)), (managed, actions) => {
        const own = { managed, statements: [{ Action: actions, Resource: "*" }] };
        const loaded = loadStack(`${ORGANIZATION}${stringify({ permissions: { own } })}`, aws);
        if (loaded.ok) return;
        for (const { fix, message } of loaded.problems) {
          assert.doesNotMatch(message + fix, /undefined|\[object/);
        }
      }),
      { numRuns: 50 },
    );
  });
});
