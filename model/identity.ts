import { issuerOf, type Provider } from "../iam/hub";
import { permissionSetName } from "../iam/names";
import { hubPolicy, type Customers, type Ending } from "../iam/people";
import { permissionSetPath, type Way } from "../iam/trust";
import type { PolicyDocument } from "../iam/document";
import { IDENTITY_MODES, type IdentityMode } from "./access-schema";
import type { FunctionDefinition } from "./catalogue";
import { LIMITS } from "./limits";
import { signInHost } from "./regions";
import type { Stack } from "./schema";

/** How people sign in. */
export interface PlannedIdentity {
  readonly modes: readonly IdentityMode[];
  /** What proves that somebody signed in with MFA, a sentence for each mode. */
  readonly mfa: Readonly<Partial<Record<IdentityMode, string>>>;
  readonly saml: {
    /** Path of the provider's metadata, below `stacks/`. */
    readonly metadataFile: string;
    readonly audiences: readonly string[];
    readonly credentialProcess: string | null;
  } | null;
  readonly oidc: {
    readonly url: string;
    readonly audience: string;
    readonly subjects: readonly string[];
    readonly credentialProcess: string | null;
  } | null;
  readonly identityCenter: PlannedIdentityCenter | null;
}

export interface PlannedIdentityCenter {
  readonly region: string;
  readonly secondRegion: string | null;
  readonly startUrl: string | null;
  readonly secondStartUrl: string | null;
  /** Are people and groups made from the stack file? */
  readonly managed: boolean;
  /** Functions of whose groups the file says nothing, so that their own names count. */
  readonly unnamedGroups: readonly string[];
  /** Path of the roles that it makes in the access account. */
  readonly rolePath: string;
  readonly permissionSets: readonly {
    readonly function: string;
    readonly name: string;
    readonly description: string;
    readonly sessionHours: number;
    /** Group whose people have it. */
    readonly group: string;
    readonly policy: PolicyDocument;
  }[];
}

/** Modes of a stack, each once, in their order. */
export function modesOf({ access }: Pick<Stack, "access">): readonly IdentityMode[] {
  const chosen = [access.identity].flat();
  return IDENTITY_MODES.filter((mode) => chosen.includes(mode));
}

/** What proves MFA in a mode, for the plan, reports and docs. */
export const MFA_PROOFS: Readonly<Record<IdentityMode, string>> = {
  "iam-users":
    "AWS sees the MFA device itself, and roles open for as long after it as the function says",
  "identity-center":
    "Identity Center asks for MFA if its own setting says so: switch on MFA at every sign-in, for everybody; nothing in AWS's APIs shows whether it is",
  saml: "The identity provider says so by the session tag mfa=true, which it has to send for sign-ins with MFA alone; hub roles refuse a session without it",
  oidc: "The identity provider says so by the session tag mfa=true, which it has to send for sign-ins with MFA alone; hub roles refuse a session without it",
};

/** Ways in which people come to function roles; both federations share the hub roles. */
export function waysOf(stack: Stack): readonly Way[] {
  const modes = modesOf(stack);
  return [
    ...(modes.includes("iam-users") ? [{ by: "users" } as const] : []),
    ...(modes.includes("identity-center")
      ? [{ by: "permission-set", path: permissionSetPath(centerRegion(stack)) } as const]
      : []),
    ...(providersOf(stack).length > 0 ? [{ by: "hub" } as const] : []),
  ];
}

function centerRegion({ access, organization }: Stack): string {
  return access.identityCenter.region ?? organization.homeRegion;
}

/** Identity providers that vouch for people at hub roles. */
export function providersOf(stack: Stack): readonly Provider[] {
  const modes = modesOf(stack);
  const { saml, oidc } = stack.access;
  return [
    ...(modes.includes("saml") && saml
      ? [{ kind: "saml", audiences: samlAudiences(stack) } as const]
      : []),
    ...(modes.includes("oidc") && oidc
      ? [
          {
            kind: "oidc",
            issuer: issuerOf(oidc.url),
            audience: oidc.audience,
            subjects: oidc.subjects,
          } as const,
        ]
      : []),
  ];
}

/**
 * AWS's sign-in endpoint, and those of the governed regions, for when the first is down.
 * https://docs.aws.amazon.com/general/latest/gr/signin-service.html
 */
function samlAudiences({ organization }: Stack): readonly string[] {
  const { partition, homeRegion, regions } = organization;
  const host = signInHost(partition);
  const hosts = [host, ...new Set([homeRegion, ...regions].map((region) => `${region}.${host}`))];
  return hosts.map((one) => `https://${one}/saml`);
}

/** Organizations of customers in which people of a function are a partner's. */
export function customersOf({ access }: Stack, fn: string): readonly Customers[] {
  const found = new Map<string, string[]>();
  for (const { partner, organizationId, functions } of access.customers) {
    if (!functions.includes(fn)) continue;
    found.set(partner, [...(found.get(partner) ?? []), organizationId]);
  }
  return [...found].map(([partner, organizationIds]) => ({
    partner,
    organizationIds: [...new Set(organizationIds)].sort(),
  }));
}

/** People whose time ends: of every function, since a provider may give them one that the file does not. */
export function endingsOf({ access }: Pick<Stack, "access">): readonly Ending[] {
  return access.people.flatMap(({ name, until }) => (until === undefined ? [] : [{ name, until }]));
}

export function plannedIdentity(
  stack: Stack,
  functions: readonly FunctionDefinition[],
): PlannedIdentity {
  const { saml, oidc, identityCenter } = stack.access;
  const modes = modesOf(stack);
  return {
    modes,
    mfa: Object.fromEntries(modes.map((mode) => [mode, MFA_PROOFS[mode]])),
    saml:
      modes.includes("saml") && saml
        ? {
            metadataFile: saml.metadataFile,
            audiences: samlAudiences(stack),
            credentialProcess: saml.credentialProcess ?? null,
          }
        : null,
    oidc:
      modes.includes("oidc") && oidc
        ? {
            url: oidc.url,
            audience: oidc.audience,
            subjects: oidc.subjects,
            credentialProcess: oidc.credentialProcess ?? null,
          }
        : null,
    identityCenter: modes.includes("identity-center")
      ? {
          region: centerRegion(stack),
          secondRegion: identityCenter.secondRegion ?? null,
          startUrl: identityCenter.startUrl ?? null,
          secondStartUrl: identityCenter.secondStartUrl ?? null,
          managed: identityCenter.people === "managed",
          unnamedGroups: functions
            .map(({ name }) => name)
            .filter((name) => !Object.hasOwn(identityCenter.groups, name)),
          rolePath: permissionSetPath(centerRegion(stack)),
          permissionSets: functions.map(({ name, description, mfaMaxAgeHours }) => ({
            function: name,
            name: permissionSetName(name),
            description,
            sessionHours: mfaMaxAgeHours,
            group: identityCenter.groups[name] ?? name,
            policy: hubPolicy(name, customersOf(stack, name), endingsOf(stack), false),
          })),
        }
      : null,
  };
}

/**
 * Hours for which a session of a function role lasts at most, by the way in which its person came:
 * AWS ends the session of a role that was entered from another role's after one.
 */
export function sessionHoursBy(mode: IdentityMode, sessionHours: number): number {
  return mode === "iam-users" ? sessionHours : Math.min(sessionHours, LIMITS.chainedSession.value);
}
