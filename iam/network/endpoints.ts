import { document, type PolicyDocument, type Statement } from "../document";

/**
 * Policies of VPC endpoints: the organization's principals use the organization's resources. A key of
 * another organization, brought in by somebody or by something malicious, opens nothing by them, and
 * no data leaves for a bucket of another organization. What AWS itself owns and services need is let
 * through by name, to read.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 * https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/building-a-data-perimeter-on-aws.html
 */
export function endpointPolicy(service: string, region: string): PolicyDocument {
  const more = OF_AWS[service]?.(region) ?? [];
  return document(OWN_ALONE, ...more);
}

const OWN_PRINCIPALS = { "aws:PrincipalOrgID": "{{organization:id}}" };
const OWN_RESOURCES = { "aws:ResourceOrgID": "{{organization:id}}" };

const OWN_ALONE: Statement = {
  Sid: "OwnPrincipalsOwnResources",
  Effect: "Allow",
  Principal: "*",
  Action: "*",
  Resource: "*",
  Condition: { StringEquals: { ...OWN_PRINCIPALS, ...OWN_RESOURCES } },
};

/** Reads of what AWS owns, by service. */
const OF_AWS: Readonly<Record<string, (region: string) => readonly Statement[]>> = {
  s3: (region) => [
    {
      Sid: "FilesOfAws",
      Effect: "Allow",
      // Package managers ask without a signature, registries by links that AWS has signed.
      Principal: "*",
      Action: "s3:GetObject",
      Resource: bucketsOfAws(region).map(objectsOf),
    },
    {
      Sid: "AnswersToCloudFormation",
      Effect: "Allow",
      // By links that CloudFormation has signed: custom resources and wait conditions answer there.
      Principal: "*",
      Action: "s3:PutObject",
      Resource: answersToCloudFormation(region).map(objectsOf),
    },
  ],
  ssm: (region) => [
    {
      Sid: "DocumentsOfAws",
      Effect: "Allow",
      Principal: "*",
      Action: [
        "ssm:DescribeDocument",
        "ssm:GetDocument",
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:GetParametersByPath",
      ],
      Resource: [
        `arn:{{partition}}:ssm:${region}::document/AWS-*`,
        `arn:{{partition}}:ssm:${region}::parameter/aws/service/*`,
      ],
      Condition: { StringEquals: OWN_PRINCIPALS },
    },
  ],
  sts: () => [
    {
      Sid: "TokensForOwnRoles",
      Effect: "Allow",
      // Who comes with a token of an identity provider is nobody's principal yet.
      Principal: "*",
      Action: ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
      Resource: "*",
      Condition: { StringEquals: OWN_RESOURCES },
    },
  ],
};

const objectsOf = (bucket: string): string => `arn:{{partition}}:s3:::${bucket}/*`;

/**
 * The region stands in one of the names without hyphens.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/vpc-interface-endpoints.html
 */
function answersToCloudFormation(region: string): readonly string[] {
  return [
    `cloudformation-custom-resource-response-${region.replaceAll("-", "")}`,
    `cloudformation-waitcondition-${region}`,
  ];
}

/**
 * Buckets from which AWS's own software fetches what it needs: packages of Amazon Linux, files of
 * Systems Manager, layers of container images in ECR. Whole names: a pattern at the end of one would
 * let in a bucket that anybody makes.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html
 */
function bucketsOfAws(region: string): readonly string[] {
  return [
    `al2023-repos-${region}-de612dc2`,
    `amazonlinux-2-repos-${region}`,
    `amazon-ssm-${region}`,
    `amazon-ssm-packages-${region}`,
    `aws-ssm-${region}`,
    `aws-ssm-document-attachments-${region}`,
    `patch-baseline-snapshot-${region}`,
    `prod-${region}-starport-layer-bucket`,
    `${region}-birdwatcher-prod`,
  ];
}
