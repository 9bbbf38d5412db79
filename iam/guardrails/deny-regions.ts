import {
  ACCESS_ROLE,
  exceptOwnRolesAndEvents,
  FORWARDER,
  STACK_SETS,
  type Guardrail,
} from "./guardrail";

/**
 * Services whose calls go to one region whatever the resources' own, mostly us-east-1, and calls of
 * regional services that are about the whole account.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html#example-scp-deny-region
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
const GLOBAL_ACTIONS = [
  "access-analyzer:Get*",
  "access-analyzer:List*",
  "account:*",
  "aws-marketplace:*",
  "billing:*",
  "billingconductor:*",
  "budgets:*",
  "ce:*",
  "chatbot:*",
  "cloudfront:*",
  "consolidatedbilling:*",
  "cur:*",
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeRegions",
  "fms:*",
  "freetier:*",
  "globalaccelerator:*",
  "health:*",
  "iam:*",
  "importexport:*",
  "invoicing:*",
  "networkmanager:*",
  "notifications:*",
  "organizations:*",
  "payments:*",
  "pricing:*",
  "resource-explorer-2:*",
  "route53-recovery-cluster:*",
  "route53-recovery-control-config:*",
  "route53-recovery-readiness:*",
  "route53:*",
  "route53domains:*",
  "s3:GetAccountPublicAccessBlock",
  "s3:ListAllMyBuckets",
  "s3:ListMultiRegionAccessPoints",
  "s3:PutAccountPublicAccessBlock",
  "savingsplans:*",
  "shield:*",
  "sts:*",
  "support:*",
  "sustainability:*",
  "tax:*",
  "trustedadvisor:*",
  "waf:*",
  "wellarchitected:*",
];

/**
 * Regional services that CloudFront and other global services use in us-east-1 alone, for what they
 * serve all over the world: certificates, web ACLs, metrics.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
const FOR_GLOBAL_SERVICES = [
  "acm:*",
  "cloudwatch:Describe*",
  "cloudwatch:Get*",
  "cloudwatch:List*",
  "wafv2:*",
];
const GLOBAL_REGION: Readonly<Record<string, string>> = {
  "cn-": "cn-north-1",
  "us-gov-": "us-gov-west-1",
};

/** Region in which a partition's global services take their calls. */
function globalRegion(region: string): string {
  const [prefix] = Object.keys(GLOBAL_REGION).filter((one) => region.startsWith(one));
  return (prefix === undefined ? undefined : GLOBAL_REGION[prefix]) ?? "us-east-1";
}

/** A region that no stack can govern: there is none of that name. */
const ELSEWHERE = "xx-nowhere-1";

export const denyRegions: Guardrail = {
  name: "deny-regions",
  kind: "scp",
  sentence: "Nothing is done in regions that are not governed",
  why: "What runs where nobody looks is not watched, not paid for by anybody who knows, and maybe not where data may be.",
  statements: (context) => {
    const elsewhere = (regions: readonly string[]) => ({
      StringNotEquals: { "aws:RequestedRegion": [...regions].sort() },
      ...exceptOwnRolesAndEvents(context),
    });
    const withGlobal = [...new Set([...context.regions, globalRegion(context.regions[0] ?? "")])];
    return [
      {
        Effect: "Deny",
        NotAction: [...GLOBAL_ACTIONS, ...FOR_GLOBAL_SERVICES].sort(),
        Resource: "*",
        Condition: elsewhere(context.regions),
      },
      {
        Effect: "Deny",
        Action: FOR_GLOBAL_SERVICES,
        Resource: "*",
        Condition: elsewhere(withGlobal),
      },
    ];
  },
  denies: () => {
    const keys = { "aws:RequestedRegion": ELSEWHERE };
    return [
      { what: "an instance where nobody looks", action: "ec2:RunInstances", keys },
      { what: "a bucket where nobody looks", action: "s3:CreateBucket", keys },
      { what: "a key where nobody looks", action: "kms:CreateKey", keys },
      { what: "a certificate where nobody looks", action: "acm:RequestCertificate", keys },
    ];
  },
  allows: ({ regions }) => {
    const elsewhere = { "aws:RequestedRegion": ELSEWHERE };
    const global = { "aws:RequestedRegion": globalRegion(regions[0] ?? "") };
    return [
      ...regions.map((region) => ({
        what: `an instance in ${region}`,
        action: "ec2:RunInstances",
        keys: { "aws:RequestedRegion": region },
      })),
      { what: "a role, which is global", action: "iam:CreateRole", keys: global },
      { what: "a certificate for CloudFront", action: "acm:RequestCertificate", keys: global },
      {
        what: "a stack set acts there",
        by: STACK_SETS,
        action: "events:PutRule",
        keys: elsewhere,
      },
      {
        what: "EventBridge hands an event on from there",
        by: FORWARDER,
        action: "events:PutEvents",
        keys: elsewhere,
      },
      {
        what: "the management account's role acts there",
        by: ACCESS_ROLE,
        action: "config:PutConfigurationRecorder",
        keys: elsewhere,
      },
    ];
  },
};
