import assert from "node:assert/strict";
import { loadStack } from "../../model/load";
import { planLandingZone, type Plan } from "../../model/plan";
import { daysBetween, deviceKind, timeWords, type LiveUser } from "../../report/people-live";
import { elsewhere, invitationText, signInAddress, steps } from "../../report/people-live-invite";
import { offboardNotes } from "../../report/people-live-notes";
import { isEmpty, offboardText, type Inventory } from "../../report/people-live-offboard";
import { peopleProblems } from "../../report/people-live-problems";
import { peopleText } from "../../report/people-live-table";
import { MODES, signingIn, type Mode } from "../modes";

const NOW = "2026-11-21T12:00:00.000Z";
const daysAgo = (days: number): string =>
  new Date(Date.parse(NOW) - days * 24 * 60 * 60 * 1000).toISOString();

function planOf(text: string): Plan {
  const loaded = loadStack(text);
  assert.ok(loaded.ok, JSON.stringify(loaded));
  return planLandingZone(loaded.stack);
}
const planIn = (mode: Mode): Plan => planOf(MODES[mode]);

const user = (name: string, more: Partial<LiveUser> = {}): LiveUser => ({
  name,
  path: "/people/",
  arn: `arn:aws:iam::333333333333:user/people/${name}`,
  created: daysAgo(300),
  password: null,
  devices: [],
  keys: [],
  ...more,
});

const key = (age: number, used: number | null, id = "AKIA1"): LiveUser["keys"][number] => ({
  id,
  active: true,
  created: daysAgo(age),
  lastUsed: used === null ? null : daysAgo(used),
});

const device = (serial: string): LiveUser["devices"][number] => ({
  serial,
  kind: deviceKind(serial),
  since: daysAgo(10),
});
const VIRTUAL = device("arn:aws:iam::333333333333:mfa/ada");
const HARD = device("arn:aws:iam::333333333333:u2f/user/ada/key-ABC");
const PASSWORD = { since: daysAgo(20), lastUsed: daysAgo(1) };

describe("kinds of MFA devices, by their serial numbers", () => {
  const ROWS = [
    ["arn:aws:iam::333333333333:mfa/ada", "virtual"],
    ["arn:aws-cn:iam::333333333333:mfa/people/ada", "virtual"],
    ["arn:aws-us-gov:iam::333333333333:u2f/user/ada/key-ABCDEF", "security key"],
    ["GAHT12345678", "hardware token"],
  ] as const;
  for (const [serial, kind] of ROWS) {
    it(`${serial}: ${kind}`, () => {
      assert.equal(deviceKind(serial), kind);
    });
  }
});

