import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Figure, measure, printRows } from "./measure";

/**
 * Whole-process time and peak memory of `lz profiles` for a person of five functions, by the number of
 * leaf accounts. The baseline, in the same run, is a Node process that does nothing. Figures and
 * ratios; no verdict.
 */
const LZ = resolve(__dirname, "../cli/bin.js");
const FUNCTIONS = ["operations", "developer", "auditor", "network", "on-call"];

/** The stack file of an organization of this many leaf accounts, each with a role of every function. */
function stackText(accounts: number): string {
  const leaves = Array.from(
    { length: accounts },
    (_, i) => `  - { name: account-${i}, type: ${i % 2 === 0 ? "production" : "nonproduction"} }`,
  );
  return [
    "organization:",
    "  name: bench",
    "  homeRegion: eu-west-1",
    '  managementAccountId: "111111111111"',
    "  email: aws+{account}@bench.example",
    "functions: { on-call: { permissions: { production: operate, nonproduction: operate } } }",
    "accounts:",
    ...leaves,
    "access:",
    "  people:",
    `    - { name: ada, functions: [${FUNCTIONS.join(", ")}] }`,
    "",
  ].join("\n");
}

function idsText(accounts: number): string {
  const names = [
    ...["audit", "network", "access"],
    ...Array.from({ length: accounts }, (_, i) => `account-${i}`),
  ];
  return JSON.stringify(names.map((name, i) => ({ name, id: String(200_000_000_000 + i) })));
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "lz-bench-"));
  const rows: string[][] = [["command", "accounts", "profiles", "seconds", "x node", "MB"]];
  try {
    const node = measure(["-e", "0"]);
    const row = (name: string, accounts: string, count: string, figure: Figure): void => {
      const ratio = (figure.seconds / node.seconds).toFixed(1);
      const { seconds, megabytes } = figure;
      rows.push([name, accounts, count, seconds.toFixed(2), ratio, megabytes.toFixed(0)]);
    };
    row("node -e 0", "-", "-", node);
    for (const accounts of [10, 1000, 10_000]) {
      const file = join(folder, `${accounts}.yaml`);
      const ids = join(folder, `${accounts}.json`);
      const config = join(folder, `${accounts}.ini`);
      writeFileSync(file, stackText(accounts));
      writeFileSync(ids, idsText(accounts));
      const options = ["profiles", "--file", file, "--ids", ids, "--person", "ada"];
      const printed = measure([LZ, ...options]);
      const count = String(printed.output.match(/^role_arn/gm)?.length ?? 0);
      row("lz profiles", String(accounts), count, printed);
      for (const format of ["links", "html"]) {
        const name = `lz profiles --format ${format}`;
        row(name, String(accounts), count, measure([LZ, ...options, "--format", format]));
      }
      const merge = measure([LZ, ...options, "--merge", config]);
      row("lz profiles --merge", String(accounts), count, merge);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  printRows(rows);
}

main();
