import { LIMITS } from "../limits";
import { show } from "../problem";
import type { Rule } from "./rule";

/** People: each once, each with functions, none twice, within IAM's quotas. */
export const people: Rule = {
  reads: ["access.people"],
  *check({ access }) {
    const names = new Map<string, string>();
    for (const [index, { name, functions }] of access.people.entries()) {
      const path = ["access", "people", index];
      const other = names.get(name.toLowerCase());
      if (other !== undefined) {
        yield {
          path: [...path, "name"],
          message: `${show(name)} is there already, as ${show(other)}; IAM's user names differ in more than case`,
          fix: "merge the two entries, or rename one",
        };
      }
      names.set(name.toLowerCase(), name);
      if (functions.length === 0) {
        yield {
          path: [...path, "functions"],
          message: `${name} has no function, so there is nothing that ${name} could do`,
          fix: "give the person a function, or take the person out",
        };
      }
      for (const [at, fn] of functions.entries()) {
        if (functions.indexOf(fn) === at) continue;
        yield {
          path: [...path, "functions", at],
          message: `${name} has the function "${fn}" twice`,
          fix: "take one out",
        };
      }
      // One group per function, and one for everybody.
      if (functions.length + 1 > LIMITS.groupsPerUser.value) {
        yield {
          path: [...path, "functions"],
          message: `${name} would be in ${functions.length + 1} groups, one for each function and one for everybody; IAM allows ${LIMITS.groupsPerUser.value}`,
          fix: "define one function that permits what several do",
        };
      }
    }
    if (access.people.length > LIMITS.users.value) {
      yield {
        path: ["access", "people"],
        atKey: true,
        message: `${access.people.length} people; IAM allows ${LIMITS.users.value} users in an account`,
        fix: "use federation for an organization of this size",
      };
    }
  },
};
