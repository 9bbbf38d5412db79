import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { LogQueries } from "../../../components/audit/log-queries";
import { FLOW_LOG_FIELDS } from "../../../iam/audit/flow-logs";
import { regionsOf } from "../../../model/regions";
import { EXAMPLE } from "../../stacks";
import { lines } from "../lines";
import { planOfText, testBindings } from "../plans";
import { named, registrationsOf, type Registration } from "../registrations";

interface Table {
  readonly parameters: Readonly<Record<string, string>>;
  readonly partitionKeys: readonly { readonly name: string }[];
  readonly storageDescriptor: {
    readonly location: string;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
  };
}

describe("LogQueries", () => {
  let registrations: readonly Registration[];

  before(async () => {
    const plan = planOfText(EXAMPLE);
    const { queries } = plan.logs;
    assert.ok(queries);
    registrations = await registrationsOf(() => {
      const provider = new aws.Provider("audit", { region: "eu-west-1" });
      const args = {
        queries,
        bucketName: "answers",
        keyArn: "arn:key",
        accountIds: ["777777777777", "111111111111"],
        bindings: testBindings(plan, "audit"),
      };
      new LogQueries("log-queries", args, { provider });
    });
  });

  const table = (name: string): Table =>
    named(registrations, `log-queries-table-${name}`).inputs as unknown as Table;

  it("has a workgroup, tables and ready queries, none of which is kept", () => {
    assert.deepEqual(lines(registrations), [
      "CatalogDatabase log-queries-database in log-queries by audit",
      "CatalogTable log-queries-table-cloudtrail in log-queries by audit",
      "CatalogTable log-queries-table-flow_logs in log-queries by audit",
      "CatalogTable log-queries-table-resolver_logs in log-queries by audit",
      "LogQueries log-queries in - by -",
      "NamedQuery log-queries-query-changes-of-landing-zone-roles in log-queries by audit",
      "NamedQuery log-queries-query-changes-of-log-buckets in log-queries by audit",
      "NamedQuery log-queries-query-denied-calls in log-queries by audit",
      "NamedQuery log-queries-query-rejected-traffic in log-queries by audit",
      "NamedQuery log-queries-query-root-use in log-queries by audit",
      "NamedQuery log-queries-query-sign-ins-without-mfa in log-queries by audit",
      "NamedQuery log-queries-query-top-talkers in log-queries by audit",
      "Workgroup log-queries-workgroup in log-queries by audit",
    ]);
  });

  it("says where answers go, encrypted, whatever whoever asks says, and how much is read", () => {
    assert.deepEqual(named(registrations, "log-queries-workgroup").inputs.configuration, {
      enforceWorkgroupConfiguration: true,
      bytesScannedCutoffPerQuery: 107_374_182_400,
      publishCloudwatchMetricsEnabled: false,
      resultConfiguration: {
        outputLocation: "s3://answers/answers/",
        expectedBucketOwner: "222222222222",
        encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: "arn:key" },
      },
    });
  });

  it("finds the trail's files by account, region and day", () => {
    const { parameters, partitionKeys, storageDescriptor } = table("cloudtrail");
    assert.deepEqual(
      partitionKeys.map(({ name }) => name),
      ["account", "region", "day"],
    );
    const projection = Object.fromEntries(
      Object.entries(parameters).filter(([key]) => /^(projection|storage)/.test(key)),
    );
    assert.deepEqual(projection, {
      "projection.enabled": "true",
      "projection.account.type": "enum",
      "projection.account.values": "111111111111,777777777777",
      "projection.region.type": "enum",
      "projection.region.values": regionsOf("aws").join(","),
      "projection.day.type": "date",
      "projection.day.format": "yyyy/MM/dd",
      "projection.day.range": "NOW-3650DAYS,NOW",
      "projection.day.interval": "1",
      "projection.day.interval.unit": "DAYS",
      "storage.location.template":
        "s3://acme-logs-222222222222/AWSLogs/o-exampleorg1/${account}/CloudTrail/${region}/${day}",
    });
    assert.equal(storageDescriptor.location, "s3://acme-logs-222222222222/AWSLogs/o-exampleorg1/");
  });

  it("has flow logs' fields in the order in which they are written", () => {
    const { parameters, storageDescriptor } = table("flow_logs");
    assert.equal(
      parameters["storage.location.template"],
      "s3://acme-logs-flow-222222222222/vpc/AWSLogs/333333333333/vpcflowlogs/${region}/${day}",
    );
    assert.deepEqual(
      storageDescriptor.columns.map(({ name }) => name),
      FLOW_LOG_FIELDS.map(({ field }) =>
        field === "start" ? "started" : field === "end" ? "ended" : field.replaceAll("-", "_"),
      ),
    );
  });

  it("has no capitals, no name twice, and no reserved word in any table", () => {
    // https://docs.aws.amazon.com/athena/latest/ug/reserved-words.html
    const reserved = ["date", "end", "order", "start", "table", "timestamp", "user", "values"];
    for (const name of ["cloudtrail", "flow_logs", "resolver_logs"]) {
      const { partitionKeys, storageDescriptor } = table(name);
      const columns = [...storageDescriptor.columns, ...partitionKeys].map((one) => one.name);
      assert.equal(new Set(columns).size, columns.length);
      assert.deepEqual(
        columns.filter((one) => one !== one.toLowerCase() || reserved.includes(one)),
        [],
      );
    }
  });
});
