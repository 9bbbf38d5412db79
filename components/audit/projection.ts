import * as pulumi from "@pulumi/pulumi";
import type { Column, LogTable, Partition } from "../../iam/audit/queries/table";

/** What folders of a table can be called by. */
export interface FolderNames {
  readonly accountIds: readonly pulumi.Input<string>[];
  readonly regions: readonly string[];
}

/**
 * Properties of a table by which Athena computes its partitions.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function projectionOf(
  { partitions }: LogTable,
  names: FolderNames,
): Record<string, pulumi.Input<string>> {
  return {
    "projection.enabled": "true",
    ...Object.fromEntries(
      partitions.flatMap(({ name, values }) =>
        Object.entries(propertiesOf(values, names)).map(([key, value]) => [
          `projection.${name}.${key}`,
          value,
        ]),
      ),
    ),
  };
}

function propertiesOf(
  values: Partition["values"],
  { accountIds, regions }: FolderNames,
): Readonly<Record<string, pulumi.Input<string>>> {
  switch (values.type) {
    case "accounts":
      return {
        type: "enum",
        // In one order, whatever the order of the file.
        values: pulumi.all([...accountIds]).apply((ids) => [...ids].sort().join(",")),
      };
    case "regions":
      return { type: "enum", values: regions.join(",") };
    case "days":
      return {
        type: "date",
        format: "yyyy/MM/dd",
        range: `NOW-${values.kept}DAYS,NOW`,
        interval: "1",
        "interval.unit": "DAYS",
      };
    case "injected":
      return { type: "injected" };
  }
}

/** Glue knows no capitals: readers of JSON find fields without them. */
export function glueColumn({ name, type }: Column): { name: string; type: string } {
  return { name: name.toLowerCase(), type: type.toLowerCase() };
}
