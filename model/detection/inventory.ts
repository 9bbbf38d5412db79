import type { InventoryRow } from "../inventory/row";

const CONFIG_PRICE =
  "0.003 USD for each change that is recorded, https://aws.amazon.com/config/pricing/";

const CONFIG: readonly InventoryRow[] = [
  {
    account: "management",
    type: "aws:organizations/delegatedAdministrator:DelegatedAdministrator",
    what: "Delegations to the audit account",
    reason: "Nobody works in the management account to look at the others",
    cost: "free",
    serves: ["B1", "D2"],
    off: "audit.config, audit.accessAnalyzer",
  },
  {
    account: "every member",
    type: "AWS::IAM::Role",
    what: "Roles of AWS Config and of Systems Manager",
    reason: "AWS's services look, and set defaults, by roles that permit just that",
    cost: "free",
    serves: ["A2", "B4"],
    off: "audit.config, baseline",
  },
  {
    account: "every member",
    type: "AWS::Config::ConfigurationRecorder",
    what: "Recorder of AWS Config, in each governed region",
    reason: "What every account has, and had, is known",
    cost: "by use",
    price: CONFIG_PRICE,
    serves: ["B1"],
    off: "audit.config",
  },
  {
    account: "every member",
    type: "AWS::Config::DeliveryChannel",
    what: "Way of what is recorded into the audit account",
    reason: "The record is where nobody who is recorded can touch it",
    cost: "free",
    serves: ["B1"],
    off: "audit.config",
  },
  {
    account: "management",
    type: "aws:iam/role:Role",
    what: "Role of AWS Config",
    reason: "No StackSet goes to the management account",
    cost: "free",
    serves: ["B1", "B4"],
    off: "audit.config",
  },
  {
    account: "management",
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    what: "What that role permits",
    reason: "It reads metadata alone",
    cost: "free",
    serves: ["B1"],
    off: "audit.config",
  },
  {
    account: "management",
    type: "aws:cfg/recorder:Recorder",
    what: "Recorder of AWS Config, in each governed region",
    reason: "The payer is recorded like everybody",
    cost: "by use",
    price: CONFIG_PRICE,
    serves: ["B1"],
    off: "audit.config",
  },
  {
    account: "management",
    type: "aws:cfg/deliveryChannel:DeliveryChannel",
    what: "Way of what is recorded into the audit account",
    reason: "The record is where nobody who is recorded can touch it",
    cost: "free",
    serves: ["B1"],
    off: "audit.config",
  },
  {
    account: "management",
    type: "aws:cfg/recorderStatus:RecorderStatus",
    what: "The recorder runs",
    reason: "AWS makes recorders that stand still",
    cost: "free",
    serves: ["B1"],
    off: "audit.config",
  },
  {
    account: "audit",
    type: "aws:iam/role:Role",
    what: "Role by which AWS Config learns which accounts there are",
    reason: "The aggregator has accounts that join later, too",
    cost: "free",
    serves: ["B1"],
    off: "audit.config",
  },
  {
    account: "audit",
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    what: "What that role permits",
    reason: "It lists accounts, and nothing else",
    cost: "free",
    serves: ["B1"],
    off: "audit.config",
  },
  {
    account: "audit",
    type: "aws:cfg/configurationAggregator:ConfigurationAggregator",
    what: "What AWS Config has of all accounts and regions",
    reason: "One place to ask",
    cost: "free",
    serves: ["B1"],
    off: "audit.config",
  },
  {
    account: "audit",
    type: "aws:cfg/organizationManagedRule:OrganizationManagedRule",
    what: "Rules in every account",
    reason: "What is open to the world, or in the clear, is found",
    cost: "by use",
    price: "0.001 USD for each evaluation, https://aws.amazon.com/config/pricing/",
    serves: ["A2"],
    off: "audit.config",
  },
];

const ANALYZERS: readonly InventoryRow[] = [
  {
    account: "management",
    type: "aws:accessanalyzer/analyzer:Analyzer",
    what: "Analyzer of the management account",
    reason: "AWS makes the service's own role with it, which the organization's analyzers need",
    cost: "free",
    serves: ["B4"],
    off: "audit.accessAnalyzer",
  },
  {
    account: "audit",
    type: "aws:accessanalyzer/analyzer:Analyzer",
    what: "Analyzers of the organization",
    reason: "What strangers reach, and what nobody uses, is found",
    cost: "by use",
    price:
      "what strangers reach is free; 0.20 USD a month for each role and user whose use is looked at, https://aws.amazon.com/iam/access-analyzer/pricing/",
    serves: ["B4", "B6"],
    off: "audit.accessAnalyzer",
  },
];

