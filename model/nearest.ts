import { closest, distance } from "fastest-levenshtein";

/**
 * The known word that somebody who wrote `word` most likely meant, or undefined when none is near
 * (more than a third of the letters differ).
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = word.toLowerCase();
  const best = closest(lower, [...known]);
  const allowed = Math.max(1, Math.floor(Math.max(word.length, best.length) / 3));
  return distance(lower, best.toLowerCase()) <= allowed ? best : undefined;
}

/** `did you mean "x"?`, or the fallback when no known word is near. */
export function suggestion(word: string, known: readonly string[], otherwise: string): string {
  const near = nearest(word, known);
  return near === undefined ? otherwise : `did you mean "${near}"?`;
}
