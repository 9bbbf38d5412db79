import type { Plan } from "../plan";
import { delegatedToAudit } from "./services";

type Counts = Readonly<Record<string, number>>;

/** How many resources of each type this part of the landing zone has: none of them for each account. */
export function detectionCounts({ detection }: Plan): Counts {
  const { config, accessAnalyzer, guardDuty, securityHub } = detection;
  return {
    "aws:organizations/delegatedAdministrator:DelegatedAdministrator":
      delegatedToAudit(detection).length,
    ...(config ? ofConfig(config) : {}),
    ...(accessAnalyzer
      ? {
          // Beside the organization's own, one of the management account.
          "aws:accessanalyzer/analyzer:Analyzer":
            1 + accessAnalyzer.externalAccess.length + (accessAnalyzer.unusedAccess ? 1 : 0),
        }
      : {}),
    ...(guardDuty ? ofGuardDuty(guardDuty) : {}),
    ...(securityHub ? ofSecurityHub(securityHub) : {}),
  };
}

function ofConfig({ regions, rules }: NonNullable<Plan["detection"]["config"]>): Counts {
  return {
    // The recorder's, in management, and the aggregator's.
    "aws:iam/role:Role": 2,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 2,
    "aws:cfg/recorder:Recorder": regions.length,
    "aws:cfg/deliveryChannel:DeliveryChannel": regions.length,
    "aws:cfg/recorderStatus:RecorderStatus": regions.length,
    "aws:cfg/configurationAggregator:ConfigurationAggregator": 1,
    "aws:cfg/organizationManagedRule:OrganizationManagedRule": rules.reduce(
      (sum, rule) => sum + rule.regions.length,
      0,
    ),
  };
}

function ofGuardDuty({ regions, features }: NonNullable<Plan["detection"]["guardDuty"]>): Counts {
  return {
    // Of the administrator, and of management.
    "aws:guardduty/detector:Detector": 2 * regions.length,
    "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount": regions.length,
    "aws:guardduty/organizationConfiguration:OrganizationConfiguration": regions.length,
    "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature":
      regions.length * features.length,
  };
}

function ofSecurityHub({ linkedRegions }: NonNullable<Plan["detection"]["securityHub"]>): Counts {
  const regions = 1 + linkedRegions.length;
  return {
    "aws:securityhub/account:Account": 2 * regions,
    "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount": regions,
    "aws:securityhub/findingAggregator:FindingAggregator": 1,
    "aws:securityhub/organizationConfiguration:OrganizationConfiguration": 1,
    "aws:securityhub/configurationPolicy:ConfigurationPolicy": 1,
    "aws:securityhub/configurationPolicyAssociation:ConfigurationPolicyAssociation": 1,
  };
}
