import { BREAK_GLASS_PATH, PEOPLE_PATH } from "../names";
import {
  ACCESS_ROLE,
  deny,
  EXCEPT_ROOT_SESSIONS,
  exceptOwnRoles,
  ROOT_SESSION,
  ROOT_USER,
  type Guardrail,
} from "./guardrail";

/** What people do with their own user, by their own policy. */
const OF_ONESELF = [
  "iam:ChangePassword",
  "iam:CreateAccessKey",
  "iam:DeactivateMFADevice",
  "iam:DeleteAccessKey",
  "iam:EnableMFADevice",
  "iam:ResyncMFADevice",
  "iam:UpdateAccessKey",
];
/** What says whose sign-ins are believed, and who may do what by Identity Center. */
const SIGN_INS = [
  "iam:AcceptDelegationRequest",
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreateSAMLProvider",
  "iam:DeleteOpenIDConnectProvider",
  "iam:DeleteSAMLProvider",
  "iam:RemoveClientIDFromOpenIDConnectProvider",
  "iam:SendDelegationToken",
  "iam:UpdateOpenIDConnectProviderThumbprint",
  "iam:UpdateSAMLProvider",
  ...Object.entries({
    identitystore: ["Create", "Delete", "Update"],
    sso: [
      ...["Associate", "Attach", "Create", "Delete", "Detach", "Disassociate", "Import"],
      ...["Provision", "Put", "Start", "Update"],
    ],
    "sso-directory": ["Add", "Create", "Delete", "Disable", "Enable", "Import", "Remove", "Update"],
  }).flatMap(([service, verbs]) => verbs.map((verb) => `${service}:${verb}*`)),
  "sso-directory:StartVirtualMfaDeviceRegistration",
  "sso-directory:StartWebAuthnDeviceRegistration",
];
const LOOKED_AFTER = [...OF_ONESELF, "iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"];
const READS = ["iam:Get*", "iam:List*", "iam:Generate*", "iam:Simulate*"];

const user = (name: string): string =>
  `arn:{{partition}}:iam::{{account:self}}:user${PEOPLE_PATH}${name}`;
const breakGlassUser = `arn:{{partition}}:iam::{{account:self}}:user${BREAK_GLASS_PATH}break-glass-1`;
const device = (name: string): string => `arn:{{partition}}:iam::{{account:self}}:mfa/${name}`;

