import type { PolicyDocument } from "../../iam/document";
import { BOUNDARY_NAME, LOG_KEY_ALIAS, PEOPLE_POLICY_NAME, RESERVED_PATH } from "../../iam/names";
import { bindsPermissions } from "../../model/guardrails";
import { coreAccount, type Plan, type PlannedRole } from "../../model/plan";
import { bucketNameIn, logBuckets } from "./buckets";
import { documentReader, type DocumentReader } from "./document-reader";
import { ownAsRegistered } from "./own-as-registered";
import { servicesAsRegistered } from "./services-as-registered";
import type { Thing } from "./resource";
import { documentsOfRole } from "./role-as-registered";
import { boundaryOf, policiesOn, policyNamed, scopesOf, type Scope } from "./scopes";
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
  const scopes = scopesOf(plan, things, zone);
  const roles = new Map(plan.roles.map((role) => [keyOf(role), role]));
  const own = ownAsRegistered(plan, scopes, zone, reader, changed);
  const services = servicesAsRegistered(plan, scopes, reader, changed);
  for (const scope of scopes) {
    for (const thing of scope.things) {
      if (own.seen.has(thing) || services.seen.has(thing)) continue;
      const role = registeredRole(thing, scope, plan, reader, changed);
      if (role) roles.set(keyOf(role), role);
    }
  }
  const { people, logs } = registeredRest(plan, things, scopes, zone, reader, changed);
  const guardrails = registeredGuardrails(plan, things, reader, changed);
  const boundary = commonBoundary(plan, scopes, reader);
  const { ownRoles, partners, breakGlass } = own;
  const { stackSets, detection, monitoring } = services;
  return {
    plan: {
      ...plan,
      roles: [...roles.values()],
      ...{ ownRoles, partners, breakGlass },
      ...{ stackSets, detection, monitoring },
      ...{ boundary, guardrails, people, logs },
    },
    changed,
  };
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

function registeredRole(
  thing: Thing,
  scope: Scope,
  plan: Plan,
  reader: DocumentReader,
  changed: Change[],
): PlannedRole | null {
  const { shape } = thing;
  if (shape.kind !== "role" || shape.path !== RESERVED_PATH || typeof shape.name !== "string") {
    return null;
  }
  const { name } = shape;
  const { type } = scope;
  const planned = plan.roles.find((one) => one.type === type && one.function === name);
  const before = planned ?? unplannedRole(plan, type, name);
  const note = (what: string): void => {
    changed.push({ thing, what: `${what} of ${name} in ${type}` });
  };
  if (!planned) note("the role");
  const { boundary, ...seen } = documentsOfRole(before, { shape, name }, scope, reader, note);
  return { ...before, ...seen, boundary: boundary ?? before.boundary };
}

/** A role of which the plan knows nothing: it has no level that it could be measured by. */
function unplannedRole(plan: Plan, type: string, name: string): PlannedRole {
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
  const made = logBuckets(things, zone);
  const policyOf = (what: string, bucketName: string, planned: PolicyDocument): PolicyDocument => {
    const name = bucketNameIn(zone, bucketName);
    const bucket = made.find((one) => one.name !== null && one.name === name);
    if (!bucket?.settings.policy) return planned;
    const policy = read([bucket.settings.policy], planned, audit) ?? planned;
    if (policy !== planned)
      changed.push({ thing: bucket.thing, what: `the policy of the ${what}` });
    return policy;
  };
  logs = {
    ...logs,
    bucketPolicy: policyOf("log bucket", logs.bucketName, logs.bucketPolicy),
    buckets: logs.buckets.map((one) => ({
      ...one,
      policy: policyOf(`${one.kind} bucket`, one.bucketName, one.policy),
    })),
  };
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