describe("what is wrong with users", () => {
  const plan = planIn("iam-users");
  const everybody = [...plan.people.users.map(({ name }) => name), ...plan.breakGlass.users];
  /** Everybody of the file, with one user as given. */
  const withUser = (one: LiveUser): readonly LiveUser[] => [
    ...everybody
      .filter((name) => name !== one.name)
      .map((name) =>
        user(name, plan.breakGlass.users.includes(name) ? { path: "/break-glass/" } : {}),
      ),
    one,
  ];
  const glass = { path: "/break-glass/" };
  const ROWS: readonly (readonly [string, LiveUser, readonly string[]])[] = [
    ["nothing, before the invitation", user("ada"), []],
    ["nothing", user("ada", { password: PASSWORD, devices: [VIRTUAL], keys: [key(89, 0)] }), []],
    ["a key on its last day", user("ada", { keys: [key(90, 0)] }), []],
    ["a key that is too old", user("ada", { keys: [key(91, 0)] }), ["old-key"]],
    ["a key of 29 days, unused", user("ada", { keys: [key(29, null)] }), []],
    ["a key of 30 days, unused", user("ada", { keys: [key(30, null)] }), ["unused-key"]],
    ["a second key", user("ada", { keys: [key(1, 0), key(1, 0, "AKIA2")] }), ["second-key"]],
    ["a password without MFA", user("ada", { password: PASSWORD }), ["no-mfa"]],
    ["a stranger", user("eve"), ["unknown-user"]],
    ["a stranger elsewhere", user("eve", { path: "/x/" }), ["unknown-user", "wrong-path"]],
    ["a person at another path", user("ada", { path: "/" }), ["wrong-path"]],
    ["a person among the break-glass users", user("ada", glass), ["wrong-path"]],
    [
      "a break-glass user with a security key",
      user("break-glass-1", { ...glass, devices: [HARD] }),
      [],
    ],
    [
      "a break-glass user with a virtual device",
      user("break-glass-1", { ...glass, devices: [HARD, VIRTUAL] }),
      ["break-glass-virtual-device"],
    ],
    [
      "a break-glass user with a key",
      user("break-glass-1", { ...glass, keys: [key(1, 0)] }),
      ["break-glass-key"],
    ],
  ];
  for (const [title, one, expected] of ROWS) {
    it(title, () => {
      const found = peopleProblems(plan, withUser(one), NOW);
      assert.deepEqual(
        found.map(({ user: name, problem }) => [name, problem]),
        expected.map((problem) => [one.name, problem]),
      );
      for (const { message, fix } of found) {
        assert.notEqual(message, "");
        assert.notEqual(fix, "");
      }
    });
  }

  it("somebody's time: over after the last day's last second, not before", () => {
    const at = (now: string): readonly string[] =>
      peopleProblems(plan, withUser(user("joan")), now).map(({ problem }) => problem);
    assert.deepEqual(at("2027-03-31T23:59:59.000Z"), []);
    assert.deepEqual(at("2027-04-01T00:00:00.000Z"), ["ended"]);
  });

  it("everybody who is missing", () => {
    const found = peopleProblems(plan, [], NOW);
    assert.deepEqual(
      found.map(({ user: name }) => name),
      [...everybody].sort(),
    );
    assert.ok(found.every(({ problem }) => problem === "missing-user"));
  });

  it("where people sign in elsewhere, none of them is a user", () => {
    const found = peopleProblems(planIn("saml"), [user("ada")], NOW);
    assert.deepEqual(
      found.map(({ user: name, problem }) => `${name}: ${problem}`),
      ["ada: unknown-user", "break-glass-1: missing-user", "break-glass-2: missing-user"],
    );
    assert.match(found[0]?.message ?? "", /is a user, and people sign in by saml/);
  });

  it("as text: a row for each user, and the problems with their fixes", () => {
    const users = [user("ada", { password: PASSWORD, keys: [key(91, 3)] })];
    const text = peopleText("acme", "333333333333", users, peopleProblems(plan, users, NOW), NOW);
    assert.match(text, /^acme: 1 user in the access account 333333333333\n/);
    assert.match(text, /\/people\/ada {2}yes +- +AKIA1 91 days old, used 3 days ago\n/);
    assert.match(text, /ada has the access key AKIA1 for 91 days, and 90 are allowed\n +fix: the/);
  });
});

describe("times", () => {
  it("in whole days, and to the minute", () => {
    assert.equal(daysBetween(daysAgo(3), NOW), 3);
    assert.equal(daysBetween("2026-11-20T12:00:00.001Z", NOW), 0);
    assert.equal(timeWords(NOW), "2026-11-21 12:00 UTC");
  });
});

describe("invitations", () => {
  it("lead to the sign-in page of the partition", () => {
    const id = "333333333333";
    assert.deepEqual(
      (["aws", "aws-us-gov", "aws-cn"] as const).map((partition) => signInAddress(partition, id)),
      [
        `https://${id}.signin.aws.amazon.com/console`,
        `https://${id}.signin.amazonaws-us-gov.com/console`,
        `https://${id}.signin.amazonaws.cn/console`,
      ],
    );
  });

  it("say the steps in an order that works: MFA, sign in again, password, key", () => {
    const text = steps({ name: "ada", kind: "person", path: "/people/" }, "PAGE", "PROFILES").join(
      "\n",
    );
    assert.match(
      text,
      /PAGE[^]*MFA device[^]*in again with MFA[^]*Change the pass[^]*key[^]*PROFILES/,
    );
  });

  it("say what changed", () => {
    const invitee = { name: "ada", kind: "person", path: "/people/" } as const;
    const text = invitationText({
      person: "ada",
      kind: "person",
      accountId: "333333333333",
      userArn: "ARN",
      signIn: "PAGE",
      again: true,
      cameBack: true,
      notes: ["A note."],
      steps: steps(invitee, "PAGE", "PROFILES"),
    });
    assert.match(
      text,
      /^ada is invited\.\n\nThe password that was there before counts no more\.\n/,
    );
    assert.match(text, /Old sessions stay shut\.\n\nA note\.\n/);
    assert.match(text, /What ada does next:\n\n {2}1\. Sign in at PAGE as ada\./);
  });

  const ELSEWHERE: readonly (readonly [Mode, RegExp])[] = [
    ["saml", /SAML: give ada the application .* mfa, person \(exactly ada\)/],
    ["oidc", /OpenID Connect: give ada the application at https:\/\/login\.acme\.example\/oidc/],
    ["both federations", /SAML: .*\nOpenID Connect: /],
    ["identity-center", /Identity Center: add ada to the groups where its people come from/],
    ["identity-center, managed", /Identity Center: pulumi up makes the user/],
  ];
  for (const [mode, says] of ELSEWHERE) {
    it(`are elsewhere with ${mode}`, () => {
      assert.match(elsewhere(planIn(mode).identity, "ada"), says);
    });
  }
});