const GUARD_DUTY_PRICE =
  "by events and bytes that it reads, 4 USD for a million events of CloudTrail, https://aws.amazon.com/guardduty/pricing/";

const GUARD_DUTY: readonly InventoryRow[] = [
  ...(["management", "audit"] as const).map((account): InventoryRow => ({
    account,
    type: "aws:guardduty/detector:Detector",
    what: "GuardDuty, in each governed region",
    reason:
      account === "audit"
        ? "The administrator's own, before AWS would make one"
        : "AWS takes the management account for a member only with detectors of its own",
    cost: "by use",
    price: GUARD_DUTY_PRICE,
    serves: ["B6"],
    off: "audit.guardDuty",
  })),
  {
    account: "management",
    type: "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount",
    what: "The audit account is GuardDuty's administrator",
    reason: "Whoever has a workload account switches nothing off",
    cost: "free",
    serves: ["B6", "D2"],
    off: "audit.guardDuty",
  },
  {
    account: "audit",
    type: "aws:guardduty/organizationConfiguration:OrganizationConfiguration",
    what: "GuardDuty in every account",
    reason: "Accounts that join later have it, too",
    cost: "by use",
    price: GUARD_DUTY_PRICE,
    serves: ["B6"],
    off: "audit.guardDuty",
  },
  {
    account: "audit",
    type: "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature",
    what: "What GuardDuty looks at beside the basics",
    reason: "Each is on or off for all accounts, as the stack file says",
    cost: "by use",
    price: GUARD_DUTY_PRICE,
    serves: ["B6"],
    off: "audit.guardDuty.features",
  },
];

const HUB_PRICE = "0.001 USD for each check, https://aws.amazon.com/security-hub/pricing/";

const SECURITY_HUB: readonly InventoryRow[] = [
  ...(["management", "audit"] as const).map((account): InventoryRow => ({
    account,
    type: "aws:securityhub/account:Account",
    what: "Security Hub, in each governed region",
    reason: "What the policy for all accounts needs to be there first",
    cost: "by use",
    price: HUB_PRICE,
    serves: ["A2"],
    off: "audit.securityHub",
  })),
  {
    account: "management",
    type: "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount",
    what: "The audit account is Security Hub's administrator",
    reason: "Whoever has a workload account switches nothing off",
    cost: "free",
    serves: ["D2"],
    off: "audit.securityHub",
  },
  {
    account: "audit",
    type: "aws:securityhub/findingAggregator:FindingAggregator",
    what: "Findings of all regions in one",
    reason: "One place to look at",
    cost: "free",
    serves: ["A2"],
    off: "audit.securityHub",
  },
  {
    account: "audit",
    type: "aws:securityhub/organizationConfiguration:OrganizationConfiguration",
    what: "Central configuration",
    reason: "Policies say who has what, in all regions at once",
    cost: "free",
    serves: ["A2"],
    off: "audit.securityHub",
  },
  {
    account: "audit",
    type: "aws:securityhub/configurationPolicy:ConfigurationPolicy",
    what: "Standards of all accounts",
    reason: "Every account is judged by the same",
    cost: "by use",
    price: HUB_PRICE,
    serves: ["A2"],
    off: "audit.securityHub",
  },
  {
    account: "audit",
    type: "aws:securityhub/configurationPolicyAssociation:ConfigurationPolicyAssociation",
    what: "The policy holds for the whole organization",
    reason: "Accounts that join later have it, too",
    cost: "free",
    serves: ["A2"],
    off: "audit.securityHub",
  },
];

const BASELINE: readonly InventoryRow[] = [
  {
    account: "every member",
    type: "AWS::SSM::Document",
    what: "Document that sets the account's defaults, in each governed region",
    reason: "CloudFormation has no types for these settings, and a document has no code that ages",
    cost: "free",
    price:
      "100,000 steps of automations a month are free; six a day are used, https://aws.amazon.com/systems-manager/pricing/",
    serves: ["A2"],
    off: "baseline",
  },
  {
    account: "every member",
    type: "AWS::SSM::Association",
    what: "It runs once a day, in each governed region",
    reason: "What somebody has changed is as it was after a day",
    cost: "free",
    serves: ["A2"],
    off: "baseline",
  },
];

/** What finds mistakes and intruders, and the defaults of accounts. */
export const DETECTION_INVENTORY: readonly InventoryRow[] = [
  ...CONFIG,
  ...ANALYZERS,
  ...GUARD_DUTY,
  ...SECURITY_HUB,
  ...BASELINE,
];
