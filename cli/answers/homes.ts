import { basename, relative } from "node:path";
import type { IdentityMode } from "../../model/access-schema";
import { planLandingZone } from "../../model/plan";
import { problemsText } from "../../model/problem";
import type { Stack } from "../../model/schema";
import type { Home } from "../../report/profiles/home";
import { UsageError } from "../exit";
import { load, stackFiles, stackPath, type StackOptions } from "../stack-option";
import { readAccountIds } from "./account-ids";

export interface HomeOptions extends StackOptions {
  readonly allStacks?: boolean;
  readonly ids?: readonly string[];
}

/** A stack file that was read. */
export interface NamedHome extends Home {
  /** The file's name, without its ending. */
  readonly stack: string;
  /** Ways to sign in, in the file's order. */
  readonly modes: readonly IdentityMode[];
}

/** A stack file with problems. */
export interface Broken {
  readonly path: string;
  readonly problems: Extract<ReturnType<typeof load>, { ok: false }>["problems"];
}

/** The stacks that the options name, each planned, or the first file that is not valid. */
export function homesOf(
  options: HomeOptions,
): { readonly ok: true; readonly homes: readonly NamedHome[] } | (Broken & { readonly ok: false }) {
  const paths = pathsOf(options);
  const stacks: { path: string; stack: Stack }[] = [];
  for (const path of paths) {
    const loaded = load(path);
    if (!loaded.ok) return { ok: false, path, problems: loaded.problems };
    stacks.push({ path, stack: loaded.stack });
  }
  const names = paths.map((path) => basename(path, ".yaml"));
  const idsOf = idsByStack(options, names);
  return {
    ok: true,
    homes: stacks.map(({ stack }, index) => {
      const name = names[index] ?? "";
      const ids = idsOf(name);
      for (const { name: account, id } of stack.accounts) {
        const other = ids.get(account);
        if (id !== undefined && other !== undefined && other !== id) {
          throw new UsageError(
            `--ids: ${account} is ${other} there, and ${id} in the stack file of ${name}: is it another stack's?`,
          );
        }
      }
      const modes = [stack.access.identity].flat();
      return { stack: name, modes, plan: planLandingZone(stack), ids };
    }),
  };
}

export function brokenText({ path, problems }: Broken): string {
  return problemsText(problems, path);
}

function pathsOf(options: HomeOptions): readonly string[] {
  if (!options.allStacks) return [stackPath(options)];
  if (options.stack !== undefined || options.file !== undefined) {
    throw new UsageError("--all-stacks reads every stack: leave --stack and --file away");
  }
  const files = stackFiles();
  if (files.length === 0) {
    throw new UsageError("there are no stack files; run lz in the project's folder");
  }
  return files.map((path) => relative(process.cwd(), path));
}

/** Files of ids: of the one stack, or of several, each as `STACK=FILE`. */
function idsByStack(
  { ids = [], allStacks }: HomeOptions,
  stacks: readonly string[],
): (stack: string) => ReadonlyMap<string, string> {
  const found = new Map<string, ReadonlyMap<string, string>>();
  const [only = ""] = stacks;
  for (const text of ids) {
    const at = allStacks ? text.indexOf("=") : -1;
    if (allStacks && at < 0) {
      throw new UsageError(`--ids ${text}: with --all-stacks, write STACK=FILE for each stack`);
    }
    const stack = at < 0 ? only : text.slice(0, at);
    if (!stacks.includes(stack)) {
      throw new UsageError(
        `--ids ${text}: there is no stack ${stack}; there are: ${stacks.join(", ")}`,
      );
    }
    if (found.has(stack)) throw new UsageError(`--ids: there are two files for ${stack}`);
    found.set(stack, readAccountIds(text.slice(at + 1)));
  }
  return (stack) => found.get(stack) ?? new Map<string, string>();
}
