import type { Found } from "../access/principals";
import { UsageError } from "./exit";

/** Mistakes in use, gathered so that whoever made them learns of all at once. */
export interface Mistakes {
  readonly note: (message: string) => void;
  /** The value, or undefined after noting why there is none. */
  readonly take: <T>(found: Found<T>) => T | undefined;
  /** The same for what throws a UsageError. */
  readonly attempt: <T>(work: () => T) => T | undefined;
  /** The text of an option that must be there. */
  readonly needed: (text: string | undefined, option: string, what: string) => string | undefined;
  readonly any: () => boolean;
  /** All of them as one error. */
  readonly error: () => UsageError;
}

export function gatherMistakes(): Mistakes {
  const messages: string[] = [];
  const note = (message: string): void => {
    messages.push(message);
  };
  return {
    note,
    take: (found) => {
      if (found.ok) return found.value;
      note(found.message);
      return undefined;
    },
    attempt: (work) => {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        note(error.message);
        return undefined;
      }
    },
    needed: (text, option, what) => {
      if (text === undefined) note(`${option} is missing: ${what}`);
      return text;
    },
    any: () => messages.length > 0,
    error: () =>
      new UsageError(
        messages.length === 1
          ? messages.join("")
          : `${messages.length} mistakes:\n${messages.map((one) => `  - ${one}`).join("\n")}`,
      ),
  };
}
