import type { ContextValue } from "../access/policy/context";
import type { Mistakes } from "./mistakes";

/** `aws:SourceIp`, `kms:EncryptionContext:team`, `token.actions.githubusercontent.com:sub`. */
const KEY = /^[A-Za-z0-9][\w./-]*:\S/;

const EXAMPLE = "a condition key is written like aws:SourceIp";

/** What `--context k=v` and `--without k` say of a request: values by key, null for no such key. */
export function requestKeys(
  given: readonly string[],
  without: readonly string[],
  mistakes: Mistakes,
): Readonly<Record<string, ContextValue>> {
  const values = new Map<string, { readonly key: string; readonly values: string[] }>();
  for (const text of given) {
    const [, key = "", value = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    if (!text.includes("=")) mistakes.note(`--context ${text}: write KEY=VALUE`);
    else if (!KEY.test(key)) mistakes.note(`--context ${text}: ${EXAMPLE}`);
    else if (value === "") {
      mistakes.note(
        `--context ${text}: the value is missing; for a request without the key, --without ${key}`,
      );
    } else {
      // Condition keys have no case.
      const known = values.get(key.toLowerCase());
      if (known) known.values.push(value);
      else values.set(key.toLowerCase(), { key, values: [value] });
    }
  }
  for (const key of without) {
    if (!KEY.test(key)) mistakes.note(`--without ${key}: ${EXAMPLE}`);
    else if (values.has(key.toLowerCase())) {
      mistakes.note(`${key} cannot be given by --context and be missing by --without`);
    }
  }
  return Object.fromEntries([
    ...[...values.values()].map(
      ({ key, values: [first = "", ...more] }): [string, ContextValue] => [
        key,
        more.length === 0 ? first : [first, ...more],
      ],
    ),
    ...without.map((key): [string, ContextValue] => [key, null]),
  ]);
}
