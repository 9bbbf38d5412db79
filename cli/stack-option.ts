import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { Command } from "commander";
import type { Loaded } from "../model/load";
import { problemsText, show } from "../model/problem";
import type { Stack } from "../model/schema";
import { loadStackFile, stackFilePath } from "../stack-file";
import { EXIT, UsageError, type Finish } from "./exit";
import { print, printJson } from "./print";

/** Options that every command on a stack takes. */
export interface StackOptions {
  readonly stack?: string;
  readonly file?: string;
  readonly json?: boolean;
}

/** A command that reads one stack file. */
export function stackCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("--stack <name>", "the stack: reads stacks/<name>.yaml")
    .option("--file <path>", "a stack file by its path")
    .option("--json", "print JSON, for machines")
    .allowExcessArguments(false);
}

/** Path of the stack file that the options name. */
export function stackPath({ stack, file }: StackOptions): string {
  if ((stack === undefined) === (file === undefined)) {
    throw new UsageError("name one stack: --stack NAME for stacks/NAME.yaml, or --file PATH");
  }
  if (file !== undefined) {
    if (!existsSync(file)) throw new UsageError(`there is no file ${show(file)}`);
    return file;
  }
  // People write the file's name or path for the stack's name, too.
  const name = basename(stack ?? "", ".yaml");
  const path = join(projectFolder(), stackFilePath(name));
  if (!existsSync(path)) {
    throw new UsageError(`there is no file ${path}; ${stacksThere(dirname(path))}`);
  }
  return relative(process.cwd(), path);
}

/** The nearest folder above that is a Pulumi project, so that lz works in its subfolders. */
function projectFolder(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (folder === dirname(folder)) return process.cwd();
  }
}

/** Paths of all stack files of the project. */
export function stackFiles(): readonly string[] {
  const folder = dirname(join(projectFolder(), stackFilePath("any")));
  return filesIn(folder).map((name) => join(folder, name));
}

function filesIn(folder: string): readonly string[] {
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith(".yaml") && !name.startsWith("Pulumi."))
    .sort();
}

function stacksThere(folder: string): string {
  const names = filesIn(folder).map((name) => basename(name, ".yaml"));
  return names.length === 0
    ? "run lz in the project's folder, or use --file"
    : `the stacks there are: ${names.join(", ")}`;
}

/** Reads a stack file; an error of the file system is a mistake in use. */
export function load(path: string): Loaded {
  if (statSync(path).isDirectory()) throw new UsageError(`${path} is a folder, not a stack file`);
  try {
    return loadStackFile(path);
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : ""}`);
  }
}

/** The valid stack, or undefined after its problems were printed and the command finished. */
export function validStack(options: StackOptions, finish: Finish): Stack | undefined {
  const path = stackPath(options);
  const loaded = load(path);
  if (loaded.ok) return loaded.stack;
  if (options.json) printJson({ ok: false, problems: loaded.problems });
  else print(problemsText(loaded.problems, path));
  finish(EXIT.no);
  return undefined;
}
