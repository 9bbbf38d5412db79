/** Users of the access account as AWS has them, and what is wrong with them. */

export interface LiveKey {
  readonly id: string;
  readonly active: boolean;
  /** ISO 8601, as all times here. */
  readonly created: string;
  /** Null: never used. */
  readonly lastUsed: string | null;
}

export interface LiveDevice {
  readonly serial: string;
  readonly kind: DeviceKind;
  readonly since: string;
}

export type DeviceKind = "virtual" | "security key" | "hardware token";

export interface LiveUser {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly created: string;
  readonly password: { readonly since: string; readonly lastUsed: string | null } | null;
  readonly devices: readonly LiveDevice[];
  readonly keys: readonly LiveKey[];
}

/**
 * Kind of a device, by its serial number: ARNs for virtual devices and security keys, the number on
 * its back for a hardware token.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function deviceKind(serial: string): DeviceKind {
  if (/^arn:[^:]*:iam::\d*:mfa\//.test(serial)) return "virtual";
  return /^arn:[^:]*:iam::\d*:u2f\//.test(serial) ? "security key" : "hardware token";
}

export const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days between two times. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** `2026-11-21 18:00 UTC`. */
export function timeWords(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}
