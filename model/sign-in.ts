import { hubRoleName, PEOPLE_PATH, RESERVED_PATH } from "../iam/names";
import { MFA_TAG, PERSON_TAG } from "../iam/trust";
import type { IdentityMode } from "./access-schema";
import { sessionHoursBy } from "./identity";
import { tagValueOf } from "./identity-warnings";
import type { Plan } from "./plan";

/** How people sign in by one mode, and what has to be set up for it elsewhere. */
export interface SignIn {
  readonly mode: IdentityMode;
  /** What proves that somebody signed in with MFA. */
  readonly mfa: string;
  /** As whom they arrive in the access account: users, roles or permission sets, by function. */
  readonly arrivals: Readonly<Record<string, string>>;
  /** Longest session of function roles, in hours, by function. */
  readonly sessionHours: Readonly<Record<string, number>>;
  /** What the identity provider sends; null where none does. */
  readonly sessionTags: SessionTags | null;
}

/** Session tags that an identity provider sends, by person of the file. */
export interface SessionTags {
  /** Keys that may be sent: others are refused. */
  readonly keys: readonly string[];
  /** Values by person and key. */
  readonly people: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Signed = Pick<Plan, "identity" | "people" | "roles" | "accounts">;

export function signInsOf(plan: Signed): readonly SignIn[] {
  const functions = plan.people.groups.map((group) => group.function);
  return plan.identity.modes.map((mode) => ({
    mode,
    mfa: plan.identity.mfa[mode] ?? "",
    arrivals: Object.fromEntries(functions.map((fn) => [fn, arrival(plan, mode, fn)])),
    sessionHours: Object.fromEntries(
      functions.flatMap((fn) => {
        const role = plan.roles.find((one) => one.function === fn);
        return role ? [[fn, sessionHoursBy(mode, role.sessionHours)]] : [];
      }),
    ),
    sessionTags: mode === "saml" || mode === "oidc" ? sessionTags(plan, functions) : null,
  }));
}

function arrival({ identity }: Signed, mode: IdentityMode, fn: string): string {
  switch (mode) {
    case "iam-users":
      return `user${PEOPLE_PATH}*`;
    case "identity-center":
      return identity.identityCenter?.permissionSets.find((set) => set.function === fn)?.name ?? "";
    case "saml":
    case "oidc":
      return `role${RESERVED_PATH}${hubRoleName(fn)}`;
  }
}

function sessionTags(plan: Signed, functions: readonly string[]): SessionTags {
  return {
    keys: [PERSON_TAG, MFA_TAG, ...functions],
    people: Object.fromEntries(
      plan.people.users.map(({ name, functions: own, limits }) => [
        name,
        {
          [PERSON_TAG]: name,
          [MFA_TAG]: "true",
          ...Object.fromEntries(own.map((fn) => [fn, tagValueOf(plan, limits)])),
        },
      ]),
    ),
  };
}
