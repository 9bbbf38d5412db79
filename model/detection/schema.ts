import { z } from "zod";
import { accountId, hints, nameOf, text, whole } from "../schema-values";
import { DEFAULT_RULES } from "./config-rules";
import { FEATURES } from "./guard-duty";
import { STANDARDS } from "./standards";

const ruleName = nameOf("a managed rule of AWS Config", "restricted-ssh");

const ownRule = z
  .strictObject({
    name: text(
      /^[a-z0-9][a-z0-9-]*$/,
      51,
      "lowercase letters, digits and hyphens, 1 to 51 of them",
      "write the rule's name as AWS has it, e.g. access-keys-rotated",
    ).describe("Name of the rule"),
    identifier: text(
      /^[A-Z0-9][A-Z0-9_]*$/,
      256,
      "AWS's identifier of a managed rule: capitals, digits and underscores",
      "write it like S3_BUCKET_VERSIONING_ENABLED",
    )
      .optional()
      .describe("AWS's identifier, of rules that this project does not know by name"),
    parameters: z
      .record(z.string(), z.string())
      .default({})
      .describe("Parameters of the rule, by name"),
  })
  .register(hints, {
    allowed: "the name of a rule, or a map with name, identifier and parameters",
    fix: 'write e.g. { name: access-keys-rotated, parameters: { maxAccessKeyAge: "90" } }',
  });

const rules = z
  .array(
    z.union([ruleName, ownRule]).register(hints, {
      allowed: "the name of a rule, or a map with name, identifier and parameters",
      fix: "write e.g. restricted-ssh",
    }),
  )
  .register(hints, {
    allowed: "a list of rules",
    fix: "write e.g. [restricted-ssh, encrypted-volumes]",
  })
  .default([...DEFAULT_RULES])
  .describe("Managed rules that look at every account of the organization");

const config = z
  .strictObject({
    rules,
    excludedAccounts: z
      .array(accountId)
      .register(hints, {
        allowed: "a list of account ids",
        fix: 'write e.g. ["999999999999"]',
      })
      .default([])
      .describe(
        "Ids of accounts without a recorder, such as accounts of an adopted organization that are not in this file: rules leave them out",
      ),
  })
  .describe("AWS Config: what every account has, and rules about it");

const accessAnalyzer = z
  .strictObject({
    externalAccess: z
      .boolean()
      .default(true)
      .describe("Find what somebody outside of the organization reaches, in every governed region"),
    unusedAccessDays: z
      .union([z.literal(false), whole(365)])
      .register(hints, {
        allowed: "whole days from 1 to 365, or false",
        fix: "write e.g. 90, or false",
      })
      .default(90)
      .describe("Find roles, keys and permissions that nobody has used for so many days"),
  })
  .describe("IAM Access Analyzer, of the whole organization");

const guardDuty = z
  .strictObject({
    features: z
      .array(z.enum(FEATURES))
      .register(hints, {
        allowed: `a list of ${FEATURES.join(", ")}`,
        fix: "write e.g. [s3-data-events], or [] for what GuardDuty always looks at",
      })
      .default(["s3-data-events"])
      .describe("What GuardDuty looks at beside CloudTrail, flow logs and DNS, in every account"),
  })
  .describe("GuardDuty, of the whole organization");

const securityHub = z
  .strictObject({
    standards: z
      .array(z.enum(STANDARDS))
      .min(1)
      .register(hints, {
        allowed: `a list of ${STANDARDS.join(", ")}`,
        fix: "write e.g. [aws-foundational], or securityHub: false",
      })
      .default(["aws-foundational"])
      .describe("Standards by which every account is judged"),
  })
  .describe("Security Hub, of the whole organization, with all findings in the home region");

const off = z.literal(false);
const mapOrFalse = { allowed: "a map, or false", fix: "take it out to have it on, or write false" };

/** Keys below `audit` of what finds mistakes and intruders: all of it is on unless the file says false. */
export const detectionKeys = {
  config: z
    .union([config, off])
    .register(hints, mapOrFalse)
    .prefault({})
    .describe("AWS Config: what every account has, and rules about it; false: off"),
  accessAnalyzer: z
    .union([accessAnalyzer, off])
    .register(hints, mapOrFalse)
    .prefault({})
    .describe("IAM Access Analyzer: what strangers reach, and what nobody uses; false: off"),
  guardDuty: z
    .union([guardDuty, off])
    .register(hints, mapOrFalse)
    .prefault({})
    .describe("GuardDuty: signs of intruders; false: off"),
  securityHub: z
    .union([securityHub, off])
    .register(hints, mapOrFalse)
    .prefault({})
    .describe("Security Hub: how every account stands; false: off"),
};
