import { DETECTION } from "../../../iam/machines/needs/detection";

/** Calls by which what finds mistakes and intruders is made, changed and taken away in the audit account. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  "aws:accessanalyzer/analyzer:Analyzer": [
    "access-analyzer:CreateAnalyzer",
    "access-analyzer:DeleteAnalyzer",
    "access-analyzer:UpdateAnalyzer",
    "iam:CreateServiceLinkedRole",
  ],
  "aws:cfg/configurationAggregator:ConfigurationAggregator": [
    "config:DeleteConfigurationAggregator",
    "config:PutConfigurationAggregator",
  ],
  "aws:cfg/organizationManagedRule:OrganizationManagedRule": [
    "config:DeleteOrganizationConfigRule",
    "config:PutOrganizationConfigRule",
  ],
  "aws:guardduty/detector:Detector": [
    "guardduty:CreateDetector",
    "guardduty:DeleteDetector",
    "guardduty:UpdateDetector",
  ],
  "aws:guardduty/organizationConfiguration:OrganizationConfiguration": [
    "guardduty:UpdateOrganizationConfiguration",
  ],
  "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature": [
    "guardduty:UpdateOrganizationConfiguration",
  ],
  "aws:securityhub/account:Account": [
    "securityhub:DisableSecurityHub",
    "securityhub:EnableSecurityHub",
    "securityhub:UpdateSecurityHubConfiguration",
  ],
  "aws:securityhub/configurationPolicy:ConfigurationPolicy": [
    "securityhub:CreateConfigurationPolicy",
    "securityhub:DeleteConfigurationPolicy",
    "securityhub:UpdateConfigurationPolicy",
  ],
  "aws:securityhub/configurationPolicyAssociation:ConfigurationPolicyAssociation": [
    "securityhub:StartConfigurationPolicyAssociation",
    "securityhub:StartConfigurationPolicyDisassociation",
  ],
  "aws:securityhub/findingAggregator:FindingAggregator": [
    "securityhub:CreateFindingAggregator",
    "securityhub:DeleteFindingAggregator",
    "securityhub:UpdateFindingAggregator",
  ],
  "aws:securityhub/organizationConfiguration:OrganizationConfiguration": [
    "securityhub:UpdateOrganizationConfiguration",
  ],
};

/** Both, and what a run reads, by type. */
export const DETECTION_CALLS = Object.fromEntries(
  Object.entries(DETECTION.audit ?? {}).map(([type, { reads }]) => [
    type,
    [[[...reads, ...(WRITES[type] ?? [])], "any"]] as const,
  ]),
);

/** Types of this part that management alone has, which no guardrail binds. */
export const DETECTION_IN_MANAGEMENT = Object.keys(DETECTION.management ?? {}).filter(
  (type) => !Object.hasOwn(DETECTION_CALLS, type),
);
