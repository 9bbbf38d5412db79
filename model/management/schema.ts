import { z } from "zod";

export const management = z
  .strictObject({})
  .prefault({})
  .describe("The management account: money, contacts, root users");
