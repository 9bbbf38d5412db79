import assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import {
  endSessions,
  nothingAnyMore,
  nothingOfBefore,
  withOthers,
} from "../../../cli/live/documents";
import type { PolicyDocument } from "../../../iam/document";

const BEFORE = "2026-11-21T12:00:00.000Z";

/** Is somebody who may do everything let through by a policy? */
async function letThrough(
  policy: PolicyDocument,
  principal: string,
  context: Readonly<Record<string, string>>,
): Promise<boolean> {
  const everything = { Effect: "Allow", Action: "*", Resource: "*" };
  const allow = { name: "all", policy: { Version: "2012-10-17", Statement: [everything] } };
  const { resultType, ...rest } = await runSimulation(
    {
      request: {
        action: "ec2:RebootInstances",
        principal,
        resource: {
          resource: "arn:aws:ec2:eu-west-1:222222222222:instance/i-1",
          accountId: "222222222222",
        },
        contextVariables: { "aws:PrincipalArn": principal, ...context },
      },
      identityPolicies: [allow, { name: "under test", policy }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  assert.equal(resultType, "single", JSON.stringify(rest));
  return (rest as { overallResult?: string }).overallResult === "Allowed";
}

const role = (name: string): string => `arn:aws:iam::222222222222:role/${name}`;

describe("policies that shut people out", () => {
  it("offboarded: nothing, whatever the sign-in", async () => {
    const ada = "arn:aws:iam::222222222222:user/people/ada";
    assert.equal(await letThrough(nothingAnyMore(), ada, {}), false);
    const newer = { "aws:TokenIssueTime": "2026-11-21T13:00:00Z" };
    assert.equal(await letThrough(nothingAnyMore(), ada, newer), false);
  });

  it("came back: nothing by sessions of before, everything by newer ones and by keys", async () => {
    const ada = "arn:aws:iam::222222222222:user/people/ada";
    const policy = nothingOfBefore(BEFORE);
    const since = (time: string): Promise<boolean> =>
      letThrough(policy, ada, { "aws:TokenIssueTime": time });
    assert.equal(await since("2026-11-21T11:59:59Z"), false);
    assert.equal(await since("2026-11-21T12:00:01Z"), true);
    assert.equal(await letThrough(policy, ada, {}), true);
  });

  const policy = endSessions("aws", ["Ada", "ada"], BEFORE);
  const OLD = "2026-11-21T11:00:00Z";
  const ROWS: readonly (readonly [string, string, string, string, boolean])[] = [
    ["the person's old session", "landing-zone/operations", "AROAX:ada", OLD, false],
    [
      "the one of a permission set",
      "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_lz-operations_0123456789abcdef",
      "AROAX:ada",
      OLD,
      false,
    ],
    [
      "one of a function that the person lost since",
      "landing-zone/network",
      "AROAX:ada",
      OLD,
      false,
    ],
    ["the one of a hub", "landing-zone/hub-on-call", "AROAX:ada", OLD, false],
    [
      "the one of a permission set in us-east-1, of a function that is no more",
      "aws-reserved/sso.amazonaws.com/AWSReservedSSO_lz-gone_0123456789abcdef",
      "AROAX:ada",
      OLD,
      false,
    ],
    ["one by the name as in the file", "landing-zone/operations", "AROAX:Ada", OLD, false],
    [
      "one of a permission set of somebody else's making",
      "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Billing_0123456789abcdef",
      "AROAX:ada",
      OLD,
      true,
    ],
    ["a newer one", "landing-zone/operations", "AROAX:ada", "2026-11-21T12:30:00Z", true],
    ["somebody else's", "landing-zone/operations", "AROAX:grace", OLD, true],
    ["one of a name that ends alike", "landing-zone/operations", "AROAX:linda-ada", OLD, true],
    ["one of another role under the name", "service/backup", "AROAX:ada", OLD, true],
    ["one of a partner's role", "landing-zone/partner-msp-operations", "AROAX:ada", OLD, true],
  ];
  for (const [title, path, userid, issued, expected] of ROWS) {
    it(`end of one person's sessions: ${expected ? "not" : ""} ${title}`, async () => {
      const context = { "aws:userid": userid, "aws:TokenIssueTime": issued };
      assert.equal(await letThrough(policy, role(path), context), expected);
    });
  }

  it("one policy for all: each person once, and nobody whose sessions have ended", () => {
    const now = Date.parse(BEFORE);
    const of = (person: string, hoursAgo: number): PolicyDocument =>
      endSessions("aws", [person], new Date(now - hoursAgo * 3_600_000).toISOString());
    const add = (text: string | undefined, own: PolicyDocument): string =>
      JSON.stringify(withOthers(text, own, now));
    let text = add(undefined, of("ada", 25));
    text = add(text, of("grace", 23));
    assert.deepEqual(people(text), [["*:grace"]]);
    text = add(text, of("linus", 1));
    text = add(text, of("grace", 0));
    assert.deepEqual(people(text), [["*:linus"], ["*:grace"]]);
    assert.match(text, /"Sid":"EndSessions0".*"Sid":"EndSessions1"/);
    const asWritten = text.replace('["*:linus"]', '"*:linus"');
    assert.deepEqual(people(add(asWritten, of("linus", 0))), [["*:grace"], ["*:linus"]]);
  });

  function people(text: string): readonly unknown[] {
    const { Statement } = JSON.parse(text) as PolicyDocument;
    return Statement.map(({ Condition }) => Condition?.StringLike?.["aws:userid"]);
  }
});
