import { deny, type Guardrail } from "./guardrail";

const instance = "arn:{{partition}}:ec2:eu-west-1:{{account:self}}:instance/i-0123";

/**
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-instance-metadata
 */
export const requireImdsv2: Guardrail = {
  name: "require-imdsv2",
  kind: "scp",
  sentence:
    "Instances give out their role's credentials by version 2 of the metadata service alone",
  why: "Version 1 answers anybody who makes a web server fetch an address, which is how credentials have been stolen.",
  statements: () => [
    {
      Effect: "Deny",
      Action: "ec2:RunInstances",
      Resource: "arn:{{partition}}:ec2:*:*:instance/*",
      Condition: { StringNotEquals: { "ec2:MetadataHttpTokens": "required" } },
    },
    deny("ec2:ModifyInstanceMetadataOptions", {
      StringEquals: { "ec2:Attribute/HttpTokens": "optional" },
    }),
    // Credentials that version 1 gave out are good for nothing.
    deny("*", { NumericLessThan: { "ec2:RoleDelivery": "2.0" } }),
  ],
  denies: () => [
    {
      what: "an instance with version 1",
      action: "ec2:RunInstances",
      on: instance,
      keys: { "ec2:MetadataHttpTokens": "optional" },
    },
    { what: "an instance that says nothing", action: "ec2:RunInstances", on: instance },
    {
      what: "an instance goes back to version 1",
      action: "ec2:ModifyInstanceMetadataOptions",
      on: instance,
      keys: { "ec2:Attribute/HttpTokens": "optional" },
    },
    {
      what: "credentials that version 1 gave out",
      action: "s3:GetObject",
      on: "arn:{{partition}}:s3:::bucket/a",
      keys: { "ec2:RoleDelivery": "1.0" },
    },
  ],
  allows: () => [
    {
      what: "an instance with version 2",
      action: "ec2:RunInstances",
      on: instance,
      keys: { "ec2:MetadataHttpTokens": "required" },
    },
    {
      what: "its volume",
      action: "ec2:RunInstances",
      on: "arn:{{partition}}:ec2:eu-west-1:{{account:self}}:volume/*",
    },
    {
      what: "an instance goes to version 2",
      action: "ec2:ModifyInstanceMetadataOptions",
      on: instance,
      keys: { "ec2:Attribute/HttpTokens": "required" },
    },
    {
      what: "credentials that version 2 gave out",
      action: "s3:GetObject",
      on: "arn:{{partition}}:s3:::bucket/a",
      keys: { "ec2:RoleDelivery": "2.0" },
    },
  ],
};
