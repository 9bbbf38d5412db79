import { randomInt } from "node:crypto";

/** Letters and digits that nobody takes for another one; symbols that IAM takes and people find. */
const CLASSES = [
  "ABCDEFGHJKLMNPQRSTUVWXYZ",
  "abcdefghijkmnopqrstuvwxyz",
  "23456789",
  "!@#%*_+-=",
] as const;

const ALPHABET = CLASSES.join("");

/** 24 characters of 66 are 145 bits. */
export const SHORTEST = 24;

/**
 * A random password of every class of characters, and so one that satisfies whatever password policy
 * an account can have: policies ask for a length of up to 128 and for classes.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
 *
 * Drawn until every class is there: all such passwords are equally likely.
 * @param minimum Length that the account asks for.
 * @param pick A random whole number from 0 to below its argument.
 */
export function randomPassword(
  minimum: number,
  pick: (below: number) => number = randomInt,
): string {
  const length = Math.max(SHORTEST, minimum);
  for (;;) {
    const drawn = Array.from({ length }, () => ALPHABET.charAt(pick(ALPHABET.length)));
    if (CLASSES.every((each) => drawn.some((char) => each.includes(char)))) return drawn.join("");
  }
}
