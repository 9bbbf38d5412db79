/**
 * What is unknown before accounts exist stands in documents as a placeholder, `{{…}}`. Nothing else
 * in a document depends on a single account, so documents are made once per account type.
 */
export const PLACEHOLDERS = [
  "account:self",
  "account:management",
  "account:audit",
  "account:network",
  "account:access",
  "organization:id",
  "partition",
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Longest values that AWS gives, for sizes: 12-digit ids, `o-` and 32, the longest partition. */
export const LONGEST: Readonly<Record<Placeholder, string>> = {
  "account:self": "000000000000",
  "account:management": "000000000000",
  "account:audit": "000000000000",
  "account:network": "000000000000",
  "account:access": "000000000000",
  "organization:id": `o-${"0".repeat(32)}`,
  partition: "aws-us-gov",
};

const PATTERN = /\{\{([^{}]*)\}\}/g;

/** A text in pieces: literals, and the placeholders between them. */
export type Piece = { readonly literal: string } | { readonly placeholder: Placeholder };

/** Takes a text apart. Throws on a placeholder that does not exist and on stray braces. */
export function pieces(text: string): readonly Piece[] {
  const result: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(PATTERN)) {
    const literal = text.slice(end, match.index);
    if (literal) result.push({ literal: checked(literal) });
    result.push({ placeholder: known(match[1] ?? "") });
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  if (rest) result.push({ literal: checked(rest) });
  return result;
}

function known(name: string): Placeholder {
  const found = PLACEHOLDERS.find((placeholder) => placeholder === name);
  if (!found) throw new Error(`unknown placeholder {{${name}}}; known: ${PLACEHOLDERS.join(", ")}`);
  return found;
}

/** JSON itself never has `{{`, so braces that are left over come from a misspelt placeholder. */
function checked(literal: string): string {
  if (literal.includes("{{")) throw new Error(`a placeholder is left over in ${literal}`);
  return literal;
}
