import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { OUTPUT_FORMAT, type LogTable } from "../../iam/audit/queries/table";
import type { PlannedQueries } from "../../model/audit/queries";
import { bound, type Bindings } from "../bindings";
import { glueColumn, projectionOf } from "./projection";

export interface LogQueriesArgs {
  readonly queries: PlannedQueries;
  /** Bucket of the answers, and the key that encrypts them. */
  readonly bucketName: pulumi.Input<string>;
  readonly keyArn: pulumi.Input<string>;
  /** Ids of all accounts of the organization. */
  readonly accountIds: readonly pulumi.Input<string>[];
  /** Placeholders of the audit account. */
  readonly bindings: Bindings;
}

/** What the auditor asks the logs with: a workgroup, tables over the files, and ready queries. */
export class LogQueries extends pulumi.ComponentResource {
  constructor(name: string, args: LogQueriesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:audit:LogQueries", name, {}, opts);
    const { queries } = args;
    const own = { parent: this };
    const workgroup = new aws.athena.Workgroup(
      `${name}-workgroup`,
      {
        name: queries.workgroup,
        description: "Questions of the auditor to the organization's logs",
        // It holds the history of queries, and no data: what was asked is in the trail.
        forceDestroy: true,
        configuration: {
          // Whoever asks cannot choose another bucket for the answers, or no encryption.
          enforceWorkgroupConfiguration: true,
          bytesScannedCutoffPerQuery: queries.mostBytes,
          publishCloudwatchMetricsEnabled: false,
          resultConfiguration: {
            outputLocation: pulumi.interpolate`s3://${args.bucketName}/answers/`,
            expectedBucketOwner: args.bindings["account:audit"],
            encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: args.keyArn },
          },
        },
      },
      own,
    );
    const database = new aws.glue.CatalogDatabase(
      `${name}-database`,
      {
        name: queries.database,
        description: "Logs of the organization, as tables",
        // Who reads the tables is up to IAM, and not to grants of Lake Formation.
        createTableDefaultPermissions: [
          {
            permissions: ["ALL"],
            principal: { dataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" },
          },
        ],
      },
      own,
    );
    for (const table of queries.tables) {
      new aws.glue.CatalogTable(
        `${name}-table-${table.name}`,
        { databaseName: database.name, ...tableOf(table, args) },
        own,
      );
    }
    for (const { name: query, description, sql } of queries.named) {
      new aws.athena.NamedQuery(
        `${name}-query-${query}`,
        { name: query, description, database: database.name, workgroup: workgroup.id, query: sql },
        own,
      );
    }
    this.registerOutputs({});
  }
}

function tableOf(
  table: LogTable,
  { queries, accountIds, bindings }: LogQueriesArgs,
): Omit<aws.glue.CatalogTableArgs, "databaseName"> {
  const { inputFormat, serde, serdeParameters, parameters } = table.format;
  const folders = bound(table.location, bindings);
  const [first = ""] = table.location.split("${", 1);
  return {
    name: table.name,
    description: table.description,
    tableType: "EXTERNAL_TABLE",
    partitionKeys: table.partitions.map(({ name }) => ({ name, type: "string" })),
    parameters: {
      EXTERNAL: "TRUE",
      ...parameters,
      ...projectionOf(table, { accountIds, regions: queries.regions }),
      "storage.location.template": folders,
    },
    storageDescriptor: {
      columns: table.columns.map(glueColumn),
      // Where the folders of partitions begin.
      location: bound(first, bindings),
      inputFormat,
      outputFormat: OUTPUT_FORMAT,
      serDeInfo: { serializationLibrary: serde, parameters: { ...serdeParameters } },
    },
  };
}
