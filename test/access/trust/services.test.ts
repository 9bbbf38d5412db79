import assert from "node:assert/strict";
import type { PolicyDocument, Statement } from "../../../iam/document";
import { compilePolicy } from "../../../access/policy/policy";
import { misledServices, type ResourceKind } from "../../../access/trust/services";
import { withoutKey } from "../mutations/change";

const faultsOf = (kind: ResourceKind, ...statements: readonly Statement[]): readonly string[] => {
  const document: PolicyDocument = { Version: "2012-10-17", Statement: statements };
  return [
    ...new Set(
      misledServices({
        kind,
        policy: compilePolicy(document, kind === "role" ? "trust" : "resource", "policy"),
        statements,
        account: "222222222222",
        partition: "aws",
        organizationId: "o-own",
        fill: (text) => text,
        actionsOf: (pattern) => [pattern],
      }),
    ),
  ];
};

const allow = (
  Service: string,
  Action: string,
  Condition: Statement["Condition"],
  Resource?: string,
): Statement => ({
  Sid: "One",
  Effect: "Allow",
  Principal: { Service },
  Action,
  ...(Resource === undefined ? {} : { Resource }),
  Condition,
});

const BUCKET = "arn:aws:s3:::acme-logs/*";
const deliveries = (Condition: Statement["Condition"]): Statement =>
  allow("delivery.logs.amazonaws.com", "s3:PutObject", Condition, BUCKET);
const runs = (Condition: Statement["Condition"]): Statement =>
  allow("ssm.amazonaws.com", "sts:AssumeRole", Condition);

const OUTSIDE = "comes for an account outside the organization";
const MEMBER = "comes for another account of the organization";
const NOBODY = "comes without saying for whom";
const ANYTHING = "comes for anything of an account that it may come for";

const said = (service: string, ...faults: readonly string[]): readonly string[] =>
  faults.map((fault) => `statement One: ${service} ${fault}`);

describe("services that policies let in", () => {
  const flows = {
    StringEquals: { "aws:SourceAccount": "333333333333" },
    ArnLike: { "aws:SourceArn": "arn:aws:logs:*:333333333333:*" },
  };

  it("come for whom the conditions on the source say", () => {
    assert.deepEqual(faultsOf("bucket", deliveries(flows)), []);
    const own = { StringEquals: { "aws:SourceOrgID": "o-own" } };
    const config = allow("config.amazonaws.com", "s3:PutObject", own, BUCKET);
    assert.deepEqual(faultsOf("bucket", config), []);
    const self = {
      StringEquals: { "aws:SourceAccount": "222222222222" },
      ArnLike: { "aws:SourceArn": "arn:aws:ssm:*:222222222222:automation-execution/*" },
    };
    assert.deepEqual(faultsOf("role", runs(self)), []);
  });

  it("come for anybody, where nothing is asked", () => {
    const service = "delivery.logs.amazonaws.com";
    assert.deepEqual(faultsOf("bucket", deliveries(undefined)), [
      ...said(
        service,
        "has to be asked for aws:SourceAccount and aws:SourceArn",
        OUTSIDE,
        NOBODY,
        ANYTHING,
      ),
    ]);
    const without = (operator: string, key: string): readonly string[] => {
      const document = { Version: "2012-10-17", Statement: [deliveries(flows)] } as const;
      return faultsOf("bucket", ...withoutKey("One", operator, key)(document).Statement);
    };
    const both = "has to be asked for aws:SourceAccount and aws:SourceArn";
    assert.deepEqual(without("StringEquals", "aws:SourceAccount"), said(service, both));
    assert.deepEqual(without("ArnLike", "aws:SourceArn"), said(service, both, ANYTHING));
  });

  it("come for anybody, where what is asked means everybody, or may be missing", () => {
    const service = "delivery.logs.amazonaws.com";
    const any = { ArnLike: { "aws:SourceArn": "arn:aws:logs:*:*:*" } };
    const both = "has to be asked for aws:SourceAccount and aws:SourceArn";
    assert.deepEqual(faultsOf("bucket", deliveries(any)), said(service, both, OUTSIDE));
    const maybe = {
      StringEqualsIfExists: { "aws:SourceAccount": "333333333333" },
      ArnLikeIfExists: { "aws:SourceArn": "arn:aws:logs:*:333333333333:*" },
    };
    assert.deepEqual(faultsOf("bucket", deliveries(maybe)), said(service, both, NOBODY));
    const negated = { StringNotEquals: { "aws:SourceAccount": "999999999999" } };
    assert.deepEqual(
      faultsOf("bucket", deliveries(negated)),
      said(service, both, OUTSIDE, NOBODY, ANYTHING),
    );
  });

  it("take a bucket's name for no account", () => {
    const named = { ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-logs" } };
    const access = allow("logging.s3.amazonaws.com", "s3:PutObject", named, BUCKET);
    assert.deepEqual(faultsOf("bucket", access), [
      ...said(
        "logging.s3.amazonaws.com",
        "has to be asked for aws:SourceAccount and aws:SourceArn",
        OUTSIDE,
      ),
    ]);
  });

  it("work by a role for its own account alone, even inside the organization", () => {
    const own = { StringEquals: { "aws:SourceOrgID": "o-own" } };
    const config = allow("config.amazonaws.com", "sts:AssumeRole", own);
    assert.deepEqual(faultsOf("role", config), said("config.amazonaws.com", MEMBER));
    const account = { StringEquals: { "aws:SourceAccount": "222222222222" } };
    assert.deepEqual(faultsOf("role", runs(account)), [
      ...said(
        "ssm.amazonaws.com",
        "has to be asked for aws:SourceAccount and aws:SourceArn",
        ANYTHING,
      ),
    ]);
  });

  it("have business with some resources, and with no others", () => {
    const lambda = allow("lambda.amazonaws.com", "sts:AssumeRole", undefined);
    assert.deepEqual(faultsOf("role", lambda), [
      'statement One: its principal "lambda.amazonaws.com" (Service) has no business there',
    ]);
    const trail = { StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:1:trail/t" } };
    const publishes = allow("cloudtrail.amazonaws.com", "sns:Publish", trail, "*");
    assert.deepEqual(faultsOf("topic", publishes), [
      'statement One: its principal "cloudtrail.amazonaws.com" (Service) has no business there',
    ]);
  });

  it("are refused by another statement", () => {
    const deny: Statement = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: BUCKET,
      Condition: { StringNotEquals: { "aws:SourceAccount": "333333333333" } },
    };
    const arn = { ArnLike: flows.ArnLike };
    assert.deepEqual(faultsOf("bucket", deliveries(arn), deny), [
      ...said(
        "delivery.logs.amazonaws.com",
        "has to be asked for aws:SourceAccount and aws:SourceArn",
      ),
    ]);
  });
});
