import assert from "node:assert/strict";
import fc from "fast-check";
import type { Actions } from "../../access/actions";
import { accessDiff, type AccessChange } from "../../access/diff";
import { managedPolicyNames } from "../../access/world/documents";
import { functionsOf } from "../../access/principals";
import type { Account } from "../../access/world/accounts";
import { could } from "../../access/world/ask";
import type { OwnRole } from "../../access/world/own-roles";
import { worldOf, type World } from "../../access/world/world";
import { loadActions, loadManagedPolicies } from "../../reference-data";
import { ORGANIZATION, planOf } from "../stacks";
import { facts, turned } from "./access-changes";

const LEVELS = ["none", "observe", "operate", "audit", "store", "own"];
const TYPES = ["production", "sandbox", "special"];
const FUNCTIONS = ["operations", "developer", "auditor"];
const PEOPLE = ["ada", "ben", "zoe"];
const STATEMENTS = [
  '{ Action: "s3:*", Resource: "*" }',
  '{ Action: "s3:Get*", Resource: "arn:aws:s3:::a*" }',
  '{ Action: ["s3:GetObject", "sts:*"], Resource: "arn:aws:s3:::a/*" }',
  '{ Action: "s3:PutObject", Resource: "*", Condition: { StringEquals: { "aws:ResourceAccount": "222222222222" } } }',
];

/** One account through time: it keeps its number, whatever it is called. */
const account = fc.record({
  there: fc.boolean(),
  renamed: fc.boolean(),
  type: fc.constantFrom(...TYPES),
});

const stack = fc.record({
  accounts: fc.array(account, { minLength: 3, maxLength: 3 }),
  levels: fc.array(fc.constantFrom(...LEVELS), { minLength: 3, maxLength: 3 }),
  statement: fc.constantFrom(...STATEMENTS),
  people: fc.array(fc.subarray(FUNCTIONS), { minLength: 3, maxLength: 3 }),
  mfa: fc.constantFrom(1, 12),
});
type Made = typeof stack extends fc.Arbitrary<infer T> ? T : never;

/** The file of a stack, and the name that each account has in it. */
function written({ accounts, levels, statement, people, mfa }: Made) {
  const names = accounts.map(({ there, renamed }, index) =>
    there ? (renamed ? `new-${index}` : `old-${index}`) : null,
  );
  const lines = accounts.flatMap(({ renamed, type }, index) => {
    const name = names[index];
    const former = renamed ? `, formerNames: [old-${index}]` : "";
    const id = index === 0 ? ', id: "222222222222"' : "";
    return name ? [`  - { name: ${name}, type: ${type}${former}${id} }`] : [];
  });
  const users = people.flatMap((functions, index) =>
    functions.length === 0
      ? []
      : [`    - { name: ${PEOPLE[index] ?? ""}, functions: [${functions.join(", ")}] }`],
  );
  const of = FUNCTIONS.map((fn, index) => `${fn}: ${levels[index] ?? "none"}`).join(", ");
  const text = `${ORGANIZATION}accounts:${lines.length === 0 ? " []" : `\n${lines.join("\n")}`}
accountTypes: { special: { functions: { ${of} } } }
functions: { developer: { mfaMaxAgeHours: ${mfa} } }
permissions: { own: { statements: [${statement}] } }
access:
  people:${users.length === 0 ? " []" : `\n${users.join("\n")}`}
`;
  return { text, names };
}

