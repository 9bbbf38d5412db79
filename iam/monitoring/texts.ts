import type { Kind } from "./kinds";

/** What a mail says, and where in the event its words come from. */
export interface MailText {
  /** Paths into the event by the name that stands in the text between < and >. */
  readonly paths: Readonly<Record<string, string>>;
  /** Lines of the mail. */
  readonly lines: readonly string[];
}

/** What every event of CloudTrail says. */
const COMMON = {
  account: "$.account",
  action: "$.detail.eventName",
  code: "$.detail.errorCode",
  error: "$.detail.errorMessage",
  from: "$.detail.sourceIPAddress",
  id: "$.detail.eventID",
  region: "$.detail.awsRegion",
  service: "$.detail.eventSource",
  time: "$.detail.eventTime",
};

const WHAT_AND_WHEN = [
  "What: <action> of <service>, in <region>. Error, if there was one: <code> <error>",
  "From: <from>",
  "When: <time>",
];

/** AWS knows the id alone. */
const WHERE_TO_LOOK = [
  "Core accounts: management {{account:management}}, audit {{account:audit}}, network {{account:network}}, access {{account:access}}; lz plan has the names of the others.",
  "The event is <id> in the organization's trail. Steps in full: docs/runbooks/root-activity.md",
];

const SAFE = "What to do: ask at once who opened the safe, and why.";
const THEN = "Then read in the trail what was done.";

const TEXTS: Readonly<Record<Kind, MailText>> = {
  "root-activity": {
    paths: {
      ...COMMON,
      answer: "$.detail.responseElements.ConsoleLogin",
      key: "$.detail.userIdentity.accessKeyId",
      mfa: "$.detail.additionalEventData.MFAUsed",
      session: "$.detail.userIdentity.sessionContext.assumedRoot",
    },
    lines: [
      "Somebody used, or tried to use, the root user of account <account>.",
      ...WHAT_AND_WHEN,
      "Sign-in, if it was one: <answer>, with MFA: <mfa>. Access key, if it was one: <key>. By a root session of the landing zone: <session>",
      "What to do: ask whoever keeps this root user's password and device whether it was they, and why. If it was nobody: change the password and end the sessions, by the mailbox of the account's root address or by a root session from the access account; take away access keys of the root user; quarantine the account.",
      THEN,
      ...WHERE_TO_LOOK,
    ],
  },
  "root-session": {
    paths: {
      ...COMMON,
      identity: "$.detail.userIdentity.arn",
      target: "$.detail.requestParameters.targetPrincipal",
      task: "$.detail.requestParameters.taskPolicyArn.arn",
    },
    lines: [
      "Somebody opened, or tried to open, a root session in account <target>, from account <account>.",
      "Who: <identity>",
      "For: <task>",
      ...WHAT_AND_WHEN,
      "What to do: ask whoever it was what needed the root user. If they know nothing of it: end their sessions, and quarantine the account in which the root session was.",
      THEN,
      ...WHERE_TO_LOOK,
    ],
  },
  "break-glass-user": {
    paths: {
      ...COMMON,
      answer: "$.detail.responseElements.ConsoleLogin",
      user: "$.detail.userIdentity.userName",
    },
    lines: [
      "Somebody used, or tried to use, the break-glass user <user> of the access account <account>.",
      ...WHAT_AND_WHEN,
      "Sign-in, if it was one: <answer>",
      `${SAFE} If nobody did, take away the password and the device of <user>, entering the access account from management.`,
      THEN,
      ...WHERE_TO_LOOK,
    ],
  },
  "break-glass-role": {
    paths: {
      ...COMMON,
      caller: "$.detail.userIdentity.accountId",
      identity: "$.detail.userIdentity.arn",
      session: "$.detail.requestParameters.roleSessionName",
    },
    lines: [
      "Somebody became, or tried to become, administrator of the management account <account> by the break-glass role.",
      "Who: <session> <identity>, of account <caller>",
      ...WHAT_AND_WHEN,
      `${SAFE} If nobody did, revoke the sessions of the role break-glass in the management account, and take away the passwords of the break-glass users.`,
      THEN,
      ...WHERE_TO_LOOK,
    ],
  },
};

export function textOf(kind: Kind): MailText {
  return TEXTS[kind];
}

/**
 * The text as EventBridge takes it: each line a string of JSON. What an event does not have is left out.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function inputTemplate({ lines }: MailText): string {
  return lines.map((line) => JSON.stringify(line)).join("\n");
}
