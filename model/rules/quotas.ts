import { RESERVED_PATH } from "../../iam/names";
import { sizeOf } from "../../iam/render";
import { identitySizes } from "../identity-sizes";
import { LIMITS, type Limit } from "../limits";
import { planLandingZone, type PlannedRole } from "../plan";
import type { Path } from "../problem";
import { isCoreAccount } from "../catalogue";
import type { Stack } from "../schema";
import { OWN_PLACEHOLDERS } from "./custom-guardrails";
import type { Rule } from "./rule";

/** What would be built fits into AWS's limits, with the longest values that ids can have. */
export const quotas: Rule = {
  reads: [
    "organization",
    "accounts",
    "accountTypes",
    "functions",
    "permissions",
    "access",
    "audit",
    "guardrails",
  ],
  *check(stack) {
    // The rules on permissions and guardrails report these; no document can be made of them.
    const texts = JSON.stringify([stack.permissions, stack.guardrails]);
    if (texts.replaceAll(OWN_PLACEHOLDERS, "").includes("{{")) return;
    const plan = planLandingZone(stack);
    const reported = new Set<string>();
    for (const role of plan.roles) {
      const path = placeOf(stack, role);
      const { managed, inline } = role.policies;
      const checks: readonly (readonly [string, number, Limit])[] = [
        [
          `the role path and name of the function "${role.function}"`,
          RESERVED_PATH.length + role.name.length,
          LIMITS.rolePathAndName,
        ],
        [`the trust policy of "${role.function}"`, sizeOf(role.trust), LIMITS.roleTrustPolicy],
        [
          `the inline policy of the level "${role.level}"`,
          inline ? sizeOf(inline) : 0,
          LIMITS.roleInlinePolicies,
        ],
        [`the level "${role.level}"`, managed.length, LIMITS.managedPoliciesPerRole],
      ];
      for (const [what, found, limit] of checks) {
        if (found <= limit.value || reported.has(what)) continue;
        reported.add(what);
        yield {
          path,
          atKey: true,
          message: `${what} has ${found} ${limit.unit === "items" ? "managed policies" : limit.unit}; AWS allows ${limit.value}`,
          fix:
            limit.unit === "items"
              ? "keep fewer managed policies"
              : path[0] === "audit"
                ? "list fewer buckets"
                : "shorten it, e.g. with wildcards",
        };
      }
    }
    const ceiling = sizeOf(plan.boundary);
    if (ceiling > LIMITS.managedPolicy.value) {
      yield {
        path: ["accounts"],
        atKey: true,
        message: `the permissions boundary, which names every accessRole, has ${ceiling} characters; AWS allows ${LIMITS.managedPolicy.value}`,
        fix: "give the roles by which accounts are entered the same name in all of them",
      };
    }
    for (const { name, template } of plan.types) {
      if (template && Buffer.byteLength(template.body) > LIMITS.templateInline.value) {
        yield {
          path: Object.hasOwn(stack.accountTypes, name) ? ["accountTypes", name] : ["permissions"],
          atKey: true,
          message: `the StackSet template of type ${name} has ${Buffer.byteLength(template.body)} bytes; CloudFormation takes ${LIMITS.templateInline.value} inline`,
          fix: "define fewer functions for this type, or shorter statements",
        };
      }
    }
    for (const { what, found, limit, path, fix } of identitySizes(stack, plan)) {
      if (found <= limit.value || reported.has(what)) continue;
      reported.add(what);
      const unit = limit.unit === "items" ? "permission sets" : limit.unit;
      yield {
        path,
        atKey: true,
        message: `${what} has ${found} ${unit}; AWS allows ${limit.value}`,
        fix,
      };
    }
    if (plan.people.groups.length + 1 > LIMITS.groups.value) {
      yield {
        path: ["functions"],
        atKey: true,
        message: `${plan.people.groups.length + 1} groups; IAM allows ${LIMITS.groups.value} in an account`,
        fix: "define fewer functions",
      };
    }
  },
};

function placeOf(stack: Stack, role: PlannedRole): Path {
  if (Object.hasOwn(stack.permissions, role.level)) return ["permissions", role.level];
  if (isCoreAccount(role.type)) return ["audit", "buckets", "auditor"];
  return Object.hasOwn(stack.functions, role.function)
    ? ["functions", role.function]
    : ["functions"];
}
