import type { PolicyDocument } from "../../iam/document";
import { managedPolicyName } from "../../iam/names";
import type { Placeholder } from "../../iam/placeholder";
import { render } from "../../iam/render";
import { coreAccount } from "../../model/plan";
import { serviceRoles } from "../../model/service-roles";
import type { CoreAccount } from "../../model/schema";
import type { PolicyKind } from "../policy/parsed";
import { compilePolicy, type Policy } from "../policy/policy";
import { idOf, type AccessPlan } from "./accounts";

/** AWS managed policies by their name below `policy/`, e.g. `job-function/ViewOnlyAccess`. */
export type ManagedPolicies = ReadonlyMap<string, PolicyDocument>;

/** Compiled documents of a plan, each made once for the accounts for which it is the same. */
export interface Documents {
  readonly policy: (
    document: PolicyDocument,
    kind: PolicyKind,
    name: string,
    self: string,
  ) => Policy;
  /** An AWS managed policy by its ARN in a plan. Throws if its document is not at hand. */
  readonly managed: (arn: string) => Policy;
  /** A text with its placeholders filled in. */
  readonly fill: (text: string, self: string) => string;
}

/** Names of the managed policies that a plan's roles have. */
export function managedPolicyNames({
  roles,
  ownRoles,
  partners,
  ...rest
}: Pick<
  AccessPlan,
  "roles" | "ownRoles" | "partners" | "stackSets" | "detection" | "monitoring"
>): readonly string[] {
  const all = [
    ...roles,
    ...ownRoles,
    ...partners.flatMap(({ sets }) => sets.flatMap((set) => set.roles)),
    ...serviceRoles(rest),
  ];
  return [...new Set(all.flatMap(({ policies }) => policies.managed.map(managedPolicyName)))];
}

/** What placeholders stand for in a plan: ids, or symbols that equal no real one. */
export function valuesOf(
  plan: Pick<AccessPlan, "accounts" | "organization">,
): Readonly<Record<Exclude<Placeholder, "account:self">, string>> {
  const { organization } = plan;
  const core = (type: CoreAccount): string => idOf(coreAccount(plan, type));
  return {
    "account:management": core("management"),
    "account:audit": core("audit"),
    "account:network": core("network"),
    "account:access": core("access"),
    "organization:id": organization.id ?? "<organization>",
    partition: organization.partition,
  };
}

export function documentsOf(plan: AccessPlan, managed: ManagedPolicies): Documents {
  const values = valuesOf(plan);
  const fill = (text: string, self: string): string =>
    render(
      text,
      (placeholder) => (placeholder === "account:self" ? self : values[placeholder]),
      (parts) => parts.join(""),
    );
  const compiled = new Map<PolicyDocument, Map<string, Policy>>();
  const managedCompiled = new Map<string, Policy>();
  return {
    fill,
    policy: (document, kind, name, self) => {
      let copies = compiled.get(document);
      if (!copies) compiled.set(document, (copies = new Map<string, Policy>()));
      const key = `${kind} ${name} ${self}`;
      let policy = copies.get(key);
      if (!policy) {
        policy = compilePolicy(JSON.parse(fill(JSON.stringify(document), self)), kind, name);
        copies.set(key, policy);
      }
      return policy;
    },
    managed: (arn) => {
      const name = managedPolicyName(arn);
      let policy = managedCompiled.get(name);
      if (!policy) {
        const document = managed.get(name);
        if (!document) throw new Error(`the document of AWS's policy ${name} is not at hand`);
        policy = compilePolicy(document, "identity", name);
        managedCompiled.set(name, policy);
      }
      return policy;
    },
  };
}
