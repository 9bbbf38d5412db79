import type { PolicyDocument, Statement } from "../../iam/document";
import { BOUNDARY_NAME, LOG_KEY_ALIAS, PEOPLE_POLICY_NAME, RESERVED_PATH } from "../../iam/names";
import type { Placeholder } from "../../iam/placeholder";
import { render } from "../../iam/render";
import { bindsPermissions } from "../../model/guardrails";
import { coreAccount, type Plan, type PlannedAccount, type PlannedRole } from "../../model/plan";
import type { CoreAccount } from "../../model/schema";
import { logBucketNameIn, logBuckets } from "./buckets";
import type { Role, Thing } from "./resource";
import { EVERY_ACCOUNT } from "./things";
import { isUnknown, type Document } from "./values";
import type { Zone } from "./zone";

/** A plan with the documents that resources really have, wherever these are known. */
export interface AsRegistered {
  readonly plan: Plan;
  /** What is not as the stack file's plan has it: a thing, and what of it. */
  readonly changed: readonly Change[];
}

export interface Change {
  readonly thing: Thing;
  readonly what: string;
}

/**
 * What is proved of a plan is proved of its documents. A program may register others: where it does,
 * this is the plan that it follows. Documents that a preview does not know are taken as planned.
 */
export function planAsRegistered(plan: Plan, things: readonly Thing[], zone: Zone): AsRegistered {
  const changed: Change[] = [];
  const reader = documentReader(plan, zone);
  const scopes = scopesOf(things, zone);
  const roles = new Map(plan.roles.map((role) => [keyOf(role), role]));
  for (const scope of scopes) {
    for (const thing of scope.things) {
      const role = registeredRole(thing, scope, plan, reader, changed);
      if (role) roles.set(keyOf(role), role);
    }
  }
  const { people, logs } = registeredRest(plan, things, scopes, zone, reader, changed);
  const guardrails = registeredGuardrails(plan, things, reader, changed);
  const boundary = commonBoundary(plan, scopes, reader);
  const seen = { ...plan, roles: [...roles.values()], boundary, guardrails, people, logs };
  return { plan: seen, changed };
}

/** Policies of the organization, by their names. They are in no account, and name none by its id. */
function registeredGuardrails(
  plan: Plan,
  things: readonly Thing[],
  { read }: DocumentReader,
  changed: Change[],
): Plan["guardrails"] {
  return plan.guardrails.map((planned) => {
    const thing = things.find(
      ({ shape }) => shape.kind === "guardrail" && shape.name === planned.name,
    );
    if (thing?.shape.kind !== "guardrail" || !bindsPermissions(planned)) return planned;
    const before = planned.document;
    const document = read([thing.shape.document], before, { account: null }) ?? before;
    if (document === before) return planned;
    changed.push({ thing, what: `the guardrail ${planned.name}` });
    return { ...planned, document };
  });
}

const keyOf = ({ type, function: fn }: PlannedRole): string => `${type} ${fn}`;

/** Things of one account, or of all accounts of a type, which a StackSet makes alike. */
interface Scope {
  readonly type: string;
  /** The only account; null for all of a type. */
  readonly account: PlannedAccount | null;
  readonly things: readonly Thing[];
}

const STAMPS = "landing-zone-roles-";

function scopesOf(things: readonly Thing[], zone: Zone): readonly Scope[] {
  const scopes = new Map<string, Scope & { readonly things: Thing[] }>();
  for (const thing of things) {
    const { inputs } = thing.of;
    const set = typeof inputs.stackSetName === "string" ? inputs.stackSetName : "";
    const account = thing.inTemplate === null ? zone.accountOf(thing.of).planned : null;
    const type = account?.type ?? (set.startsWith(STAMPS) ? set.slice(STAMPS.length) : null);
    if (type === null || (thing.inTemplate !== null && !set.startsWith(STAMPS))) continue;
    const key = account ? `account ${account.name}` : `type ${type}`;
    const scope = scopes.get(key);
    if (scope) scope.things.push(thing);
    else scopes.set(key, { type, account, things: [thing] });
  }
  return [...scopes.values()];
}

/** Reads documents as the plan has them; gives `before` itself where nothing is different. */
interface DocumentReader {
  readonly read: <T extends PolicyDocument | null>(
    documents: readonly Document[],
    before: T,
    scope: Pick<Scope, "account">,
  ) => T | PolicyDocument | null;
  readonly fill: (text: string, scope: Pick<Scope, "account">) => string;
}

const SELF = "{{account:self}}";

