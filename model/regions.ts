/** AWS partitions and their regions, as of November 2026. */
export const PARTITIONS = ["aws", "aws-us-gov", "aws-cn"] as const;
export type Partition = (typeof PARTITIONS)[number];

/** Source: https://docs.aws.amazon.com/general/latest/gr/rande.html */
const REGIONS: Readonly<Record<Partition, readonly string[]>> = {
  aws: [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
};

/**
 * Regions that are off in an account until somebody switches them on: all that AWS has opened since
 * 20 March 2019, in the commercial partition alone.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const OPT_IN: readonly string[] = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
];

/** Is a region off in new accounts? */
export function isOptIn(region: string): boolean {
  return OPT_IN.includes(region);
}

/** The regions of a partition. */
export function regionsOf(partition: Partition): readonly string[] {
  return REGIONS[partition];
}

/** The partition of a region, or undefined for what is no region. */
export function partitionOf(region: string): Partition | undefined {
  return PARTITIONS.find((partition) => REGIONS[partition].includes(region));
}

/** The host of the console's sign-in pages, where switch-role links point. */
export function signInHost(partition: Partition): string {
  switch (partition) {
    case "aws":
      return "signin.aws.amazon.com";
    case "aws-us-gov":
      return "signin.amazonaws-us-gov.com";
    case "aws-cn":
      return "signin.amazonaws.cn";
  }
}
