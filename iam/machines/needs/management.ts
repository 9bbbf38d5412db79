import type { NeedsByAccount } from "./needs";

/** An account of this organization, and the management account itself. */
const ACCOUNTS = [
  "arn:{{partition}}:account::{{account:self}}:account",
  "arn:{{partition}}:account::{{account:self}}:account/{{organization:id}}/*",
];

/** Money, contacts, root users. */
export const MANAGEMENT: NeedsByAccount = {
  management: {
    "aws:budgets/budget:Budget": {
      reads: ["budgets:ListTagsForResource", "budgets:ViewBudget"],
      writes: ["budgets:ModifyBudget", "budgets:TagResource", "budgets:UntagResource"],
      on: ["arn:{{partition}}:budgets::{{account:self}}:budget/landing-zone*"],
    },
    "aws:costexplorer/anomalySubscription:AnomalySubscription": {
      reads: ["ce:GetAnomalySubscriptions", "ce:ListTagsForResource"],
      // Ids are AWS's choice.
      writes: [
        "ce:CreateAnomalySubscription",
        "ce:DeleteAnomalySubscription",
        "ce:TagResource",
        "ce:UntagResource",
        "ce:UpdateAnomalySubscription",
      ],
    },
    "aws:iam/organizationsFeatures:OrganizationsFeatures": {
      reads: ["iam:ListOrganizationsFeatures"],
      // Retained, and never switched off: root mailboxes would open accounts again.
      writes: [
        "iam:EnableOrganizationsRootCredentialsManagement",
        "iam:EnableOrganizationsRootSessions",
      ],
    },
    "pulumi-nodejs:dynamic/landingzone:AlternateContacts": {
      reads: [],
      writes: ["account:PutAlternateContact"],
      on: ACCOUNTS,
    },
    "pulumi-nodejs:dynamic/landingzone:AnomalyMonitor": {
      reads: [],
      writes: ["ce:CreateAnomalyMonitor", "ce:GetAnomalyMonitors"],
    },
    "pulumi-nodejs:dynamic/landingzone:CostTags": {
      reads: [],
      writes: ["ce:UpdateCostAllocationTagsStatus"],
    },
  },
};
