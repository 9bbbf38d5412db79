import { BASELINE_NAME } from "../names";
import {
  ACCESS_ROLE,
  BASELINE_ROLE,
  deny,
  exceptOwnRoles,
  exceptServices,
  STACK_SETS,
  type Guardrail,
} from "./guardrail";

/**
 * Switches off, hides from, or blinds. By service. Some do it by another name: what is on is switched
 * to less (a snapshot's block, an event data store's selectors), or findings are changed one by one.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
 */
const SWITCHES = [
  "access-analyzer:ApplyArchiveRule",
  "access-analyzer:CreateArchiveRule",
  "access-analyzer:DeleteAnalyzer",
  "access-analyzer:Update*",
  "cloudtrail:DeleteEventDataStore",
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:PutInsightSelectors",
  "cloudtrail:StopEventDataStoreIngestion",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateEventDataStore",
  "cloudtrail:UpdateTrail",
  "config:DeleteAggregationAuthorization",
  "config:DeleteConfigRule",
  "config:DeleteConfigurationAggregator",
  "config:DeleteConformancePack",
  "config:DeleteEvaluationResults",
  "config:DeleteOrganizationConfigRule",
  "config:DeleteOrganizationConformancePack",
  "config:DeleteRetentionConfiguration",
  "config:PutAggregationAuthorization",
  "config:PutOrganizationConfigRule",
  "config:PutOrganizationConformancePack",
  "config:PutRetentionConfiguration",
  "ec2:DisableEbsEncryptionByDefault",
  "ec2:DisableImageBlockPublicAccess",
  "ec2:DisableSnapshotBlockPublicAccess",
  "ec2:ModifyEbsDefaultKmsKeyId",
  "guardduty:ArchiveFindings",
  "guardduty:CreateFilter",
  "guardduty:CreateIPSet",
  "guardduty:CreateTrustedEntitySet",
  "guardduty:Delete*",
  "guardduty:Disassociate*",
  "guardduty:StopMonitoringMembers",
  "guardduty:Update*",
  "securityhub:BatchDisableStandards",
  "securityhub:BatchUpdate*",
  "securityhub:CreateAutomationRule*",
  "securityhub:DeleteConfigurationPolicy",
  "securityhub:DeleteFindingAggregator",
  "securityhub:DeleteMembers",
  "securityhub:Disable*",
  "securityhub:Disassociate*",
  "securityhub:StartConfigurationPolicy*",
  "securityhub:UpdateAutomationRuleV2",
  "securityhub:UpdateConfigurationPolicy",
  "securityhub:UpdateFinding*",
  "securityhub:UpdateOrganizationConfiguration",
  "securityhub:UpdateSecurity*",
  "securityhub:UpdateStandardsControl",
];

/** Sets a default either way: the baseline of all accounts sets it to the safe one, once a day. */
const DEFAULTS = [
  "ec2:EnableSnapshotBlockPublicAccess",
  "ec2:ModifyInstanceMetadataDefaults",
  "s3:PutAccountPublicAccessBlock",
];

export const denyDisableSecurity: Guardrail = {
  name: "deny-disable-security",
  kind: "scp",
  sentence:
    "Only the landing zone switches off or blinds GuardDuty, Security Hub, Config, Access Analyzer and CloudTrail, or the defaults of EBS and S3",
  why: "The first thing that an intruder does is to put out the light.",
  statements: (context) => [
    deny(SWITCHES, exceptOwnRoles(context)),
    deny(DEFAULTS, exceptServices(context, BASELINE_NAME)),
  ],
  denies: () => [
    { what: "GuardDuty is switched off", action: "guardduty:DeleteDetector" },
    { what: "GuardDuty's findings are hidden", action: "guardduty:CreateFilter" },
    { what: "Security Hub is switched off", action: "securityhub:DisableSecurityHub" },
    { what: "a rule of Config is deleted", action: "config:DeleteConfigRule" },
    { what: "an analyzer is deleted", action: "access-analyzer:DeleteAnalyzer" },
    { what: "a trail is stopped", action: "cloudtrail:StopLogging" },
    {
      what: "volumes are no longer encrypted by default",
      action: "ec2:DisableEbsEncryptionByDefault",
    },
    { what: "the account's buckets may be public", action: "s3:PutAccountPublicAccessBlock" },
    { what: "snapshots may be public", action: "ec2:DisableSnapshotBlockPublicAccess" },
    {
      what: "snapshots that were public before are so again",
      action: "ec2:EnableSnapshotBlockPublicAccess",
    },
    {
      what: "a control of Security Hub is switched off by its newer name",
      action: "securityhub:BatchUpdateStandardsControlAssociations",
    },
    { what: "a finding of Access Analyzer is archived", action: "access-analyzer:UpdateFindings" },
    { what: "an event data store takes in less", action: "cloudtrail:UpdateEventDataStore" },
    {
      what: "another account is handed what Config has",
      action: "config:PutAggregationAuthorization",
    },
    {
      what: "a rule of the organization is deleted",
      action: "config:DeleteOrganizationConfigRule",
    },
    {
      what: "rules and remediations are shipped into every account",
      action: "config:PutOrganizationConformancePack",
    },
    {
      what: "the baseline ships remediations into every account",
      by: BASELINE_ROLE,
      action: "config:PutOrganizationConformancePack",
    },
    {
      what: "rules are taken out of every account at once",
      action: "config:DeleteOrganizationConformancePack",
    },
    {
      what: "an account is taken out of Security Hub's policy",
      action: "securityhub:StartConfigurationPolicyDisassociation",
    },
    {
      what: "findings of other regions no longer come",
      action: "securityhub:DeleteFindingAggregator",
    },
    {
      what: "the baseline switches encryption off",
      by: BASELINE_ROLE,
      action: "ec2:DisableEbsEncryptionByDefault",
    },
    {
      what: "the baseline deletes a detector",
      by: BASELINE_ROLE,
      action: "guardduty:DeleteDetector",
    },
    { what: "Config forgets sooner", action: "config:PutRetentionConfiguration" },
  ],
  allows: () => [
    { what: "findings are read", action: "guardduty:GetFindings" },
    { what: "findings are sent", action: "securityhub:BatchImportFindings" },
    { what: "volumes are encrypted by default", action: "ec2:EnableEbsEncryptionByDefault" },
    ...DEFAULTS.map((action) => ({
      what: `the baseline sets the account's defaults, by ${action}`,
      by: BASELINE_ROLE,
      action,
    })),
    {
      what: "a stack set sets the account's defaults",
      by: STACK_SETS,
      action: "s3:PutAccountPublicAccessBlock",
    },
    {
      what: "the landing zone changes a detector",
      by: ACCESS_ROLE,
      action: "guardduty:UpdateDetector",
    },
    { what: "a bucket's own block is set", action: "s3:PutBucketPublicAccessBlock" },
  ],
};
