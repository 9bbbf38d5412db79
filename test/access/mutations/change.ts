import assert from "node:assert/strict";
import type { Conditions, PolicyDocument, Statement } from "../../../iam/document";
import type { Pipelines } from "../../../iam/machines/trust";
import type { PlannedOwnRole } from "../../../model/own-roles";
import type { PlannedPartner, PlannedPartnerRole } from "../../../model/partners";
import type { LogKind } from "../../../model/audit/plan";
import type { Plan, PlannedRole } from "../../../model/plan";

/** A weakness, put into one document of a plan. */
export interface Mutation {
  /** What was done, in a sentence. */
  readonly name: string;
  readonly change: (plan: Plan) => Plan;
  /** The proofs that fail, each with a part of a counter-example. All others hold. */
  readonly fails: Readonly<Record<string, string>>;
}

type Change<T> = (before: T) => T;
type Edit = Change<PolicyDocument>;

const allow = (Action: Statement["Action"], Resource: Statement["Resource"] = "*"): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
});

/** A boundary that bounds nothing, and the permissions of an administrator. */
export const EVERYTHING: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [allow("*")],
};

// Documents of a plan

function role(fn: string, type: string, change: Change<PlannedRole>): Change<Plan> {
  return (plan) => {
    assert.ok(
      plan.roles.some((one) => one.function === fn && one.type === type),
      `${fn} has no role in ${type}`,
    );
    const roles = plan.roles.map((one) =>
      one.function === fn && one.type === type ? change(one) : one,
    );
    return { ...plan, roles };
  };
}

/** The trust of a function's role in accounts of a type. */
export function trust(fn: string, type: string, edit: Edit): Change<Plan> {
  return role(fn, type, (one) => ({ ...one, trust: edit(one.trust) }));
}

/** Its own permissions. */
export function permissions(fn: string, type: string, edit: Edit): Change<Plan> {
  return role(fn, type, (one) => {
    const inline = edit(one.policies.inline ?? { Version: "2012-10-17", Statement: [] });
    return { ...one, policies: { ...one.policies, inline } };
  });
}

/** Another AWS managed policy on it. */
export function managed(fn: string, type: string, name: string): Change<Plan> {
  return role(fn, type, (one) => {
    const arn = `arn:{{partition}}:iam::aws:policy/${name}`;
    return { ...one, policies: { ...one.policies, managed: [...one.policies.managed, arn] } };
  });
}

/** The boundary of one role; of no other. */
export function boundary(fn: string, type: string, edit: Edit): Change<Plan> {
  return role(fn, type, (one) => ({ ...one, boundary: edit(one.boundary) }));
}

/** The boundary of all roles, and of those that people make. */
export function everyBoundary(edit: Edit): Change<Plan> {
  return (plan) => {
    const changed = edit(plan.boundary);
    return {
      ...plan,
      boundary: changed,
      roles: plan.roles.map((one) => ({ ...one, boundary: changed })),
    };
  };
}

/** The role by which management enters an account. */
export function accessRole(account: string, name: string): Change<Plan> {
  return (plan) => ({
    ...plan,
    accounts: plan.accounts.map((one) =>
      one.name === account ? { ...one, accessRole: name } : one,
    ),
  });
}

/** The policy of all people. */
export function people(edit: Edit): Change<Plan> {
  return (plan) => ({ ...plan, people: { ...plan.people, policy: edit(plan.people.policy) } });
}

/** The policy of a function's group. */
export function group(fn: string, edit: Edit): Change<Plan> {
  return (plan) => {
    const groups = plan.people.groups.map((one) =>
      one.function === fn ? { ...one, policy: edit(one.policy) } : one,
    );
    return { ...plan, people: { ...plan.people, groups } };
  };
}

/** One of the landing zone's own roles of a core account. */
export function ownRole(
  name: string,
  account: string,
  change: Change<PlannedOwnRole>,
): Change<Plan> {
  return (plan) => {
    const is = (one: PlannedOwnRole): boolean => one.name === name && one.account === account;
    assert.ok(plan.ownRoles.some(is), `there is no ${name} in ${account}`);
    return { ...plan, ownRoles: plan.ownRoles.map((one) => (is(one) ? change(one) : one)) };
  };
}

