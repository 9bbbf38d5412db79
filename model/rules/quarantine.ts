import type { Rule } from "./rule";

/** Quarantine is a guardrail. */
export const quarantine: Rule = {
  reads: ["guardrails.attach", "accounts.name", "accounts.lifecycle"],
  *check({ guardrails: { attach }, accounts }) {
    if (attach !== "none") return;
    for (const [index, { name, lifecycle }] of accounts.entries()) {
      if (!lifecycle.includes("quarantine")) continue;
      yield {
        path: ["accounts", index, "lifecycle"],
        message: `${name} would be in quarantine without the guardrail that makes it one: guardrails.attach is none`,
        fix: "write attach: units, or attach: everywhere",
      };
    }
  },
};
