import { LIMITS } from "../limits";
import { show } from "../problem";
import type { Rule } from "./rule";

/** Tags that the program sets itself. */
const OWN_TAGS = 2;

/** Tags within AWS's limits, and none that the program sets itself. */
export const tags: Rule = {
  reads: ["accounts.tags"],
  *check({ accounts }) {
    for (const [index, account] of accounts.entries()) {
      const path = ["accounts", index, "tags"];
      const entries = Object.entries(account.tags);
      const most = LIMITS.tags.value - OWN_TAGS;
      if (entries.length > most) {
        yield {
          path,
          atKey: true,
          message: `${entries.length} tags; AWS allows ${LIMITS.tags.value}, of which the landing zone sets ${OWN_TAGS}`,
          fix: `keep at most ${most}`,
        };
      }
      for (const [key, value] of entries) {
        if (/^(aws|landing-zone):/i.test(key) || key === "owner") {
          yield {
            path: [...path, key],
            atKey: true,
            message: `the tag "${key}" is set by ${/^aws:/i.test(key) ? "AWS" : "the landing zone"}`,
            fix: key === "owner" ? "write owner: beside tags:" : "choose another key",
          };
        } else if (!isTagText(key, LIMITS.tagKey.value) || key === "") {
          yield {
            path: [...path, key],
            atKey: true,
            message: `found the tag key ${show(key)}; allowed: 1 to ${LIMITS.tagKey.value} letters, digits, spaces and _.:/=+-@`,
            fix: "rename the tag",
          };
        }
        if (!isTagText(value, LIMITS.tagValue.value)) {
          yield {
            path: [...path, key],
            message: `found ${show(value)}; allowed: at most ${LIMITS.tagValue.value} letters, digits, spaces and _.:/=+-@`,
            fix: "leave out other characters",
          };
        }
      }
    }
  },
};

function isTagText(text: string, max: number): boolean {
  return text.length <= max && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);
}