/**
 * What is a user's own. Without a value for the variable it would be unclear what is meant, so that it
 * stands only where there is one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const OWN = [
  `arn:{{partition}}:iam::*:user${PEOPLE_PATH}\${aws:username}`,
  `arn:{{partition}}:iam::*:user${BREAK_GLASS_PATH}\${aws:username}`,
  "arn:{{partition}}:iam::*:mfa/${aws:username}",
];

export const protectPeople: Guardrail = {
  name: "protect-people",
  kind: "scp",
  sentence:
    "Only the landing zone makes users, and says who they are; people look after their own password, device and key; break-glass users have no key. Only the landing zone says whose sign-ins are believed",
  why: "Function roles let in whoever is a user below /people/ with a function's tag. Whoever can make or tag such a user has every function.",
  statements: (context) => {
    const Condition = exceptOwnRoles(context);
    return [
      {
        Effect: "Deny",
        NotAction: [...OF_ONESELF, ...READS],
        Resource: "arn:{{partition}}:iam::*:user/*",
        Condition,
      },
      // Who has no user name, a role's session, has nothing of its own.
      deny(LOOKED_AFTER, {
        Null: { "aws:username": "true" },
        ...Condition,
        ...EXCEPT_ROOT_SESSIONS,
      }),
      {
        Effect: "Deny",
        Action: LOOKED_AFTER,
        NotResource: OWN,
        Condition: { Null: { "aws:username": "false" }, ...Condition },
      },
      deny(SIGN_INS, Condition),
      // A key of theirs would be a way in without a safe, whoever makes it.
      {
        Effect: "Deny",
        Action: "iam:CreateAccessKey",
        Resource: `arn:{{partition}}:iam::*:user${BREAK_GLASS_PATH}*`,
      },
    ];
  },
  denies: () => {
    const ada = { by: user("ada"), keys: { "aws:username": "ada" } };
    return [
      { what: "an administrator makes a user", action: "iam:CreateUser", on: user("mallory") },
      { what: "an administrator gives a user a function", action: "iam:TagUser", on: user("ada") },
      {
        what: "an administrator gives a password",
        action: "iam:UpdateLoginProfile",
        on: user("ada"),
      },
      {
        what: "the root user makes somebody's key",
        by: ROOT_USER,
        action: "iam:CreateAccessKey",
        on: user("ada"),
      },
      {
        what: "an administrator makes somebody's key",
        action: "iam:CreateAccessKey",
        on: user("ada"),
      },
      {
        what: "an administrator takes somebody's device",
        action: "iam:DeactivateMFADevice",
        on: user("ada"),
      },
      {
        ...ada,
        what: "a person makes somebody else's key",
        action: "iam:CreateAccessKey",
        on: user("grace"),
      },
      {
        ...ada,
        what: "a person takes somebody else's device",
        action: "iam:DeleteVirtualMFADevice",
        on: device("grace"),
      },
      ...[
        "iam:UpdateSAMLProvider",
        "iam:CreateOpenIDConnectProvider",
        "sso:CreateAccountAssignment",
        "sso:PutInlinePolicyToPermissionSet",
        "sso:AttachManagedPolicyToPermissionSet",
        "identitystore:CreateGroupMembership",
        "sso-directory:AddMemberToGroup",
      ].map((action) => ({ what: `an administrator says whom to believe, by ${action}`, action })),
      {
        what: "a break-glass user makes a key",
        by: breakGlassUser,
        keys: { "aws:username": "break-glass-1" },
        action: "iam:CreateAccessKey",
        on: breakGlassUser,
      },
      {
        what: "the landing zone makes a key of a break-glass user",
        by: ACCESS_ROLE,
        action: "iam:CreateAccessKey",
        on: breakGlassUser,
      },
      { ...ada, what: "a person gives oneself a function", action: "iam:TagUser", on: user("ada") },
      {
        ...ada,
        what: "a person gives oneself permissions",
        action: "iam:PutUserPolicy",
        on: user("ada"),
      },
    ];
  },
  allows: () => {
    const ada = { by: user("ada"), keys: { "aws:username": "ada" } };
    return [
      {
        ...ada,
        what: "a person makes the own key",
        action: "iam:CreateAccessKey",
        on: user("ada"),
      },
      {
        ...ada,
        what: "a person changes the own password",
        action: "iam:ChangePassword",
        on: user("ada"),
      },
      {
        ...ada,
        what: "a person makes the own device",
        action: "iam:CreateVirtualMFADevice",
        on: device("ada"),
      },
      {
        what: "a break-glass user enrols the own device",
        by: breakGlassUser,
        keys: { "aws:username": "break-glass-1" },
        action: "iam:EnableMFADevice",
        on: breakGlassUser,
      },
      {
        what: "a root session deletes the root user's access key",
        by: ROOT_USER,
        action: "iam:DeleteAccessKey",
        keys: ROOT_SESSION,
      },
      {
        what: "the landing zone makes an assignment",
        by: ACCESS_ROLE,
        action: "sso:CreateAccountAssignment",
      },
      {
        what: "an auditor reads the permission sets",
        action: "sso:DescribePermissionSet",
        on: "arn:{{partition}}:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef",
      },
      { what: "an auditor reads", action: "iam:ListAccessKeys", on: user("ada") },
      {
        what: "the landing zone makes a user",
        by: ACCESS_ROLE,
        action: "iam:CreateUser",
        on: user("ada"),
      },
      {
        what: "the landing zone says a user's functions",
        by: ACCESS_ROLE,
        action: "iam:TagUser",
        on: user("ada"),
      },
    ];
  },
};
