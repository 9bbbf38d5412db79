/** A table of the auditor's over log files, as the Glue catalog has it. */
export interface LogTable {
  /** Lower case, as Glue has it. */
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Column[];
  /** What folders say: columns of the table too. */
  readonly partitions: readonly Partition[];
  /** Where files are, with placeholders of accounts and `${partition}` of Athena. */
  readonly location: string;
  readonly format: FileFormat;
}

export interface Column {
  /** As the files write it; Glue and SQL know no capitals. */
  readonly name: string;
  /** Hive's type. Names of fields in it are as the files write them. */
  readonly type: string;
}

/**
 * What values a folder's name can have. Athena computes them, so that new days, and accounts that the
 * plan has since, are found without anything that looks for folders.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export interface Partition {
  readonly name: string;
  readonly values:
    | { readonly type: "accounts" }
    | { readonly type: "regions" }
    /** Folders of days, as far back as logs are kept. */
    | { readonly type: "days"; readonly kept: number }
    /** A query has to say it. */
    | { readonly type: "injected" };
}

export interface FileFormat {
  readonly inputFormat: string;
  readonly serde: string;
  readonly serdeParameters: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
}

export const OUTPUT_FORMAT = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

/** Name of the database, and of the workgroup in which the auditor asks. */
export const DATABASE = "landing_zone";
export const WORKGROUP = "landing-zone";

/** What an account's id and each region are called where they are partitions. */
export const ACCOUNT = "account";
export const REGION = "region";
export const DAY = "day";
