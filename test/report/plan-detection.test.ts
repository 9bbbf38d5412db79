import assert from "node:assert/strict";
import { detectionText } from "../../report/plan-detection";
import { planText } from "../../report/plan-text";
import { WIDTH } from "../../report/wrap";
import { edited, EXAMPLE, planOf } from "../stacks";

const textOf = (keys: string): string =>
  detectionText(
    planOf(`${edited(EXAMPLE, ["eu-west-1", "eu-west-1\n  regions: [us-east-1]"])}${keys}`),
  );

const CHOSEN = `audit:
  config: { rules: [restricted-ssh], excludedAccounts: ["999999999999"] }
  accessAnalyzer: { unusedAccessDays: 30 }
  guardDuty: { features: [s3-data-events, rds-login-events] }
  securityHub: { standards: [cis-3.0, aws-foundational] }
  retentionDays: 400
  objectLock: { mode: compliance, days: 200 }
  storageClasses: [{ afterDays: 30, class: STANDARD_IA }, { afterDays: 90, class: GLACIER }]
  flowLogs: { retentionDays: 60 }
  trail:
    dataEvents: [{ resources: "AWS::S3::Object" }, { resources: "AWS::Lambda::Function" }]
    insights: [ApiErrorRateInsight]
    leaveOut: [kms]
baseline: { imdsv2: false, images: false, passwordPolicy: { minimumLength: 20, maxAgeDays: 90 } }
`;

const OFF = `audit:
  config: false
  accessAnalyzer: false
  guardDuty: false
  securityHub: false
  objectLock: false
  storageClasses: []
  queries: false
baseline:
  { ebsEncryption: false, imdsv2: false, snapshots: false, images: false, s3PublicAccess: false, passwordPolicy: false }
`;

describe("what watches, for people", () => {
  it("says what is found where, what is set, what is logged, and how long it is kept", () => {
    const text = textOf(CHOSEN);
    assert.equal(
      text,
      `What watches all accounts, and what is kept:
  AWS Config records what accounts have in eu-west-1 and us-east-1; 1 rule: restricted-ssh; rules
    leave out 999999999999
  Access Analyzer finds what strangers reach in eu-west-1 and us-east-1
  Access Analyzer finds roles, keys and permissions that nobody used for 30 days
  GuardDuty finds signs of intruders in eu-west-1 and us-east-1, in s3-data-events and
    rds-login-events too
  Security Hub in eu-west-1, with the findings of us-east-1, by aws-foundational and cis-3.0
  set once a day in eu-west-1 and us-east-1: encryption of new volumes, no snapshot for everybody
    and no public bucket
  off, accounts stay as they are: version 2 alone of the metadata service of new instances and no
    image for everybody
  passwords in member accounts: 20 characters, 24 not used again, changed after 90 days
  the trail logs management events but those of kms.amazonaws.com; data events of AWS::S3::Object
    and AWS::Lambda::Function; ApiErrorRateInsight
  logs are kept: of the trail 400 days, of AWS Config 400 days, of networks 60 days, of who read
    logs 365 days, of answers to queries 30 days
  older logs are moved to STANDARD_IA after 30 days and GLACIER after 90 days
  Object Lock holds each log of the trail for 200 days, in compliance mode
  the auditor asks the logs in the workgroup landing-zone: tables cloudtrail, flow_logs and
    resolver_logs; 7 named queries`,
    );
    for (const line of text.split("\n")) assert.ok(line.length <= WIDTH, line);
  });

  it("says what is off", () => {
    assert.equal(
      textOf(OFF),
      `What watches all accounts, and what is kept:
  AWS Config is off: nothing records what accounts have, and no rule looks at it
  Access Analyzer is off: nothing finds what strangers reach, nor what nobody uses
  GuardDuty is off: nothing finds signs of intruders
  Security Hub is off: nothing judges accounts by a standard
  off, accounts stay as they are: encryption of new volumes, version 2 alone of the metadata
    service of new instances, no snapshot for everybody, no image for everybody and no public
    bucket
  passwords in the access account alone: 16 characters, 24 not used again
  the trail logs management events; no data events; no insights
  logs are kept: of the trail 3,650 days, of AWS Config 3,650 days, of networks 365 days, of who
    read logs 365 days, of answers to queries 30 days
  Object Lock is off: no log that comes from now on is locked
  queries are off: the auditor reads the logs as they are`,
    );
  });

  it("says what is off of Access Analyzer alone, and that there is no rule", () => {
    const lines = textOf(
      "audit: { config: { rules: [] }, accessAnalyzer: { externalAccess: false, unusedAccessDays: false }, guardDuty: { features: [] } }\n",
    ).split("\n");
    assert.deepEqual(lines.slice(1, 5), [
      "  AWS Config records what accounts have in eu-west-1 and us-east-1; no rule",
      "  Access Analyzer of what strangers reach is off",
      "  Access Analyzer of what nobody uses is off",
      "  GuardDuty finds signs of intruders in eu-west-1 and us-east-1",
    ]);
  });

  it("is a section of the plan, after who is told", () => {
    const plan = planOf(EXAMPLE);
    const sections = planText(plan).split("\n\n");
    const at = sections.indexOf(detectionText(plan));
    assert.match(sections[at - 1] ?? "", /^Told by mail/);
  });
});
