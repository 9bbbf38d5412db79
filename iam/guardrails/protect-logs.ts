import { KEY_CHANGES, OF_LOG_KEY } from "../audit/key";
import {
  accessLogBucketName,
  bucketArn,
  configBucketName,
  flowLogBucketName,
  functionRoleArn,
  LOG_KEY_ALIAS,
  logBucketName,
  queryBucketName,
  RECORDER_NAME,
} from "../names";
import {
  ACCESS_ROLE,
  deny,
  exceptOwnRoles,
  ownRoles,
  ROOT_USER,
  type Guardrail,
  type GuardrailCase,
  type GuardrailStatement,
} from "./guardrail";

/** Names end with the audit account's id, which is unknown before it is made. */
const ANY_ID = "?".repeat(12);
const inAnyAccount = (name: string): string => bucketArn(name.replace("{{account:audit}}", ANY_ID));

/** Roles of the audit account that write one kind of log, and nothing else. */
const RECORDER = functionRoleArn("*", RECORDER_NAME);
const AUDITOR = functionRoleArn("*", "auditor");

export const protectLogs: Guardrail = {
  name: "protect-logs",
  kind: "scp",
  sentence:
    "Nobody deletes what is logged; nobody but the landing zone changes the log buckets, how long they keep logs, or their key; nobody but the auditor writes answers to the auditor's queries",
  why: "Logs are worth what they are worth to whoever wants to rewrite them. The buckets' own policies say the same, and this holds when these are gone.",
  statements: (context) => {
    const { organization } = context;
    // Without a `*` behind them: `acme-logs-????????????*` would be the other buckets, too.
    const of = (name: (organization: string) => string): readonly string[] => {
      const bucket = inAnyAccount(name(organization));
      return [bucket, `${bucket}/*`];
    };
    const config = of(configBucketName);
    const answers = of(queryBucketName);
    const logs = [logBucketName, flowLogBucketName, accessLogBucketName].flatMap(of);
    const change = (
      Resource: readonly string[],
      ...writers: readonly string[]
    ): GuardrailStatement => ({
      Effect: "Deny",
      NotAction: ["s3:Get*", "s3:List*"],
      Resource,
      Condition: { ArnNotLike: { "aws:PrincipalArn": [...ownRoles(context), ...writers] } },
    });
    return [
      {
        Effect: "Deny",
        Action: ["s3:BypassGovernanceRetention", "s3:DeleteBucket", "s3:DeleteObject*"],
        Resource: [...logs, ...config, ...answers],
      },
      change(logs),
      change(config, RECORDER),
      change(answers, AUDITOR),
      deny([...KEY_CHANGES, "kms:RetireGrant", "kms:RevokeGrant"], {
        ...OF_LOG_KEY,
        ...exceptOwnRoles(context),
      }),
    ];
  },
  denies: ({ organization }) => {
    const named = exampleNames(organization);
    const { bucket, config, flow, access, answers } = named;
    const key = "arn:{{partition}}:kms:eu-west-1:{{account:self}}:key/0123";
    const keys = { "kms:ResourceAliases": LOG_KEY_ALIAS };
    return [
      { what: "an administrator deletes a log", action: "s3:DeleteObject", on: `${bucket}/log` },
      {
        what: "an administrator deletes a log's version",
        action: "s3:DeleteObjectVersion",
        on: `${bucket}/log`,
      },
      {
        what: "the management account's role deletes a log",
        by: ACCESS_ROLE,
        action: "s3:DeleteObject",
        on: `${bucket}/log`,
      },
      ...Object.entries(named).flatMap(([kind, on]): GuardrailCase[] => [
        { what: `somebody opens the ${kind} bucket`, action: "s3:PutBucketPolicy", on },
        { what: `logs expire in the ${kind} bucket`, action: "s3:PutLifecycleConfiguration", on },
        {
          what: `somebody goes around the lock of the ${kind} bucket`,
          by: ACCESS_ROLE,
          action: "s3:BypassGovernanceRetention",
          on: `${on}/log`,
        },
      ]),
      {
        what: "an administrator shortens Object Lock",
        action: "s3:PutBucketObjectLockConfiguration",
        on: bucket,
      },
      {
        what: "an administrator shortens a log's lock",
        action: "s3:PutObjectRetention",
        on: `${bucket}/log`,
      },
      {
        what: "an administrator stops the access logs",
        action: "s3:PutBucketLogging",
        on: bucket,
      },
      { what: "an administrator writes a log", action: "s3:PutObject", on: `${bucket}/log` },
      {
        what: "the auditor writes a log",
        by: AUDITOR_HERE,
        action: "s3:PutObject",
        on: `${bucket}/log`,
      },
      {
        what: "the auditor writes a record",
        by: AUDITOR_HERE,
        action: "s3:PutObject",
        on: `${config}/log`,
      },
      {
        what: "the recorder writes a flow log",
        by: RECORDER_HERE,
        action: "s3:PutObject",
        on: `${flow}/log`,
      },
      {
        what: "the recorder forges who read",
        by: RECORDER_HERE,
        action: "s3:PutObject",
        on: `${access}/log`,
      },
      {
        what: "an administrator writes an answer",
        action: "s3:PutObject",
        on: `${answers}/answer`,
      },
      {
        what: "the root user deletes the bucket's policy",
        by: ROOT_USER,
        action: "s3:DeleteBucketPolicy",
        on: bucket,
      },
      {
        what: "an administrator schedules the key's end",
        action: "kms:ScheduleKeyDeletion",
        on: key,
        keys,
      },
      { what: "an administrator opens the key", action: "kms:PutKeyPolicy", on: key, keys },
    ];
  },
  allows: ({ organization }) => {
    const { bucket, config, answers } = exampleNames(organization);
    return [
      { what: "an auditor reads a log", action: "s3:GetObject", on: `${bucket}/log` },
      {
        what: "the landing zone changes the bucket's policy",
        by: ACCESS_ROLE,
        action: "s3:PutBucketPolicy",
        on: bucket,
      },
      {
        what: "the landing zone changes how long logs are locked",
        by: ACCESS_ROLE,
        action: "s3:PutBucketObjectLockConfiguration",
        on: bucket,
      },
      {
        what: "the auditor's query writes its answer",
        by: AUDITOR_HERE,
        action: "s3:PutObject",
        on: `${answers}/answer`,
      },
      {
        what: "the audit account's recorder writes what it saw",
        by: RECORDER_HERE,
        action: "s3:PutObject",
        on: `${config}/AWSLogs/x`,
      },
      {
        what: "an administrator deletes something else",
        action: "s3:DeleteObject",
        on: "arn:{{partition}}:s3:::other/log",
      },
      {
        what: "an administrator schedules the end of another key",
        action: "kms:ScheduleKeyDeletion",
        on: "arn:{{partition}}:kms:eu-west-1:{{account:self}}:key/4567",
        keys: { "kms:ResourceAliases": "alias/web" },
      },
    ];
  },
};

const AUDITOR_HERE = functionRoleArn("self", "auditor");
const RECORDER_HERE = functionRoleArn("self", RECORDER_NAME);

/** ARNs of the buckets of some audit account. */
function exampleNames(
  organization: string,
): Readonly<Record<"bucket" | "config" | "flow" | "access" | "answers", string>> {
  const example = (name: (organization: string) => string): string =>
    inAnyAccount(name(organization)).replaceAll("?", "0");
  return {
    bucket: example(logBucketName),
    config: example(configBucketName),
    flow: example(flowLogBucketName),
    access: example(accessLogBucketName),
    answers: example(queryBucketName),
  };
}
