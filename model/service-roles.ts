import type { StampedRole } from "../iam/stamp-template";
import type { Plan, PlannedAccount } from "./plan";
import type { PlannedStackSet } from "./stack-sets";
import { ROOT } from "./units";

/** A role by which one of AWS's services works in an account. */
export interface ServiceRole extends StampedRole {
  readonly kind: "service";
  readonly function: null;
}

/** What of a plan says which accounts have which. */
export type ServiceRolesPlan = Pick<Plan, "detection" | "monitoring"> & {
  readonly stackSets: readonly Pick<PlannedStackSet, "units" | "roles">[];
};

/** The roles that an account has from StackSets, and core accounts from the program itself. */
export function serviceRolesIn(
  plan: ServiceRolesPlan,
  account: Pick<PlannedAccount, "kind" | "type" | "unit">,
): readonly ServiceRole[] {
  return [...stamped(plan, account), ...providedServiceRoles(plan, account)].map((role) => ({
    ...role,
    kind: "service",
    function: null,
  }));
}

/** StackSets never reach the management account, which is in no unit. */
function stamped(
  { stackSets }: ServiceRolesPlan,
  { kind, type, unit }: Pick<PlannedAccount, "kind" | "type" | "unit">,
): readonly StampedRole[] {
  if (unit === null || (kind === "core" && type === "management")) return [];
  const reaches = (one: string): boolean =>
    one === ROOT || unit === one || unit.startsWith(`${one}/`);
  return stackSets.filter(({ units }) => units.some(reaches)).flatMap(({ roles }) => roles);
}

/** The roles that the program itself makes in a core account. */
export function providedServiceRoles(
  { detection: { config }, monitoring }: Pick<ServiceRolesPlan, "detection" | "monitoring">,
  { kind, type }: Pick<PlannedAccount, "kind" | "type">,
): readonly StampedRole[] {
  if (kind !== "core") return [];
  if (type === "management")
    return [...forwards(monitoring), ...(config ? [config.recorderRole] : [])];
  return type === "audit" && config ? [config.aggregator.role] : [];
}

/** Documents of all of them. */
export function serviceRoles({
  stackSets,
  detection: { config },
  monitoring,
}: ServiceRolesPlan): readonly StampedRole[] {
  return [
    ...stackSets.flatMap(({ roles }) => roles),
    ...forwards(monitoring),
    ...(config ? [config.recorderRole, config.aggregator.role] : []),
  ];
}

/** Where no region is watched, which is before there is a landing zone, nothing forwards. */
function forwards({
  regions,
  spoke,
}: Pick<Plan["monitoring"], "regions" | "spoke">): readonly StampedRole[] {
  return regions.length === 0 ? [] : [spoke.role];
}
