/** Standards of Security Hub, by their names in the stack file. */
export const STANDARDS = [
  "aws-foundational",
  "cis-1.4",
  "cis-3.0",
  "nist-800-53",
  "nist-800-171",
  "pci-dss-4.0.1",
  "tagging",
] as const;
export type Standard = (typeof STANDARDS)[number];

/** https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html */
const PATHS: Readonly<Record<Standard, string>> = {
  "aws-foundational": "aws-foundational-security-best-practices/v/1.0.0",
  "cis-1.4": "cis-aws-foundations-benchmark/v/1.4.0",
  "cis-3.0": "cis-aws-foundations-benchmark/v/3.0.0",
  "nist-800-53": "nist-800-53/v/5.0.0",
  "nist-800-171": "nist-800-171/v/2.0.0",
  "pci-dss-4.0.1": "pci-dss/v/4.0.1",
  tagging: "aws-resource-tagging-standard/v/1.0.0",
};

/** ARN of a standard, as the home region has it. */
export function standardArn(standard: Standard, partition: string, region: string): string {
  return `arn:${partition}:securityhub:${region}::standards/${PATHS[standard]}`;
}
