import assert from "node:assert/strict";
import type { PolicyDocument } from "../../iam/document";
import { LONGEST } from "../../iam/placeholder";
import { sizeOf } from "../../iam/render";
import { LIMITS, type Limit } from "../../model/limits";
import { filledDocument } from "./documents";
import { plans } from "./stacks";

/** How much of a managed policy the boundary may take: it will grow with the landing zone. */
const BOUNDARY_SHARE = 0.75;

describe("sizes of documents, with the longest values", () => {
  for (const { name, plan } of plans()) {
    const { boundary, logs, people, roles } = plan;
    const rows: readonly (readonly [string, PolicyDocument | null, Limit, number?])[] = [
      ["the boundary", boundary, LIMITS.managedPolicy, BOUNDARY_SHARE],
      ["the people's policy", people.policy, LIMITS.managedPolicy],
      ["the log bucket's policy", logs.bucketPolicy, LIMITS.bucketPolicy],
      ["the log key's policy", logs.keyPolicy, LIMITS.keyPolicy],
      ...people.groups.map(
        ({ function: fn, policy }) =>
          [`the group of ${fn}`, policy, LIMITS.groupInlinePolicies] as const,
      ),
      ...roles.flatMap(
        ({ type, function: fn, trust, policies }) =>
          [
            [`the trust of ${fn} in ${type}`, trust, LIMITS.roleTrustPolicy],
            [`permissions of ${fn} in ${type}`, policies.inline, LIMITS.roleInlinePolicies],
          ] as const,
      ),
    ];
    it(`${name}: ${rows.length} documents fit`, () => {
      const tooLarge = rows.flatMap(([what, policy, limit, share = 1]) => {
        const size = policy ? sizeOf(policy) : 0;
        return size > limit.value * share ? [`${what}: ${size} of ${limit.value}`] : [];
      });
      assert.deepEqual(tooLarge, []);
    });

    it(`${name}: a size is the length of what AWS gets`, () => {
      for (const [what, policy] of rows) {
        if (!policy) continue;
        const sent = JSON.stringify(filledDocument(policy, LONGEST));
        assert.equal(sizeOf(policy), sent.length, what);
      }
    });

    it(`${name}: roles and users carry no more than IAM attaches`, () => {
      for (const { type, function: fn, policies } of roles) {
        const count = policies.managed.length;
        assert.ok(count <= LIMITS.managedPoliciesPerRole.value, `${fn} in ${type}: ${count}`);
      }
    });
  }
});
