import { z } from "zod";
import { LIMITS } from "./limits";

/** Kinds of values that several parts of the stack file's grammar share. */

/** What a value may be and what to write instead, for messages. */
export const hints = z.registry<{ allowed: string; fix: string }>();

/** A string of a given form, with its form in words. */
export function text(pattern: RegExp, max: number, allowed: string, fix: string) {
  return z.string().regex(pattern).min(1).max(max).register(hints, { allowed, fix });
}

export const accountId = text(
  /^[0-9]{12}$/,
  12,
  "twelve digits, quoted",
  'write the account id as twelve digits in quotes, e.g. "111111111111"',
);

export const accountName = text(
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
  LIMITS.accountName.value,
  `lowercase letters, digits and inner hyphens, 1 to ${LIMITS.accountName.value} of them`,
  'write it like "web-production"',
);

export const word = (what: string, max: number, example: string) =>
  text(
    /^[a-z][a-z0-9-]*$/,
    max,
    `a ${what}: a lowercase letter, then lowercase letters, digits and hyphens, at most ${max} characters`,
    `rename it, e.g. "${example}"`,
  );

export const roleName = text(
  /^[\w+=,.@-]+$/,
  LIMITS.rolePathAndName.value,
  `an IAM role name: letters, digits and +=,.@_-, at most ${LIMITS.rolePathAndName.value} characters`,
  'write the role\'s name without path, e.g. "OrganizationAccountAccessRole"',
);

export const email = z
  .string()
  .min(1)
  .register(hints, { allowed: "an e-mail address", fix: 'write it like "aws@example.com"' });

export const emailTemplate = z.string().min(1).register(hints, {
  allowed: "an e-mail address with {account} in it",
  fix: 'write e.g. "aws+{account}@example.com"',
});

/** A name that a rule looks up. */
export const nameOf = (what: string, example: string) =>
  z.string().register(hints, { allowed: `the name of ${what}`, fix: `write e.g. ${example}` });

export const sessionHours = z
  .int()
  .min(1)
  .max(LIMITS.roleSessionMax.value)
  .register(hints, {
    allowed: `whole hours from 1 to ${LIMITS.roleSessionMax.value}`,
    fix: "write a whole number, e.g. 4",
  });

export const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]).register(hints, {
  allowed: "a string or a list of strings",
  fix: 'write e.g. ["s3:Get*", "s3:List*"]',
});

export const day = text(
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  10,
  "a day, quoted, as YYYY-MM-DD",
  'write it like "2027-03-31"',
);

export const reason = z
  .string()
  .trim()
  .min(1)
  .register(hints, { allowed: "a reason, in words", fix: "say why, and who agreed to it" });

export const whole = (most: number) =>
  z
    .int()
    .min(1)
    .max(most)
    .register(hints, { allowed: `a whole number from 1 to ${most}`, fix: "write a whole number" });
