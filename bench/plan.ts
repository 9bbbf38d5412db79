import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * Whole-process time and peak memory of `lz` by the number of leaf accounts. The baseline, in the
 * same run, is a Node process that does nothing. Figures and ratios; no verdict.
 */
const LZ = resolve(__dirname, "../cli/bin.js");
const RUNS = 5;
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

interface Figure {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Median time and largest peak memory of several runs, after one that warms the caches. */
function measure(args: readonly string[]): Figure {
  const runs = Array.from({ length: RUNS + 1 }, () => once(args)).slice(1);
  const seconds = runs.map((run) => run.seconds).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
  return { seconds, megabytes: Math.max(...runs.map((run) => run.megabytes)) };
}

function once(args: readonly string[]): Figure {
  const reporter =
    "process.on('exit',()=>process.stderr.write('PEAK '+process.resourceUsage().maxRSS+'\\n'))";
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(reporter)}`, ...args],
    { encoding: "utf8", maxBuffer: 1 << 30 },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${args.join(" ")} failed:\n${stderr}`);
  return { seconds, megabytes: Number(/PEAK (\d+)/.exec(stderr)?.[1]) / 1024 };
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
  const widths =
    rows[0]?.map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0))) ?? [];
  for (const cells of rows) {
    process.stdout.write(`${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}\n`);
  }
}

main();
