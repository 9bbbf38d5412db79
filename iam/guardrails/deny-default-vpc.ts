import { deny, ROOT_USER, type Guardrail } from "./guardrail";

export const denyDefaultVpc: Guardrail = {
  name: "deny-default-vpc",
  kind: "scp",
  sentence: "Nobody makes a default VPC or a default subnet",
  why: "Everything in a default VPC has a public address. Networks come from the network account.",
  statements: () => [deny(["ec2:CreateDefaultSubnet", "ec2:CreateDefaultVpc"])],
  denies: () => [
    { what: "an administrator makes a default VPC", action: "ec2:CreateDefaultVpc" },
    { what: "an administrator makes a default subnet", action: "ec2:CreateDefaultSubnet" },
    { what: "the root user makes a default VPC", by: ROOT_USER, action: "ec2:CreateDefaultVpc" },
  ],
  allows: () => [
    { what: "a VPC of one's own", action: "ec2:CreateVpc" },
    { what: "a subnet of one's own", action: "ec2:CreateSubnet" },
    { what: "the default VPC is deleted", action: "ec2:DeleteVpc" },
  ],
};
