import { document, type Statement } from "../document";
import { BASELINE_NAME, iamArn, RESERVED_PATH } from "../names";
import type { StampedRole } from "../stamp-template";
import type { SettingCall } from "./settings";

export const BASELINE_ROLE_ARN = iamArn("self", `role${RESERVED_PATH}${BASELINE_NAME}`);

/**
 * Role by which Systems Manager sets an account's defaults: those calls and no other, for automations
 * of this account alone. Whoever makes a document with this role in it, or starts an automation with
 * it, needs `iam:PassRole` for it, which nobody in an account has.
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
