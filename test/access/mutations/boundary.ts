import {
  accessRole,
  all,
  boundary,
  everyBoundary,
  EVERYTHING,
  forgets,
  only,
  permissions,
  plusActions,
  set,
  withOperator,
  without,
  writes,
  type Mutation,
} from "./change";

const DEVELOPER = ["developer", "sandbox"] as const;

/** What no permission rises above. One role's boundary, unless the name says otherwise. */
export const BOUNDARY: readonly Mutation[] = [
  {
    name: "no boundary",
    change: boundary(...DEVELOPER, only(EVERYTHING)),
    fails: {
      "no-users-elsewhere": "developer in playground can iam:AcceptDelegationRequest",
      "roles-enter-no-roles":
        "developer in playground can sts:AssumeRole on arn:aws:iam::<playground>:role/landing-zone/*",
      "boundary-holds":
        "developer in playground changes who may assume the role (OrganizationAccountAccessRole), by iam:UpdateAssumeRolePolicy: everything in playground",
      "landing-zone-stays":
        "developer in playground can iam:AttachRolePolicy on the landing zone's roles",
      "root-sessions-are-held": "developer in playground can sts:AssumeRoot",
    },
  },
  {
    name: "no boundary on a role that may do little",
    change: boundary("network", "production", only(EVERYTHING)),
    fails: {
      "no-users-elsewhere":
        "network in web-production, given every permission inside its boundary can iam:AcceptDelegationRequest",
      "roles-enter-no-roles":
        "network in web-production can sts:AssumeRole on arn:aws:iam::<web-production>:role/landing-zone/*",
      "boundary-holds":
        "network in web-production, given every permission inside its boundary changes who may assume the role (OrganizationAccountAccessRole), by iam:UpdateAssumeRolePolicy: everything in web-production",
      "landing-zone-stays":
        "network in web-production, given every permission inside its boundary can iam:AttachRolePolicy on the landing zone's roles",
    },
  },
  {
    name: "a boundary that allows all of IAM",
    change: boundary(...DEVELOPER, set("IamForServices", { Action: "iam:*" })),
    fails: {
      "no-users-elsewhere": "developer in playground can iam:AcceptDelegationRequest",
      "boundary-holds":
        "developer in playground makes credentials of the user (any other user), by iam:CreateAccessKey: everything in playground",
    },
  },
  {
    name: "every boundary allows all of IAM by a misspelt exception",
    change: everyBoundary(writes("Ceiling", "NotAction", "iam:*", "aim:*")),
    fails: {
      "no-users-elsewhere": "roles below /service/ in management can iam:AcceptDelegationRequest",
      "boundary-holds":
        "roles below /service/ in audit makes credentials of the user (any other user), by iam:CreateAccessKey: everything in audit",
    },
  },
  {
    name: "a boundary that allows users to be made",
    change: boundary(...DEVELOPER, plusActions("iam:CreateUser")),
    fails: {
      "no-users-elsewhere": "developer in playground can iam:CreateUser",
    },
  },
  {
    name: "a boundary that allows root sessions",
    change: boundary(...DEVELOPER, forgets("Ceiling", "NotAction", "sts:AssumeRoot")),
    fails: {
      "no-users-elsewhere": "developer in playground can sts:AssumeRoot",
    },
  },
  {
    name: "a boundary that allows certificates for entry from outside",
    change: boundary(...DEVELOPER, forgets("Ceiling", "NotAction", "rolesanywhere:*")),
    fails: {
      "no-users-elsewhere": "developer in playground can rolesanywhere:CreateProfile",
      "boundary-holds":
        "developer in playground says whose certificates roles believe, by rolesanywhere:CreateTrustAnchor and rolesanywhere:CreateProfile: everything in playground",
    },
  },
  {
    name: "a boundary that allows changes of the organization",
    change: boundary(
      ...DEVELOPER,
      writes("ReadOrganization", "Action", "organizations:List*", "organizations:*"),
    ),
    fails: {
      "landing-zone-stays": "developer in playground can organizations:AcceptHandshake",
    },
  },
  {
    name: "a boundary with a misspelt service",
    change: boundary(
      ...DEVELOPER,
      writes("Ceiling", "NotAction", "organizations:*", "organisations:*"),
    ),
    fails: {
      "landing-zone-stays": "developer in playground can organizations:AcceptHandshake",
    },
  },
  {
    name: "a boundary in management that allows changes of the organization",
    change: boundary("auditor", "management", forgets("Ceiling", "NotAction", "organizations:*")),
    fails: {
      "landing-zone-stays":
        "auditor in management, given every permission inside its boundary can organizations:AcceptHandshake",
    },
  },
  {
    name: "a boundary that lets IAM Identity Center through",
    change: boundary("auditor", "access", forgets("Ceiling", "NotAction", "sso:*")),
    fails: {
      "no-users-elsewhere":
        "auditor in access, given every permission inside its boundary can sso:CreateInstance",
      "landing-zone-stays":
        "auditor in access, given every permission inside its boundary can sso:AddRegion",
    },
  },
  {
    name: "a boundary that lets what is paid be changed",
    change: boundary(...DEVELOPER, forgets("Ceiling", "NotAction", "payments:*")),
    fails: {
      "landing-zone-stays": "developer in playground can payments:AcceptFinancingApplicationTerms",
    },
  },
  {
    name: "a boundary that lets the organization's access be switched off",
    change: boundary(
      ...DEVELOPER,
      forgets("Ceiling", "NotAction", "cloudformation:*OrganizationsAccess"),
    ),
    fails: {
      "landing-zone-stays":
        "developer in playground can cloudformation:ActivateOrganizationsAccess",
    },
  },
  {
    name: "a boundary without OnlyServiceRoles",
    change: boundary(...DEVELOPER, without("OnlyServiceRoles")),
    fails: {
      "boundary-holds":
        "developer in playground changes who may assume the role (OrganizationAccountAccessRole), by iam:UpdateAssumeRolePolicy: everything in playground",
      "landing-zone-stays":
        "developer in playground can iam:AttachRolePolicy on the landing zone's roles",
    },
  },
  {
    name: "a boundary that does not bind what AWS's services do for somebody",
    change: boundary(
      ...DEVELOPER,
      set("OnlyServiceRoles", { Condition: { Bool: { "aws:ViaAWSService": "false" } } }),
    ),
    fails: {
      "boundary-holds":
        "developer in playground changes who may assume the role (OrganizationAccountAccessRole), by iam:UpdateAssumeRolePolicy",
      "landing-zone-stays":
        "developer in playground can iam:AttachRolePolicy on the landing zone's roles",
    },
  },
  {
    name: "every boundary lets roles through that carry a tag",
    change: everyBoundary(
      set("NoChangeToLandingZone", {
        Condition: { StringNotEquals: { "aws:PrincipalTag/pipeline": "true" } },
      }),
    ),
    fails: {
      "landing-zone-stays":
        "roles below /service/ in management can cloudformation:CancelUpdateStack on the stacks of StackSets",
    },
  },
  {
    name: "every boundary lets roles through that people make",
    change: everyBoundary(
      set("NoReservedRoles", {
        Condition: {
          ArnNotLike: { "aws:PrincipalArn": "arn:{{partition}}:iam::*:role/service/pipeline-*" },
        },
      }),
    ),
    fails: {
      "roles-enter-no-roles":
        "roles below /service/ in management can sts:AssumeRole on arn:aws:iam::111111111111:role/landing-zone/*",
    },
  },
  {
    name: "a boundary that takes every role for a service's",
    change: boundary(
      ...DEVELOPER,
      writes(
        "OnlyServiceRoles",
        "NotResource",
        "arn:{{partition}}:iam::{{account:self}}:role/service/*",
        "arn:{{partition}}:iam::{{account:self}}:role/*",
      ),
    ),
    fails: {
      "boundary-holds":
        "developer in playground changes who may assume the role (OrganizationAccountAccessRole), by iam:UpdateAssumeRolePolicy: everything in playground",
      "landing-zone-stays":
        "developer in playground can iam:AttachRolePolicy on the landing zone's roles",
    },
  },
  {
    name: "a boundary that lets every role be passed",
    change: boundary(...DEVELOPER, forgets("OnlyServiceRoles", "Action", "iam:PassRole")),
    fails: {
      "boundary-holds":
        "developer in playground passes the role to ec2.amazonaws.com (OrganizationAccountAccessRole), by iam:PassRole and ec2:RunInstances: everything in playground",
      "landing-zone-stays": "developer in playground can iam:PassRole on the landing zone's roles",
    },
  },
  {
    name: "a role that may change its own trust",
    change: boundary(
      ...DEVELOPER,
      forgets("OnlyServiceRoles", "Action", "iam:UpdateAssumeRolePolicy"),
    ),
    fails: {
      "boundary-holds":
        "developer in playground changes who may assume the role (OrganizationAccountAccessRole), by iam:UpdateAssumeRolePolicy: everything in playground",
      "landing-zone-stays":
        "developer in playground can iam:UpdateAssumeRolePolicy on the landing zone's roles",
    },
  },
  {
    name: "a role that may put policies on itself",
    change: boundary(...DEVELOPER, forgets("OnlyServiceRoles", "Action", "iam:PutRolePolicy")),
    fails: {
      "landing-zone-stays":
        "developer in playground can iam:PutRolePolicy on the landing zone's roles",
    },
  },
  {
    name: "every role may be given policies of AWS",
    change: everyBoundary(forgets("OnlyServiceRoles", "Action", "iam:AttachRolePolicy")),
    fails: {
      "landing-zone-stays":
        "roles below /service/ in management can iam:AttachRolePolicy on the landing zone's roles",
    },
  },
  {
    name: "a role that may write versions of the boundary",
    change: boundary(
      ...DEVELOPER,
      forgets("OnlyServicePolicies", "Action", "iam:CreatePolicyVersion"),
    ),
    fails: {
      "boundary-holds":
        "developer in playground changes the policy (the boundary), by iam:CreatePolicyVersion: everything in playground",
      "landing-zone-stays":
        "developer in playground can iam:CreatePolicyVersion on the landing zone's policies",
    },
  },
  {
    name: "a boundary without OnlyServicePolicies",
    change: boundary("developer", "nonproduction", without("OnlyServicePolicies")),
    fails: {
      "boundary-holds":
        "developer in web-staging, given every permission inside its boundary changes the policy (the boundary), by iam:CreatePolicyVersion: everything in web-staging",
      "landing-zone-stays":
        "developer in web-staging, given every permission inside its boundary can iam:CreatePolicy on the landing zone's policies",
    },
  },
  {
    name: "a boundary without OnlyWithThisBoundary",
    change: boundary(...DEVELOPER, without("OnlyWithThisBoundary")),
    fails: {
      "boundary-holds":
        "developer in playground makes a role without the boundary (a role below /service/), by iam:CreateRole and iam:AttachRolePolicy",
    },
  },
  {
    name: "roles made without boundary, and given permissions without boundary",
    change: boundary(
      ...DEVELOPER,
      forgets("OnlyWithThisBoundary", "Action", "iam:CreateRole", "iam:PutRolePolicy"),
    ),
    fails: {
      "boundary-holds":
        "developer in playground makes a role without the boundary (a role below /service/), by iam:CreateRole and iam:PutRolePolicy",
    },
  },
  {
    name: "a boundary that is content with any boundary",
    change: boundary(
      ...DEVELOPER,
      withOperator(
        "OnlyWithThisBoundary",
        "StringNotEquals",
        "iam:PermissionsBoundary",
        "StringNotLike",
        "arn:*:iam::*:policy/*",
      ),
    ),
    fails: {
      "boundary-holds":
        "developer in playground makes a role without the boundary (a role below /service/), by iam:CreateRole and iam:AttachRolePolicy",
    },
  },
  {
    name: "a boundary that can be taken off",
    change: boundary(
      ...DEVELOPER,
      all(without("BoundaryStays"), plusActions("iam:DeleteRolePermissionsBoundary")),
    ),
    fails: {
      "boundary-holds":
        "developer in playground takes the boundary off the role (the role of developer), by iam:DeleteRolePermissionsBoundary: everything in playground",
      "landing-zone-stays":
        "developer in playground can iam:DeleteRolePermissionsBoundary on the landing zone's roles",
    },
  },
  {
    name: "a boundary without NoReservedRoles",
    change: boundary(...DEVELOPER, without("NoReservedRoles")),
    fails: {
      "roles-enter-no-roles":
        "developer in playground can sts:AssumeRole on arn:aws:iam::<playground>:role/landing-zone/*",
    },
  },
  {
    name: "a boundary that forgets the roles of StackSets",
    change: boundary(
      "operations",
      "production",
      forgets("NoReservedRoles", "Resource", "arn:{{partition}}:iam::*:role/stacksets-exec-*"),
    ),
    fails: {
      "roles-enter-no-roles":
        "operations in web-production can sts:AssumeRole on arn:aws:iam::<web-production>:role/stacksets-exec-*",
    },
  },
  {
    name: "a boundary that forgets the role by which management enters",
    change: boundary(
      "auditor",
      "management",
      forgets(
        "NoReservedRoles",
        "Resource",
        "arn:{{partition}}:iam::*:role/OrganizationAccountAccessRole",
      ),
    ),
    fails: {
      "roles-enter-no-roles":
        "auditor in management can sts:AssumeRole on arn:aws:iam::111111111111:role/OrganizationAccountAccessRole",
    },
  },
  {
    name: "a role by which management enters, of which no boundary knows",
    change: accessRole("documents", "Administration"),
    fails: {
      "roles-enter-no-roles": "can sts:AssumeRole on arn:aws:iam::111111111111:role/Administration",
    },
  },
  {
    name: "an auditor of management who may enter every account",
    change: all(
      boundary("auditor", "management", without("NoReservedRoles")),
      permissions("auditor", "management", plusActions("sts:AssumeRole")),
    ),
    fails: {
      "roles-enter-no-roles":
        "auditor in management can sts:AssumeRole on arn:aws:iam::111111111111:role/landing-zone/*",
      "boundary-holds":
        "auditor in management assumes arn:aws:iam::<audit>:role/OrganizationAccountAccessRole, by sts:AssumeRole: everything in audit",
      "auditor-only-reads": "auditor in management can sts:AssumeRole",
      "levels-keep-their-word":
        "auditor in management assumes arn:aws:iam::111111111111:role/service/*, by sts:AssumeRole: roles below /service/ in management",
      "core-is-quiet": "auditor in management can sts:AssumeRole",
    },
  },
  {
    name: "a boundary without NoChangeToLandingZone",
    change: boundary("auditor", "audit", without("NoChangeToLandingZone")),
    fails: {
      "landing-zone-stays":
        "auditor in audit, given every permission inside its boundary can cloudformation:CancelUpdateStack on the stacks of StackSets",
    },
  },
  {
    name: "a boundary that forgets the stacks of StackSets",
    change: boundary(
      ...DEVELOPER,
      forgets(
        "NoChangeToLandingZone",
        "Resource",
        "arn:{{partition}}:cloudformation:*:{{account:self}}:stack/StackSet-*",
      ),
    ),
    fails: {
      "landing-zone-stays":
        "developer in playground can cloudformation:CancelUpdateStack on the stacks of StackSets",
    },
  },
  {
    name: "a boundary that forgets the trail",
    change: boundary(
      "auditor",
      "management",
      forgets(
        "NoChangeToLandingZone",
        "Resource",
        "arn:{{partition}}:cloudtrail:*:*:trail/landing-zone",
      ),
    ),
    fails: {
      "landing-zone-stays":
        "auditor in management, given every permission inside its boundary can cloudtrail:AddTags on the trail",
    },
  },
  {
    name: "a boundary without NoChangeToLogKey",
    change: boundary("auditor", "audit", without("NoChangeToLogKey")),
    fails: {
      "landing-zone-stays":
        "auditor in audit, given every permission inside its boundary can kms:CancelKeyDeletion on the log key",
    },
  },
  {
    name: "a boundary that forgets the policy of the log key",
    change: boundary("auditor", "audit", forgets("NoChangeToLogKey", "Action", "kms:Put*")),
    fails: {
      "landing-zone-stays":
        "auditor in audit, given every permission inside its boundary can kms:PutKeyPolicy on the log key",
    },
  },
];
