import { BREAK_GLASS_NAME, BREAK_GLASS_PATH, functionRoleArn, iamArn } from "../names";
import { anyOf, type EventPattern } from "./event-pattern";

export const KINDS = [
  "root-activity",
  "root-session",
  "break-glass-user",
  "break-glass-role",
] as const;
/** What people are told of. */
export type Kind = (typeof KINDS)[number];

/** One kind: an event is of it that has any of the patterns. */
export interface EventKind {
  readonly name: Kind;
  /** What has happened, for people. */
  readonly what: string;
  readonly patterns: readonly EventPattern[];
}

const ROOT = ["Root"];
const ABSENT = [{ exists: false }];

/**
 * Whatever root users do, or try: sign-ins that fail too, passwords that are changed or asked for, and
 * calls by key, by console and by root sessions. What a signed-in console merely looks at is left out,
 * and what AWS's services look at in its name: one sign-in, which is told, would be hundreds of mails.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function rootActivity(): EventKind {
  return {
    name: "root-activity",
    what: "a root user signs in, or tries to, or does anything",
    patterns: [
      {
        detail: {
          userIdentity: { type: ROOT, invokedBy: ABSENT },
          sessionCredentialFromConsole: ABSENT,
        },
      },
      { detail: { userIdentity: { type: ROOT }, readOnly: [false] } },
      { detail: { userIdentity: { type: ROOT }, readOnly: ABSENT } },
    ],
  };
}

/**
 * Somebody becomes the root user of another account for some minutes. Who tries in vain is told where AWS
 * lets anybody try: elsewhere a role without any permission could ask a thousand times, and what it asks
 * for would be a thousand mails.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-track-privileged-tasks.html
 */
function rootSession(): EventKind {
  const call = { eventSource: ["sts.amazonaws.com"], eventName: ["AssumeRoot"] };
  return {
    name: "root-session",
    what: "somebody opens a root session in an account (AssumeRoot), or tries to",
    patterns: [
      { account: ["{{account:access}}", "{{account:management}}"], detail: call },
      { detail: { ...call, errorCode: ABSENT } },
    ],
  };
}

/**
 * Whatever the break-glass users do. A sign-in that failed has no ARN, and says the user's name alone.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
function breakGlassUser(users: readonly string[]): EventKind {
  const access = ["{{account:access}}"];
  return {
    name: "break-glass-user",
    what: "a break-glass user signs in, or tries to, or does anything",
    patterns: [
      {
        detail: {
          userIdentity: { arn: [{ prefix: iamArn("access", `user${BREAK_GLASS_PATH}`) }] },
        },
      },
      {
        account: access,
        detail: {
          eventName: ["ConsoleLogin"],
          userIdentity: { type: ["IAMUser"], userName: users },
        },
      },
    ],
  };
}

/**
 * Whoever assumes the break-glass role, or tries to, by a call or by the console's switch. The account
 * of whoever does it sees the call too: the role's own is enough.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
function breakGlassRole(): EventKind {
  const account = ["{{account:management}}"];
  // The ARN of a role's session has the role's name and not its path.
  const sessions = `arn:{{partition}}:sts::{{account:management}}:assumed-role/${BREAK_GLASS_NAME}/`;
  return {
    name: "break-glass-role",
    what: "somebody becomes administrator of the management account by break-glass, or tries to",
    patterns: [
      {
        account,
        detail: {
          eventSource: ["sts.amazonaws.com"],
          eventName: ["AssumeRole"],
          requestParameters: { roleArn: [functionRoleArn("management", BREAK_GLASS_NAME)] },
        },
      },
      {
        account,
        detail: {
          eventSource: ["signin.amazonaws.com"],
          eventName: ["SwitchRole"],
          userIdentity: { arn: [{ prefix: sessions }] },
        },
      },
    ],
  };
}

/** @param breakGlassUsers Names of the break-glass users. */
export function kindsOf(breakGlassUsers: readonly string[]): readonly EventKind[] {
  return [rootActivity(), rootSession(), breakGlassUser(breakGlassUsers), breakGlassRole()];
}

/** Pattern of the events of any of the kinds. */
export function patternOf(...kinds: readonly EventKind[]): EventPattern {
  return anyOf(kinds.flatMap(({ patterns }) => patterns));
}
