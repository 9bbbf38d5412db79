/**
 * Looks for passwords and keys in any JSON: properties that are called like one, and texts that look
 * like one, wherever they are.
 */

/** Names of properties that hold a secret, whole: policies of passwords are none. */
const NAMES =
  /^(encrypted|initial|plaintext)?(password|secret|secretkey|secretaccesskey|accesskey|accesskeyid|sessiontoken|token|privatekey|sessmtppasswordv4|apikey|clientsecret)$/i;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const KEY_ID = /\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** A word of forty characters of base64, as secret access keys are. */
const WORDS = /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;

/** Paths of what is, or might be, a secret. */
export function secretsIn(value: unknown, path = ""): readonly string[] {
  if (typeof value === "string") return looksSecret(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((one, at) => secretsIn(one, `${path}[${at}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = path === "" ? key : `${path}.${key}`;
    if (NAMES.test(key) && inner !== undefined && inner !== null && inner !== "") return [here];
    return secretsIn(inner, here);
  });
}

function looksSecret(text: string): boolean {
  return (
    KEY_ID.test(text) ||
    PRIVATE_KEY.test(text) ||
    [...text.matchAll(WORDS)].some(([word]) => isMixed(word))
  );
}

/** Random base64 has all kinds of characters; names in paths do not, nor do hexadecimal hashes. */
function isMixed(word: string): boolean {
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && /[0-9]/.test(word);
}
