import type { Rule } from "./rule";

/** Tags are spelt in one way, and enforced for types of resources. */
export const tagPolicy: Rule = {
  reads: ["guardrails.tags"],
  *check({ guardrails: { tags } }) {
    const seen = new Map<string, string>();
    for (const [key, { enforcedFor }] of Object.entries(tags)) {
      const path = ["guardrails", "tags", key];
      const other = seen.get(key.toLowerCase());
      if (other !== undefined) {
        yield {
          path,
          atKey: true,
          message: `"${key}" and "${other}" differ in case alone; a tag policy says one spelling`,
          fix: "keep the right one",
        };
      }
      seen.set(key.toLowerCase(), key);
      for (const [index, type] of enforcedFor.entries()) {
        if (/^[a-z0-9-]+:(\*|[A-Za-z0-9-]+)$/.test(type)) continue;
        yield {
          path: [...path, "enforcedFor", index],
          message: `"${type}" is not a resource type; allowed: service:type, or service:*`,
          fix: 'write it like "ec2:instance"',
        };
      }
    }
  },
};
