import { z } from "zod";

export const baseline = z
  .strictObject({})
  .prefault({})
  .describe("Settings of every account that are no roles");
