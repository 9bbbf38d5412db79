import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Figure, measure, printRows } from "./measure";

/**
 * Whole-process time and peak memory of `lz` by the number of leaf accounts. The baseline, in the
 * same run, is a Node process that does nothing. Figures and ratios; no verdict.
 */
const LZ = resolve(__dirname, "../cli/bin.js");
const TYPES = ["production", "nonproduction", "sandbox", "storage"];

/** The stack file of an organization of this many leaf accounts, four types, five functions. */
export function generatedStack(accounts: number): string {
  const leaves = Array.from(
    { length: accounts },
    (_, i) =>
      `  - { name: account-${i}, type: ${String(TYPES[i % TYPES.length])}, owner: team-${i % 50} }`,
  );
  return [
    "organization:",
    "  name: bench",
    "  homeRegion: eu-west-1",
    '  managementAccountId: "111111111111"',
    "  email: aws+{account}@bench.example",
    "functions: { administrator: {} }",
    "accounts:",
    ...leaves,
    "access:",
    "  people:",
    "    - { name: ada, functions: [operations, developer] }",
    "",
  ].join("\n");
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "lz-bench-"));
  const rows: string[][] = [["command", "accounts", "seconds", "x node", "MB"]];
  try {
    const node = measure(["-e", "0"]);
    const row = (name: string, accounts: string, { seconds, megabytes }: Figure): void => {
      const ratio = (seconds / node.seconds).toFixed(1);
      rows.push([name, accounts, seconds.toFixed(2), ratio, megabytes.toFixed(0)]);
    };
    row("node -e 0", "-", node);
    for (const accounts of [10, 1000, 10_000]) {
      const file = join(folder, `${accounts}.yaml`);
      writeFileSync(file, generatedStack(accounts));
      for (const command of ["validate", "plan", "check"]) {
        row(`lz ${command}`, String(accounts), measure([LZ, command, "--file", file]));
      }
      row("lz plan --json", String(accounts), measure([LZ, "plan", "--json", "--file", file]));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  printRows(rows);
}

main();
