import type { PolicyDocument } from "../iam/document";
import { bucketArn } from "../iam/names";
import { monitoringPolicies } from "./monitoring/policies";
import type { Plan } from "./plan";
import type { CoreAccount } from "./schema";

/** The policy of a resource of a core account, as decisions about the resource find it. */
export interface PolicyOn {
  readonly account: CoreAccount;
  /** What it is called in answers, e.g. `log bucket`. */
  readonly name: string;
  /** ARNs with placeholders and patterns; none for a key, whose id is unknown before it is made. */
  readonly on: readonly string[];
  /** Alias of a key, by which requests say that they are about it; null for all else. */
  readonly alias: string | null;
  readonly policy: PolicyDocument;
}

/** A bucket's policy is its objects' too. */
export function onBucket(
  account: CoreAccount,
  name: string,
  bucket: string,
  policy: PolicyDocument,
): PolicyOn {
  const arn = bucketArn(bucket);
  return { account, name, on: [arn, `${arn}/*`], alias: null, policy };
}

export function onKey(
  account: CoreAccount,
  name: string,
  alias: string,
  policy: PolicyDocument,
): PolicyOn {
  return { account, name, on: [], alias, policy };
}

/** The policies of all resources that the plan has in core accounts. */
export function policiesOn({
  logs,
  monitoring,
}: Pick<Plan, "logs" | "monitoring">): readonly PolicyOn[] {
  return [
    onBucket("audit", "log bucket", logs.bucketName, logs.bucketPolicy),
    ...logs.buckets.map(({ kind, bucketName, policy }) =>
      onBucket("audit", `${kind} bucket`, bucketName, policy),
    ),
    onKey("audit", "log key", logs.keyAlias, logs.keyPolicy),
    ...monitoringPolicies(monitoring),
  ];
}
