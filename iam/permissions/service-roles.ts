import type { Statement } from "../document";
import { boundaryArn, iamArn, SERVICE_PATH } from "../names";

/** Roles that people make for services. */
export const serviceRoles = iamArn("self", `role${SERVICE_PATH}*`);

/** Services that operators start with a role; China's EC2 has a principal of its own. */
const OPERATED_SERVICES = [
  "ec2.amazonaws.com",
  "ec2.amazonaws.com.cn",
  "ecs-tasks.amazonaws.com",
  "monitoring.rds.amazonaws.com",
];

/** Hands roles below the service path to compute services. The boundary is on each such role. */
export const passServiceRoles: Statement = {
  Sid: "PassServiceRoles",
  Effect: "Allow",
  Action: "iam:PassRole",
  Resource: serviceRoles,
  Condition: { StringEquals: { "iam:PassedToService": OPERATED_SERVICES } },
};

/** Makes roles and policies for services, below the service path and inside the boundary. */
export const makeServiceRoles: readonly Statement[] = [
  {
    Sid: "MakeRolesWithBoundary",
    Effect: "Allow",
    Action: [
      "iam:AttachRolePolicy",
      "iam:CreateRole",
      "iam:PutRolePermissionsBoundary",
      "iam:PutRolePolicy",
    ],
    Resource: serviceRoles,
    Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
  },
  {
    Sid: "KeepServiceRoles",
    Effect: "Allow",
    Action: [
      "iam:AddRoleToInstanceProfile",
      "iam:CreateInstanceProfile",
      "iam:CreatePolicy",
      "iam:CreatePolicyVersion",
      "iam:DeleteInstanceProfile",
      "iam:DeletePolicy",
      "iam:DeletePolicyVersion",
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:DetachRolePolicy",
      "iam:PassRole",
      "iam:RemoveRoleFromInstanceProfile",
      "iam:SetDefaultPolicyVersion",
      "iam:TagInstanceProfile",
      "iam:TagPolicy",
      "iam:TagRole",
      "iam:UntagInstanceProfile",
      "iam:UntagPolicy",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
    ],
    Resource: [
      serviceRoles,
      iamArn("self", `policy${SERVICE_PATH}*`),
      iamArn("self", `instance-profile${SERVICE_PATH}*`),
    ],
  },
  {
    Sid: "ReadIam",
    Effect: "Allow",
    Action: ["iam:Get*", "iam:List*", "iam:SimulateCustomPolicy", "iam:SimulatePrincipalPolicy"],
    Resource: "*",
  },
];
