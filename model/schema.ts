import { z } from "zod";
import { RESERVED_PATH } from "../iam/names";
import { access } from "./access-schema";
import { audit } from "./audit/schema";
import { baseline } from "./baseline/schema";
import { LIMITS } from "./limits";
import { budget, contacts, management } from "./management/schema";
import { rootActivity } from "./monitoring/schema";
import { network } from "./network/schema";
import { PARTITIONS } from "./regions";
import {
  accountId,
  accountName,
  day,
  email,
  emailTemplate,
  hints,
  nameOf,
  oneOrMore,
  reason,
  roleName,
  sessionHours,
  text,
  whole,
  word,
} from "./schema-values";

/**
 * The stack file's grammar: keys, types and defaults. What one value alone cannot show (uniqueness,
 * references, quotas) is in `rules/`. Keys are strict: an unknown one is a problem.
 */

/** Words that are fixed by the architecture, in the order in which they are shown. */
export const CORE_ACCOUNTS = ["management", "audit", "network", "access"] as const;
export type CoreAccount = (typeof CORE_ACCOUNTS)[number];
/** The core accounts that the program makes: all but the management account. */
export const CORE_MEMBERS = ["audit", "network", "access"] as const;

export const LIFECYCLES = [
  "active",
  "moving",
  "quarantined",
  "leaving",
  "leaving-quarantine",
  "left",
  "closed",
] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

const typeName = word("type name", 32, "analytics");
const functionName = word(
  "function name",
  LIMITS.rolePathAndName.value - RESERVED_PATH.length,
  "on-call",
);
const levelName = word("permission level name", 32, "operate");

const functionLevels = z.record(z.string(), nameOf("a permission level", "operate"));

const tags = z.record(z.string(), z.string());

const coreAccount = (what: string) =>
  z
    .strictObject({
      name: accountName.optional().describe("Name of the account; its role in the core by default"),
      id: accountId.optional().describe("Id of an account that exists already"),
      email: email
        .optional()
        .describe("Root e-mail address, instead of the organization's template"),
      accessRole: roleName
        .optional()
        .describe(
          "Role that the management account assumes there; OrganizationAccountAccessRole by default",
        ),
    })
    .prefault({})
    .describe(what);

const organization = z
  .strictObject({
    name: text(
      /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
      30,
      "lowercase letters, digits and inner hyphens, 1 to 30 of them",
      'write it like "acme"',
    ).describe("Short name of the organization, used in names of buckets, tags and outputs"),
    homeRegion: nameOf("an AWS region", "eu-west-1").describe(
      "Region of StackSets, the organization trail and the log bucket",
    ),
    regions: z
      .array(nameOf("an AWS region", "eu-central-1"))
      .register(hints, {
        allowed: "a list of regions",
        fix: "write e.g. [eu-west-1, eu-central-1]",
      })
      .default([])
      .describe("Governed regions beside the home region: nothing is done in any other"),
    managementAccountId: accountId.describe("Id of the management account"),
    email: emailTemplate.describe(
      "Template of root e-mail addresses: {account} and {organization} are filled in",
    ),
    partition: z.enum(PARTITIONS).default("aws").describe("AWS partition"),
    adopt: z.boolean().default(false).describe("The organization exists already and is imported"),
    id: text(
      /^o-[a-z0-9]{10,32}$/,
      34,
      "an organization id: o- and 10 to 32 lowercase letters and digits",
      "take it from `aws organizations describe-organization`",
    )
      .optional()
      .describe("Id of the organization, needed with adopt: true"),
    coreAccounts: z
      .strictObject({
        audit: coreAccount("Holds the logs of all accounts"),
        network: coreAccount("Owns the networks"),
        access: coreAccount("Holds people, and nothing else"),
      })
      .prefault({})
      .describe("Core accounts: made with these names unless said otherwise"),
  })
  .register(hints, {
    allowed: "a map with name, homeRegion, managementAccountId, email and more",
    fix: "write at least name, homeRegion, managementAccountId and email in it",
  });

