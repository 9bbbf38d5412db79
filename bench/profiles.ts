import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * Whole-process time and peak memory of `lz profiles` for a person of five functions, by the number of
 * leaf accounts. The baseline, in the same run, is a Node process that does nothing. Figures and
 * ratios; no verdict.
 */
const LZ = resolve(__dirname, "../cli/bin.js");
const RUNS = 5;
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

interface Figure {
  readonly seconds: number;
  readonly megabytes: number;
  readonly output: string;
}

/** Median time and largest peak memory of several runs, after one that warms the caches. */
function measure(args: readonly string[]): Figure {
  const runs = Array.from({ length: RUNS + 1 }, () => once(args)).slice(1);
  const seconds = runs.map((run) => run.seconds).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
  const megabytes = Math.max(...runs.map((run) => run.megabytes));
  return { seconds, megabytes, output: runs[0]?.output ?? "" };
}

function once(args: readonly string[]): Figure {
  const reporter =
    "process.on('exit',()=>process.stderr.write('PEAK '+process.resourceUsage().maxRSS+'\\n'))";
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(reporter)}`, ...args],
    { encoding: "utf8", maxBuffer: 1 << 30 },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${args.join(" ")} failed:\n${stderr}`);
  const megabytes = Number(/PEAK (\d+)/.exec(stderr)?.[1]) / 1024;
  return { seconds, megabytes, output: stdout };
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
  const widths =
    rows[0]?.map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0))) ?? [];
  for (const cells of rows) {
    process.stdout.write(`${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}\n`);
  }
}

main();
