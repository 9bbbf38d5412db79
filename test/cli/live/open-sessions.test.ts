import assert from "node:assert/strict";
import { openSessions, type Claims } from "../../../cli/live/open-sessions";
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
