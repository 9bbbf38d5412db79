import { spawnSync } from "node:child_process";
import { table } from "../report/table";

const RUNS = 5;

/** A whole process. */
export interface Figure {
  readonly seconds: number;
  readonly megabytes: number;
  /** What it printed. */
  readonly output: string;
}

/** Median time and largest peak memory of several runs, after one that warms the caches. */
export function measure(args: readonly string[]): Figure {
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
  return { seconds, megabytes: Number(/PEAK (\d+)/.exec(stderr)?.[1]) / 1024, output: stdout };
}

/** Prints rows of figures, the first with their names. */
export function printRows(rows: readonly (readonly string[])[]): void {
  process.stdout.write(`${table(rows)}\n`);
}
