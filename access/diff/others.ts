import { LOG_KEY_ALIAS } from "../../iam/names";
import { arnPattern } from "../policy/arn";
import { everything, stranger, type Actor } from "../world/actors";
import type { World } from "../world/world";
import type { Changed, Found } from "./change";
import { NOTHING, union, type Grants } from "./grants";
import type { Sides } from "./holders";
import { granted } from "./roles";

/**
 * What nobody's function gives: who else is let in by the trust of roles and by the policies of the
 * log buckets and their key. Asked only where these differ.
 */
export function otherChanges(sides: Sides): readonly Found[] {
  return [...trustChanges(sides), ...logChanges(sides)];
}

function trustChanges({ base, head, pairs, compareEntry }: Sides): readonly Found[] {
  const functions = new Set([...base.plan.roles, ...head.plan.roles].map((role) => role.function));
  return pairs.flatMap((one, pair) =>
    [...functions].flatMap((fn): readonly Found[] => {
      const was = one.before && base.role(fn, one.before.account);
      const is = one.after && head.role(fn, one.after.account);
      const trusts = [was, is].map((role) => JSON.stringify(role?.role.trust ?? null));
      if (trusts[0] === trusts[1]) return [];
      const [before, after] = [base, head].map((world) => othersOf(world, trusts.join()));
      return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].flatMap((who) =>
        foundOf(
          pair,
          `${who}, as ${fn}`,
          compareEntry(
            was ? entries(base, before?.get(who), was) : NOTHING,
            is ? entries(head, after?.get(who), is) : NOTHING,
          ),
        ),
      );
    }),
  );
}

function foundOf(pair: number, who: string, changes: readonly Changed[]): readonly Found[] {
  return changes.length === 0 ? [] : [{ kind: "others", names: [who], pair, changes }];
}

function entries(
  world: World,
  actors: readonly Actor[] = [],
  { arn, account }: { readonly arn: string; readonly account: World["core"]["audit"] },
): Grants {
  const actions = [world.actions.find("sts:AssumeRole") ?? []].flat();
  const resources = [arnPattern(arn)];
  return union(actors.map((actor) => granted(world, actor, account, { actions, resources })));
}

function logChanges({ base, head, pairs, compare }: Sides): readonly Found[] {
  if (JSON.stringify(base.plan.logs) === JSON.stringify(head.plan.logs)) return [];
  const pair = pairs.findIndex(
    ({ before, after }) => (after ?? before)?.account === (after ? head : base).core.audit,
  );
  const [before, after] = [logGrants(base), logGrants(head)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((who) =>
    foundOf(pair, who, compare(before.get(who) ?? NOTHING, after.get(who) ?? NOTHING)),
  );
}

/** What everybody but people can do with the logs and their key. */
function logGrants(world: World): ReadonlyMap<string, Grants> {
  const { audit } = world.core;
  const { partition, documents } = world.cast;
  const others = othersOf(world, JSON.stringify(world.plan.logs));
  const { logs } = world.plan;
  const buckets = [logs, ...logs.buckets].map(({ bucketName }) => {
    const bucket = `arn:${partition}:s3:::${documents.fill(bucketName, audit.id)}`;
    return {
      actions: world.actions.of("s3"),
      resources: [arnPattern(bucket), arnPattern(`${bucket}/*`)],
    };
  });
  const keys = {
    actions: world.actions.of("kms"),
    resources: [arnPattern(`arn:${partition}:kms:*:${audit.id}:key/*`)],
    context: { "kms:ResourceAliases": [LOG_KEY_ALIAS] },
  };
  const roles = world.roles(audit).map(({ role, ...rest }) => {
    const actor: Actor = rest;
    return [`${role.function} with the logs`, [actor]] as const;
  });
  return new Map(
    [...others, ...roles].map(([who, actors]) => [
      who,
      union(
        actors.flatMap((actor) => [...buckets, keys].map((of) => granted(world, actor, audit, of))),
      ),
    ]),
  );
}

/** An account that nobody in the organization knows. */
const OUTSIDE = "<an account outside>";

/**
 * Whoever is neither a person nor a function, by what they are called: those who rule in an account,
 * and those of whom nothing is known. The access account's own are people. One account of each type
 * speaks for all, but for those that the documents in question name.
 */
function othersOf(world: World, text: string): ReadonlyMap<string, readonly Actor[]> {
  const { accounts, cast, core } = world;
  const arn = `arn:${cast.partition}:iam::${OUTSIDE}:role/any`;
  const outsider = stranger(cast, arn, OUTSIDE, null);
  const facts = { ...outsider.facts, "aws:principalarn": undefined };
  const others = new Map<string, Actor[]>([
    ["somebody outside the organization", [{ ...outsider, facts }]],
  ]);
  for (const of of accounts.classes) {
    const account = accounts.example(of);
    const place = of.kind === "core" ? `the ${of.type} account` : `${of.type} accounts`;
    const who = `any administrator of ${place}`;
    const known = others.get(who);
    const named = of.marks.some((mark) => text.includes(mark));
    if (account === core.access || (known && !named)) continue;
    others.set(who, [...(known ?? []), everything(cast, account)]);
  }
  return others;
}
