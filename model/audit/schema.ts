import { z } from "zod";
import { detectionKeys } from "../detection/schema";
import { text } from "../schema-values";

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
          .describe("Buckets of the audit account, beside the log bucket, that the auditor reads"),
      })
      .prefault({})
      .describe("Buckets of the audit account that people read"),
  })
  .prefault({})
  .describe("The audit account");
