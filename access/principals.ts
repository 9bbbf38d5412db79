import {
  BREAK_GLASS_NAME,
  BREAK_GLASS_PATH,
  DEPLOY_NAME,
  PEOPLE_PATH,
  PREVIEW_NAME,
  ROOT_ACCESS_NAME,
  SERVICE_PATH,
} from "../iam/names";
import { nearest } from "../model/nearest";
import type { PlannedPartner } from "../model/partners";
import type { PlannedPerson } from "../model/plan";
import type { Account } from "./world/accounts";
import {
  accessRole,
  awsService,
  rootUser,
  serviceRole,
  stranger,
  type Actor,
} from "./world/actors";
import { breakGlassUser } from "./world/own-roles";
import type { World } from "./world/world";

/** Whom a question is about. */
export type Asker =
  /** A person: of the file, or any person of one function. */
  | ({ readonly kind: "person" } & Pick<PlannedPerson, "name" | "functions" | "limits" | "policy">)
  /** Somebody, or something, of a partner. */
  | { readonly kind: "partner"; readonly partner: PlannedPartner }
  /** A single principal, by its ARN. */
  | { readonly kind: "principal"; readonly actor: Actor };

export type Found<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

const no = (message: string): { readonly ok: false; readonly message: string } => ({
  ok: false,
  message,
});

/** Name of the person that stands for all of a function. */
export function somebodyOf(fn: string): string {
  return `<${fn}>`;
}

/** Any person of some functions, without limits. */
export function anybodyOf(...functions: readonly string[]): Extract<Asker, { kind: "person" }> {
  const [fn = "nobody", ...others] = functions;
  const name = others.length === 0 ? somebodyOf(fn) : "<anybody>";
  return { kind: "person", name, functions, limits: null, policy: null };
}

/** Functions that have a role somewhere. */
export function functionsOf({ plan }: Pick<World, "plan">): readonly string[] {
  return plan.people.groups.map((group) => group.function);
}

/** A function, a person or an ARN, as people write it. */
export function askerNamed(world: World, text: string): Found<Asker> {
  const functions = functionsOf(world);
  const people = world.plan.people.users;
  const found = people.find(({ name }) => name === text);
  if (found) return { ok: true, value: { kind: "person", ...found } };
  if (functions.includes(text)) {
    return { ok: true, value: anybodyOf(text) };
  }
  if (text.startsWith("arn:")) return principalNamed(world, text);
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text)) {
    return { ok: true, value: { kind: "principal", actor: awsService(text) } };
  }
  const machine = ownPrincipal(world, text);
  if (machine) return { ok: true, value: { kind: "principal", actor: machine } };
  const { partners } = world.plan;
  const partner = partners.find(({ name }) => name === text);
  if (partner) return { ok: true, value: { kind: "partner", partner } };
  if (text === "partner") {
    const [only, ...others] = partners;
    if (!only) return no("this stack has no partners");
    if (others.length === 0) return { ok: true, value: { kind: "partner", partner: only } };
    return no(`this stack has partners; say which: ${partners.map(({ name }) => name).join(", ")}`);
  }
  const names = [
    ...functions,
    ...people.map(({ name }) => name),
    ...partners.map(({ name }) => name),
  ];
  const near = nearest(text, names);
  return no(
    `"${text}" is no function, person, AWS service or ARN; ` +
      (near === undefined ? "" : `did you mean "${near}"? `) +
      `functions: ${functions.join(", ")}; people: ${people.map(({ name }) => name).join(", ") || "none"}`,
  );
}

/** An account by name or id. */
export function accountNamed({ accounts, plan }: World, text: string): Found<Account> {
  const found = accounts.find(text);
  if (found) return { ok: true, value: found };
  const gone = plan.accounts.find(({ name, id }) => name === text || id === text);
  if (gone) return no(`${gone.name} is gone (${gone.lifecycle}): nobody has access to it`);
  const names = accounts.all.map(({ name }) => name);
  const near = nearest(text, names);
  return no(
    `there is no account "${text}"` +
      (near === undefined
        ? `; accounts: ${names.slice(0, 20).join(", ")}${names.length > 20 ? ", …" : ""}`
        : `; did you mean "${near}"?`),
  );
}

/** An ARN whose account may be written by its name, e.g. `arn:aws:iam::web-production:role/x`. */
export function arnWithIds({ accounts }: World, arn: string): string {
  const parts = arn.split(":");
  const account = accounts.find(parts[4] ?? "");
  return account && parts.length > 5
    ? [...parts.slice(0, 4), account.id, ...parts.slice(5)].join(":")
    : arn;
}

function principalNamed(world: World, text: string): Found<Asker> {
  const arn = arnWithIds(world, text);
  const id = arn.split(":")[4] ?? "";
  const principal = (actor: Actor): Found<Asker> => ({
    ok: true,
    value: { kind: "principal", actor },
  });
  if (!/^arn:[^:]+:(iam|sts)::[^:]+:.+/.test(arn)) {
    return no(`"${text}" is not the ARN of a user, a role, a role's session or a root user`);
  }
  const account = world.accounts.find(id) ?? null;
  if (!account) return principal(stranger(world.cast, arn, id, null));
  const resource = arn.split(":").slice(5).join(":");
  if (resource === "root") return principal(rootUser(world.cast, account));
  const role = roleNamed(world, account, arn, resource);
  if (role) return principal(role);
  const user = userNamed(world, account, resource);
  return user ? { ok: true, value: user } : principal(stranger(world.cast, arn, id, account));
}

/** A role of the landing zone, by its ARN or the ARN of a session. */
function roleNamed(world: World, account: Account, arn: string, resource: string): Actor | null {
  const name = /^assumed-role\/([^/]+)\//.exec(resource)?.[1];
  const known = [...world.roles(account), ...world.ownRoles(account)].find(
    (role) => role.arn === arn || (name !== undefined && role.role.name === name),
  );
  if (known) return known;
  const access = account.class.accessRole;
  if (access !== null && (resource === `role/${access}` || name === access)) {
    return accessRole(world.cast, account);
  }
  return resource.startsWith(`role${SERVICE_PATH}`) ? serviceRole(world.cast, account) : null;
}

function userNamed({ cast, core, plan }: World, account: Account, resource: string): Asker | null {
  if (account !== core.access) return null;
  const { users, policy } = plan.breakGlass;
  const glass = users.find((one) => resource === `user${BREAK_GLASS_PATH}${one}`);
  if (glass !== undefined) {
    return { kind: "principal", actor: breakGlassUser(cast, policy, glass, "mfa") };
  }
  if (!resource.startsWith(`user${PEOPLE_PATH}`)) return null;
  const name = resource.slice(`user${PEOPLE_PATH}`.length);
  const found = plan.people.users.find((user) => user.name === name);
  return found ? { kind: "person", ...found } : null;
}

/**
 * Those of the landing zone's own principals that have a name: the first break-glass user, the role
 * that takes root sessions, and the roles of pipelines.
 */
function ownPrincipal({ cast, core, plan, ownRoles }: World, text: string): Actor | undefined {
  const { users, policy } = plan.breakGlass;
  const user = text === BREAK_GLASS_NAME ? users[0] : users.find((name) => name === text);
  if (user !== undefined) return breakGlassUser(cast, policy, user, "mfa");
  if (text === ROOT_ACCESS_NAME)
    return ownRoles(core.access).find(({ role }) => role.name === text);
  if (text !== DEPLOY_NAME && text !== PREVIEW_NAME) return undefined;
  return ownRoles(core.management).find(({ role }) => role.name === text);
}
