/**
 * An event pattern of EventBridge, as plain data with placeholders.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export interface EventPattern {
  readonly [field: string]:
    EventPattern | readonly (EventPattern | string | boolean)[] | string | boolean;
}

/**
 * Sign-ins have two spellings: that of AWS's page, and that of events that were seen.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
const DETAIL_TYPES = [
  "AWS API Call via CloudTrail",
  "AWS Console Sign In via CloudTrail",
  "AWS Console Signin via CloudTrail",
  "AWS Service Event via CloudTrail",
];

/**
 * What CloudTrail records and any of the patterns has. Nobody but AWS sends events whose source begins
 * like this: PutEvents refuses them, and what is forwarded keeps its source and its account.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export function anyOf(patterns: readonly EventPattern[]): EventPattern {
  const [only, ...others] = patterns;
  if (!only) throw new Error("a rule without a pattern matches everything");
  return {
    source: [{ prefix: "aws." }],
    "detail-type": DETAIL_TYPES,
    // With one element alone, AWS takes `$or` for the name of a field.
    ...(others.length === 0 ? only : { $or: patterns }),
  };
}
