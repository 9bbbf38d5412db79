import type { PolicyDocument } from "../../iam/document";
import { policiesOn } from "../../model/policies-on";
import { arnPattern, relate, type ArnPattern } from "../policy/arn";
import { compilePolicy, type Policy } from "../policy/policy";
import type { AccessPlan, Account } from "./accounts";
import { roleArn, type Cast } from "./actors";
import type { Question, World } from "./world";

/** Lets everybody do everything: what is left are the asker's own limits. */
export const OPEN: Policy = compilePolicy(
  {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "*", Resource: "*" }],
  },
  "resource",
  "open",
);

const trust = (statement: PolicyDocument["Statement"][number], name: string): Policy =>
  compilePolicy({ Version: "2012-10-17", Statement: [statement] }, "trust", name);

/**
 * Policies on resources. A role whose trust is not known is taken to trust its account, and outside
 * the organization everybody.
 */
export function resourcePolicies(
  plan: AccessPlan,
  cast: Cast,
  core: World["core"],
  roles: (account: Account) => readonly { readonly arn: string; readonly trust: Policy }[],
): World["policyOn"] {
  const { deploy } = plan;
  const { documents, partition } = cast;
  const known = new Map<string, Known[]>();
  for (const { account, name, on, alias, policy } of policiesOn(plan)) {
    const { id } = core[account];
    const compiled = documents.policy(policy, "resource", name, id);
    const patterns = on.map((arn) => arnPattern(documents.fill(arn, id)));
    const there = known.get(id) ?? [];
    known.set(id, [...there, { alias, patterns, policy: compiled }]);
  }
  /** The same lists of resources are asked about again and again. */
  const ofResources = new WeakMap<
    readonly ArnPattern[],
    { readonly there: readonly Known[]; readonly policy: Policy | undefined }
  >();
  const Action = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
  const ofAccount = (id: string, name: string): Policy =>
    trust(
      { Effect: "Allow", Principal: { AWS: `arn:${partition}:iam::${id}:root` }, Action },
      name,
    );
  const byManagement = ofAccount(core.management.id, "trust of management");
  const entered = ({ id, class: { kind } }: Account): Policy =>
    deploy && kind === "core"
      ? documents.policy(deploy.accessTrust, "trust", "trust of management", id)
      : byManagement;
  const unknown: Policy = { ...OPEN, name: "unknown trust" };
  const own = new Map<string, Policy>();
  const trustOf = (arn: string, owner: Account | null): Policy => {
    if (!owner) return unknown;
    const role = roles(owner).find((one) => one.arn === arn);
    if (role) return role.trust;
    const name = owner.class.accessRole;
    if (name !== null && arn === roleArn(cast, owner, `/${name}`)) return entered(owner);
    let policy = own.get(owner.id);
    if (!policy) own.set(owner.id, (policy = ofAccount(owner.id, `trust of ${owner.name}`)));
    return policy;
  };
  const rootSessions = rootSessionsOf(plan, cast, core);
  return ({ action, resources, owner, context }) => {
    const name = action.toLowerCase();
    if (name === "sts:assumeroot") {
      return owner && owner !== core.management ? rootSessions : undefined;
    }
    const [first] = resources;
    if (first === undefined) return undefined;
    if (/^sts:(assumerole(withsaml|withwebidentity)?|tagsession|setsourceidentity)$/.test(name)) {
      return resources.length === 1 && "parts" in first
        ? trustOf(first.parts.join(":"), owner)
        : undefined;
    }
    const there = owner ? known.get(owner.id) : undefined;
    if (!there) return undefined;
    if (name.startsWith("kms:")) {
      const asked = aliasesOf(context);
      return there.find(({ alias }) => alias !== null && asked.includes(alias))?.policy;
    }
    let found = ofResources.get(resources);
    if (found?.there !== there) {
      const policy = there.find(({ patterns }) =>
        resources.every((one) => patterns.some((pattern) => relate(pattern, one) === "covers")),
      )?.policy;
      ofResources.set(resources, (found = { there, policy }));
    }
    return found.policy;
  };
}

/** A policy in some account, and what it is on. */
interface Known {
  readonly alias: string | null;
  readonly patterns: readonly ArnPattern[];
  readonly policy: Policy;
}

/**
 * No document says whom AWS lets take sessions of members' root users: principals of the management
 * account and, where root access is delegated to it, of the access account.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 */
function rootSessionsOf(
  { management }: Pick<AccessPlan, "management">,
  { partition }: Cast,
  core: World["core"],
): Policy {
  const takers = [core.management, ...(management.rootAccess ? [core.access] : [])];
  const AWS = takers.map(({ id }) => `arn:${partition}:iam::${id}:root`);
  const document: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRoot", Resource: "*" }],
  };
  return compilePolicy(document, "resource", "root access to members");
}

/** Aliases of the key that is asked for, as the request says them. */
function aliasesOf(context: Question["context"]): readonly string[] {
  const [, value] =
    Object.entries(context ?? {}).find(([key]) => key.toLowerCase() === "kms:resourcealiases") ??
    [];
  return [value ?? []].flat();
}
