import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from "@aws-sdk/client-iam";
import { minified } from "../../iam/document";
import { RESERVED_PATH } from "../../iam/names";
import {
  BOUNDARY_DESCRIPTION,
  INLINE_POLICY_NAME,
  type StampedRole,
} from "../../iam/stamp-template";
import type { PlannedRole } from "../../model/plan";
import { filled, filledDocument, type Values } from "./documents";

/** What an account has below the reserved path: its function roles and their boundary. */
export interface Stamped {
  readonly roles: readonly {
    readonly name: string | undefined;
    readonly path: string | undefined;
    readonly description: string | undefined;
    readonly sessionSeconds: number | undefined;
    readonly boundary: string | undefined;
    readonly trust: unknown;
    /** Inline policies by name. */
    readonly inline: Readonly<Record<string, unknown>>;
  }[];
  readonly policies: readonly {
    readonly arn: string | undefined;
    readonly description: string | undefined;
    readonly document: unknown;
  }[];
}

/** What an account should have, by the plan. */
export function plannedIn(
  roles: readonly StampedRole[],
  boundary: PlannedRole["boundary"],
  values: Values,
): Stamped {
  const arn = `arn:${values.partition}:iam::${values["account:self"]}:policy${RESERVED_PATH}boundary`;
  return {
    roles: roles
      .map(({ name, description, sessionHours, trust, policies: { inline } }) => ({
        name,
        path: RESERVED_PATH,
        description,
        sessionSeconds: sessionHours * 3600,
        boundary: arn,
        trust: filledDocument(trust, values),
        inline: inline ? { [INLINE_POLICY_NAME]: filledDocument(inline, values) } : {},
      }))
      .sort(byName),
    policies: [
      {
        arn,
        description: BOUNDARY_DESCRIPTION,
        document: JSON.parse(filled(minified(boundary), values)),
      },
    ],
  };
}

/** What an account has, by IAM's answers. */
export async function stampedIn(iam: IAMClient): Promise<Stamped> {
  const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: RESERVED_PATH }));
  const { Policies } = await iam.send(
    new ListPoliciesCommand({ Scope: "Local", PathPrefix: RESERVED_PATH }),
  );
  const roles = (Roles ?? []).map(({ RoleName }) => roleIn(iam, RoleName));
  const policies = (Policies ?? []).map(({ Arn }) => policyIn(iam, Arn));
  return { roles: (await Promise.all(roles)).sort(byName), policies: await Promise.all(policies) };
}

async function roleIn(
  iam: IAMClient,
  RoleName: string | undefined,
): Promise<Stamped["roles"][number]> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const inline: Record<string, unknown> = {};
  for (const PolicyName of PolicyNames ?? []) {
    const policy = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    inline[PolicyName] = decoded(inJson(policy.PolicyDocument));
  }
  return {
    name: Role?.RoleName,
    path: Role?.Path,
    description: Role?.Description,
    sessionSeconds: Role?.MaxSessionDuration,
    boundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn,
    trust: decoded(Role?.AssumeRolePolicyDocument),
    inline,
  };
}

async function policyIn(
  iam: IAMClient,
  PolicyArn: string | undefined,
): Promise<Stamped["policies"][number]> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
  );
  return {
    arn: Policy?.Arn,
    description: Policy?.Description,
    document: decoded(PolicyVersion?.Document),
  };
}

/**
 * moto gives the inline policies that CloudFormation made as Python writes dictionaries: JSON, but
 * for single quotes. No document has a quote in a string; one that had would not be equal.
 */
function inJson(document: string | undefined): string | undefined {
  return document?.replaceAll("'", '"').replaceAll("%27", "%22");
}

/** IAM gives documents URL-encoded. */
function decoded(document: string | undefined): unknown {
  return document === undefined ? undefined : JSON.parse(decodeURIComponent(document));
}

function byName(
  a: { readonly name: string | undefined },
  b: { readonly name: string | undefined },
): number {
  return (a.name ?? "").localeCompare(b.name ?? "");
}