export function ownTrust(name: string, account: string, edit: Edit): Change<Plan> {
  return ownRole(name, account, (one) => ({ ...one, trust: edit(one.trust) }));
}

export function ownPolicy(name: string, account: string, edit: Edit): Change<Plan> {
  return ownRole(name, account, ({ policies, ...rest }) => {
    const inline = edit(policies.inline ?? { Version: "2012-10-17", Statement: [] });
    return { ...rest, policies: { ...policies, inline } };
  });
}

/** Another AWS managed policy on it. */
export function ownManaged(name: string, account: string, policy: string): Change<Plan> {
  return ownRole(name, account, ({ policies, ...rest }) => {
    const arn = `arn:{{partition}}:iam::aws:policy/${policy}`;
    return { ...rest, policies: { ...policies, managed: [...policies.managed, arn] } };
  });
}

/** The policy of a function's permission set. */
export function permissionSet(fn: string, edit: Edit): Change<Plan> {
  return (plan) => {
    const { identityCenter } = plan.identity;
    assert.ok(identityCenter, "there is no Identity Center");
    const permissionSets = identityCenter.permissionSets.map((one) =>
      one.function === fn ? { ...one, policy: edit(one.policy) } : one,
    );
    const identity = { ...plan.identity, identityCenter: { ...identityCenter, permissionSets } };
    return { ...plan, identity };
  };
}

/** The policy of the break-glass users. */
export function breakGlass(edit: Edit): Change<Plan> {
  return (plan) => ({
    ...plan,
    breakGlass: { ...plan.breakGlass, policy: edit(plan.breakGlass.policy) },
  });
}

/** Trust of the roles by which core accounts are entered. */
export function accessTrust(edit: Edit): Change<Plan> {
  return (plan) => {
    assert.ok(plan.deploy, "there are no pipelines");
    return { ...plan, deploy: { ...plan.deploy, accessTrust: edit(plan.deploy.accessTrust) } };
  };
}

/** What the stack says of its first pipelines. */
export function pipelines(change: Change<Pipelines>): Change<Plan> {
  return (plan) => {
    assert.ok(plan.deploy, "there are no pipelines");
    const all = plan.deploy.pipelines.map((one, index) => (index === 0 ? change(one) : one));
    return { ...plan, deploy: { ...plan.deploy, pipelines: all } };
  };
}

/** A partner, by its name. */
export function partner(name: string, change: Change<PlannedPartner>): Change<Plan> {
  return (plan) => {
    assert.ok(
      plan.partners.some((one) => one.name === name),
      `there is no partner ${name}`,
    );
    const partners = plan.partners.map((one) => (one.name === name ? change(one) : one));
    return { ...plan, partners };
  };
}

/** All roles of a partner. */
export function partnersRoles(name: string, change: Change<PlannedPartnerRole>): Change<Plan> {
  return partner(name, (one) => ({
    ...one,
    sets: one.sets.map((set) => ({ ...set, roles: set.roles.map(change) })),
  }));
}

export function partnersTrust(name: string, edit: Edit): Change<Plan> {
  return partnersRoles(name, (one) => ({ ...one, trust: edit(one.trust) }));
}

export function partnersPolicy(name: string, edit: Edit): Change<Plan> {
  return partnersRoles(name, ({ policies, ...rest }) => {
    const inline = edit(policies.inline ?? { Version: "2012-10-17", Statement: [] });
    return { ...rest, policies: { ...policies, inline } };
  });
}

export function logBucket(edit: Edit): Change<Plan> {
  return (plan) => ({
    ...plan,
    logs: { ...plan.logs, bucketPolicy: edit(plan.logs.bucketPolicy) },
  });
}

/** The policy of one of the other log buckets. */
export function bucketOf(kind: LogKind, edit: Edit): Change<Plan> {
  return (plan) => {
    const buckets = plan.logs.buckets.map((one) =>
      one.kind === kind ? { ...one, policy: edit(one.policy) } : one,
    );
    return { ...plan, logs: { ...plan.logs, buckets } };
  };
}

export function logKey(edit: Edit): Change<Plan> {
  return (plan) => ({ ...plan, logs: { ...plan.logs, keyPolicy: edit(plan.logs.keyPolicy) } });
}

