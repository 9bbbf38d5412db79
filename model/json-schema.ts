import { z } from "zod";
import { stackSchema } from "./schema";
import { hints } from "./schema-values";

/** The stack file's grammar as JSON Schema, by which editors complete and check. */
export function jsonSchema(): unknown {
  return {
    title: "Stack file of the landing zone",
    ...z.toJSONSchema(stackSchema, {
      io: "input",
      target: "draft-7",
      // What a value may be, in words; editors pass over it, docs/stack-file.md shows it.
      override: ({ zodSchema, jsonSchema }) => {
        const hint = hints.get(zodSchema as unknown as z.ZodType);
        if (hint) jsonSchema["x-allowed"] = hint.allowed;
      },
    }),
  };
}
