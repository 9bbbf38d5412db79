import { globMatches } from "../../iam/glob";
import type { Registered } from "../../access/registered/resource";
import { isMap, isUnknown, listOf, UNKNOWN, type Known } from "../../access/registered/values";
import type { Rule, Settings } from "./rule";

/** Tags that the landing zone itself goes by. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  "aws:organizations/account:Account": ["landing-zone:type"],
};

export const tagsAreThere: Rule = {
  name: "tags-are-there",
  sentence: "Resources carry the tags that are required of their type",
  why: "without tags nobody knows whose something is, what it costs whom, and what may be done to it",
  settings: {
    tags: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string" } },
      description:
        "tags by type of resource, in which * stands for any characters; besides landing-zone:type of accounts",
    },
  },
  *resource(resource, _zone, settings) {
    const required = requiredOf(resource.type, settings);
    // An account that is imported keeps the tags that it has, and gets its own in the next run.
    if (required.length === 0 || resource.ignores.includes("tags")) return;
    const tags = tagsOf(resource);
    if (isUnknown(tags)) {
      yield { unseen: "tags" };
      return;
    }
    const missing = required.filter((name) => (tags.get(name) ?? "") === "");
    if (missing.length === 0) return;
    const there = [...tags.keys()].sort();
    yield {
      found: `${resource.type} ${resource.name} lacks ${missing.join(", ")}; it has ${there.length === 0 ? "no tags" : there.join(", ")}`,
      allowed: `every ${resource.type} has the tags ${required.join(", ")}, none of them empty`,
      fix: "Add them to its tags, or to the defaultTags of its provider",
    };
  },
};

function requiredOf(type: string, { tags }: Settings): readonly string[] {
  const own = Object.entries(OWN);
  const set = isMap(tags) ? Object.entries(tags) : [];
  const names = [...own, ...set]
    .filter(([pattern]) => globMatches(pattern, type))
    .flatMap(([, required]) => listOf(required).map(String));
  return [...new Set(names)];
}

/** Tags as the providers write them: a map, or a list of keys and values. */
function tagsOf({ inputs, provider }: Registered): Known<ReadonlyMap<string, unknown>> {
  const { tags } = inputs;
  if (isUnknown(tags)) return UNKNOWN;
  const own = Array.isArray(tags)
    ? listOf(tags).flatMap((one): (readonly [string, unknown])[] =>
        isMap(one) ? [[String(one.key), one.value]] : [],
      )
    : Object.entries(isMap(tags) ? tags : {});
  return new Map([...defaultTags(provider?.inputs.defaultTags), ...own]);
}

/** A provider gets its default tags as JSON text. */
function defaultTags(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value === "string") {
    try {
      return defaultTags(JSON.parse(value));
    } catch {
      return [];
    }
  }
  return isMap(value) && isMap(value.tags) ? Object.entries(value.tags) : [];
}
