import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { askerNamed } from "../../access/principals";
import type { Edge } from "../../access/reach/edges";
import { everythingNode, functionNode, serviceNode, startNode } from "../../access/reach/nodes";
import { pathText, reachable, reachOf, type Reach } from "../../access/reach/reach";
import { functionRole } from "../../access/world/actors";
import type { World } from "../../access/world/world";
import type { PolicyDocument } from "../../iam/document";
import { EXAMPLE, planOf, stackText } from "../stacks";
import { accountOf, roleOf, worldMaker } from "./worlds";

const CASES = resolve(__dirname, "../cases/access");
const CATALOGUE = resolve(__dirname, "../../../shared/data/escalation-paths.json");

const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

/** A row of `test/cases/access/reach.json`: who can be become, where, by permissions of the last step. */
interface Row {
  readonly from: string;
  readonly reaches: readonly string[];
}

/** A known way from some permissions to more, of the catalogue of pathfinding.cloud. */
interface EscalationPath {
  readonly id: string;
  readonly needs: readonly string[];
}

interface Escalation {
  /** Permissions that the catalogue lists but that are not needed where all are on any resource. */
  readonly notNeeded: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly more: readonly Allowed[];
  readonly nothing: readonly Allowed[];
}

interface Allowed {
  readonly name: string;
  readonly allow: readonly string[];
}

const EVERYTHING: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

