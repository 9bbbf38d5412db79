import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pythonOrSkip, runPython } from "../../tools/python";
import { makeLiveWorld, withEnvironment, type LiveWorld } from "./world";
import { lz } from "../access-run";

const ROOT = resolve(__dirname, "../../..");

/** What a command on a terminal of its own left behind. */
interface OnTerminal {
  readonly code: number;
  readonly terminal: string;
  readonly stderr: string;
  /** Arguments and environments of its processes. */
  readonly processes: readonly string[];
}

/** A secret as it may be written: as it is, and as programs write what they pass on. */
function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // Base64 of something inside a longer text begins at any of three places.
  const within = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .slice(before === 0 ? 0 : 4, -4),
  );
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll(/[!'()*]/g, (char) => {
      return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
    }),
    new URLSearchParams({ "": secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&#39;"),
    bytes.toString("hex"),
    bytes.toString("utf16le"),
    ...within,
  ];
}

/** Places among these texts, and the files below these folders, where a secret is. */
function findSecret(
  secret: string,
  texts: Readonly<Record<string, string>>,
  folders: readonly string[],
): readonly string[] {
  const spelled = spellings(secret);
  const has = (text: string): boolean => spelled.some((spelling) => text.includes(spelling));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return [
    ...Object.entries(texts)
      .filter(([, text]) => has(text))
      .map(([name]) => name),
    ...files.filter((path) => has(path) || has(readFileSync(path, "latin1"))),
  ];
}

describe("the password of lz invite", function () {
  this.timeout(120_000);
  let world: LiveWorld;
  let python: string;
  let home: string;
  let project: string;
  let environment: NodeJS.ProcessEnv;
  let shown: OnTerminal;
  let password: string;

  before(async function () {
    python = await pythonOrSkip(this, "lz invite on a terminal");
    world = await makeLiveWorld(python);
    home = join(world.folder, "home");
    project = join(world.folder, "project");
    for (const folder of [home, join(home, "tmp"), join(project, "stacks")]) {
      mkdirSync(folder, { recursive: true });
    }
    writeFileSync(join(project, "Pulumi.yaml"), "name: landing-zone\nruntime: nodejs\n");
    cpSync(world.file, join(project, "stacks", "acme.yaml"));
    // At its end the process writes down its own environment and arguments: /proc shows the first ones.
    const atEnd = join(world.folder, "at-end.js");
    writeFileSync(
      atEnd,
      `process.on("exit", () => require("node:fs").writeFileSync(
        ${JSON.stringify(home)} + "/at-end-" + process.pid + ".json",
        JSON.stringify({ env: process.env, argv: process.argv, execArgv: process.execArgv, title: process.title })));`,
    );
    environment = {
      ...world.env,
      HOME: home,
      TMPDIR: join(home, "tmp"),
      NODE_OPTIONS: `--require ${atEnd}`,
    };
    shown = await onTerminal("invite", "ada", "--stack", "acme");
    [, password = ""] = /^ +Password +(\S+)$/m.exec(shown.terminal) ?? [];
  });
  after(() => world.end());

  async function onTerminal(...args: readonly string[]): Promise<OnTerminal> {
    const command = [process.execPath, join(ROOT, "cli/bin.js"), ...args];
    const asked = JSON.stringify({ command, cwd: project, env: environment });
    const ran = await runPython(python, [join(__dirname, "pty_run.py")], asked);
    assert.equal(ran.code, 0, ran.stderr);
    return JSON.parse(ran.stdout) as OnTerminal;
  }

  it("is shown on the terminal in one line, and is the one that AWS was given", () => {
    assert.equal(shown.code, 0, shown.terminal + shown.stderr);
    const lines = shown.terminal.split("\n").filter((line) => line.includes(password));
    assert.deepEqual(lines, [`  Password   ${password}`]);
    assert.match(shown.terminal, /It is shown this once and kept nowhere/);
    assert.match(shown.terminal, /Sign in +https:\/\/\d{12}\.signin\.aws\.amazon\.com\/console/);
    const given = world.front.asked.find(({ action }) => action === "CreateLoginProfile");
    assert.equal(given?.parameters.Password, password);
  });

  it("is nowhere else", async () => {
    const rest = shown.terminal.replace(`  Password   ${password}\n`, "");
    const later = await withEnvironment(world.env, async () => ({
      people: await lz("people", "--json", "--file", world.file),
      plan: await lz("plan", "--json", "--file", world.file),
      offboard: await lz("offboard", "ada", "--json", "--file", world.file),
    }));
    const texts = {
      "the rest of the terminal": rest,
      "standard error": shown.stderr,
      processes: shown.processes.join("\n"),
      ...Object.fromEntries(
        Object.entries(later).map(([name, { stdout, stderr }]) => [name, stdout + stderr]),
      ),
    };
    assert.ok(
      readdirSync(home).some((name) => name.startsWith("at-end-")),
      "nothing was written",
    );
    if (existsSync("/proc")) {
      assert.ok(shown.processes.some((text) => text.includes("invite\0ada")));
      assert.ok(shown.processes.some((text) => text.includes(`HOME=${home}`)));
    }
    assert.deepEqual(findSecret(password, texts, [home, project]), []);
  });

  it("would be found: in a file, a file's name, an error, a process", async () => {
    const folder = join(home, ".cache", "deep");
    mkdirSync(folder, { recursive: true });
    const form = new URLSearchParams({ Password: password, UserName: "ada" }).toString();
    writeFileSync(join(folder, "as-it-is"), Buffer.from(`\0\xff${password}\0`, "latin1"));
    writeFileSync(join(folder, "form"), form);
    const authorization = (before: string): string =>
      Buffer.from(`${before}${password}:etc`).toString("base64");
    ["", "a", "ab"].forEach((before, index) => {
      writeFileSync(join(folder, `base64-${index}`), authorization(before));
    });
    const planted = findSecret(
      password,
      {
        error: `Value '${password}' at 'password' failed`,
        processes: (await onTerminalOf(password)).processes.join("\n"),
        nothing: "Value '****'",
      },
      [home, project],
    );
    assert.deepEqual(planted, [
      "error",
      "processes",
      ...["as-it-is", "base64-0", "base64-1", "base64-2", "form"].map((name) => join(folder, name)),
    ]);
  });

  /** A process that has a secret among its arguments, seen by the same eyes. */
  async function onTerminalOf(secret: string): Promise<OnTerminal> {
    const command = [process.execPath, "-e", "setTimeout(() => {}, 300)", secret];
    const asked = JSON.stringify({ command, cwd: project, env: world.env });
    const ran = await runPython(python, [join(__dirname, "pty_run.py")], asked);
    return JSON.parse(ran.stdout) as OnTerminal;
  }

  it("--json shows none on a terminal either", async () => {
    const before = world.front.asked.length;
    const { code, terminal, stderr } = await onTerminal(
      ...["invite", "grace", "--stack", "acme", "--json"],
    );
    assert.deepEqual([code, terminal], [2, ""]);
    assert.match(stderr, /--json is for programs, and never has the password/);
    assert.equal(world.front.asked.length, before);
  });
});
