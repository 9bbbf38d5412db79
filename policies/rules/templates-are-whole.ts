import { placeOf } from "../../access/registered/resource";
import type { Rule } from "./rule";

export const templatesAreWhole: Rule = {
  name: "templates-are-whole",
  sentence:
    "Templates of stacks and StackSets are in the program as they are deployed, so that these rules hold inside them, too",
  why: "what a template makes in many accounts is no resource of the program, and nobody would see it",
  *each(thing) {
    const { shape } = thing;
    if (shape.kind === "unknown template") yield { unseen: "templateBody" };
    if (shape.kind !== "unreadable template") return;
    yield {
      found: `the template of ${placeOf(thing)} cannot be judged: ${shape.why}`,
      allowed:
        "a template is given as templateBody, in JSON or YAML, without macros and nested stacks",
      fix: "Give the whole template as templateBody; write out what a macro or a nested stack would make",
    };
  },
};
