import assert from "node:assert/strict";
import {
  lastEnd,
  managementRoles,
  openSessions,
  spellings,
  type Claims,
} from "../../../cli/live/open-sessions";
import { MODES, type Mode } from "../../modes";
import { planOfText } from "./world";

const NOW = Date.parse("2026-11-21T12:00:00Z");

/** `role: accounts, hours` for each role in which somebody may be. */
function open(mode: Mode, claims: Partial<Claims> & { name: string }): readonly string[] {
  const all = { isUser: true, tags: {}, groups: [], ...claims };
  return openSessions(planOfText(MODES[mode]), all, NOW).map(
    ({ role, accounts, until }) =>
      `${role}: ${accounts.join(" ")}, ${(Date.parse(until) - NOW) / 3_600_000}`,
  );
}

describe("roles in which somebody may have a session", () => {
  it("those of the file's functions, for as long as each lasts", () => {
    assert.deepEqual(open("iam-users", { name: "ada" }), [
      "landing-zone/operations: web-production web-staging documents, 4",
      "landing-zone/developer: web-production web-staging playground, 8",
    ]);
  });

  it("within somebody's limits", () => {
    assert.deepEqual(
      open("iam-users", { name: "joan" }).map((row) => row.replace(/, \d+$/, "")),
      [
        "landing-zone/developer: web-staging playground",
        "landing-zone/auditor: web-staging playground",
      ],
    );
  });

  it("those that the user still carries, whatever the file says by now", () => {
    const tags = { operations: "/nonproduction/", developer: "true" };
    assert.deepEqual(open("iam-users", { name: "eve", tags }), [
      "landing-zone/operations: web-staging, 4",
      "landing-zone/developer: web-production web-staging playground, 8",
    ]);
    // An account of which the file has no id may be any.
    const byId = { operations: "/222222222222/" };
    assert.deepEqual(open("iam-users", { name: "eve", tags: byId }), [
      "landing-zone/operations: web-production web-staging documents, 4",
    ]);
    assert.deepEqual(open("iam-users", { name: "eve", tags: { team: "blue" } }), []);
  });

  it("break-glass: the management account's role alone", () => {
    assert.deepEqual(open("iam-users", { name: "break-glass-2" }), [
      "landing-zone/break-glass: management, 1",
    ]);
  });

  it("who signs in elsewhere: the hub role, and an hour more of what it leads to", () => {
    const [hub, role] = open("saml", { name: "ada", isUser: false });
    const hours = Number(/(\d+)$/.exec(hub ?? "")?.[1]);
    assert.match(hub ?? "", /^landing-zone\/hub-operations: access, \d+$/);
    assert.equal(
      role,
      `landing-zone/operations: web-production web-staging documents, ${hours + 1}`,
    );
  });

  it("who comes by a permission set: its role, whose whole name nobody knows", () => {
    const [set] = open("identity-center", { name: "ada", isUser: false });
    assert.match(
      set ?? "",
      /^aws-reserved\/sso\.amazonaws\.com\/\*AWSReservedSSO_lz-operations_\*: access, \d+$/,
    );
  });
});

describe("sessions of functions that somebody does not have any more", () => {
  const hours = (mode: Mode, name: string): number =>
    (Date.parse(lastEnd(planOfText(MODES[mode]), name, NOW)) - NOW) / 3_600_000;

  it("end when those of the longest function do, which the person need not have", () => {
    // grace is an auditor alone, and idle is nothing.
    assert.deepEqual([hours("iam-users", "grace"), hours("iam-users", "idle")], [8, 8]);
    assert.equal(hours("iam-users", "break-glass-1"), 1);
  });

  it("may be of every role of management that people enter", () => {
    assert.deepEqual(managementRoles(planOfText(MODES["iam-users"])), ["auditor", "break-glass"]);
  });

  it("have the name of the file, of the command, or in lower case", () => {
    const plan = planOfText(MODES["iam-users"].replace("name: grace", "name: Grace.H"));
    assert.deepEqual(spellings(plan, "Grace.H"), ["Grace.H", "grace.h"]);
    assert.deepEqual(spellings(plan, "GRACE.h"), ["Grace.H", "GRACE.h", "grace.h"]);
    assert.deepEqual(spellings(plan, "ada"), ["ada"]);
    assert.deepEqual(spellings(plan, "Mallory"), ["Mallory", "mallory"]);
  });
});
