/** Exit codes of every command. */
export const EXIT = {
  fine: 0,
  /** The answer is no: invalid, unexpected access, drift. */
  no: 1,
  /** Wrong usage. */
  usage: 2,
} as const;

/** A mistake in how a command was called, e.g. a file that does not exist. */
export class UsageError extends Error {}

/** Takes the exit code of a command. */
export type Finish = (code: number) => void;