/** A function's role of one type, in accounts of another type too. */
export function sameRoleIn(fn: string, type: string, other: string): Change<Plan> {
  return (plan) => {
    const found = plan.roles.find((one) => one.function === fn && one.type === type);
    assert.ok(found, `${fn} has no role in ${type}`);
    return { ...plan, roles: [...plan.roles, { ...found, type: other }] };
  };
}

/** Several changes, one after the other. */
export function all<T>(...changes: readonly Change<T>[]): Change<T> {
  return (before) => changes.reduce((result, change) => change(result), before);
}

// Statements of a document

/** Changes a statement by its Sid. */
export function statement(sid: string, change: Change<Statement>): Edit {
  return (document) => {
    assert.ok(
      document.Statement.some(({ Sid }) => Sid === sid),
      `there is no statement ${sid}`,
    );
    const statements = document.Statement.map((one) => (one.Sid === sid ? change(one) : one));
    assert.notDeepEqual(statements, document.Statement, `${sid} is as it was`);
    return { ...document, Statement: statements };
  };
}

/** Sets parts of a statement; undefined takes a part away. */
export function set(sid: string, parts: Partial<Statement>): Edit {
  return statement(sid, (one) => JSON.parse(JSON.stringify({ ...one, ...parts })) as Statement);
}

export function without(...sids: readonly string[]): Edit {
  return (document) => {
    for (const sid of sids) {
      assert.ok(
        document.Statement.some(({ Sid }) => Sid === sid),
        `there is no statement ${sid}`,
      );
    }
    return {
      ...document,
      Statement: document.Statement.filter(({ Sid = "" }) => !sids.includes(Sid)),
    };
  };
}

export function plus(...statements: readonly Statement[]): Edit {
  return (document) => ({ ...document, Statement: [...document.Statement, ...statements] });
}

/** Allows more actions. */
export function plusActions(
  actions: Statement["Action"],
  resource: Statement["Resource"] = "*",
): Edit {
  return plus(allow(actions, resource));
}

export function only(document: PolicyDocument): Edit {
  return () => document;
}

type List = "Action" | "NotAction" | "Resource" | "NotResource";

/** Takes entries out of one of a statement's lists. */
export function forgets(sid: string, list: List, ...entries: readonly string[]): Edit {
  return statement(sid, (one) => {
    const before = [one[list] ?? []].flat();
    for (const entry of entries) assert.ok(before.includes(entry), `${sid} does not name ${entry}`);
    return { ...one, [list]: before.filter((entry) => !entries.includes(entry)) };
  });
}

/** Writes an entry of one of a statement's lists in another way. */
export function writes(sid: string, list: List, entry: string, instead: string): Edit {
  return statement(sid, (one) => {
    const before = [one[list] ?? []].flat();
    assert.ok(before.includes(entry), `${sid} does not name ${entry}`);
    return { ...one, [list]: before.map((text) => (text === entry ? instead : text)) };
  });
}

/** Takes a key out of a statement's conditions. */
export function withoutKey(sid: string, operator: string, key: string): Edit {
  return statement(sid, ({ Condition = {}, ...rest }) => {
    assert.ok(Condition[operator]?.[key] !== undefined, `${sid} has no ${operator} ${key}`);
    const keys = less(Condition[operator], key);
    const left: Conditions = keys
      ? { ...Condition, [operator]: keys }
      : (less(Condition, operator) ?? {});
    return Object.keys(left).length === 0 ? rest : { ...rest, Condition: left };
  });
}

/** A map without a key; undefined if nothing is left. */
function less<T>(map: Readonly<Record<string, T>>, key: string): Record<string, T> | undefined {
  const left = Object.entries(map).filter(([name]) => name !== key);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/** Writes a key of a statement's conditions with another operator, and maybe another value. */
export function withOperator(
  sid: string,
  operator: string,
  key: string,
  instead: string,
  value?: string | readonly string[],
): Edit {
  return (document) => {
    const before = document.Statement.find(({ Sid }) => Sid === sid)?.Condition?.[operator]?.[key];
    const rewritten = { [key]: value ?? before ?? "" };
    return all(
      withoutKey(sid, operator, key),
      statement(sid, (one) => ({
        ...one,
        Condition: { ...one.Condition, [instead]: { ...one.Condition?.[instead], ...rewritten } },
      })),
    )(document);
  };
}
