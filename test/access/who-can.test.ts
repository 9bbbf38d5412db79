import assert from "node:assert/strict";
import type { World } from "../../access/world/world";
import { whoCan, type Holder } from "../../access/who-can";
import { EXAMPLE, planOf } from "../stacks";
import { accountOf, worldMaker } from "./worlds";

const LOGS = "arn:aws:s3:::acme-logs-<audit>";

interface Row {
  readonly name: string;
  readonly account: string;
  readonly action: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string>>;
  /** Kind and name of each, with the condition if there is one. */
  readonly expect: readonly string[];
}

/** A guardrail refuses the root user. */
const ACCESS_ROLE = (account: string): string =>
  `access-role OrganizationAccountAccessRole in ${account}`;

const ROWS: readonly Row[] = [
  {
    name: "reboots nodes in production",
    account: "web-production",
    action: "ec2:RebootInstances",
    expect: [
      "function operations (ada)",
      "service-role roles below /service/ in web-production",
      ACCESS_ROLE("web-production"),
    ],
  },
  {
    name: "reads objects in production",
    account: "web-production",
    action: "s3:GetObject",
    expect: ["service-role roles below /service/ in web-production", ACCESS_ROLE("web-production")],
  },
  {
    name: "makes users in production",
    account: "web-production",
    action: "iam:CreateUser",
    expect: [],
  },
  {
    name: "reads the logs",
    account: "audit",
    action: "s3:GetObject",
    resource: `${LOGS}/AWSLogs/1.json.gz`,
    expect: ["function auditor (grace)", ACCESS_ROLE("audit")],
  },
  {
    name: "writes the logs",
    account: "audit",
    action: "s3:PutObject",
    resource: `${LOGS}/AWSLogs/111111111111/1.json.gz`,
    expect: [
      "aws-service cloudtrail.amazonaws.com, if s3:x-amz-acl is bucket-owner-full-control and " +
        "aws:SourceArn is arn:aws:cloudtrail:eu-west-1:111111111111:trail/landing-zone and " +
        "(aws:SourceOrgID is <organization> or aws:SourceAccount is not there)",
    ],
  },
  {
    name: "deletes the logs",
    account: "audit",
    action: "s3:DeleteObject",
    resource: `${LOGS}/AWSLogs/1.json.gz`,
    expect: [],
  },
  {
    name: "decrypts the logs",
    account: "audit",
    action: "kms:Decrypt",
    resource: "arn:aws:kms:eu-west-1:audit:key/1",
    context: { "kms:ResourceAliases": "alias/landing-zone/logs" },
    expect: [
      "function auditor (grace), if kms:ViaService is like s3.*",
      "aws-service recorder in audit, if kms:ViaService is like s3.* and " +
        "kms:EncryptionContext:aws:s3:arn is like arn:aws:s3:::acme-logs-config-<audit> or " +
        "arn:aws:s3:::acme-logs-config-<audit>/*",
      "aws-service config.amazonaws.com, if aws:SourceOrgID is <organization> and " +
        "kms:EncryptionContext:aws:s3:arn is like arn:aws:s3:::acme-logs-config-<audit> or " +
        "arn:aws:s3:::acme-logs-config-<audit>/*",
      "aws-service delivery.logs.amazonaws.com, if aws:SourceAccount is <network> and " +
        "aws:SourceArn is like arn:aws:logs:*:<network>:* and " +
        "kms:EncryptionContext:aws:s3:arn is like arn:aws:s3:::acme-logs-flow-<audit> or " +
        "arn:aws:s3:::acme-logs-flow-<audit>/* and " +
        "(aws:SourceOrgID is <organization> or aws:SourceAccount is not there)",
    ],
  },
  {
    name: "changes a password in the access account",
    account: "access",
    action: "iam:ChangePassword",
    resource: "arn:aws:iam::access:user/people/ada",
    expect: ["person ada", ACCESS_ROLE("access")],
  },
  {
    name: "makes users in the access account",
    account: "access",
    action: "iam:CreateUser",
    expect: [ACCESS_ROLE("access")],
  },
  {
    name: "changes the organization",
    account: "management",
    action: "organizations:AttachPolicy",
    expect: ["break-glass break-glass in management", "root root user of management"],
  },
];

describe("who can", () => {
  let world: World;

  before(async () => {
    world = (await worldMaker())(planOf(EXAMPLE));
  });

  for (const { name, account, action, resource = null, context = {}, expect } of ROWS) {
    it(`${name}: ${expect.length === 0 ? "nobody" : expect.join("; ")}`, () => {
      const asking = { account: accountOf(world, account), action, resource, context };
      assert.deepEqual(whoCan(world, asking).map(words), expect);
    });
  }
});

function words({ kind, name, people, condition }: Holder): string {
  const who = people.length === 0 ? "" : ` (${people.join(", ")})`;
  return `${kind} ${name}${who}${condition === null ? "" : `, if ${condition}`}`;
}
