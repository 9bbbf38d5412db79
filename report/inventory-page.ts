import type { CostClass, InventoryRow } from "../model/inventory/row";

/** Headings, in the order in which the page has them. */
const ACCOUNTS: Readonly<Record<InventoryRow["account"], string>> = {
  management: "The management account",
  audit: "The audit account",
  network: "The network account",
  access: "The access account",
  "every member": "Every member account, by StackSets",
  leaf: "Leaf accounts",
};

const COSTS: Readonly<Record<CostClass, string>> = {
  free: "free",
  cents: "cents: below one USD a month",
  dollars: "dollars: one to fifty USD a month, whether it is used or not",
  more: "more: above fifty USD a month, whether it is used or not",
  "by use": "by use",
};

/** Every kind of resource by account, with its reason, what it costs, and what it is for. */
export function inventoryPage(
  rows: readonly InventoryRow[],
  requirements: Readonly<Record<string, string>>,
): string {
  const accounts = Object.keys(ACCOUNTS) as InventoryRow["account"][];
  return `${[
    "# What is built, and why",
    "Every kind of resource that a stack can make, by the account that has it. How many there are of each, " +
      "`npx lz plan` says. What costs something says what it is charged by; prices are AWS's of eu-west-1 " +
      "when this was written.",
    `Cost classes are for one account and one region of ordinary size: ${Object.values(COSTS).join("; ")}.`,
    ...accounts.flatMap((account) => {
      const own = rows.filter((row) => row.account === account);
      return own.length === 0 ? [] : [`## ${ACCOUNTS[account]}`, table(own)];
    }),
    "## What they are for",
    [
      "| | what is asked for | resources |",
      "|---|---|---|",
      ...Object.entries(requirements).map(
        ([id, sentence]) => `| ${id} | ${sentence} | ${String(servedBy(rows, id))} |`,
      ),
    ].join("\n"),
  ].join("\n\n")}\n`;
}

function table(rows: readonly InventoryRow[]): string {
  return [
    "| resource | what it is here, and why | cost | serves | switched off by |",
    "|---|---|---|---|---|",
    ...rows.map(({ type, what, reason, cost, price, serves, off }) =>
      [
        "",
        `\`${shortType(type)}\``,
        `**${what}.** ${reason}`,
        price === undefined ? cost : `${cost}: ${price}`,
        serves.join(", "),
        off === undefined ? "" : `\`${off}\``,
        "",
      ]
        .map((cell) => cell.replaceAll("|", "\\|"))
        .join(" | ")
        .trim(),
    ),
  ].join("\n");
}

/** `aws:s3/bucket:Bucket` as `aws:s3:Bucket`: the middle says nothing more. */
function shortType(type: string): string {
  return type.replace(/^(\w[\w-]*:\w+)\/\w+:/, "$1:").replace("pulumi-nodejs:dynamic/", "");
}

const servedBy = (rows: readonly InventoryRow[], id: string): number =>
  rows.filter(({ serves }) => serves.includes(id)).length;
