import { closest, distance } from "fastest-levenshtein";

/**
 * The known word that somebody who wrote `word` most likely meant: the same letters in another
 * order, the only one that begins so, or one in which at most a third of the letters differ.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = word.toLowerCase();
  const names = known.map((name) => name.toLowerCase());
  const near = closest(lower, names);
  const allowed = Math.max(1, Math.floor(Math.max(word.length, near.length) / 3));
  const index =
    distance(lower, near) <= allowed
      ? names.indexOf(near)
      : (onlyOne(names, (name) => letters(name) === letters(lower)) ??
        (lower.length < 3 ? undefined : onlyOne(names, (name) => name.startsWith(lower))));
  return index === undefined ? undefined : known[index];
}

/** Position of the only name that fits. */
function onlyOne(names: readonly string[], fits: (name: string) => boolean): number | undefined {
  const first = names.findIndex(fits);
  return first >= 0 && first === names.findLastIndex(fits) ? first : undefined;
}

const letters = (word: string): string => Array.from(word).sort().join("");

/** `did you mean "x"?`, or the fallback when no known word is near. */
export function suggestion(word: string, known: readonly string[], otherwise: string): string {
  const near = nearest(word, known);
  return near === undefined ? otherwise : `did you mean "${near}"?`;
}