describe("offboarding, in words", () => {
  const inventory: Inventory = {
    ...user("ada", { password: PASSWORD, keys: [{ ...key(5, 1), active: false }] }),
    certificates: [],
    sshKeys: [],
    serviceCredentials: [],
    leftDevices: [],
    groups: [],
    tags: {},
    shut: false,
    unread: [],
  };
  const report = {
    person: "ada",
    inventory,
    sessions: [{ role: "landing-zone/operations", accounts: ["web"], until: NOW }],
    sessionsEnded: false,
    steps: null,
    notes: ["A note."],
  };

  it("what there is", () => {
    assert.equal(
      offboardText(report, NOW),
      `/people/ada, in no group, can sign in with:

  password    since 2026-11-01 12:00 UTC, last used 2026-11-20 12:00 UTC
  access key  AKIA1 5 days old, used 1 day ago, inactive

Roles in which ada may have entered, and go on:

  landing-zone/operations  web  until 2026-11-21 12:00 UTC at the latest

A note.`,
    );
  });

  it("what was taken away, and what was not", () => {
    const steps = [
      { what: "password deleted", failure: null },
      { what: "access key AKIA1 deleted", failure: "no" },
    ];
    const text = offboardText({ ...report, steps, sessionsEnded: true }, NOW);
    assert.match(
      text,
      /but for 1 failure:\n\n {2}done {2}password deleted\n {2}FAILED {2}access key/,
    );
    assert.match(text, /access key AKIA1 deleted: no\n\nRepeat the command/);
    assert.match(text, /may have had sessions:\n\n.*ended now/);
  });

  it("where there is no user", () => {
    assert.match(offboardText({ ...report, inventory: null }, NOW), /^There is no user ada\.\n/);
  });

  it("nothing is left only of somebody who is shut out", () => {
    const nothing = { ...inventory, password: null, keys: [] };
    assert.equal(isEmpty(nothing), false);
    assert.equal(isEmpty({ ...nothing, shut: true }), true);
    assert.equal(isEmpty({ ...nothing, shut: true, leftDevices: ["x"] }), false);
  });

  it("the file, other sign-ins, customers' organizations", () => {
    const all = planIn("all that there is");
    const notes = offboardNotes(all, "ada", inventory, ["operations"]).join("\n");
    assert.match(
      notes,
      /switch the person off in Identity Center \(.*\), the SAML .* and the OpenID Connect .*, first/,
    );
    assert.match(notes, /Take ada out of access\.people and run pulumi up: that removes the user/);
    assert.doesNotMatch(notes, /customers/);
    const msp = planOf(
      signingIn(
        "iam-users",
        "  customers: [{ name: c, organizationId: o-acme000001, partner: msp, functions: [operations] }]\n",
      ),
    );
    const theirs = offboardNotes(msp, "ada", inventory, ["operations", "developer"]).join("\n");
    assert.match(theirs, /^By operations the person also entered customers' organizations/);
    assert.doesNotMatch(offboardNotes(msp, "ada", inventory, ["developer"]).join(), /customers/);
  });

  it("somebody whom the file does not know", () => {
    const [note = ""] = offboardNotes(
      planIn("iam-users"),
      "eve",
      { ...inventory, name: "eve", groups: ["developer"] },
      [],
    );
    assert.match(note, /remove-user-from-group --user-name eve --group-name developer\n/);
    assert.match(note, /delete-user --user-name eve$/);
  });
});
