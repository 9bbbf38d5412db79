import assert from "node:assert/strict";
import { minified, type PolicyDocument } from "../../iam/document";
import { CALLER } from "./harness";
import { Aws } from "./stand-in/aws";
import { make } from "./stand-in/lifecycle";
import type { Cloud } from "./stand-in/store";

const HUB = "222222222222";
const ORGANIZATION = "o-exampleorg1";
const [HOME, ELSEWHERE] = ["eu-west-1", "us-east-1"];

const BUS = `arn:aws:events:${HOME}:${HUB}:event-bus/hub`;
const ROLE = `arn:aws:iam::${CALLER}:role/forward`;
const RULE = `arn:aws:events:${ELSEWHERE}:${CALLER}:rule/forward`;
const QUEUE = `arn:aws:sqs:${ELSEWHERE}:${CALLER}:undelivered`;

type Statement = PolicyDocument["Statement"][number];

const policy = (statement: Partial<Statement>): string =>
  minified({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

const fromRule = (rule: string): Statement["Condition"] => ({
  ArnLike: { "aws:SourceArn": rule },
  StringEquals: { "aws:SourceAccount": CALLER },
});

const Service = "events.amazonaws.com";
const trust = (rule: string): string =>
  policy({ Principal: { Service }, Action: "sts:AssumeRole", Condition: fromRule(rule) });
const sending = (rule: string): string =>
  policy({
    Principal: { Service },
    Action: "sqs:SendMessage",
    Resource: QUEUE,
    Condition: fromRule(rule),
  });
const letting = (roles: string): string =>
  policy({
    Principal: "*",
    Action: "events:PutEvents",
    Resource: BUS,
    Condition: {
      ArnLike: { "aws:PrincipalArn": roles },
      StringEquals: { "aws:PrincipalOrgID": ORGANIZATION },
    },
  });

describe("the stand-in for AWS: events that are forwarded", () => {
  /** A new cloud with a bus in one account, and a rule that is to forward in another. */
  function cloudWith({
    trusted = RULE,
    lets = "arn:aws:iam::*:role/forward",
    sends = RULE,
  }: { readonly trusted?: string; readonly lets?: string | null; readonly sends?: string } = {}) {
    const cloud: Cloud = {
      counter: 0,
      flags: {},
      resources: [
        {
          account: CALLER,
          region: HOME,
          type: "aws:organizations/organization:Organization",
          id: ORGANIZATION,
          inputs: {},
        },
      ],
    };
    const at = (account: string) => (type: string, inputs: object) =>
      make(`aws:${type}`, { ...inputs }, new Aws(cloud, { account, region: HOME }));
    const [hub, spoke] = [at(HUB), at(CALLER)];
    hub("cloudwatch/eventBus:EventBus", { name: "hub", region: HOME });
    if (lets !== null) {
      hub("cloudwatch/eventBusPolicy:EventBusPolicy", {
        eventBusName: "hub",
        region: HOME,
        policy: letting(lets),
      });
    }
    spoke("iam/role:Role", { name: "forward", assumeRolePolicy: trust(trusted) });
    spoke("cloudwatch/eventRule:EventRule", {
      name: "forward",
      region: ELSEWHERE,
      eventPattern: "{}",
    });
    const queue = spoke("sqs/queue:Queue", { name: "undelivered", region: ELSEWHERE });
    spoke("sqs/queuePolicy:QueuePolicy", {
      queueUrl: queue.id,
      region: ELSEWHERE,
      policy: sending(sends),
    });
    return (more: object = {}) =>
      (): unknown =>
        spoke("cloudwatch/eventTarget:EventTarget", {
          rule: "forward",
          targetId: "hub",
          region: ELSEWHERE,
          arn: BUS,
          roleArn: ROLE,
          deadLetterConfig: { arn: QUEUE },
          ...more,
        });
  }

  it("takes a bus of another account and region as a target, by a role that it lets in", () => {
    cloudWith()()();
  });

  it("refuses a bus without a role, and by one that EventBridge cannot be", () => {
    assert.throws(cloudWith()({ roleArn: undefined }), /RoleArn is required for target/);
    assert.throws(cloudWith()({ roleArn: `${ROLE}-2` }), /cannot be assumed by principal/);
    assert.throws(cloudWith({ trusted: `${RULE}-2` })(), /cannot be assumed by principal/);
  });

  it("refuses a bus that is not there, or does not let the role in", () => {
    assert.throws(cloudWith()({ arn: `${BUS}-2` }), /Event bus .*hub-2 does not exist/);
    assert.throws(cloudWith({ lets: null })(), /does not let .*role\/forward send/);
    assert.throws(cloudWith({ lets: "arn:aws:iam::*:role/other" })(), /does not let/);
  });

  it("refuses a queue that is elsewhere, or into which the rule may not write", () => {
    const deadLetterConfig = { arn: QUEUE.replace(ELSEWHERE, HOME) };
    assert.throws(cloudWith()({ deadLetterConfig }), /does not exist in the rule's region/);
    assert.throws(cloudWith({ sends: `${RULE}-2` })(), /lets forward send nothing/);
  });
});
