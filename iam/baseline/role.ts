import { document, type Statement } from "../document";
import { BASELINE_NAME, iamArn, RESERVED_PATH } from "../names";
import type { StampedRole } from "../stamp-template";
import type { SettingCall } from "./settings";

export const BASELINE_ROLE_ARN = iamArn("self", `role${RESERVED_PATH}${BASELINE_NAME}`);

/**
 * Role by which Systems Manager sets an account's defaults: those calls and no other, for automations
 * of this account alone. Whoever makes a document with this role in it, or starts an automation with
 * it, needs `iam:PassRole` for it, which guardrails leave to nobody in an account.
 *
 * Not tried on AWS: whether it can be borrowed. Guardrails bind no service-linked role, and that of
 * Systems Manager passes any role to Systems Manager. An administrator's own document that takes its
 * role as a parameter, run by an association or a maintenance window, may so run as this role; AWS
 * Config's remediations are refused (`protect-landing-zone`). No key of a trust says which document
 * runs: `aws:SourceArn` is the execution. A borrower has just the calls below, in that account: it opens
 * the account's public buckets, weakens passwords, shares snapshots that were shared before, and, where
 * the request's key is missing, has new instances without version 2 of the metadata service, until the
 * document runs again within a day. A role for what is global alone would be borrowed just the same.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/using-service-linked-roles.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
 */
export function baselineRole(
  calls: readonly SettingCall[],
  regions: readonly string[],
): StampedRole {
  return {
    name: BASELINE_NAME,
    description: "Systems Manager sets the account's defaults by this role",
    sessionHours: 1,
    trust: document({
      Effect: "Allow",
      Principal: { Service: "ssm.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": "{{account:self}}" },
        ArnLike: {
          "aws:SourceArn": "arn:{{partition}}:ssm:*:{{account:self}}:automation-execution/*",
        },
      },
    }),
    policies: { managed: [], inline: document(...calls.map((call) => permits(call, regions))) },
  };
}

function permits({ name, scope, permission }: SettingCall, regions: readonly string[]): Statement {
  const inRegions =
    scope === "region" ? { StringEquals: { "aws:RequestedRegion": [...regions].sort() } } : {};
  const Condition = { ...permission.Condition, ...inRegions };
  return {
    Sid: name,
    Effect: "Allow",
    Action: permission.Action,
    // None of these actions knows resources.
    Resource: "*",
    ...(Object.keys(Condition).length > 0 ? { Condition } : {}),
  };
}
