import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { OrganizationTrail } from "../../../components/audit/organization-trail";
import { EXAMPLE } from "../../stacks";
import { lines } from "../lines";
import { planOfText, testBindings } from "../plans";
import { named, registrationsOf, type Registration } from "../registrations";

function trailOf(keys: string): Promise<readonly Registration[]> {
  const plan = planOfText(`${EXAMPLE.trimEnd()}\n${keys}`);
  return registrationsOf(() => {
    const provider = new aws.Provider("management", { region: "eu-west-1" });
    const { trail, trailName } = plan.logs;
    const bindings = testBindings(plan, "audit");
    const args = { trailName, bucketName: "b", keyArn: "k", trail, bindings };
    new OrganizationTrail("trail", args, { provider });
  });
}

const equals = (field: string, ...values: readonly string[]): unknown => ({
  field,
  equals: values,
});

const LOGS = ["logs", "logs-config", "logs-flow", "logs-queries", "logs-access"].map(
  (name) => `arn:aws:s3:::acme-${name}-222222222222/`,
);

describe("OrganizationTrail", () => {
  it("is one trail for all accounts and regions, protected, of management events", async () => {
    const registrations = await trailOf("");
    assert.deepEqual(lines(registrations), [
      "OrganizationTrail trail in - by -",
      "Trail trail-trail in trail by management protected",
    ]);
    assert.deepEqual(named(registrations, "trail-trail").inputs, {
      name: "landing-zone",
      s3BucketName: "b",
      kmsKeyId: "k",
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      advancedEventSelectors: [
        { name: "Management events", fieldSelectors: [equals("eventCategory", "Management")] },
      ],
    });
  });

  it("logs data events that the file names, and never those of the log buckets", async () => {
    const registrations = await trailOf(`audit:
  trail:
    dataEvents:
      - { resources: "AWS::S3::Object" }
      - { resources: "AWS::S3::Object", readOnly: false, arns: ["arn:aws:s3:::invoices/"] }
      - { resources: "AWS::Lambda::Function", readOnly: true }
      - { resources: "AWS::DynamoDB::Table", arns: ["arn:aws:dynamodb:eu-west-1:"] }
    insights: [ApiCallRateInsight, ApiErrorRateInsight]
    leaveOut: [kms, rds-data]
`);
    const { advancedEventSelectors, insightSelectors } = named(registrations, "trail-trail").inputs;
    const data = (index: number, type: string, ...fields: readonly unknown[]): unknown => ({
      name: `Data events ${index}: ${type}`,
      fieldSelectors: [equals("eventCategory", "Data"), equals("resources.type", type), ...fields],
    });
    const arn = (values: Readonly<Record<string, readonly string[]>>): unknown => ({
      field: "resources.ARN",
      ...values,
    });
    assert.deepEqual(advancedEventSelectors, [
      {
        name: "Management events",
        fieldSelectors: [
          equals("eventCategory", "Management"),
          { field: "eventSource", notEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] },
        ],
      },
      data(1, "AWS::S3::Object", arn({ notStartsWith: LOGS })),
      data(
        2,
        "AWS::S3::Object",
        equals("readOnly", "false"),
        arn({ startsWith: ["arn:aws:s3:::invoices/"], notStartsWith: LOGS }),
      ),
      data(3, "AWS::Lambda::Function", equals("readOnly", "true")),
      data(4, "AWS::DynamoDB::Table", arn({ startsWith: ["arn:aws:dynamodb:eu-west-1:"] })),
    ]);
    assert.deepEqual(insightSelectors, [
      { insightType: "ApiCallRateInsight" },
      { insightType: "ApiErrorRateInsight" },
    ]);
  });
});
