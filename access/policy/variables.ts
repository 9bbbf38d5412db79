import type { Context } from "./context";
import { literal } from "../../iam/glob";

/**
 * Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and the literals `${*}`,
 * `${?}` and `${$}`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export type Template = string | readonly (string | Variable)[];

interface Variable {
  /** Key in lower case. */
  readonly key: string;
  readonly text: string;
  readonly fallback: string | null;
}

/** A text whose variables are filled in. */
type Filled =
  | { readonly text: string }
  /** A key is not part of the request: the text matches nothing. */
  | { readonly missing: string }
  /** A key is not known: any text of this pattern, in which the variable stands as people write it. */
  | { readonly pattern: string; readonly written: string };

const VARIABLE = /\$\{([^}]*)\}/g;

/** Takes a text apart; policies before version 2012-10-17 have no variables. */
export function template(text: string, variables: boolean, wildcards: boolean): Template {
  if (!variables || !text.includes("${")) return text;
  const parts: (string | Variable)[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    parts.push(text.slice(end, match.index));
    parts.push(piece(match[1] ?? "", wildcards));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts.every((part) => typeof part === "string") ? parts.join("") : parts;
}

function piece(inside: string, wildcards: boolean): string | Variable {
  if (inside === "*" || inside === "?") return wildcards ? literal(inside) : inside;
  if (inside === "$") return "$";
  const [, key = inside, fallback] = /^\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inside) ?? [];
  return { key: key.toLowerCase(), text: `\${${inside}}`, fallback: fallback ?? null };
}

/** Fills variables in. Values of the request are taken as they are: their `*` is no wildcard. */
export function fill(parts: Template, context: Context, wildcards: boolean): Filled {
  if (typeof parts === "string") return { text: parts };
  let text = "";
  let written = "";
  let known = true;
  for (const part of parts) {
    if (typeof part === "string") {
      text += part;
      written += part;
      continue;
    }
    const value = context(part.key);
    if (value === undefined) {
      known = false;
      text += "*";
      written += part.text;
      continue;
    }
    const single = typeof value === "string" ? value : part.fallback;
    if (single === null) return { missing: part.key };
    text += wildcards ? literal(single) : single;
    written += single;
  }
  return known ? { text } : { pattern: text, written };
}
