/**
 * Runs the real `pulumi` on a copy of the project, against the stand-in for AWS. Nothing leaves the
 * machine: the state is a folder, the providers are ours, and the AWS SDK is sent to a loopback
 * address.
 */
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { type Run, parseEvents } from "./events";
import { type Cloud, type Resource, change, read } from "./stand-in/store";

const ROOT = resolve(__dirname, "../..");

/** What a deployment needs of the project, as far as it exists. */
const PROJECT_FILES = [
  "Pulumi.yaml",
  "index.ts",
  "run.ts",
  "prove.ts",
  "reference-data.ts",
  "stack-file.ts",
  "package.json",
  "tsconfig.json",
  "model",
  "iam",
  "components",
  "parts",
  "access",
  "policies",
];

/** The account that runs every program, unless a test says otherwise. */
export const CALLER = "111111111111";

const DEFAULT_TIMEOUT_MS = 120_000;

export interface ProjectOptions {
  readonly stack: string;
  /** Text of the stack's own file. */
  readonly stackFile?: string;
  /** Where that file is, in the project; `stacks/<stack>.yaml` when left out. */
  readonly stackFilePath?: string;
  /** Files to write over the copy. With `toy`, they are the whole program. */
  readonly files?: Readonly<Record<string, string>>;
  /** Do not copy the project: a program of its own, for testing the stand-in. */
  readonly toy?: boolean;
  /** Management account. */
  readonly caller?: string;
  /** Accounts that exist before the program runs. */
  readonly accounts?: readonly string[];
  /** Loopback address for the AWS SDK, from `startAwsEndpoint`. */
  readonly endpoint?: string;
  /** Stack sets for organizations fail until somebody has activated them. */
  readonly requireActivation?: boolean;
  /** Write the state once, at the end: much faster from some hundred resources on. */
  readonly skipCheckpoints?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

export interface RunOptions {
  /** More arguments for `pulumi`, e.g. `["--target", urn]`. */
  readonly args?: readonly string[];
  /** Print what a person would see, instead of JSON. Steps come from the event log then. */
  readonly text?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** One line of the stand-in's log. */
export interface LogEvent {
  readonly event:
    "start" | "configure" | "diff" | "create" | "update" | "delete" | "read" | "invoke";
  readonly pid: number;
  readonly package?: string;
  readonly account?: string;
  readonly assumeRole?: string;
  readonly region?: string;
  readonly type?: string;
  readonly name?: string;
  readonly id?: string;
  readonly preview?: boolean;
}

/** The exported state, as far as tests look at it. */
export interface State {
  readonly deployment: { readonly resources?: readonly StateResource[] };
}

export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly provider?: string;
  readonly parent?: string;
}

export interface Project {
  readonly dir: string;
  preview(options?: RunOptions): Promise<Run>;
  up(options?: RunOptions): Promise<Run>;
  refresh(options?: RunOptions): Promise<Run>;
  destroy(options?: RunOptions): Promise<Run>;
  /** Any other command, e.g. `["state", "unprotect", "--all", "--yes"]`. */
  pulumi(args: readonly string[]): Promise<Run>;
  exportState(): Promise<State>;
  stackOutput(): Promise<Readonly<Record<string, unknown>>>;
  writeStackFile(text: string): Promise<void>;
  writeFile(path: string, text: string): Promise<void>;
  /** Puts resources into the cloud that no program has made. */
  seed(...resources: readonly Resource[]): void;
  cloud(): Cloud;
  log(): readonly LogEvent[];
  clearLog(): Promise<void>;
  readonly store: string;
  close(): Promise<void>;
}

/** The `pulumi` that PATH leads to. */
export function pulumiOnPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, "pulumi")).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * For a `before` hook: skips the tests when there is no `pulumi`, and says so in a line that nobody
 * overlooks.
 */
export function skipWithoutPulumi(context: Mocha.Context, what: string): void {
  if (pulumiOnPath() !== undefined) return;
  process.stderr.write(`\nSKIPPED: ${what}: there is no "pulumi" on PATH\n\n`);
  context.skip();
}