describe("reach", () => {
  let world: World;
  let enterprise: World;
  let reach: Reach;

  before(async () => {
    const worldOf = await worldMaker();
    // Ways that documents leave open, whether or not a guardrail stands in front of them.
    world = worldOf({ ...planOf(EXAMPLE), guardrails: [] });
    enterprise = worldOf({ ...planOf(stackText("enterprise")), guardrails: [] });
    reach = reachOf(world);
  });

  /** "operations in web-production", or what `lz access reach --from` takes. */
  function reachedFrom(from: string): Row["reaches"] {
    const [, fn, account] = /^(\S+) in (\S+)$/.exec(from) ?? [];
    const named = askerNamed(world, from);
    const start =
      fn !== undefined && account !== undefined
        ? functionNode(roleOf(world, fn, account))
        : named.ok && startNode(world, named.value);
    assert.ok(start, `there is no ${from}`);
    return reachable(world, reach.from(start)).map(({ what, name, accounts, path }) => {
      const who = what === "service-role" ? "roles below /service/" : (name ?? what);
      return `${who} in ${accounts.join(", ")}, by ${path.at(-1)?.by.join(" and ") ?? ""}`;
    });
  }

  describe("of every person, function and function role of the example", () => {
    const rows = read(resolve(CASES, "reach.json")) as readonly Row[];

    for (const { from, reaches } of rows) {
      it(from, () => {
        assert.deepEqual(reachedFrom(from), reaches);
      });
    }

    it("leaves nobody out", () => {
      const { plan } = world;
      const expected = [
        ...plan.people.users.map(({ name }) => name),
        ...plan.people.groups.map((group) => group.function),
        ...world.accounts.all.flatMap((account) => world.roles(account).map(({ name }) => name)),
      ];
      assert.deepEqual(rows.map(({ from }) => from).sort(), expected.sort());
    });
  });

  it("leads from no leaf, audit or network account to the access or the management account", () => {
    for (const one of [world, enterprise]) {
      const { access, management } = one.core;
      const finder = reachOf(one);
      for (const account of one.accounts.all) {
        if (account === access || account === management) continue;
        for (const start of [
          everythingNode(one, account),
          serviceNode(one, account),
          ...one.roles(account).map(functionNode),
        ]) {
          const found = finder.from(start).filter(({ node }) => node.actor.account !== account);
          assert.deepEqual(
            found.map(({ path }) => pathText(path)),
            [],
          );
        }
      }
    }
  });

  it("leads from the management account everywhere, from access into the function roles and, by root sessions, into members, and into management by break-glass alone", () => {
    const { access, management } = world.core;
    const whole = reach.from(everythingNode(world, management)).map(({ node }) => node.id);
    for (const account of world.accounts.all) {
      if (account !== management) assert.ok(whole.includes(`everything ${account.id}`));
    }
    const fromAccess = reach.from(everythingNode(world, access));
    assert.deepEqual(
      fromAccess
        .filter(
          ({ node, path }) =>
            (node.what === "everything" ||
              (node.actor.account === management && node.what !== "function")) &&
            path[0]?.to !== "break-glass in management",
        )
        .map(({ path }) => pathText(path)),
      world.accounts.all
        .filter((account) => account !== access && account !== management)
        .map(
          ({ name }) =>
            `everything in access takes a root session, by sts:AssumeRoot: everything in ${name}`,
        ),
    );
    assert.ok(fromAccess.some(({ node }) => node.id === everythingNode(world, management).id));
    assert.ok(
      fromAccess.some(({ node }) => node.id === roleOf(world, "operations", "documents").arn),
    );
  });

  it("leads nowhere from outside the organization", () => {
    for (const arn of [
      "arn:aws:iam::999999999999:role/any",
      "arn:aws:iam::999999999999:user/people/ada",
      "arn:aws:iam::999999999999:root",
    ]) {
      assert.deepEqual(reachedFrom(arn), [], arn);
    }
  });

  it("says each step of a path, with permissions and conditions", () => {
    const somebody = askerNamed(world, "developer");
    assert.ok(somebody.ok);
    const found = reach
      .from(startNode(world, somebody.value))
      .find(({ node }) => node.id === serviceNode(world, accountOf(world, "playground")).id);
    assert.equal(
      pathText(found?.path ?? []),
      "<developer> assumes arn:aws:iam::<playground>:role/landing-zone/developer, by sts:AssumeRole, " +
        "when sts:RoleSessionName is <developer>: developer in playground; " +
        "then developer in playground assumes arn:aws:iam::<playground>:role/service/*, by sts:AssumeRole: " +
        "roles below /service/ in playground",
    );
  });

  describe("finds known ways to more permissions", () => {
    const { more, nothing, notNeeded } = read(resolve(CASES, "escalation.json")) as Escalation;
    let paths: readonly EscalationPath[] = [];
    if (existsSync(CATALOGUE)) paths = read(CATALOGUE) as readonly EscalationPath[];

    /** Ways from a role in a sandbox that may do just this, without boundary. */
    function waysFrom(needs: readonly string[]): readonly Edge[] {
      const account = accountOf(world, "playground");
      const { role } = roleOf(world, "developer", "playground");
      const inline: PolicyDocument | null =
        needs.length === 0
          ? null
          : {
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: needs, Resource: "*" }],
            };
      const permitted = { ...role, policies: { managed: [], inline }, boundary: EVERYTHING };
      return reachOf(world)
        .edges(functionNode(functionRole(world.cast, permitted, account)))
        .filter(({ to }) => to.what === "service-role" || to.what === "everything");
    }

    before(function () {
      if (paths.length > 0) return;
      process.stderr.write(`\nSKIPPED: ways to more permissions: there is no ${CATALOGUE}\n\n`);
    });

    for (const { id, needs } of paths) {
      it(`${id}: ${needs.join(", ")}`, () => {
        const ways = waysFrom(needs);
        assert.ok(ways.length > 0);
        for (const { by } of ways) {
          assert.deepEqual(
            by.filter((action) => !needs.includes(action)),
            [],
          );
        }
        const enough = needs.filter(
          (missing) => waysFrom(needs.filter((one) => one !== missing)).length > 0,
        );
        assert.deepEqual(enough, Object.keys(notNeeded[id] ?? {}));
      });
    }

    for (const { name, allow } of more) {
      it(`${name}: ${allow.join(", ")}`, () => {
        assert.ok(waysFrom(allow).length > 0);
      });
    }

    for (const { name, allow } of nothing) {
      it(`it is none ${name}: ${allow.join(", ")}`, () => {
        assert.deepEqual(
          waysFrom(allow).map(({ does, by }) => `${does}, by ${by.join(" and ")}`),
          [],
        );
      });
    }
  });
});
