import type { Guardrail } from "./guardrail";
import { bucket, INSIDER, key } from "./resource-perimeter";

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html */
export const requireTls: Guardrail = {
  name: "require-tls",
  kind: "rcp",
  sentence: "Data, keys, secrets, queues and roles are reached over TLS alone",
  why: "Whatever goes over the wire in the clear is read on the way.",
  statements: () => [
    {
      Effect: "Deny",
      Action: ["kms:*", "s3:*", "secretsmanager:*", "sqs:*", "sts:*"],
      Resource: "*",
      Condition: {
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        Bool: { "aws:SecureTransport": "false" },
      },
    },
  ],
  denies: () => {
    const keys = { "aws:SecureTransport": "false" };
    return [
      { what: "an object is read in the clear", action: "s3:GetObject", on: bucket, keys },
      {
        what: "another account reads in the clear",
        by: INSIDER,
        action: "s3:GetObject",
        on: bucket,
        keys,
      },
      {
        what: "a queue is read in the clear",
        action: "sqs:ReceiveMessage",
        on: "arn:{{partition}}:sqs:eu-west-1:{{account:self}}:queue",
        keys,
      },
    ];
  },
  allows: () => [
    { what: "an object is read", action: "s3:GetObject", on: bucket },
    { what: "another account reads", by: INSIDER, action: "s3:GetObject", on: bucket },
    { what: "a key is used", action: "kms:Decrypt", on: key },
  ],
};
