import assert from "node:assert/strict";
import { bindsPermissions } from "../../../model/guardrails";
import type { Plan } from "../../../model/plan";
import type { PolicyDocument } from "../../../iam/document";
import { forgets, set, without, type Mutation } from "./change";

type Edit = (document: PolicyDocument) => PolicyDocument;

/** Edits the policy of a guardrail, wherever it is attached. */
function guardrail(name: string, edit: Edit): (plan: Plan) => Plan {
  return (plan) => {
    const found = plan.guardrails.filter((one) => one.name === `landing-zone-${name}`);
    assert.notEqual(found.length, 0, `there is no guardrail ${name}`);
    return {
      ...plan,
      guardrails: plan.guardrails.map((one) =>
        found.includes(one) && bindsPermissions(one)
          ? { ...one, document: edit(one.document) }
          : one,
      ),
    };
  };
}

const fails = (part: string): Mutation["fails"] => ({ "guardrails-hold": part });

/** Guardrails that lost something of what they refuse. */
export const GUARDRAIL_MUTATIONS: readonly Mutation[] = [
  {
    name: "root users are bound in root sessions alone",
    change: guardrail(
      "deny-root-user",
      set("DenyRootUser", {
        Condition: {
          ArnLike: { "aws:PrincipalArn": "arn:{{partition}}:iam::*:root" },
          Bool: { "aws:AssumedRoot": "false" },
        },
      }),
    ),
    fails: fails("deny-root-user in audit: the root user starts an instance, by ec2:RunInstances"),
  },
  {
    name: "accounts may leave",
    change: guardrail(
      "deny-leave-organization",
      set("DenyLeaveOrganization", { Action: "organizations:CloseAccount" }),
    ),
    fails: fails("deny-leave-organization in audit: an administrator leaves"),
  },
  {
    name: "anybody makes roles of a reserved name",
    change: guardrail(
      "protect-landing-zone",
      forgets("ProtectLandingZone1", "Resource", "arn:{{partition}}:iam::*:role/stacksets-exec-*"),
    ),
    fails: fails("an administrator makes a role that no guardrail binds"),
  },
  {
    name: "administrators are the landing zone's own",
    change: guardrail("protect-landing-zone", (document) => ({
      ...document,
      Statement: document.Statement.map((one) => ({
        ...one,
        Condition: {
          ...one.Condition,
          ArnNotLike: {
            ...one.Condition?.ArnNotLike,
            "aws:PrincipalArn": "arn:{{partition}}:iam::*:role/*",
          },
        },
      })),
    })),
    fails: fails(
      "protect-landing-zone in audit: an administrator rewrites a function role's trust",
    ),
  },
  {
    name: "administrators hand the landing zone's roles to services",
    change: guardrail(
      "protect-landing-zone",
      forgets("ProtectLandingZone1", "Resource", "arn:{{partition}}:iam::*:role/landing-zone/*"),
    ),
    fails: {
      ...fails("an administrator rewrites a function role's trust"),
      "services-do-their-work":
        "everything in audit can iam:PassRole on arn:aws:iam::<audit>:role/landing-zone/forward-events",
    },
  },
  {
    name: "administrators write what runs as the baseline",
    change: guardrail(
      "protect-landing-zone",
      forgets(
        "ProtectLandingZone1",
        "Resource",
        "arn:{{partition}}:ssm:*:*:document/landing-zone-*",
      ),
    ),
    fails: {
      ...fails("protect-landing-zone in audit"),
      "services-do-their-work": "everything in audit can ssm:UpdateDocument on",
    },
  },
  {
    name: "administrators have AWS Config run what they like as the baseline",
    change: guardrail(
      "protect-landing-zone",
      forgets("ProtectLandingZone2", "Action", "config:PutRemediationConfigurations"),
    ),
    fails: {
      ...fails("an administrator has AWS Config run an own automation by the baseline's role"),
      "services-do-their-work": "everything in audit can config:PutRemediationConfigurations on",
    },
  },
  {
    name: "service roles need no boundary",
    change: guardrail("protect-landing-zone", without("ProtectLandingZone4")),
    fails: fails("an administrator makes a service role without the boundary"),
  },
  {
    name: "logs may be deleted",
    change: guardrail("protect-logs", without("ProtectLogs1")),
    fails: fails("the management account's role deletes a log"),
  },
  {
    name: "keys may be made by the management account's role",
    change: guardrail(
      "deny-access-keys",
      set("DenyAccessKeys", {
        Condition: {
          ArnNotLike: {
            "aws:PrincipalArn": "arn:{{partition}}:iam::*:role/OrganizationAccountAccessRole",
          },
        },
      }),
    ),
    fails: fails("deny-access-keys in audit: the management account's role makes a user"),
  },
  {
    name: "regions are no longer governed",
    change: guardrail("deny-regions", without("DenyRegions1")),
    fails: fails("deny-regions in audit: an instance where nobody looks"),
  },
  {
    name: "a storage account runs instances",
    change: guardrail(
      "only-services-of-storage",
      set("OnlyServices", { NotAction: ["ec2:*", "s3:*"] }),
    ),
    fails: fails("only-services in documents: an instance is started"),
  },
  {
    name: "outsiders with a service's tag come in",
    change: guardrail(
      "deny-outsiders",
      set("DenyOutsiders", {
        Condition: {
          StringNotEqualsIfExists: { "aws:PrincipalOrgID": "{{organization:id}}" },
          BoolIfExists: { "aws:PrincipalIsAWSService": "true" },
        },
      }),
    ),
    fails: fails("deny-outsiders in audit: an outsider reads an object"),
  },
  {
    name: "services act for anybody who names an organization",
    change: guardrail(
      "deny-confused-deputy",
      set("DenyConfusedDeputy", {
        Condition: {
          Null: { "aws:SourceAccount": "false", "aws:SourceOrgID": "true" },
          Bool: { "aws:PrincipalIsAWSService": "true" },
        },
      }),
    ),
    fails: fails("deny-confused-deputy in audit: another organization's trail writes"),
  },
  {
    name: "outsiders enter roles",
    change: guardrail("deny-outsiders", forgets("DenyOutsiders", "Action", "sts:AssumeRole")),
    fails: fails("deny-outsiders in audit: an outsider enters a role"),
  },
];
