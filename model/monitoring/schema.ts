import { z } from "zod";
import { email, hints } from "../schema-values";

/** Most addresses of one list: each is a subscription that somebody confirms. */
const MOST = 50;

const told = (who: string) =>
  z
    .array(email)
    .max(MOST)
    .register(hints, {
      allowed: `a list of at most ${MOST} e-mail addresses`,
      fix: 'write e.g. ["security@acme.example"]',
    })
    .default([])
    .describe(who);

export const rootActivity = z
  .strictObject({
    notify: z
      .strictObject({
        customer: told("The customer: told of the use of root users in any account"),
        security: told("The security team: told of root users, root sessions and break-glass"),
        operations: told("The operations team: told of root users, root sessions and break-glass"),
      })
      .register(hints, {
        allowed: "a map with customer, security and operations",
        fix: 'write e.g. { security: ["security@acme.example"] }',
      })
      .prefault({})
      .describe("E-mail addresses by who they are of"),
  })
  .register(hints, {
    allowed: "a map with notify",
    fix: 'write e.g. { notify: { security: ["security@acme.example"] } }',
  })
  .prefault({})
  .describe("Who is told when root users, and break-glass, are used");
