import type { PolicyDocument } from "../iam/document";
import { sizeOf } from "../iam/render";
import { LIMITS, type Limit } from "./limits";
import type { PlannedOwnRole } from "./own-roles";
import type { PlannedPartner } from "./partners";
import type { Plan } from "./plan";
import type { Path } from "./problem";
import type { Stack } from "./schema";

/** Something that AWS limits, and where to make it smaller. */
export interface Measured {
  readonly what: string;
  readonly found: number;
  readonly limit: Limit;
  readonly path: Path;
  readonly fix: string;
}

/** What people, pipelines and partners enter by, with the longest values that ids can have. */
export function identitySizes(stack: Stack, plan: Plan): readonly Measured[] {
  return [...ownRoles(plan), ...inPartners(stack, plan), ...ofPeople(plan)];
}

const size = (document: PolicyDocument | null): number => (document ? sizeOf(document) : 0);

const BY_BREAK_GLASS = {
  path: ["access", "breakGlass", "users"],
  trust: "choose shorter names",
  policy: "choose shorter names",
} as const;

/** Where to shorten what, by the kind of role. */
const PLACES: Readonly<
  Record<
    PlannedOwnRole["kind"],
    { readonly path: Path; readonly trust: string; readonly policy: string }
  >
> = {
  hub: {
    path: ["access", "identity"],
    trust:
      "govern fewer regions or define fewer functions: the trust names the sign-in page of each region, and the tag of each function",
    policy: "take out people whose last day is past, and customers who are none any more",
  },
  "break-glass": BY_BREAK_GLASS,
  "root-access": BY_BREAK_GLASS,
  deploy: {
    path: ["access", "deploy"],
    trust: "let one kind of pipeline deploy",
    policy: "give the roles by which accounts are entered the same name in all of them",
  },
  preview: {
    path: ["access", "deploy"],
    trust: "let one kind of pipeline deploy",
    policy: "give the roles by which accounts are entered the same name in all of them",
  },
};

function ownRoles({ ownRoles }: Plan): readonly Measured[] {
  return ownRoles.flatMap(({ kind, name, account, trust, policies }) => {
    const { path, ...fixes } = PLACES[kind];
    const where = account === "leaf" ? "leaf accounts" : `the account ${account}`;
    const role = `the role "${name}" of ${where}`;
    return [
      {
        what: `the trust policy of ${role}`,
        found: size(trust),
        limit: LIMITS.roleTrustPolicy,
        path,
        fix: fixes.trust,
      },
      {
        what: `the inline policy of ${role}`,
        found: size(policies.inline),
        limit: LIMITS.roleInlinePolicies,
        path: kind === "hub" ? ["access", "people"] : path,
        fix: fixes.policy,
      },
    ];
  });
}

function inPartners(stack: Stack, plan: Plan): readonly Measured[] {
  return plan.partners.flatMap((partner, index) => ofPartner(stack, partner, index));
}

function ofPartner({ access }: Stack, partner: PlannedPartner, index: number): readonly Measured[] {
  const path: Path = ["access", "partners", index];
  const hasPrincipals = access.partners[index]?.principals !== undefined;
  return partner.sets.flatMap(({ type, roles, template }) => [
    ...roles.flatMap(({ name, level, trust, policies }): readonly Measured[] => [
      {
        what: `the trust policy of the role "${name}"`,
        found: size(trust),
        limit: LIMITS.roleTrustPolicy,
        path: hasPrincipals ? [...path, "principals"] : path,
        fix: "name fewer principals, e.g. with a wildcard behind a path of their own",
      },
      {
        what: `the inline policy of the role "${name}"`,
        found: size(policies.inline),
        limit: LIMITS.roleInlinePolicies,
        path: [...path, "functions"],
        fix: `shorten the level "${level}": a partner's role has its last day in it, too`,
      },
    ]),
    {
      what: `the StackSet template of ${partner.name} in accounts of type ${type}`,
      found: template ? Buffer.byteLength(template.body) : 0,
      limit: LIMITS.templateInline,
      path: [...path, "functions"],
      fix: "give the partner fewer functions",
    },
  ]);
}

function ofPeople({ people, identity }: Plan): readonly Measured[] {
  const sets = identity.identityCenter?.permissionSets ?? [];
  const customers: Path = ["access", "customers"];
  return [
    ...people.users.map(({ name, policy }, index) => ({
      what: `the inline policy of ${name}`,
      found: size(policy),
      limit: LIMITS.userInlinePolicies,
      path: ["access", "people", index],
      fix: "take until out",
    })),
    ...people.groups.map(({ function: fn, policy }) => ({
      what: `the inline policy of the group of ${fn}`,
      found: size(policy),
      limit: LIMITS.groupInlinePolicies,
      path: customers,
      fix: "have customers call this organization the same, so that their roles have one name",
    })),
    ...sets.map(({ name, policy }) => ({
      what: `the policy of the permission set ${name}`,
      found: size(policy),
      limit: LIMITS.permissionSetInline,
      path: ["access", "people"],
      fix: PLACES.hub.policy,
    })),
    {
      what: "Identity Center",
      found: sets.length,
      limit: LIMITS.permissionSets,
      path: ["functions"],
      fix: "define fewer functions",
    },
  ];
}
