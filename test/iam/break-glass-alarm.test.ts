import assert from "node:assert/strict";
import {
  breakGlassRolePattern,
  breakGlassRoleText,
  breakGlassUsersPattern,
  breakGlassUsersText,
  inputTemplate,
  type AlarmText,
} from "../../iam/monitoring/break-glass-alarm";
import { render } from "../../iam/render";
import { pythonOrSkip, runPython } from "../tools/python";
import {
  ACCESS,
  assumed,
  call,
  failedSignIn,
  MANAGEMENT,
  session,
  signIn,
  switchedTo,
  user,
  type BusEvent,
} from "./cloudtrail-events";

const BREAK_GLASS = user("/break-glass/", "break-glass-1");
const ADA = user("/people/", "ada");
const ROLE = `arn:aws:iam::${MANAGEMENT}:role/landing-zone/break-glass`;

/** Title, event, and whether the alarm rings. */
type Case = readonly [string, BusEvent, boolean];

const USERS: readonly Case[] = [
  ["a sign-in", signIn(BREAK_GLASS), true],
  ["its other spelling", signIn(BREAK_GLASS, "AWS Console Signin via CloudTrail"), true],
  ["a sign-in that failed", failedSignIn("break-glass-2"), true],
  ["a call that changes something", call(ACCESS, BREAK_GLASS, ["iam", "EnableMFADevice"]), true],
  ["a call that reads", call(ACCESS, BREAK_GLASS, ["sts", "GetCallerIdentity"]), true],
  [
    "a call that was refused",
    call(ACCESS, BREAK_GLASS, ["s3", "ListBuckets"], { errorCode: "AccessDenied" }),
    true,
  ],
  ["the assumption of a role", call(ACCESS, BREAK_GLASS, ["sts", "AssumeRole"]), true],
  ["somebody else's sign-in", signIn(ADA), false],
  ["somebody else's sign-in that failed", failedSignIn("ada"), false],
  [
    "somebody else who looks at the user",
    call(ACCESS, ADA, ["iam", "GetUser"], { requestParameters: { userName: "break-glass-1" } }),
    false,
  ],
  [
    "a user of that name elsewhere",
    call(ACCESS, user("/", "break-glass-1"), ["iam", "GetUser"]),
    false,
  ],
  [
    "a path that begins like it",
    call(ACCESS, user("/break-glass-drill/", "ada"), ["iam", "GetUser"]),
    false,
  ],
  [
    "a session of that name",
    call(ACCESS, session("auditor", "break-glass-1"), ["iam", "GetUser"]),
    false,
  ],
  [
    "a user of another account",
    call(ACCESS, { ...BREAK_GLASS, arn: "arn:aws:iam::999999999999:user/break-glass/x" }, [
      "iam",
      "GetUser",
    ]),
    false,
  ],
  [
    "an event of a service",
    { ...signIn(BREAK_GLASS), "detail-type": "AWS Service Event via CloudTrail" },
    false,
  ],
];

const ROLES: readonly Case[] = [
  ["the role is assumed", assumed(ROLE), true],
  ["somebody tried", assumed(ROLE, { errorCode: "AccessDenied", errorMessage: "no" }), true],
  ["the console switches to it", switchedTo("break-glass"), true],
  ["the role of pipelines", assumed(`arn:aws:iam::${MANAGEMENT}:role/landing-zone/deploy`), false],
  ["a role whose name begins like it", assumed(`${ROLE}-drill`), false],
  ["a switch to such a role", switchedTo("break-glass-drill"), false],
  [
    "a role of that name elsewhere",
    assumed("arn:aws:iam::999999999999:role/landing-zone/break-glass"),
    false,
  ],
  [
    "a call by its session",
    call(MANAGEMENT, session("break-glass", "break-glass-1"), ["iam", "GetUser"]),
    false,
  ],
  [
    "somebody who looks at it",
    call(MANAGEMENT, session("auditor", "ada"), ["iam", "GetRole"], {
      requestParameters: { roleArn: ROLE },
    }),
    false,
  ],
];

/** The text of a pattern in an account. */
function patternIn(account: string, pattern: object): string {
  return render(
    JSON.stringify(pattern),
    (placeholder) => (placeholder === "partition" ? "aws" : account),
    (parts) => parts.join(""),
  );
}