/** Makes a project of its own in a temporary folder. Call `close` when done. */
export async function createProject(options: ProjectOptions): Promise<Project> {
  const base = await mkdtemp(join(tmpdir(), "lz-engine-"));
  const dir = join(base, "project");
  const store = join(base, "cloud");
  const bin = join(base, "bin");
  const stackFile = join(dir, options.stackFilePath ?? `stacks/${options.stack}.yaml`);

  await Promise.all([dir, store, bin, join(base, "state")].map((d) => mkdir(d)));
  await Promise.all(["aws", "aws-native"].map((name) => writeLauncher(bin, name)));
  if (options.toy !== true) await copyProject(dir);
  await linkDependencies(join(dir, "node_modules"));
  for (const [path, text] of Object.entries(options.files ?? {})) await put(join(dir, path), text);
  if (options.stackFile !== undefined) await put(stackFile, options.stackFile);

  const env = environment(options, { base, store, bin });

  async function run(command: readonly string[], { text, args = [], env: more }: RunOptions = {}) {
    const eventLog = join(base, "events.json");
    await rm(eventLog, { force: true });
    const display = text === true ? ["--event-log", eventLog, "--color", "never"] : ["--json"];
    const done = await pulumi([...command, ...display, ...args], more);
    if (text !== true || !existsSync(eventLog)) return done;
    return { ...done, ...parseEvents(readFileSync(eventLog, "utf8").split("\n")) };
  }

  async function pulumi(
    args: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ): Promise<Run> {
    const stack = args[0] === "stack" && args[1] === "init" ? [] : ["--stack", options.stack];
    return execute([...args, ...stack, "--non-interactive"], {
      cwd: dir,
      env: { ...env, ...more },
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    });
  }

  async function json<T>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await pulumi(args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${stdout}\n${stderr}`);
    return JSON.parse(stdout) as T;
  }

  const init = await pulumi(["stack", "init", options.stack]);
  if (init.code !== 0) {
    await rm(base, { recursive: true, force: true });
    throw new Error(`pulumi stack init failed:\n${init.stdout}\n${init.stderr}`);
  }

  return {
    dir,
    store,
    pulumi,
    preview: (o) => run(["preview"], o),
    up: (o) => run(["up", "--yes", "--skip-preview"], o),
    refresh: (o) => run(["refresh", "--yes", "--skip-preview"], o),
    destroy: (o) => run(["destroy", "--yes", "--skip-preview"], o),
    exportState: () => json<State>("stack", "export"),
    stackOutput: () => json<Readonly<Record<string, unknown>>>("stack", "output", "--json"),
    writeStackFile: (text) => put(stackFile, text),
    writeFile: (path, text) => put(join(dir, path), text),
    seed: (...resources) => {
      change((cloud) => void cloud.resources.push(...resources), store);
    },
    cloud: () => read(store),
    log: () => readLog(store),
    clearLog: () => rm(join(store, "log.jsonl"), { force: true }),
    close: () => rm(base, { recursive: true, force: true }),
  };
}

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function copyProject(dir: string): Promise<void> {
  const existing = PROJECT_FILES.filter((name) => existsSync(join(ROOT, name)));
  await Promise.all(
    existing.map((name) => cp(join(ROOT, name), join(dir, name), { recursive: true })),
  );
}

/** Only what a deployment needs: at each run the engine looks through all packages for plugins. */
async function linkDependencies(dir: string): Promise<void> {
  const text = readFileSync(join(ROOT, "package.json"), "utf8");
  const { dependencies } = JSON.parse(text) as { dependencies: Readonly<Record<string, string>> };
  for (const name of Object.keys(dependencies)) {
    const link = join(dir, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(ROOT, "node_modules", name), link);
  }
}

/** The engine takes the first `pulumi-resource-<name>` on PATH as the provider. */
async function writeLauncher(bin: string, name: string): Promise<void> {
  const main = join(__dirname, "stand-in", "main.js");
  const file = join(bin, `pulumi-resource-${name}`);
  await writeFile(file, `#!/bin/sh\nexec "${process.execPath}" "${main}" ${name} "$@"\n`);
  await chmod(file, 0o755);
}

function readLog(store: string): readonly LogEvent[] {
  const file = join(store, "log.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as LogEvent);
}

interface Folders {
  readonly base: string;
  readonly store: string;
  readonly bin: string;
}

function environment(options: ProjectOptions, { base, store, bin }: Folders): NodeJS.ProcessEnv {
  // Whatever credentials or settings the developer has must not reach a test.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(AWS|PULUMI|LZ)_|^NODE_OPTIONS$|^NODE_V8_COVERAGE$|^TS_NODE_/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
    PULUMI_HOME: join(base, "home"),
    PULUMI_BACKEND_URL: `file://${join(base, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "stand-in",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // `--event-log` is one of the commands for debugging.
    PULUMI_DEBUG_COMMANDS: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    // Without this, a preview prints one digest at its end, from which no times can be read.
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
    AWS_ACCESS_KEY_ID: "AKIASTANDIN",
    AWS_SECRET_ACCESS_KEY: "stand-in",
    AWS_REGION: "eu-central-1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(base, "no-such-file"),
    AWS_SHARED_CREDENTIALS_FILE: join(base, "no-such-file"),
    // Port 9 discards: an unexpected call fails at once.
    AWS_ENDPOINT_URL: options.endpoint ?? "http://127.0.0.1:9",
    LZ_STAND_IN_STORE: store,
    LZ_STAND_IN_CALLER: options.caller ?? CALLER,
    LZ_STAND_IN_ACCOUNTS: (options.accounts ?? []).join(","),
    LZ_STAND_IN_REQUIRE_ACTIVATION: options.requireActivation === true ? "1" : "0",
    ...(options.skipCheckpoints === true
      ? { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" }
      : {}),
    ...options.env,
  };
}

interface ExecuteOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
}

function execute(args: readonly string[], { timeoutMs, ...options }: ExecuteOptions): Promise<Run> {
  return new Promise((fulfil, reject) => {
    const startedAt = performance.now();
    const child = spawn("pulumi", args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    // Interrupted, the engine still ends its providers; killed, it would leave them behind.
    const timer = setTimeout(() => child.kill("SIGINT"), timeoutMs);
    const hardTimer = setTimeout(() => child.kill("SIGKILL"), timeoutMs + 10_000);
    let stdout = "";
    let stderr = "";
    let firstResourceMs: number | undefined;
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
      if (firstResourceMs === undefined && isAboutResource(stdout)) {
        firstResourceMs = performance.now() - startedAt;
      }
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      clearTimeout(hardTimer);
      const durationMs = performance.now() - startedAt;
      const times = firstResourceMs === undefined ? {} : { firstResourceMs };
      fulfil({ code, stdout, stderr, durationMs, ...times, ...parseEvents(stdout.split("\n")) });
    });
  });
}

/** The stack itself is announced before the program runs; it does not count. */
const isAboutResource = (stdout: string): boolean =>
  /"resourcePreEvent":\{"metadata":\{"op":"[^"]+","urn":"[^"]+","type":"(?!pulumi:pulumi:Stack)/.test(
    stdout,
  );