const account = z
  .strictObject({
    name: accountName.describe("Name of the account, unique in the organization"),
    formerNames: z
      .array(accountName)
      .default([])
      .describe("Earlier names, oldest first: renames without loss"),
    type: nameOf("an account type", "production").describe("Account type: what the account is for"),
    id: accountId.optional().describe("Id of an account that exists already: it is imported"),
    origin: z
      .enum(["created", "invited"])
      .default("created")
      .describe("How the account came into the organization"),
    lifecycle: z
      .enum(LIFECYCLES)
      .default("active")
      .describe(
        "moving: waits in the staging unit while its type changes; quarantined: may do nothing, in a unit of its own; leaving: released from protection, leaving-quarantine: the same without leaving quarantine; left, closed: gone, kept as a record",
      ),
    email: email.optional().describe("Root e-mail address, instead of the organization's template"),
    accessRole: roleName
      .optional()
      .describe("Role that the management account assumes there, for stamping: provider"),
    owner: text(
      /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u,
      LIMITS.tagValue.value,
      `1 to ${LIMITS.tagValue.value} letters, digits, spaces and _.:/=+-@`,
      'write e.g. "team-a"',
    )
      .optional()
      .describe("Who answers for the account; a tag"),
    tags: tags.default({}).describe("Tags of the account"),
    budget: budget.optional().describe("Budget of the account"),
    contacts: contacts
      .optional()
      .describe("Alternate contacts of the account, instead of the organization's"),
  })
  .register(hints, {
    allowed: "an account: a map with name, type and what else is said of it",
    fix: "write e.g. { name: web-production, type: production }",
  });

const words = z.array(z.string()).register(hints, {
  allowed: "a list of words",
  fix: "write e.g. [s3, kms]",
});

/** A guardrail's name, or its name with what it takes: `{ only-services: [s3] }`. */
const guardrailChoice = z.union([z.string(), z.record(z.string(), words)]).register(hints, {
  allowed: "the name of a guardrail, or its name with a list of what it takes",
  fix: "write e.g. deny-regions, or { only-services: [s3, kms] }",
});

const accountType = z.strictObject({
  unit: z.string().optional().describe("Path of the organizational unit, e.g. workloads/analytics"),
  guardrails: z
    .array(guardrailChoice)
    .register(hints, {
      allowed: "a list of guardrails",
      fix: "write e.g. [deny-regions, deny-public, { only-services: [s3, kms] }]",
    })
    .optional()
    .describe(
      "Guardrails of the type's unit, instead of the built-in set; those of the whole organization hold besides",
    ),
  functions: functionLevels
    .default({})
    .describe("Permission level of each function in accounts of this type"),
});

