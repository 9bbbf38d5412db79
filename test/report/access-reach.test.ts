import assert from "node:assert/strict";
import type { PathStep, Reachable } from "../../access/reach/reach";
import type { World } from "../../access/world/world";
import { reachText, unreached } from "../../report/access-reach";
import { smallWorld } from "./access-worlds";

const step = (from: string, to: string, more: Partial<PathStep> = {}): PathStep => ({
  from,
  to,
  does: "assumes arn:aws:iam::1:role/landing-zone/developer",
  by: ["sts:AssumeRole"],
  when: null,
  ...more,
});

const reached = (
  accounts: readonly string[],
  path: readonly PathStep[],
  more: Partial<Reachable> = {},
): Reachable => ({ what: "function", name: "developer", type: "x", accounts, path, ...more });

describe("reach for people", () => {
  let world: World;
  before(async () => {
    world = await smallWorld("example");
  });
  const from = { name: "ada", account: "access" };

  it("the same ways are said once, the nearest first, and then where none leads", () => {
    const first = step("ada", "developer in web-staging", { when: "sts:RoleSessionName is ada" });
    const found = [
      reached(["web-staging"], [first]),
      reached(["playground"], [{ ...first, to: "developer in playground" }]),
      reached(
        ["web-staging"],
        [
          first,
          step("developer in web-staging", "roles below /service/ in web-staging", {
            does: "changes who may assume the role (a role below /service/)",
            by: ["iam:GetRole", "iam:UpdateAssumeRolePolicy"],
            when: "a:b is c",
          }),
        ],
        { what: "service-role", name: null },
      ),
    ];
    assert.equal(
      reachText(world, from, found),
      `ada can become:

In 1 step:
  developer in web-staging, playground
      ada assumes developer, by sts:AssumeRole

In 2 steps:
  roles below /service/ in web-staging
      ada assumes developer, by sts:AssumeRole
      developer changes who may assume the role (a role below /service/), by iam:GetRole and
        iam:UpdateAssumeRolePolicy, if a:b is c

No way leads to: management, audit, network, web-production, documents.`,
    );
  });

  it("whoever has everything in an account has what is in it", () => {
    const all = step("x", "everything in documents", {
      does: "assumes arn:aws:iam::1:role/OrganizationAccountAccessRole",
    });
    const everything = reached(["documents"], [all], { what: "everything", name: null });
    const text = reachText(world, from, [
      everything,
      reached(["documents"], [all, step("everything in documents", "developer in documents")]),
      reached(["documents"], [step("x", "person p")], { what: "person", name: "p" }),
    ]);
    assert.match(
      text,
      /\n {2}everything in documents\n {6}x assumes OrganizationAccountAccessRole, /,
    );
    assert.doesNotMatch(text, /developer|2 steps|\bp in/);
  });

  it("nobody, and every account", () => {
    assert.match(
      reachText(world, from, []),
      /^ada can become nobody else\.\n\nNo way leads to: man/,
    );
    const names = world.accounts.all.map(({ name }) => name);
    const found = [reached(names, [step("ada", "developer in audit")])];
    assert.match(reachText(world, from, found), /\n\nThere is a way to every account\.$/);
    assert.deepEqual(unreached(world, null, []), names);
  });
});
