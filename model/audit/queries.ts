import { flowTable, resolverTable } from "../../iam/audit/queries/flow-tables";
import { namedQueries, type NamedQuery } from "../../iam/audit/queries/named";
import { DATABASE, WORKGROUP, type LogTable } from "../../iam/audit/queries/table";
import { trailTable } from "../../iam/audit/queries/trail-table";
import { hubRoleName, queryBucketName, RESERVED_ROLE_NAMES } from "../../iam/names";
import { regionsOf } from "../regions";
import type { Stack } from "../schema";

/** What the auditor asks the logs with. */
export interface PlannedQueries {
  readonly workgroup: string;
  readonly database: string;
  /** Bucket of the answers. */
  readonly bucketName: string;
  /** Bytes after which a query ends: a mistake costs no more than this. */
  readonly mostBytes: number;
  /** Regions whose folders there can be: the trail is of all. */
  readonly regions: readonly string[];
  readonly tables: readonly LogTable[];
  readonly named: readonly NamedQuery[];
}

/** A tenth of a tebibyte. */
const MOST_BYTES = 100 * 1024 ** 3;

export function plannedQueries(
  { organization, audit }: Pick<Stack, "audit" | "organization">,
  functions: readonly string[],
  accessRoles: readonly string[],
): PlannedQueries {
  const { name, partition } = organization;
  const roles = [
    ...functions,
    ...functions.map(hubRoleName),
    ...RESERVED_ROLE_NAMES,
    ...accessRoles,
  ];
  const flowDays = audit.flowLogs.retentionDays;
  return {
    workgroup: WORKGROUP,
    database: DATABASE,
    bucketName: queryBucketName(name),
    mostBytes: MOST_BYTES,
    regions: regionsOf(partition),
    tables: [
      trailTable(name, audit.retentionDays),
      flowTable(name, flowDays),
      resolverTable(name, flowDays),
    ],
    named: namedQueries({ organization: name, roles }),
  };
}