const functionDefinition = z.strictObject({
  // What IAM takes, less the landing zone's own placeholders.
  description: text(
    /^(?![^]*\{\{)[\t\n\r\x20-\x7e\xa1-\xff]*$/,
    256,
    "at most 256 characters of western text, without {{",
    "leave out other characters",
  )
    .optional()
    .describe("What people of this function do"),
  sessionHours: sessionHours.optional().describe("Longest session of the role, in hours"),
  mfaMaxAgeHours: sessionHours.optional().describe("Oldest MFA sign-in that may enter, in hours"),
  permissions: functionLevels.default({}).describe("Permission level in each account type"),
});

const statement = z.strictObject({
  Sid: z
    .string()
    .regex(/^[A-Za-z0-9]+$/)
    .register(hints, { allowed: "letters and digits", fix: "leave out other characters" })
    .optional()
    .describe("Name of the statement"),
  Action: oneOrMore.optional().describe("Actions, as service:Action with * and ?"),
  NotAction: oneOrMore.optional().describe("All actions but these"),
  Resource: oneOrMore.optional().describe("ARNs, or *"),
  NotResource: oneOrMore.optional().describe("All resources but these"),
  Condition: z
    .record(z.string(), z.record(z.string(), oneOrMore))
    .optional()
    .describe("Conditions, by operator and key"),
});

const conditionValue = z.union([z.string(), z.number(), z.boolean()]);
const conditionValues = z.union([conditionValue, z.array(conditionValue).min(1)]).register(hints, {
  allowed: "a value or a list of values",
  fix: 'write e.g. "true", or [eu-west-1, eu-central-1]',
});

/** A statement of a guardrail as AWS publishes them; it denies, and a resource control policy says whom: everybody. */
const guardrailStatement = statement.extend({
  Effect: z
    .enum(["Deny"])
    .default("Deny")
    .describe("Deny: AWS's own FullAWSAccess stays attached, so that an Allow would say nothing"),
  Principal: z.enum(["*"]).optional().describe('"*", in resource control policies alone'),
  Condition: z
    .record(z.string(), z.record(z.string(), conditionValues))
    .optional()
    .describe("Conditions, by operator and key"),
});

const guardrailException = z
  .strictObject({
    guardrail: nameOf("a guardrail", "deny-regions").describe("Name of the guardrail"),
    account: nameOf("an account", "web-production")
      .optional()
      .describe("Account for which it does not hold; its id has to be in the file"),
    type: nameOf("an account type", "sandbox")
      .optional()
      .describe("Account type for which it does not hold"),
    reason: reason.describe("Why, and who agreed to it"),
    until: day.describe("Last day of the exception; after it lz check and pulumi preview fail"),
  })
  .register(hints, {
    allowed: "an exception: a map with guardrail, account or type, reason and until",
    fix: 'write e.g. { guardrail: deny-regions, type: sandbox, reason: "workshop", until: "2027-03-31" }',
  });

const customGuardrail = z
  .strictObject({
    name: word("guardrail name", 64, "deny-public-databases").describe("Name, unique"),
    sentence: z
      .string()
      .trim()
      .min(1)
      .register(hints, { allowed: "a sentence", fix: "say what holds, or take it out" })
      .optional()
      .describe("What holds, in a sentence"),
    kind: z
      .enum(["scp", "rcp"])
      .default("scp")
      .describe("scp: binds the principals of accounts; rcp: binds their resources"),
    statements: z
      .array(guardrailStatement)
      .min(1)
      .register(hints, { allowed: "a list of statements", fix: "write one statement at least" })
      .describe("Denials in IAM's grammar"),
    types: z
      .array(nameOf("an account type or core account", "production"))
      .min(1)
      .register(hints, {
        allowed: "a list of account types and core accounts",
        fix: "write e.g. [production], or take it out: then it holds everywhere",
      })
      .optional()
      .describe("Account types, and core accounts, for which it holds; everywhere by default"),
  })
  .register(hints, {
    allowed: "a guardrail: a map with name and statements",
    fix: 'write e.g. { name: deny-glacier, statements: [{ Action: glacier:DeleteVault, Resource: "*" }] }',
  });

const policyLimits = (what: string, characters: number, policies: number) =>
  z
    .strictObject({
      characters: whole(characters * 4)
        .default(characters)
        .describe(`Characters of one ${what}; ${characters} by default`),
      policies: whole(policies * 4)
        .default(policies)
        .describe(
          `Policies of this kind on one target, AWS's own among them; ${policies} by default`,
        ),
    })
    .prefault({})
    .describe(`AWS's quotas of a ${what}`);

const guardrails = z
  .strictObject({
    attach: z
      .enum(["everywhere", "units", "none"])
      .default("everywhere")
      .describe(
        "everywhere: what holds for the whole organization at the root; units: at the landing zone's units instead, so that accounts outside of them stay as they are; none",
      ),
    exceptions: z
      .array(guardrailException)
      .register(hints, {
        allowed: "a list of exceptions",
        fix: "write a list, each element a map with guardrail, account or type, reason and until",
      })
      .default([])
      .describe("Where a guardrail does not hold, why, and until when"),
    custom: z
      .array(customGuardrail)
      .register(hints, {
        allowed: "a list of guardrails",
        fix: "write a list, each element a map with name and statements",
      })
      .default([])
      .describe("Guardrails of the stack's own"),
    outsideAccounts: z
      .array(
        z
          .strictObject({
            id: accountId.describe("Id of the account"),
            reason: reason.describe("What it does here, and who agreed to it"),
          })
          .register(hints, {
            allowed: "a map with id and reason",
            fix: 'write e.g. { id: "999999999999", reason: "delivers load balancer logs" }',
          }),
      )
      .register(hints, {
        allowed: "a list of accounts",
        fix: "write a list, each element a map with id and reason",
      })
      .default([])
      .describe(
        "Accounts outside the organization that may use its resources, where policies let them",
      ),
    limits: z
      .strictObject({
        scp: policyLimits("service control policy", LIMITS.scp.value, LIMITS.scpsPerTarget.value),
        rcp: policyLimits("resource control policy", LIMITS.rcp.value, LIMITS.rcpsPerTarget.value),
      })
      .prefault({})
      .describe("Quotas of the organization where they are not AWS's defaults"),
    tags: z
      .record(
        z.string(),
        z.strictObject({
          values: z.array(z.string()).min(1).optional().describe("Allowed values; any by default"),
          enforcedFor: z
            .array(z.string())
            .default([])
            .describe("Resource types for which AWS refuses other values, e.g. ec2:instance"),
        }),
      )
      .default({})
      .describe("Tag policy of the whole organization: how tags are spelt, and their values"),
    backups: z
      .record(
        word("backup plan name", 32, "daily"),
        z.strictObject({
          schedule: text(
            /^(cron|rate)\([^()]+\)$/,
            256,
            "a schedule, cron(…) or rate(…)",
            'write it like "cron(0 5 ? * * *)"',
          ).describe("When, in UTC"),
          keepDays: whole(36500).describe("Days after which a backup is deleted"),
          vault: text(
            /^[\w-]{2,50}$/,
            50,
            "the name of a backup vault that is in every account",
            "write e.g. Default",
          )
            .default("Default")
            .describe("Backup vault in each account; it has to be there"),
          role: text(
            /^([\w+=,.@-]+\/)*[\w+=,.@-]+$/,
            LIMITS.rolePathAndName.value,
            "an IAM role, with its path if it has one",
            'write it like "service/backup"',
          )
            .default("service-role/AWSBackupDefaultServiceRole")
            .describe("Role of AWS Backup in each account; it has to be there"),
          tag: z
            .strictObject({
              key: z.string().min(1).max(LIMITS.tagKey.value).describe("Key of the tag"),
              values: z
                .array(z.string())
                .min(1)
                .register(hints, { allowed: "a list of values", fix: 'write e.g. ["daily"]' })
                .describe("Its values, any of them"),
            })
            .describe("What is backed up: resources with this tag"),
        }),
      )
      .default({})
      .describe("Backup plans of the whole organization"),
    aiOptOut: z
      .boolean()
      .default(false)
      .describe("AWS's AI services may not keep what they are given to improve themselves"),
    ec2Defaults: z
      .boolean()
      .default(false)
      .describe(
        "Declarative policy of EC2: no public images and snapshots, no serial console, version 2 of the metadata service",
      ),
  })
  .prefault({})
  .describe("What nobody may do, whatever their own permissions say");

const permissionLevel = z.strictObject({
  managed: z
    .array(
      text(
        /^[\w+=,.@/-]+$/,
        128,
        "the name of an AWS managed policy, with its path below policy/ if it has one",
        'write e.g. "ReadOnlyAccess" or "job-function/ViewOnlyAccess"',
      ),
    )
    .default([])
    .describe("AWS managed policies, by name"),
  statements: z.array(statement).default([]).describe("What is allowed, in IAM's grammar"),
  deny: z.array(statement).default([]).describe("What is denied, in IAM's grammar"),
});

const expectation = z
  .strictObject({
    who: nameOf("a function or a person, or everyone", "developer").describe(
      "A function, a person, or everyone",
    ),
    can: oneOrMore.optional().describe("Actions that must be possible, each for some resource"),
    cannot: oneOrMore.optional().describe("Actions that must not be possible for any resource"),
    in: z
      .strictObject({
        type: nameOf("an account type or core account", "production")
          .optional()
          .describe("Accounts of this type, or this core account"),
        account: nameOf("an account", "web-production").optional().describe("This account"),
      })
      .optional()
      .register(hints, {
        allowed: "a map with type or account",
        fix: "write e.g. { type: production } or { account: web-production }",
      })
      .describe("Where; everywhere by default"),
    resource: text(
      /^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:[^]+)$/,
      2048,
      "an ARN, with * and ?",
      'write it like "arn:aws:s3:::bucket/*"',
    )
      .optional()
      .describe("ARN of the resources in question; any by default"),
    without: z
      .enum(["mfa"])
      .optional()
      .describe("mfa: for somebody who signed in without MFA, or comes by access key"),
    context: z
      .record(z.string(), z.string())
      .default({})
      .describe("Keys of the request, by name, e.g. aws:RequestedRegion"),
  })
  .register(hints, {
    allowed: "an expectation: a map with who, can or cannot, and in",
    fix: 'write e.g. { who: developer, cannot: "s3:GetObject", in: { type: production } }',
  });

export const stackSchema = z.strictObject({
  organization: organization.describe("The organization and its core accounts"),
  accounts: z
    .array(account)
    .register(hints, {
      allowed: "a list of accounts",
      fix: "write a list, each element like - { name: web-production, type: production }",
    })
    .default([])
    .describe("Leaf accounts"),
  accountTypes: z
    .record(typeName, accountType)
    .default({})
    .describe("New account types, or changes to built-in ones"),
  functions: z
    .record(functionName, functionDefinition)
    .default({})
    .describe("New functions, or changes to built-in ones"),
  permissions: z.record(levelName, permissionLevel).default({}).describe("New permission levels"),
  access: access.describe("Who enters, and how"),
  audit,
  network,
  management,
  rootActivity,
  baseline,
  guardrails,
  expectations: z
    .array(expectation)
    .register(hints, {
      allowed: "a list of expectations",
      fix: 'write a list, each element like - { who: developer, cannot: "s3:GetObject", in: { type: production } }',
    })
    .default([])
    .describe("Sentences about access that must hold, or lz check and pulumi preview fail"),
});

export type Stack = z.output<typeof stackSchema>;
export type StackAccount = Stack["accounts"][number];
export type Expectation = z.output<typeof expectation>;
export type GuardrailChoice = z.output<typeof guardrailChoice>;
export type CustomGuardrail = z.output<typeof customGuardrail>;
export type GuardrailException = z.output<typeof guardrailException>;
export type CustomStatement = z.output<typeof statement>;
export type CustomLevel = z.output<typeof permissionLevel>;
