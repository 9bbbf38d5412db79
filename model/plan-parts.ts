import type { PlanRecord } from "./plan-record";

/** What the parts of a plan are called where plans are compared. */
export type PartName =
  | "sign-in"
  | "break-glass"
  | "pipelines"
  | "own role"
  | "partners"
  | "customers"
  | "log archive"
  | "detection"
  | "network"
  | "management"
  | "root activity"
  | "baseline"
  | "stack sets";

/** A part of a plan, compared fact by fact. */
interface Part {
  readonly what: PartName;
  /** What is said of what has no name of its own. */
  readonly name: string;
  /** The part; what follows from other parts, and is said of those, is left out. */
  readonly of: (plan: PlanRecord) => unknown;
}

/** Parts of which all facts are compared, whatever they are, in the order in which they are shown. */
export const PARTS: readonly Part[] = [
  {
    what: "sign-in",
    name: "of people",
    // What proves MFA follows from the modes.
    of: ({ identity, people: { keyDays } }) => {
      const { modes, saml, oidc, identityCenter } = identity;
      return { modes, saml, oidc, identityCenter, keyDays };
    },
  },
  { what: "break-glass", name: "users", of: ({ breakGlass }) => breakGlass },
  {
    what: "pipelines",
    name: "that deploy",
    of: ({ deploy }) => deploy && { deploys: deploy.pipelines, bootstrap: deploy.bootstrap },
  },
  {
    what: "own role",
    name: "",
    of: ({ ownRoles }) =>
      Object.fromEntries(ownRoles.map((role) => [`${role.name} in ${role.account}`, role])),
  },
  {
    what: "partners",
    name: "",
    of: ({ partners }) => ({
      partners: partners.map(({ sets, ...partner }) => ({
        ...partner,
        roles: sets.flatMap(({ type, roles }) =>
          roles.map((role) => ({ ...role, name: `${role.function} in ${type}` })),
        ),
      })),
    }),
  },
  {
    what: "customers",
    name: "",
    of: ({ customers }) => ({ customers }),
  },
  { what: "log archive", name: "of the audit account", of: ({ logs }) => logs },
  { what: "detection", name: "settings", of: ({ detection }) => detection },
  {
    what: "network",
    name: "settings",
    of: ({ network, entry }) => ({ ...network, entry }),
  },
  {
    what: "management",
    name: "settings",
    of: ({ management }) => ({
      ...management,
      budgets: management.budgets.map(({ account, ...budget }) => ({
        name: account ?? "of the organization",
        ...budget,
      })),
    }),
  },
  { what: "root activity", name: "settings", of: ({ monitoring }) => monitoring },
  { what: "baseline", name: "settings", of: ({ baseline }) => baseline },
  { what: "stack sets", name: "", of: ({ stackSets }) => ({ stackSets }) },
];

/**
 * What follows from other regions being governed: lists of all of them. That these are others is said
 * once, of the organization.
 */
export function followsFromRegions(
  base: PlanRecord | null,
  head: PlanRecord | null,
): (from: unknown, to: unknown) => boolean {
  const listed = (value: unknown): string | null =>
    Array.isArray(value) ? JSON.stringify(value.map(String).sort()) : null;
  const [before, after] = [listed(base?.organization.regions), listed(head?.organization.regions)];
  return (from, to) =>
    before !== null && after !== null && listed(from) === before && listed(to) === after;
}
