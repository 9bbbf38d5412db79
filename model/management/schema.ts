import { z } from "zod";
import { hints, text, whole } from "../schema-values";

/** Most addresses that AWS tells of one thing. */
const MOST_ADDRESSES = 10;

/**
 * An address that AWS writes to: of an alternate contact, or of who is told of costs.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_AlternateContact.html
 */
const address = text(
  /^[\w+=.#|!&-]+@[\w-]+(\.[\w-]+)*\.\w+$/,
  254,
  "an e-mail address",
  'write it like "finance@example.com"',
);

const notify = z
  .array(address)
  .min(1)
  .max(MOST_ADDRESSES)
  .register(hints, {
    allowed: `a list of 1 to ${MOST_ADDRESSES} e-mail addresses`,
    fix: "write e.g. [finance@example.com]",
  });

const amount = z.number().positive().max(1_000_000_000).multipleOf(0.01).register(hints, {
  allowed: "an amount above 0, with at most two digits after the point",
  fix: "write e.g. 500",
});

const keys = {
  monthly: amount.describe("Costs of a month"),
  // AWS bills in these; another currency is only what an invoice is paid in.
  currency: z.enum(["USD", "CNY"]).optional().describe("USD, or CNY in aws-cn; by the partition"),
  notify: notify
    .optional()
    .describe("Who is told; of an account, those of management.budget by default"),
};

export const budget = z.strictObject(keys).register(hints, {
  allowed: "a budget: a map with monthly, and notify",
  fix: "write e.g. { monthly: 500, notify: [finance@example.com] }",
});

/** Alternate contacts that AWS knows, in the order in which they are shown. */
export const CONTACT_KINDS = ["security", "operations", "billing"] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html */
const contact = z
  .strictObject({
    name: text(/\S/, 64, "a name of 1 to 64 characters", 'write e.g. "Security team"').describe(
      "Name of the person or team",
    ),
    title: text(/\S/, 50, "a title of 1 to 50 characters", 'write e.g. "Head of security"')
      .optional()
      .describe("Their title; what they are the contact for, by default"),
    email: address.describe("E-mail address"),
    phone: text(
      /^(?=(?:[^0-9]*[0-9]){5})[\s0-9()+-]+$/,
      25,
      "a telephone number, quoted: at least five digits, with spaces and ()+-, at most 25 characters",
      'write it like "+44 20 7946 0000"',
    ).describe("Telephone number"),
  })
  .register(hints, {
    allowed: "a contact: a map with name, email and phone",
    fix: 'write e.g. { name: "Security team", email: security@example.com, phone: "+44 20 7946 0000" }',
  });

export type Contact = z.output<typeof contact>;

export const contacts = z.strictObject({
  security: contact.optional().describe("Whom AWS tells of security matters"),
  operations: contact.optional().describe("Whom AWS tells of operations"),
  billing: contact.optional().describe("Whom AWS tells of bills"),
});

const anomalies = z
  .union([
    z.literal(false),
    z.strictObject({
      minimum: whole(1_000_000)
        .default(100)
        .describe("Smallest impact that somebody is told of, in USD"),
      notify: notify.optional().describe("Who is told; those of management.budget by default"),
    }),
  ])
  .register(hints, {
    allowed: "a map with minimum and notify, or false",
    fix: "write e.g. { minimum: 100, notify: [finance@example.com] }, or false",
  });

const tagKey = text(
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u,
  128,
  "the key of a tag",
  "write e.g. owner, or landing-zone:type",
);

export const management = z
  .strictObject({
    budget: budget
      .optional()
      .describe("Budget of the whole organization; without a number there is none"),
    anomalies: anomalies
      .optional()
      .describe(
        "Unusual costs are told by e-mail once a day; by default where somebody is told of the budget",
      ),
    costTags: z
      .array(tagKey)
      .max(500)
      .register(hints, {
        allowed: "a list of keys of tags, at most 500",
        fix: "write e.g. [owner, landing-zone:type]",
      })
      .default([])
      .describe("Tags by which costs are shown, from when AWS has seen them"),
    contacts: contacts.default({}).describe("Alternate contacts of every account"),
    rootAccess: z
      .boolean()
      .optional()
      .describe(
        "Members have no root credentials, and the access account's break-glass users alone take root sessions in them; true by default in the partition aws",
      ),
  })
  .prefault({})
  .describe("The management account: money, contacts, root users");
