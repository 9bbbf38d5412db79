import type { IdentityMode } from "../model/access-schema";
import type { PlannedIdentity } from "../model/identity";
import { signInHost, type Partition } from "../model/regions";

/** Who is invited. */
export interface Invitee {
  readonly name: string;
  readonly kind: "person" | "break-glass";
  readonly path: string;
}

/** Everything of an invitation but its password. */
export interface Invitation {
  readonly person: string;
  readonly kind: Invitee["kind"];
  readonly accountId: string;
  readonly userArn: string;
  readonly signIn: string;
  /** Had a password before, which counts no more. */
  readonly again: boolean;
  /** Had been offboarded, and came back. */
  readonly cameBack: boolean;
  readonly notes: readonly string[];
  readonly steps: readonly string[];
}

/**
 * Where users of an account sign in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/console_account-alias.html
 */
export function signInAddress(partition: Partition, accountId: string): string {
  return `https://${accountId}.${signInHost(partition)}/console`;
}

/** What somebody does after the invitation, in this order. */
export function steps(invitee: Invitee, signIn: string, profiles: string): readonly string[] {
  return invitee.kind === "person"
    ? personSteps(invitee.name, signIn, profiles)
    : breakGlassSteps(invitee.name, signIn);
}

function personSteps(name: string, signIn: string, profiles: string): readonly string[] {
  return [
    `Sign in at ${signIn} as ${name}.`,
    `Open Security credentials, and assign an MFA device named exactly like your user, ${name}, also in upper and lower case: another name is refused. Nothing else works before that. The command line takes the codes of an app alone; for the console a passkey or security key is better, and you may have both.`,
    "Sign out, and sign in again with MFA.",
    "Change the password, under Security credentials.",
    `For the command line, if needed: make one access key there, signed in with MFA, and write the profiles by: ${profiles}`,
  ];
}

function breakGlassSteps(name: string, signIn: string): readonly string[] {
  return [
    "Have two people at it, on a machine that is trusted, and two hardware security keys of two makers, both with a FIDO certification. An app, a phone or another virtual device is refused.",
    `Sign in at ${signIn} as ${name}, open Security credentials, and assign both keys. Nothing else works before that.`,
    "Sign out, and sign in again with each key. Whoever is in access.breakGlass.notify is told: see that they heard of it.",
    "Change the password, write it on paper, and seal it. Keep it in no computer.",
    "Put the paper and one key into a safe that no one person opens alone, and the other key into the other user's safe.",
    "Make no access key: the user may not, and lz people calls any key a problem.",
    "Try it twice a year, and after every change of who opens the safes (docs/runbooks/break-glass.md).",
  ];
}

/** The invitation for people's eyes, but for the password. */
export function invitationText(invitation: Invitation): string {
  const { person, accountId, signIn, again, cameBack, notes } = invitation;
  const news = [
    again ? ["The password that was there before counts no more."] : [],
    cameBack
      ? [`${person} had been offboarded, and can sign in again. Old sessions stay shut.`]
      : [],
    notes,
  ].flat();
  const facts = `  Sign in    ${signIn}\n  Account    ${accountId}\n  User name  ${person}`;
  const numbered = invitation.steps.map((step, index) => `  ${index + 1}. ${step}`);
  return [
    `${person} is invited.`,
    ...news,
    facts,
    `What ${invitation.kind === "person" ? person : "to do"} ${invitation.kind === "person" ? "does " : ""}next:`,
    numbered.join("\n"),
  ].join("\n\n");
}

/** How the password is handed over, if it is shown on a terminal. */
export const SHOWN_ONCE =
  "It is shown this once and kept nowhere. Hand it over in person, or seal it by --seal-to; then clear the terminal.";

/** What an access account's user can do about a password that was set for nothing. */
export function undoWords(name: string, role: string, again: string): string {
  return (
    `The password may be set all the same. Take it back, signed in to the access account as ${role}: ` +
    `aws iam delete-login-profile --user-name ${name}\nOr make a new one: ${again}`
  );
}

/** Where people of a stack without IAM users are invited. */
export function elsewhere(identity: PlannedIdentity, name: string): string {
  const where = identity.modes.flatMap((mode) => PLACES[mode]?.(identity, name) ?? []);
  return [`${name} is no IAM user, and gets no password here.`, ...where].join("\n");
}

const PLACES: Readonly<
  Partial<Record<IdentityMode, (identity: PlannedIdentity, name: string) => string>>
> = {
  "identity-center": ({ identityCenter }, name) =>
    identityCenter?.managed
      ? `Identity Center: pulumi up makes the user; Identity Center then writes to the person's address, or send it again there: Users, ${name}, Reset password.`
      : `Identity Center: add ${name} to the groups where its people come from (the directory that is connected by SCIM, or Identity Center's own), then give the person the address of the access portal${identityCenter?.startUrl ? `, ${identityCenter.startUrl}` : ""}.`,
  saml: (_, name) =>
    `SAML: give ${name} the application for AWS in the identity provider, with the session tags mfa, person (exactly ${name}) and the functions.`,
  oidc: ({ oidc }, name) =>
    `OpenID Connect: give ${name} the application at ${oidc?.url ?? "the identity provider"}, with the session tags mfa, person (exactly ${name}) and the functions.`,
};
