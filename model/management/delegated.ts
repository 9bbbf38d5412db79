import { delegatedToAudit } from "../detection/services";
import type { Plan } from "../plan";

export interface Delegated {
  /** Name of a core account. */
  readonly account: string;
  /** Service principals that it administers for the organization. */
  readonly services: readonly string[];
}

type Delegating = Pick<Plan, "accounts" | "detection" | "identity" | "management">;

/**
 * Services that the management account leaves to another core account: nobody needs to work in it for
 * them.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
 */
export function delegatedAdministrators(plan: Delegating): readonly Delegated[] {
  const { guardDuty, securityHub } = plan.detection;
  const nameOf = (type: string): string =>
    plan.accounts.find((one) => one.kind === "core" && one.type === type)?.name ?? type;
  return [
    {
      account: nameOf("access"),
      services: [
        ...(plan.management.rootAccess ? ["iam.amazonaws.com"] : []),
        ...(plan.identity.identityCenter ? ["sso.amazonaws.com"] : []),
      ],
    },
    {
      account: nameOf("audit"),
      services: [
        ...delegatedToAudit(plan.detection),
        ...(guardDuty ? ["guardduty.amazonaws.com"] : []),
        ...(securityHub ? ["securityhub.amazonaws.com"] : []),
      ],
    },
  ].filter(({ services }) => services.length > 0);
}
