import { z } from "zod";
import { stackSchema } from "./schema";

/** The stack file's grammar as JSON Schema, by which editors complete and check. */
export function jsonSchema(): unknown {
  return {
    title: "Stack file of the landing zone",
    ...z.toJSONSchema(stackSchema, { io: "input", target: "draft-7" }),
  };
}