function documentReader(plan: Plan, zone: Zone): DocumentReader {
  const { organization } = plan;
  const symbol = ({ id, name }: PlannedAccount): string => id ?? `<${name}>`;
  const core = (type: CoreAccount): string => symbol(coreAccount(plan, type));
  const values: Readonly<Record<Exclude<Placeholder, "account:self">, string>> = {
    "account:management": core("management"),
    "account:audit": core("audit"),
    "account:network": core("network"),
    "account:access": core("access"),
    "organization:id": organization.id ?? "<organization>",
    partition: organization.partition,
  };
  const fill: DocumentReader["fill"] = (text, { account }) =>
    render(
      text,
      (placeholder) =>
        placeholder === "account:self" ? (account ? symbol(account) : SELF) : values[placeholder],
      (parts) => parts.join(""),
    );
  // What AWS has given out is not in the file, and so not in the plan either.
  const learned = [
    ...plan.accounts.flatMap((account) => {
      const id = zone.ids.get(account.name);
      return account.id === null && id !== undefined ? [[id, symbol(account)] as const] : [];
    }),
    ...(organization.id === null && zone.organizationId() !== null
      ? [[zone.organizationId() ?? "", "<organization>"] as const]
      : []),
  ];
  const forgotten = (value: unknown): string =>
    learned.reduce(
      (text, [id, name]) => text.replaceAll(id, name),
      JSON.stringify(value).replaceAll(EVERY_ACCOUNT, SELF),
    );
  return {
    fill,
    read: (documents, before, scope) => {
      if (documents.some(({ is }) => is === "unknown")) return before;
      const statements = documents.flatMap((one) =>
        one.is === "known" ? textsOf(one.value, forgotten) : [],
      );
      const planned = new Map(
        (before?.Statement ?? []).map((one) => [fill(JSON.stringify(one), scope), one]),
      );
      const asPlanned = [...planned.keys()];
      if (
        statements.length === asPlanned.length &&
        statements.every((one, i) => one === asPlanned[i])
      ) {
        return before;
      }
      if (!documents.some(({ is }) => is === "known")) return null;
      return {
        Version: "2012-10-17",
        Statement: statements.map((one) => planned.get(one) ?? (JSON.parse(one) as Statement)),
      };
    },
  };
}

function textsOf(document: unknown, forgotten: (value: unknown) => string): readonly string[] {
  if (typeof document !== "object" || document === null) return [];
  const { Statement: statement } = document as { readonly Statement?: unknown };
  return [statement].flat().map(forgotten);
}

function registeredRole(
  thing: Thing,
  scope: Scope,
  plan: Plan,
  { read, fill }: DocumentReader,
  changed: Change[],
): PlannedRole | null {
  const { shape } = thing;
  if (shape.kind !== "role" || shape.path !== RESERVED_PATH || typeof shape.name !== "string") {
    return null;
  }
  const { name } = shape;
  const { type } = scope;
  const before =
    plan.roles.find((one) => one.type === type && one.function === name) ??
    unplanned(plan, type, name);
  const note = (what: string): void => {
    changed.push({ thing, what: `${what} of ${name} in ${type}` });
  };
  if (!plan.roles.includes(before)) note("the role");
  const trust = read([shape.trust], before.trust, scope) ?? before.trust;
  if (trust !== before.trust) note("the trust");
  const own = policiesOn("role", name, scope, shape);
  const inline = read(own.documents, before.policies.inline, scope);
  if (inline !== before.policies.inline) note("the permissions");
  const planned = before.policies.managed.map((arn) => fill(arn, scope));
  const attached = own.managed ?? planned;
  const isSame = sameSet(attached, planned);
  const managed = isSame ? before.policies.managed : attached;
  if (!isSame) note("the managed policies");
  const boundary = read(boundaryOf(scope), before.boundary, scope) ?? before.boundary;
  if (boundary !== before.boundary) note("the boundary");
  return { ...before, trust, boundary, policies: { inline, managed } };
}

/** A role of which the plan knows nothing: it has no level that it could be measured by. */
function unplanned(plan: Plan, type: string, name: string): PlannedRole {
  return {
    type,
    function: name,
    name,
    level: "",
    description: "",
    sessionHours: 1,
    trust: { Version: "2012-10-17", Statement: [] },
    policies: { managed: [], inline: null },
    boundary: plan.boundary,
  };
}

