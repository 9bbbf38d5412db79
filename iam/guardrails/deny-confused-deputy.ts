import type { Guardrail, GuardrailStatement } from "./guardrail";
import { bucket, DATA, ENTRY, INSIDER, orAccounts, role } from "./resource-perimeter";

/**
 * AWS's services act for whoever told them to. Where a request says for whom, it must be somebody of
 * the organization.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const denyConfusedDeputy: Guardrail = {
  name: "deny-confused-deputy",
  kind: "rcp",
  sentence: "AWS's services reach data and roles on behalf of this organization alone",
  why: "A service that is let in by its name lets in whoever uses that service, from any account in the world.",
  statements: (context): GuardrailStatement[] => [
    {
      Effect: "Deny",
      Action: [...DATA, ...ENTRY],
      Resource: "*",
      Condition: {
        StringNotEqualsIfExists: {
          "aws:SourceOrgID": "{{organization:id}}",
          ...orAccounts("aws:SourceAccount", context),
        },
        Null: { "aws:SourceAccount": "false" },
        Bool: { "aws:PrincipalIsAWSService": "true" },
      },
    },
  ],
  denies: () => {
    const other = { "aws:SourceAccount": "000000000000", "aws:SourceOrgID": "o-other00000" };
    return [
      {
        what: "another organization's trail writes",
        by: "cloudtrail.amazonaws.com",
        action: "s3:PutObject",
        on: bucket,
        keys: other,
      },
      {
        what: "another organization's flow logs are written",
        by: "delivery.logs.amazonaws.com",
        action: "s3:PutObject",
        on: bucket,
        keys: other,
      },
      {
        what: "a topic of an account without organization sends",
        by: "sns.amazonaws.com",
        action: "sqs:SendMessage",
        on: "arn:{{partition}}:sqs:eu-west-1:{{account:self}}:queue",
        keys: { "aws:SourceAccount": "000000000000" },
      },
    ];
  },
  allows: () => {
    const own = {
      "aws:SourceAccount": "{{account:management}}",
      "aws:SourceOrgID": "{{organization:id}}",
    };
    return [
      {
        what: "this organization's trail writes",
        by: "cloudtrail.amazonaws.com",
        action: "s3:PutObject",
        on: bucket,
        keys: own,
      },
      {
        what: "EC2 enters a role for an instance, and names no account",
        by: "ec2.amazonaws.com",
        action: "sts:AssumeRole",
        on: role,
      },
      { what: "a person reads", by: INSIDER, action: "s3:GetObject", on: bucket },
    ];
  },
};
