import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const ROOT = resolve(__dirname, "../..");
const CACHE = join(ROOT, ".cache");
const REQUIREMENTS = join(__dirname, "requirements.txt");

/** The first use on a machine downloads about 80 MB. */
const INSTALL_MS = 5 * 60_000;

let environment: Promise<string> | undefined;

/**
 * Path of a Python with the packages of requirements.txt. Makes its virtual environment on first
 * use; there is one per content of that file, so a changed pin never meets an old environment.
 * Throws when there is no `python3` or a package cannot be had.
 */
export function ensurePython(): Promise<string> {
  environment ??= makeEnvironment();
  return environment;
}

/**
 * The same for a mocha hook: the tests are skipped, with a line that says why, when the environment
 * cannot be made.
 */
export async function pythonOrSkip(context: Mocha.Context, what: string): Promise<string> {
  context.timeout(INSTALL_MS);
  try {
    return await ensurePython();
  } catch (error) {
    process.stderr.write(`\nSKIPPED: ${what}: ${firstLine(error)}\n\n`);
    return context.skip();
  }
}

async function makeEnvironment(): Promise<string> {
  const hash = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 12);
  const folder = join(CACHE, `python-${hash}`);
  const python = join(folder, "bin", "python");
  // Follows the link, so an environment whose Python is gone is made again.
  if (existsSync(python)) return python;
  await mkdir(CACHE, { recursive: true });
  // Made aside and renamed when whole: two processes may do so at once, and the first one wins. A
  // moved environment works as long as its programs are started by `python -m`.
  const draft = await mkdtemp(join(CACHE, "python-draft-"));
  try {
    await step("python3", ["-m", "venv", draft], "python3 makes no virtual environment");
    await step(
      join(draft, "bin", "python"),
      ["-m", "pip", "install", "--quiet", "--no-deps", "--requirement", REQUIREMENTS],
      "the packages of test/tools/requirements.txt cannot be installed",
    );
    await rename(draft, folder).catch(async () => {
      if (existsSync(python)) return;
      await rm(folder, { recursive: true, force: true });
      await rename(draft, folder);
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return python;
}

async function step(file: string, args: readonly string[], problem: string): Promise<void> {
  try {
    await run(file, args, { timeout: INSTALL_MS, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    const reason = stderr.split("\n").find((line) => line.startsWith("ERROR:")) ?? message;
    throw new Error(`${problem}: ${reason}`, { cause: error });
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}

/** What reaches a tool: none of the developer's AWS or Python settings. */
export function toolEnvironment(own: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(AWS|MOTO|PYTHON)_?|^(HTTPS?|ALL|NO)_PROXY$/i.test(name),
  );
  return { ...Object.fromEntries(inherited), AWS_EC2_METADATA_DISABLED: "true", ...own };
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Python to its end; `input` is its standard input. */
export function runPython(python: string, args: readonly string[], input = ""): Promise<Ran> {
  return new Promise((fulfil, reject) => {
    const child = spawn(python, ["-I", ...args], { env: toolEnvironment() });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      fulfil({ code, stdout, stderr });
    });
    child.stdin.on("error", reject).end(input);
  });
}
