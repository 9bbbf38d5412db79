import { readFileSync } from "node:fs";
import { z } from "zod";
import { UsageError } from "../exit";

const account = z.looseObject({ name: z.string(), id: z.string().regex(/^\d{12}$/) });
const outputs = z.union([
  z.array(account),
  z.looseObject({ accounts: z.array(account) }).transform(({ accounts }) => accounts),
]);

/**
 * Ids by account name, as `pulumi stack output accounts --json` writes them, or all outputs together;
 * `-` is standard input.
 */
export function readAccountIds(file: string): ReadonlyMap<string, string> {
  const from = file === "-" ? "standard input" : file;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file === "-" ? 0 : file, "utf8"));
  } catch (error) {
    throw new UsageError(
      `--ids: cannot read ${from}: ${error instanceof Error ? error.message : ""}`,
    );
  }
  const checked = outputs.safeParse(value);
  if (!checked.success) {
    throw new UsageError(
      `--ids: ${from} is not what pulumi stack output accounts --json writes: ` +
        `a list of accounts, each with name and id`,
    );
  }
  return new Map(checked.data.map(({ name, id }) => [name, id]));
}
