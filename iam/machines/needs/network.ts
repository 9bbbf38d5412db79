import type { NeedsByAccount } from "./needs";

/** Networks, and the ways into them. */
export const NETWORK: NeedsByAccount = {
  network: {
    "aws:ec2/instance:Instance": {
      reads: [
        "ec2:DescribeInstanceAttribute",
        "ec2:DescribeInstanceCreditSpecifications",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeInstances",
        "ec2:DescribeTags",
        "ec2:DescribeVolumes",
      ],
    },
    "aws:ec2/launchTemplate:LaunchTemplate": {
      reads: ["ec2:DescribeLaunchTemplateVersions", "ec2:DescribeLaunchTemplates"],
    },
    "aws:ec2/securityGroup:SecurityGroup": { reads: ["ec2:DescribeSecurityGroups"] },
    "aws:ec2/vpcEndpoint:VpcEndpoint": {
      reads: ["ec2:DescribePrefixLists", "ec2:DescribeVpcEndpoints"],
    },
    "aws:iam/instanceProfile:InstanceProfile": {
      reads: ["iam:GetInstanceProfile", "iam:ListInstanceProfileTags"],
    },
  },
};
