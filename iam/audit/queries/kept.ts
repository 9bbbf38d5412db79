import { DATABASE, WORKGROUP } from "./table";

/**
 * What the auditor asks the logs with. Who moves a table to an empty folder, or changes a ready query,
 * shows the auditor logs in which nothing happened. Not the catalog: Glue asks for it in every call, so
 * that nobody in any account could have a table.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonathena.html
 */
export const QUERIES: readonly string[] = [
  ["athena", `workgroup/${WORKGROUP}`],
  ["glue", `database/${DATABASE}`],
  ["glue", `table/${DATABASE}/*`],
].map(([service = "", resource = ""]) => `arn:{{partition}}:${service}:*:*:${resource}`);

/** Looking at it, and asking by it. */
export const QUERY_READS = [
  "athena:BatchGet*",
  "athena:Get*",
  "athena:List*",
  "athena:StartQueryExecution",
  "athena:StopQueryExecution",
  "glue:BatchGet*",
  "glue:Get*",
  "glue:List*",
  "glue:SearchTables",
];
