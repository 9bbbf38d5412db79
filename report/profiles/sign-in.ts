import type { Found } from "../../access/principals";
import { hubRoleName, permissionSetName, RESERVED_PATH } from "../../iam/names";
import type { IdentityMode } from "../../model/access-schema";
import type { PlannedIdentityCenter } from "../../model/identity";
import { accessIdOf, type Home } from "./home";
import { valueFault, type Section } from "./ini";
import { uniqueNames } from "./names";

/** How the command line signs somebody in, before it enters an account. */
export interface SignIn {
  /** Sections of the file that sign in. */
  readonly sections: readonly Section[];
  /** Profile from which the roles of a function are entered. */
  readonly profileOf: (fn: string) => string;
  /** MFA device of whoever enters; null where the sign-in has asked for MFA itself. */
  readonly mfaSerial: string | null;
  readonly notes: readonly string[];
}

export interface SigningIn {
  readonly person: string;
  readonly functions: readonly string[];
  readonly mode: IdentityMode;
  readonly region: string;
  /** Was the region asked for, because another is down? */
  readonly elsewhere: boolean;
}

/** Every profile asks the STS of its own region, so that none depends on another. */
export function regional(region: string): Section["values"] {
  return [
    ["region", region],
    ["sts_regional_endpoints", "regional"],
  ];
}

/** The sections by which a person signs in, or what is missing for them. */
export function signInOf(home: Home, signing: SigningIn): Found<SignIn> {
  const accessId = accessIdOf(home);
  const { name } = home.plan.organization;
  if (accessId === null) {
    return no(
      `${name}: the id of the access account is not known, where everybody signs in: write it as ` +
        `organization.coreAccounts.access.id, or take it from the stack's outputs by --ids`,
    );
  }
  switch (signing.mode) {
    case "iam-users":
      return { ok: true, value: asUser(home, signing, accessId) };
    case "identity-center":
      return byIdentityCenter(home, signing, accessId);
    case "saml":
    case "oidc":
      return byProcess(home, signing, accessId, signing.mode);
  }
}

/**
 * An IAM user: its access key is in `~/.aws/credentials`, under the same name.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html#cli-configure-role-mfa
 */
function asUser({ plan }: Home, { person, region }: SigningIn, accessId: string): SignIn {
  const { name, partition } = plan.organization;
  const [source = name] = uniqueNames([name], () => [name, `${name}-user`], new Set(["default"]));
  return {
    sections: [{ name: `profile ${source}`, values: regional(region) }],
    profileOf: () => source,
    mfaSerial: `arn:${partition}:iam::${accessId}:mfa/${person}`,
    notes: [],
  };
}

/**
 * The access portal, and a permission set of the access account for each function.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html
 */
function byIdentityCenter(home: Home, signing: SigningIn, accessId: string): Found<SignIn> {
  const { plan } = home;
  const { name } = plan.organization;
  const center = plan.identity.identityCenter;
  if (!center) return no(`${name}: nobody signs in by identity-center`);
  const portal = portalOf(name, center, signing);
  if (!portal.ok) return portal;
  const { url, region, notes } = portal.value;
  const profileOf = (fn: string): string => `${name}-sso-${fn}`;
  const session: Section = {
    name: `sso-session ${name}`,
    values: [
      ["sso_start_url", url],
      ["sso_region", region],
      ["sso_registration_scopes", "sso:account:access"],
    ],
  };
  const sets = signing.functions.map((fn): Section => ({
    name: `profile ${profileOf(fn)}`,
    values: [
      ["sso_session", name],
      ["sso_account_id", accessId],
      ["sso_role_name", permissionSetName(fn)],
      ...regional(signing.region),
    ],
  }));
  return { ok: true, value: { sections: [session, ...sets], profileOf, mfaSerial: null, notes } };
}

interface Portal {
  readonly url: string;
  readonly region: string;
  readonly notes: readonly string[];
}

/** The access portal that is not in the region which is down, as far as there is one. */
function portalOf(
  organization: string,
  { region, secondRegion, startUrl, secondStartUrl }: PlannedIdentityCenter,
  signing: SigningIn,
): Found<Portal> {
  const missing = (key: string): Found<Portal> =>
    no(
      `${organization}: access.identityCenter.${key} is missing: the address of the access portal, ` +
        `which Identity Center's settings show`,
    );
  const second = signing.elsewhere && signing.region !== region;
  if (second && secondRegion !== null) {
    if (secondStartUrl === null) return missing("secondStartUrl");
    return { ok: true, value: { url: secondStartUrl, region: secondRegion, notes: [] } };
  }
  if (startUrl === null) return missing("startUrl");
  const notes = second
    ? [
        `${organization}: people still sign in by Identity Center in ${region}, since ` +
          `access.identityCenter.secondRegion names no other`,
      ]
    : [];
  return { ok: true, value: { url: startUrl, region, notes } };
}

/**
 * A command of the identity provider that hands over credentials of the function's hub role.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sourcing-external.html
 */
function byProcess(
  { plan }: Home,
  { person, functions, region }: SigningIn,
  accessId: string,
  mode: "saml" | "oidc",
): Found<SignIn> {
  const { name, partition } = plan.organization;
  const key = `access.${mode}.credentialProcess`;
  const template = plan.identity[mode]?.credentialProcess ?? null;
  if (template === null) {
    return no(
      `${name}: ${key} is missing: a command that hands credentials of a hub role to the AWS ` +
        `command line, e.g. "saml2aws login --credential-process --role {role} --profile {profile}"`,
    );
  }
  const fault = valueFault(oneLine(template));
  if (fault !== null) return no(`${name}: ${key} cannot stand in a profile: ${fault}`);
  const profileOf = (fn: string): string => `${name}-hub-${fn}`;
  const sections = functions.map((fn): Section => {
    const hub = plan.ownRoles.find((role) => role.kind === "hub" && role.function === fn);
    const filled: Readonly<Record<string, string>> = {
      role: `arn:${partition}:iam::${accessId}:role${RESERVED_PATH}${hubRoleName(fn)}`,
      profile: profileOf(fn),
      person,
      region,
      seconds: String((hub?.sessionHours ?? 1) * 3600),
    };
    const command = oneLine(template).replaceAll(
      /\{(role|profile|person|region|seconds)\}/g,
      (_, word: string) => filled[word] ?? "",
    );
    return {
      name: `profile ${profileOf(fn)}`,
      values: [["credential_process", command], ...regional(region)],
    };
  });
  return { ok: true, value: { sections, profileOf, mfaSerial: null, notes: [] } };
}

/** A command that a stack file writes over several lines is one. */
function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*[\r\n]+\s*/g, " ");
}

const no = (message: string): { readonly ok: false; readonly message: string } => ({
  ok: false,
  message,
});
