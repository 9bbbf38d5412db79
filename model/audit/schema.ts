import { z } from "zod";
import { detectionKeys } from "../detection/schema";
import { hints, text, whole } from "../schema-values";

/**
 * Classes of storage, cheapest to read first. A log moves down this list, never up.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export const STORAGE_CLASSES = [
  "STANDARD_IA",
  "INTELLIGENT_TIERING",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
] as const;
export type StorageClass = (typeof STORAGE_CLASSES)[number];

/** A hundred years, which is what S3 takes of Object Lock. */
const LONGEST = 36_500;

const days = z
  .int()
  .min(1)
  .max(LONGEST)
  .register(hints, {
    allowed: `whole days from 1 to ${LONGEST}`,
    fix: "write a whole number of days, e.g. 365",
  });

const objectLock = z
  .union([
    z.literal(false),
    z.strictObject({
      mode: z
        .enum(["governance", "compliance"])
        .default("governance")
        .describe("compliance: nobody shortens it, not even AWS; it cannot be undone"),
      days: days.default(365).describe("Days in which a log can be neither changed nor deleted"),
    }),
  ])
  .register(hints, {
    allowed: `false, or a map with mode (governance or compliance) and days (1 to ${LONGEST})`,
    fix: "write e.g. { mode: governance, days: 365 }",
  })
  .prefault({})
  .describe("S3 Object Lock of the trail's logs; false: none for what comes from now on");

const storageClasses = z
  .array(
    z.strictObject({
      afterDays: days.describe("Age of a log when it moves, in days"),
      class: z.enum(STORAGE_CLASSES).describe("Class of storage that it moves to"),
    }),
  )
  .default([{ afterDays: 90, class: "GLACIER_IR" }])
  .describe("Cheaper classes of storage that logs move to as they get older");

const dataEvents = z
  .array(
    z.strictObject({
      resources: text(
        /^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/,
        64,
        "a type of resource as CloudTrail has it, e.g. AWS::S3::Object",
        "take it from the table of data events in CloudTrail's guide",
      ).describe("Type of the resources, e.g. `AWS::S3::Object`"),
      readOnly: z
        .boolean()
        .optional()
        .describe("true: reads alone; false: writes alone; both by default"),
      arns: z
        .array(
          text(
            /^arn:aws[a-z-]*:[^\s*?{}]+$/,
            1024,
            "the beginning of an ARN, without wildcards",
            'write e.g. "arn:aws:s3:::invoices/"',
          ),
        )
        .default([])
        .describe("Beginnings of ARNs; all resources of the type by default"),
    }),
  )
  .default([])
  .describe("What is done with data, beside what is done with accounts: charged by event");

const trail = z
  .strictObject({
    dataEvents,
    insights: z
      .array(z.enum(["ApiCallRateInsight", "ApiErrorRateInsight"]))
      .default([])
      .describe("Unusual numbers of calls or of errors that CloudTrail notes: charged by event"),
    leaveOut: z
      .array(z.enum(["kms", "rds-data"]))
      .default([])
      .describe("Management events of these services are not logged: many, and mostly noise"),
  })
  .prefault({})
  .describe("What the organization's trail logs beside management events");

export const audit = z
  .strictObject({
    ...detectionKeys,
    buckets: z
      .strictObject({
        auditor: z
          .array(
            text(
              /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
              63,
              "an S3 bucket name: 3 to 63 lowercase letters, digits, dots and hyphens",
              "write the name as S3 has it, without arn:aws:s3:::",
            ),
          )
          .default([])
          .describe("Buckets of the audit account, beside the log buckets, that the auditor reads"),
      })
      .prefault({})
      .describe("Buckets of the audit account that people read"),
    retentionDays: whole(LONGEST).default(3650).describe("Days after which logs expire"),
    objectLock,
    storageClasses,
    trail,
    flowLogs: z
      .strictObject({
        retentionDays: whole(LONGEST).default(365).describe("Days after which flow logs expire"),
      })
      .prefault({})
      .describe("Flow logs of the networks, and what their resolvers were asked"),
    queries: z
      .boolean()
      .default(true)
      .describe("The auditor asks the logs by Athena: tables, and queries to begin with"),
  })
  .prefault({})
  .describe("The audit account");
