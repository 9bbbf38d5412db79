import type { ContextValue } from "./policy/context";

/** What nobody does to logs, not even who has everything in their account. */
export const DELETIONS = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
] as const;

export interface LogAttempt {
  /** ` without TLS`, or nothing. */
  readonly how: string;
  readonly actions: readonly string[];
  readonly context: Readonly<Record<string, ContextValue>>;
}

/**
 * What the policy of a log bucket refuses even the administrators of its account.
 * @param all All that can be done with a bucket and its objects.
 */
export function attemptsOnLogs(all: readonly string[]): readonly LogAttempt[] {
  return [
    { how: "", actions: DELETIONS, context: {} },
    { how: " without TLS", actions: all, context: { "aws:SecureTransport": "false" } },
  ];
}
