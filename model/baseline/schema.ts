import { z } from "zod";
import { PASSWORD_POLICY } from "../../iam/baseline/passwords";
import { hints, whole } from "../schema-values";

const between = (least: number, most: number) =>
  z
    .int()
    .min(least)
    .max(most)
    .register(hints, {
      allowed: `a whole number from ${least} to ${most}`,
      fix: "write a whole number",
    });

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
const passwordPolicy = z
  .strictObject({
    minimumLength: between(8, 128)
      .default(PASSWORD_POLICY.minimumLength)
      .describe("Shortest password, in characters"),
    reusePrevention: between(1, 24)
      .default(PASSWORD_POLICY.reusePrevention)
      .describe("Earlier passwords that may not be used again"),
    maxAgeDays: z
      .union([z.literal(false), whole(1095)])
      .register(hints, {
        allowed: "whole days from 1 to 1095, or false",
        fix: "write e.g. 365, or false",
      })
      .default(false)
      .describe("Days after which a password has to be changed; false: never"),
  })
  .describe("Passwords of IAM users");

const setting = (what: string) => z.boolean().default(true).describe(what);

export const baseline = z
  .strictObject({
    ebsEncryption: setting("New volumes are encrypted; false: accounts stay as they are"),
    imdsv2: setting(
      "New instances have version 2 of the metadata service alone; false: accounts stay as they are",
    ),
    snapshots: setting("Nobody shares snapshots with everybody; false: accounts stay as they are"),
    images: setting("Nobody shares images with everybody; false: accounts stay as they are"),
    s3PublicAccess: setting(
      "No bucket of any account is public, whatever its policy says; false: accounts stay as they are",
    ),
    passwordPolicy: z
      .union([passwordPolicy, z.literal(false)])
      .register(hints, {
        allowed: "a map with minimumLength, reusePrevention and maxAgeDays, or false",
        fix: "write e.g. { minimumLength: 20 }, or false",
      })
      .prefault({})
      .describe(
        "Passwords of IAM users in every account; false: accounts stay as they are, but for the access account",
      ),
  })
  .prefault({})
  .describe("Settings of every member account that are no roles, set again once a day");
