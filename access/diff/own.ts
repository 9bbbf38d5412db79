import { arnPattern } from "../policy/arn";
import { both } from "../policy/formula";
import { possible } from "../policy/possible";
import { assumptionBy, everybodyAt, ownEntrances, type Entrance } from "../proofs/guests";
import type { Account } from "../world/accounts";
import { accessRole } from "../world/actors";
import { guards } from "../world/ask";
import { isPartnerRole, type OwnRole } from "../world/own-roles";
import type { World } from "../world/world";
import type { Changed, Found } from "./change";
import { NOTHING, union, type Grants } from "./grants";
import type { Sides } from "./holders";
import { granted, type Side } from "./roles";

/**
 * Who enters the landing zone's own roles, and what these can do: hub roles, break-glass, pipelines,
 * partners, and the roles by which management enters core accounts. Asked only where these differ.
 */
export function ownChanges({ base, head, pairs, compare, compareEntry }: Sides): readonly Found[] {
  const memo = new Map<string, readonly Changed[]>();
  return pairs.flatMap(({ before, after }, pair) => {
    const was = heldIn(base, before?.account);
    const is = heldIn(head, after?.account);
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((name): readonly Found[] => {
      const [old, now] = [was.get(name), is.get(name)];
      if (old?.key === now?.key) return [];
      const who = now?.who ?? old?.who ?? name;
      const key = JSON.stringify([who, old?.key, now?.key, before?.account.class.type]);
      let changes = memo.get(key);
      if (!changes) {
        changes = [
          ...compareEntry(old?.entry() ?? NOTHING, now?.entry() ?? NOTHING),
          ...compare(old?.inside() ?? NOTHING, now?.inside() ?? NOTHING),
        ];
        memo.set(key, changes);
      }
      return changes.length === 0 ? [] : [{ kind: "others", names: [who], pair, changes }];
    });
  });
}

/** A role, with what two worlds can be compared by. */
interface Held {
  readonly who: string;
  /** Equal keys mean equal entries and grants. */
  readonly key: string;
  readonly entry: () => Grants;
  readonly inside: () => Grants;
}

/** Own roles of an account by their names. */
function heldIn(world: Side, account: Account | undefined): ReadonlyMap<string, Held> {
  if (!account) return new Map();
  const entrances = new Map(ownEntrances(world, account).map((one) => [one.arn, one]));
  const roles = world.ownRoles(account).flatMap((role): readonly (readonly [string, Held])[] => {
    const entrance = entrances.get(role.arn);
    return entrance ? [[role.role.name, roleHeld(world, role, entrance)]] : [];
  });
  return new Map([...roles, ...accessRoleHeld(world, account)]);
}

function roleHeld(world: Side, own: OwnRole, entrance: Entrance): Held {
  const { role, account } = own;
  const { trust, policies } = role;
  const boundary = isPartnerRole(role) ? role.boundary : null;
  const above = world.guarded(account).key;
  return {
    who: whoseIs(own),
    key: JSON.stringify([trust, policies, boundary, above]),
    entry: () => entryGrants(world, entrance),
    inside: () => possibleGrants(world, own, account),
  };
}

function whoseIs({ role }: OwnRole): string {
  if (isPartnerRole(role)) return `the partner ${role.partner}, as ${role.function}`;
  switch (role.kind) {
    case "hub":
      return `people of ${role.function ?? ""}, as ${role.name}`;
    case "break-glass":
    case "root-access":
      return `the break-glass users, as ${role.name}`;
    case "service":
      return `AWS's own services, as ${role.name}`;
    default:
      return `pipelines, as ${role.name}`;
  }
}

/** The role by which management enters a core account: whom it lets in changes with pipelines. */
function accessRoleHeld(world: Side, account: Account): readonly (readonly [string, Held])[] {
  const { class: of, planned } = account;
  if (of.kind !== "core" || of.accessRole === null) return [];
  const { arn, name } = accessRole(world.cast, account);
  const trust = world.plan.deploy?.accessTrust ?? { Version: "2012-10-17", Statement: [] };
  const guests = { account: world.core.management.id, arns: null, providers: [] };
  const held: Held = {
    who: `the management account, as ${planned.accessRole}`,
    key: JSON.stringify(trust),
    entry: () => entryGrants(world, { name, arn, account, trust, guests }),
    inside: () => NOTHING,
  };
  return [[`/${planned.accessRole}`, held]];
}

/** How anybody at all comes in, by what each of them asks for. */
function entryGrants(world: World, entrance: Entrance): Grants {
  const { account } = entrance;
  const resources = [arnPattern(entrance.arn)];
  return union(
    everybodyAt(world, entrance).map((actor) => {
      const actions = [world.actions.find(assumptionBy(actor)) ?? []].flat();
      return granted(world, actor, account, { actions, resources });
    }),
  );
}

/** What its documents permit, of all that the guardrails leave possible. */
function possibleGrants(world: Side, own: OwnRole, account: Account): Grants {
  const guarded = guards({ ...world, above: world.guarded }, own, account);
  const grants = granted(world, own, account);
  return new Map(
    [...grants].filter(([{ name }, formula]) => {
      const resources = world.anyResource(name, account);
      return possible(both(formula, guarded({ action: name, resources })), resources);
    }),
  );
}
