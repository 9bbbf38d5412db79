import { PASSWORD_POLICY, type PasswordPolicy } from "../../iam/baseline/passwords";
import type { BaselineSettings } from "../../iam/baseline/settings";
import type { Stack } from "../schema";

/** Settings of every member account that are no roles. */
export interface PlannedBaseline {
  readonly settings: BaselineSettings;
  /** Passwords of the access account, where people and break-glass users are: never without. */
  readonly passwords: PasswordPolicy;
  /** Governed regions, the home region first: what is of the whole account is set there. */
  readonly regions: readonly string[];
}

export function plannedBaseline({ organization, baseline }: Stack): PlannedBaseline {
  const { homeRegion, regions } = organization;
  const { passwordPolicy, ...settings } = baseline;
  const passwords = passwordPolicy && {
    ...passwordPolicy,
    maxAgeDays: passwordPolicy.maxAgeDays === false ? null : passwordPolicy.maxAgeDays,
  };
  return {
    settings: { ...settings, passwordPolicy: passwords === false ? null : passwords },
    passwords: passwords === false ? PASSWORD_POLICY : passwords,
    regions: [...new Set([homeRegion, ...regions])],
  };
}
