/**
 * Texts with IAM's wildcards: `*` for any characters, `?` for any one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 *
 * A literal `*`, `?` or `$`, which IAM writes `${*}`, `${?}` and `${$}`, stands in a pattern as a
 * character of Unicode's private use, so that nothing takes it for a wildcard.
 */
const LITERALS: Readonly<Record<string, string>> = { "*": "\uE02A", "?": "\uE03F" };
const LITERAL = /[\uE02A\uE03F]/;

/** A text with its `*` and `?` made literal. */
export function literal(text: string): string {
  return text.replaceAll(/[*?]/g, (char) => LITERALS[char] ?? char);
}

/** A pattern as people write it. */
export function globText(pattern: string): string {
  return pattern.replaceAll("\uE02A", "${*}").replaceAll("\uE03F", "${?}");
}

/** Has it a literal `*` or `?`? */
export function hasLiterals(pattern: string): boolean {
  return LITERAL.test(pattern);
}

export function hasWildcards(pattern: string): boolean {
  return pattern.includes("*") || pattern.includes("?");
}

const same = (a: string | undefined, b: string | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && (LITERALS[a] === b || LITERALS[b] === a));

/** Does the text, in which nothing is a wildcard, match the pattern? */
export function globMatches(pattern: string, text: string): boolean {
  if (pattern === "*") return true;
  if (isPrefix(pattern)) return text.startsWith(pattern.slice(0, -1));
  return matchFrom(pattern, text, false);
}

/** The same for many texts. */
export function globTest(pattern: string): (text: string) => boolean {
  if (pattern === "*") return () => true;
  if (isPrefix(pattern)) {
    const prefix = pattern.slice(0, -1);
    return (text) => text.startsWith(prefix);
  }
  if (!hasWildcards(pattern) && !hasLiterals(pattern)) return (text) => text === pattern;
  return (text) => matchFrom(pattern, text, false);
}

/** Is it a text and then anything? */
function isPrefix(pattern: string): boolean {
  const star = pattern.indexOf("*");
  if (star < 0 || star < pattern.length - 1) return false;
  return !pattern.includes("?") && !hasLiterals(pattern);
}

/**
 * Does every text that matches `special` match `general`? Wildcards of `special` count as characters
 * of their own, which only wildcards of `general` take. Never wrongly yes.
 */
export function globCovers(general: string, special: string): boolean {
  if (general === "*" || general === special) return true;
  return matchFrom(general, special, true);
}

/** Greedy matching that goes back to the last `*` alone, so it is never exponential. */
function matchFrom(pattern: string, text: string, textHasWildcards: boolean): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const char = pattern[p];
    if (char === "*") {
      star = p;
      p += 1;
      resume = t;
    } else if (takes(char, text[t] ?? "", textHasWildcards)) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      t = resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}

function takes(pattern: string | undefined, text: string, textHasWildcards: boolean): boolean {
  if (textHasWildcards && text === "*") return false;
  if (pattern === "?") return true;
  if (textHasWildcards && text === "?") return false;
  return same(pattern, text);
}

/** Is there a text that matches both patterns? */
export function globsOverlap(a: string, b: string): boolean {
  if (a === b || a === "*" || b === "*") return true;
  if (!hasWildcards(a)) return globMatches(b, a);
  if (!hasWildcards(b)) return globMatches(a, b);
  // reachable[j]: a[0..i) and b[0..j) can have matched the same text. At first: stars of b alone.
  let reachable: boolean[] = [true];
  for (let j = 1; j <= b.length; j += 1)
    reachable[j] = reachable[j - 1] === true && b[j - 1] === "*";
  for (const char of a) {
    const above = reachable;
    const row: boolean[] = [char === "*" && above[0] === true];
    for (let j = 1; j <= b.length; j += 1) {
      const other = b[j - 1] ?? "";
      row[j] =
        char === "*" || other === "*"
          ? above[j] === true || row[j - 1] === true
          : above[j - 1] === true && (char === "?" || other === "?" || same(char, other));
    }
    reachable = row;
  }
  return reachable[b.length] === true;
}