describe("what access any two worlds give differently", function () {
  this.timeout(60_000);
  let actions: Actions;

  before(async () => {
    actions = await loadActions(["ec2", "s3", "sts"]);
  });

  function world(text: string): World {
    const plan = planOf(text);
    return worldOf(plan, loadManagedPolicies(managedPolicyNames(plan)), actions);
  }

  it("is the same read backwards, and nothing between a world and itself", () => {
    fc.assert(
      fc.property(stack, stack, (one, other) => {
        const [base, head] = [world(written(one).text), world(written(other).text)];
        const [there, back] = [accessDiff(base, head), accessDiff(head, base)];
        assert.deepEqual(facts(there.gained), facts(turned(back.lost)));
        assert.deepEqual(facts(there.lost), facts(turned(back.gained)));
        assert.deepEqual(accessDiff(base, world(written(one).text)), { gained: [], lost: [] });
      }),
      { numRuns: 25 },
    );
  });

  it("is what one finds account by account, action by action", () => {
    fc.assert(
      fc.property(stack, stack, (one, other) => {
        const [was, is] = [written(one), written(other)];
        const [base, head] = [world(was.text), world(is.text)];
        const found = accessDiff(base, head);
        const before = holdings(base, was.names);
        const after = holdings(head, is.names);
        assert.deepEqual(
          comings(found.gained, "before", is.names),
          missing(after, before, base, head),
        );
        assert.deepEqual(
          comings(found.lost, "after", was.names),
          missing(before, after, base, head),
        );
      }),
      { numRuns: 25 },
    );
  });
});

/** Lines "who | number or name of the account | action" of all that functions, people and services can do. */
function holdings(world: World, names: readonly (string | null)[]): ReadonlySet<string> {
  const lines = new Set<string>();
  const core = Object.values(world.core).map(({ name }) => name);
  for (const name of [...core, ...names]) {
    const account = name === null ? undefined : world.accounts.find(name);
    if (!account || name === null) continue;
    for (const fn of functionsOf(world)) {
      const role = world.role(fn, account);
      for (const [action] of role ? world.grants(role) : []) {
        lines.add(`${fn} | ${numbered(name, names)} | ${action.name}`);
        for (const user of world.plan.people.users) {
          if (user.functions.includes(fn)) {
            lines.add(`${user.name} | ${numbered(name, names)} | ${action.name}`);
          }
        }
      }
    }
    for (const own of world.ownRoles(account)) {
      if (!("kind" in own.role) || own.role.kind !== "service") continue;
      for (const action of servicesDo(world, own, account)) {
        lines.add(`AWS's own services, as ${own.role.name} | ${numbered(name, names)} | ${action}`);
      }
    }
  }
  return lines;
}

const DONE = new Map<string, readonly string[]>();

/** What a role of AWS's services can do, action by action; once for the same role of the same account. */
function servicesDo(world: World, own: OwnRole, owner: Account): readonly string[] {
  const { policies, trust } = own.role;
  const key = JSON.stringify([own.arn, policies, trust, world.above(owner).key]);
  let done = DONE.get(key);
  if (!done) {
    done = world.actions.all
      .map(({ name }) => name)
      .filter((action) =>
        could(world, own, { action, resources: world.anyResource(action, owner), owner }),
      );
    DONE.set(key, done);
  }
  return done;
}

function numbered(name: string, names: readonly (string | null)[]): string {
  const index = names.indexOf(name);
  return index < 0 ? name : String(index);
}

/** What is there on one side alone; of people, only of those whose functions changed. */
function missing(
  here: ReadonlySet<string>,
  there: ReadonlySet<string>,
  base: World,
  head: World,
): readonly string[] {
  const functions = (world: World, who: string): string =>
    world.plan.people.users.find(({ name }) => name === who)?.functions.join() ?? "";
  return [...here]
    .filter((line) => !there.has(line))
    .filter((line) => {
      const [who = ""] = line.split(" | ");
      return !PEOPLE.includes(who) || functions(base, who) !== functions(head, who);
    })
    .sort();
}

/** The same lines of what is new, or gone, in a diff. */
function comings(
  changes: readonly AccessChange[],
  other: "before" | "after",
  names: readonly (string | null)[],
): readonly string[] {
  return changes
    .filter(({ danger }) => danger !== "entry")
    .flatMap((change) =>
      change.names.flatMap((who) =>
        change.accounts.flatMap((account) =>
          change.actions
            .filter((action) => action[other] === null)
            .map(({ name }) => `${who} | ${numbered(account, names)} | ${name}`),
        ),
      ),
    )
    .sort();
}
