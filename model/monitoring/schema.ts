import { z } from "zod";

export const rootActivity = z
  .strictObject({})
  .prefault({})
  .describe("Who is told when root users, and break-glass, are used");