/** moto's own matching of events, as its EventBridge does it. */
const MATCH = `
import json, sys
from moto.events.models import EventPattern
for pattern, events in json.load(sys.stdin):
    matcher = EventPattern(pattern, json.loads(pattern))
    print(json.dumps([matcher.matches_event(event) for event in events]))
`;

describe("the break-glass alarms, by moto's event patterns", () => {
  const alarms = [
    ["users", patternIn(ACCESS, breakGlassUsersPattern(["break-glass-1", "break-glass-2"])), USERS],
    ["role", patternIn(MANAGEMENT, breakGlassRolePattern()), ROLES],
  ] as const;
  const answers = new Map<string, readonly boolean[]>();

  before(async function () {
    const python = await pythonOrSkip(this, "event patterns on moto");
    const asked = alarms.map(([, pattern, cases]) => [pattern, cases.map(([, event]) => event)]);
    const { stdout, stderr } = await runPython(python, ["-c", MATCH], JSON.stringify(asked));
    assert.equal(stderr, "");
    for (const [index, line] of stdout.trim().split("\n").entries()) {
      answers.set(alarms[index]?.[0] ?? "", JSON.parse(line) as readonly boolean[]);
    }
  });

  for (const [name, pattern, cases] of alarms) {
    for (const [index, [title, , rings]] of cases.entries()) {
      it(`${name}: ${title}: ${rings ? "rings" : "is silent"}`, () => {
        assert.equal(answers.get(name)?.[index], rings);
      });
    }

    it(`${name}: the pattern is shorter than AWS's limit`, () => {
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
      assert.ok(pattern.length <= 2048, `${pattern.length}`);
    });
  }
});

describe("the texts of the alarms", () => {
  /** What the mail says of an event: what has no value is left out, as EventBridge does. */
  const mail = ({ paths, lines }: AlarmText, event: BusEvent): readonly string[] =>
    lines.map((line) =>
      line.replaceAll(/<(\w+)>/g, (_, name: string) => {
        const path = paths[name];
        assert.ok(path, `nothing fills <${name}> in`);
        const value = path
          .slice("$.".length)
          .split(".")
          .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], event);
        return typeof value === "string" ? value : "";
      }),
    );

  it("say who, where, what, from where, when, and what to do", () => {
    assert.deepEqual(mail(breakGlassUsersText(), failedSignIn("break-glass-2")), [
      "Somebody used, or tried to use, the break-glass user break-glass-2 of the access account 444444444444.",
      "What: ConsoleLogin of signin.amazonaws.com, in us-east-1. Error, if there was one: Failed authentication",
      "From: 192.0.2.7",
      "When: 2027-01-02T03:04:05Z",
      "Sign-in, if it was one: Failure",
      "What to do: ask at once who opened the safe, and why. If nobody did, take away the password and the device of break-glass-2, entering the access account from management. Then read in the organization's trail what was done.",
    ]);
    assert.equal(
      mail(breakGlassRoleText(), switchedTo("break-glass"))[1],
      "Who:  arn:aws:sts::111111111111:assumed-role/break-glass/break-glass-1, of account 111111111111",
    );
    assert.deepEqual(mail(breakGlassRoleText(), assumed(ROLE)).slice(0, 3), [
      "Somebody became, or tried to become, administrator of the management account 111111111111 by the break-glass role.",
      "Who: break-glass-1 , of account 444444444444",
      "What: AssumeRole of sts.amazonaws.com, in us-east-1. Error, if there was one: ",
    ]);
  });

  for (const text of [breakGlassUsersText(), breakGlassRoleText()]) {
    it(`use every path that they name: ${text.lines[0] ?? ""}`, () => {
      const used = new Set([...text.lines.join().matchAll(/<(\w+)>/g)].map(([, name]) => name));
      assert.deepEqual([...used].sort(), Object.keys(text.paths).sort());
      const template = inputTemplate(text);
      assert.ok(template.length <= 8192);
      for (const line of template.split("\n")) assert.equal(typeof JSON.parse(line), "string");
    });
  }
});
