import { RECORDER_ROLE_ARN } from "../../detection/recorder";
import type { Needs, NeedsByAccount } from "./needs";

const RECORDER =
  "arn:{{partition}}:config:*:{{account:self}}:configuration-recorder/landing-zone/*";

const ANALYZER: Needs = {
  reads: ["access-analyzer:GetAnalyzer", "access-analyzer:ListTagsForResource"],
  writes: [
    "access-analyzer:CreateAnalyzer",
    "access-analyzer:DeleteAnalyzer",
    "access-analyzer:TagResource",
    "access-analyzer:UntagResource",
  ],
  on: ["arn:{{partition}}:access-analyzer:*:{{account:self}}:analyzer/landing-zone-*"],
};

const DETECTOR: Needs = {
  reads: ["guardduty:GetDetector", "guardduty:ListTagsForResource"],
  writes: [
    "guardduty:DeleteDetector",
    "guardduty:TagResource",
    "guardduty:UntagResource",
    "guardduty:UpdateDetector",
  ],
  on: ["arn:{{partition}}:guardduty:*:{{account:self}}:detector/*"],
  // AWS knows no resource of the first.
  writesAnywhere: ["guardduty:CreateDetector"],
};

const HUB: Needs = {
  reads: ["securityhub:DescribeHub", "securityhub:GetEnabledStandards"],
  writes: [
    "securityhub:DisableSecurityHub",
    "securityhub:EnableSecurityHub",
    "securityhub:UpdateSecurityHubConfiguration",
  ],
};

/** What finds mistakes and intruders: members are reached by what management and audit say. */
export const DETECTION: NeedsByAccount = {
  management: {
    "aws:accessanalyzer/analyzer:Analyzer": ANALYZER,
    "aws:cfg/deliveryChannel:DeliveryChannel": {
      reads: ["config:DescribeDeliveryChannels"],
      writes: ["config:DeleteDeliveryChannel", "config:PutDeliveryChannel"],
    },
    "aws:cfg/recorder:Recorder": {
      reads: ["config:DescribeConfigurationRecorders", "config:ListTagsForResource"],
      writes: [
        "config:DeleteConfigurationRecorder",
        "config:PutConfigurationRecorder",
        "config:TagResource",
        "config:UntagResource",
      ],
      on: [RECORDER],
      passes: { role: RECORDER_ROLE_ARN, to: "config.amazonaws.com" },
    },
    "aws:cfg/recorderStatus:RecorderStatus": {
      reads: ["config:DescribeConfigurationRecorderStatus"],
      writes: ["config:StartConfigurationRecorder", "config:StopConfigurationRecorder"],
      on: [RECORDER],
    },
    "aws:guardduty/detector:Detector": DETECTOR,
    "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount": {
      reads: ["guardduty:ListOrganizationAdminAccounts"],
      writes: [
        "guardduty:DisableOrganizationAdminAccount",
        "guardduty:EnableOrganizationAdminAccount",
      ],
    },
    "aws:securityhub/account:Account": HUB,
    "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount": {
      reads: ["securityhub:ListOrganizationAdminAccounts"],
      writes: [
        "securityhub:DisableOrganizationAdminAccount",
        "securityhub:EnableOrganizationAdminAccount",
      ],
    },
  },
  audit: {
    "aws:accessanalyzer/analyzer:Analyzer": { reads: ANALYZER.reads },
    "aws:cfg/configurationAggregator:ConfigurationAggregator": {
      reads: ["config:DescribeConfigurationAggregators", "config:ListTagsForResource"],
    },
    "aws:cfg/organizationManagedRule:OrganizationManagedRule": {
      reads: [
        "config:DescribeOrganizationConfigRules",
        "config:DescribeOrganizationConfigRuleStatuses",
        "config:GetOrganizationConfigRuleDetailedStatus",
      ],
    },
    "aws:guardduty/detector:Detector": { reads: DETECTOR.reads },
    "aws:guardduty/organizationConfiguration:OrganizationConfiguration": {
      reads: ["guardduty:DescribeOrganizationConfiguration"],
    },
    "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature": {
      reads: ["guardduty:DescribeOrganizationConfiguration"],
    },
    "aws:securityhub/account:Account": { reads: HUB.reads },
    "aws:securityhub/configurationPolicy:ConfigurationPolicy": {
      reads: ["securityhub:GetConfigurationPolicy", "securityhub:ListTagsForResource"],
    },
    "aws:securityhub/configurationPolicyAssociation:ConfigurationPolicyAssociation": {
      reads: ["securityhub:GetConfigurationPolicyAssociation"],
    },
    "aws:securityhub/findingAggregator:FindingAggregator": {
      reads: ["securityhub:GetFindingAggregator"],
    },
    "aws:securityhub/organizationConfiguration:OrganizationConfiguration": {
      reads: ["securityhub:DescribeOrganizationConfiguration"],
    },
  },
};