function policiesOn(
  kind: "role" | "group",
  name: string,
  { things }: Scope,
  role?: Role,
): { readonly documents: readonly Document[]; readonly managed: readonly string[] | null } {
  const attached = things.flatMap(({ shape }) =>
    shape.kind === "policy" &&
    shape.on.kind === kind &&
    (isUnknown(shape.on.name) || shape.on.name === name)
      ? [shape]
      : [],
  );
  const managed = [...(role?.managed ?? []), ...attached.map((one) => one.managed)].filter(
    (one) => one !== null,
  );
  const documents = [
    ...(role?.inline ?? []),
    ...attached.filter((one) => one.managed === null).map(({ document }) => document),
  ];
  return {
    // A policy on a role whose name is not known yet may be on any.
    documents: attached.some(({ on }) => isUnknown(on.name)) ? [{ is: "unknown" }] : documents,
    managed:
      managed.some((one) => typeof one !== "string") ||
      attached.some(({ on }) => isUnknown(on.name))
        ? null
        : (managed as string[]),
  };
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join() === [...b].sort().join();
}

function policyNamed(name: string, { things }: Scope): readonly Thing[] {
  return things.filter(
    ({ shape }) =>
      shape.kind === "policy" &&
      shape.on.kind === "itself" &&
      shape.on.path === RESERVED_PATH &&
      shape.on.name === name,
  );
}

/** The document of the scope's boundary; unknown where none is registered. */
function boundaryOf(scope: Scope): readonly Document[] {
  const found = policyNamed(BOUNDARY_NAME, scope);
  return found.length === 0
    ? [{ is: "unknown" }]
    : found.map(({ shape }) => (shape.kind === "policy" ? shape.document : { is: "none" }));
}

/** The boundary of roles that people make: the one that all accounts have, if they have one. */
function commonBoundary(
  plan: Plan,
  scopes: readonly Scope[],
  { read }: DocumentReader,
): PolicyDocument {
  const found = scopes
    .filter((scope) => policyNamed(BOUNDARY_NAME, scope).length > 0)
    .map((scope) => read(boundaryOf(scope), plan.boundary, scope) ?? plan.boundary);
  const [first] = found;
  const alike =
    first !== undefined && found.every((one) => JSON.stringify(one) === JSON.stringify(first));
  return alike ? first : plan.boundary;
}

function registeredRest(
  plan: Plan,
  things: readonly Thing[],
  scopes: readonly Scope[],
  zone: Zone,
  { read }: DocumentReader,
  changed: Change[],
): Pick<Plan, "people" | "logs"> {
  let { people, logs } = plan;
  const access = scopes.find(({ account }) => account?.type === "access");
  if (access) {
    const groups = people.groups.map((group) => {
      const { documents } = policiesOn("group", group.function, access);
      const policy = documents.length === 0 ? group.policy : read(documents, group.policy, access);
      const thing = access.things.find(
        ({ shape }) =>
          shape.kind === "policy" && shape.on.kind === "group" && shape.on.name === group.function,
      );
      if (policy === null || policy === group.policy || !thing) return group;
      changed.push({ thing, what: `the policy of the group ${group.function}` });
      return { ...group, policy };
    });
    const [own] = policyNamed(PEOPLE_POLICY_NAME, access);
    const everybody =
      own?.shape.kind === "policy" ? read([own.shape.document], people.policy, access) : null;
    if (own && everybody !== null && everybody !== people.policy) {
      changed.push({ thing: own, what: "the policy of all people" });
      people = { ...people, policy: everybody };
    }
    people = { ...people, groups };
  }
  const audit = { account: coreAccount(plan, "audit") };
  const name = logBucketNameIn(zone);
  const bucket = logBuckets(things, zone).find((one) => one.name !== null && one.name === name);
  if (bucket?.settings.policy) {
    const bucketPolicy = read([bucket.settings.policy], logs.bucketPolicy, audit);
    if (bucketPolicy !== null && bucketPolicy !== logs.bucketPolicy) {
      changed.push({ thing: bucket.thing, what: "the policy of the log bucket" });
      logs = { ...logs, bucketPolicy };
    }
  }
  const key = logKey(things);
  if (key?.shape.kind === "key") {
    const keyPolicy = read([key.shape.policy], logs.keyPolicy, audit);
    if (keyPolicy !== null && keyPolicy !== logs.keyPolicy) {
      changed.push({ thing: key, what: "the policy of the log key" });
      logs = { ...logs, keyPolicy };
    }
  }
  return { people, logs };
}

/** The key that has the alias of the logs. */
function logKey(things: readonly Thing[]): Thing | undefined {
  const alias = things.find(
    ({ shape }) => shape.kind === "key alias" && shape.name === LOG_KEY_ALIAS,
  );
  if (alias?.shape.kind !== "key alias") return undefined;
  const { text, urns } = alias.shape.key;
  return things.find(
    ({ of, shape }) =>
      shape.kind === "key" &&
      (urns.includes(of.urn) ||
        (typeof text === "string" &&
          [of.outputs.keyId, of.outputs.id, of.outputs.arn].includes(text))),
  );
}
