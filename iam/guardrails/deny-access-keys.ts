import { ACCESS_ROLE, deny, ROOT_USER, STACK_SETS, type Guardrail } from "./guardrail";

/**
 * Everything that gives a person, or whoever has a secret, a lasting way in. Providers of OpenID
 * Connect are for machines, such as clusters and pipelines, and are left to permissions boundaries.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-temporary-delegation.html
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/control-account-instance.html
 */
const LASTING = [
  "iam:AcceptDelegationRequest",
  "iam:AddUserToGroup",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateSAMLProvider",
  "iam:CreateServiceSpecificCredential",
  "iam:CreateUser",
  "iam:DeleteUserPermissionsBoundary",
  "iam:PutUserPermissionsBoundary",
  "iam:PutUserPolicy",
  "iam:ResetServiceSpecificCredential",
  "iam:SendDelegationToken",
  "iam:UpdateAccessKey",
  "iam:UpdateLoginProfile",
  "iam:UpdateSAMLProvider",
  "iam:UpdateSSHPublicKey",
  "iam:UpdateServiceSpecificCredential",
  "iam:UpdateSigningCertificate",
  "iam:UploadSSHPublicKey",
  "iam:UploadSigningCertificate",
  "sso:CreateInstance",
];

const user = "arn:{{partition}}:iam::{{account:self}}:user/backdoor";

export const denyAccessKeys: Guardrail = {
  name: "deny-access-keys",
  kind: "scp",
  sentence: "No users, passwords, access keys or sign-in providers for people are made",
  why: "People exist once, in the access account. A user or a key elsewhere outlives every session, needs no MFA and is in nobody's list. It binds the landing zone's own roles too: they have no reason to make one.",
  statements: () => [deny(LASTING)],
  denies: () => [
    { what: "an administrator makes a user", action: "iam:CreateUser", on: user },
    { what: "an administrator makes an access key", action: "iam:CreateAccessKey", on: user },
    { what: "an administrator gives a password", action: "iam:CreateLoginProfile", on: user },
    { what: "an administrator revives a key", action: "iam:UpdateAccessKey", on: user },
    {
      what: "the management account's role makes a user",
      by: ACCESS_ROLE,
      action: "iam:CreateUser",
      on: user,
    },
    {
      what: "a stack set makes a user",
      by: STACK_SETS,
      action: "iam:CreateUser",
      on: user,
    },
    {
      what: "the root user makes itself an access key",
      by: ROOT_USER,
      action: "iam:CreateAccessKey",
      on: user,
    },
    {
      what: "an administrator makes a SAML provider",
      action: "iam:CreateSAMLProvider",
      on: "arn:{{partition}}:iam::{{account:self}}:saml-provider/own",
    },
    {
      what: "an administrator revives the key of a service",
      action: "iam:UpdateServiceSpecificCredential",
      on: user,
    },
    {
      what: "an administrator accepts that a vendor acts in the account",
      action: "iam:AcceptDelegationRequest",
      on: "arn:{{partition}}:iam::{{account:self}}:delegation-request/0123",
    },
    {
      what: "an administrator makes an Identity Center of the account",
      action: "sso:CreateInstance",
    },
  ],
  allows: () => [
    {
      what: "an administrator makes a role for a service",
      action: "iam:CreateRole",
      on: "arn:{{partition}}:iam::{{account:self}}:role/service/web",
      keys: {
        "iam:PermissionsBoundary":
          "arn:{{partition}}:iam::{{account:self}}:policy/landing-zone/boundary",
      },
    },
    { what: "an old key is deleted", action: "iam:DeleteAccessKey", on: user },
    { what: "an old user is deleted", action: "iam:DeleteUser", on: user },
    { what: "a key's last use is read", action: "iam:GetAccessKeyLastUsed", on: user },
  ],
};
