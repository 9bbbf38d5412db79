import { BASELINE_NAME, RESERVED_PATH } from "../names";
import {
  ACCESS_ROLE,
  BASELINE_ROLE,
  deny,
  exceptOwnRoles,
  exceptServices,
  RECORDER_ROLE,
  ROOT_USER,
  type Guardrail,
} from "./guardrail";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsaccountmanagement.html */
const SETTINGS = [
  "account:AcceptPrimaryEmailUpdate",
  "account:DeleteAlternateContact",
  "account:DisableRegion",
  "account:EnableRegion",
  "account:PutAccountName",
  "account:PutAlternateContact",
  "account:PutContactInformation",
  "account:StartPrimaryEmailUpdate",
  "iam:CreateAccountAlias",
  "iam:DeleteAccountAlias",
  "iam:DeleteAccountPasswordPolicy",
  "iam:SetSecurityTokenServicePreferences",
];
/** What the baseline of all accounts sets, too. */
const OF_BASELINE = ["iam:UpdateAccountPasswordPolicy"];

export const denyAccountSettings: Guardrail = {
  name: "deny-account-settings",
  kind: "scp",
  sentence:
    "Only the landing zone changes an account's contacts, regions, alias and password policy, and nobody in it closes it",
  why: "Contacts are where AWS writes to when something is wrong, a region that is switched on is one more to watch, and a closed account is gone after 90 days.",
  // An account is closed from the management account, by another action, which no guardrail binds.
  statements: (context) => [
    deny(SETTINGS, exceptOwnRoles(context)),
    deny(OF_BASELINE, exceptServices(context, BASELINE_NAME)),
    deny("account:CloseAccount"),
  ],
  denies: () => [
    { what: "an administrator closes the account", action: "account:CloseAccount" },
    { what: "the root user closes the account", by: ROOT_USER, action: "account:CloseAccount" },
    {
      what: "the management account's role closes the account from within",
      by: ACCESS_ROLE,
      action: "account:CloseAccount",
    },
    {
      what: "an administrator takes away the security contact",
      action: "account:DeleteAlternateContact",
    },
    { what: "an administrator switches a region on", action: "account:EnableRegion" },
    {
      what: "an administrator weakens the password policy",
      action: "iam:UpdateAccountPasswordPolicy",
    },
    {
      what: "the baseline takes away the password policy",
      by: BASELINE_ROLE,
      action: "iam:DeleteAccountPasswordPolicy",
    },
    {
      what: "the recorder's role weakens the password policy",
      by: RECORDER_ROLE,
      action: "iam:UpdateAccountPasswordPolicy",
    },
    {
      what: "a function role weakens the password policy",
      by: `arn:{{partition}}:iam::{{account:self}}:role${RESERVED_PATH}operations`,
      action: "iam:UpdateAccountPasswordPolicy",
    },
  ],
  allows: () => [
    { what: "contacts are read", action: "account:GetAlternateContact" },
    { what: "regions are read", action: "account:ListRegions" },
    {
      what: "the landing zone sets a contact",
      by: ACCESS_ROLE,
      action: "account:PutAlternateContact",
    },
    {
      what: "the baseline sets the password policy",
      by: BASELINE_ROLE,
      action: "iam:UpdateAccountPasswordPolicy",
    },
    {
      what: "the landing zone sets the password policy",
      by: ACCESS_ROLE,
      action: "iam:UpdateAccountPasswordPolicy",
    },
  ],
};
