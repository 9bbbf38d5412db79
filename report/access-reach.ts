import { SERVICE_PATH } from "../iam/names";
import type { PathStep, Reachable } from "../access/reach/reach";
import type { World } from "../access/world/world";
import { somebody } from "./access-words";
import { accountsWords, counted, listed } from "./words";
import { indented, wrap } from "./wrap";

/** Everybody that somebody can become, for people: the nearest first. */
export function reachText(
  world: World,
  from: { readonly name: string; readonly account: string | null },
  found: readonly Reachable[],
): string {
  const shown = withoutImplied(found);
  const lengths = [...new Set(shown.map(({ path }) => path.length))].sort((a, b) => a - b);
  const name = somebody(from.name);
  return [
    shown.length === 0 ? `${name} can become nobody else.` : `${name} can become:`,
    ...lengths.map((length) => {
      const blocks = blocksText(shown.filter(({ path }) => path.length === length));
      return `In ${counted(length, "step")}:\n${blocks}`;
    }),
    noWayText(world, from.account, found),
  ].join("\n\n");
}

/** Names of the accounts in which nobody can be become. */
export function unreached(
  world: World,
  start: string | null,
  found: readonly Reachable[],
): readonly string[] {
  const reached = new Set(found.flatMap(({ accounts }) => accounts));
  return world.accounts.all
    .map(({ name }) => name)
    .filter((name) => name !== start && !reached.has(name));
}

function noWayText(world: World, start: string | null, found: readonly Reachable[]): string {
  const names = new Set(unreached(world, start, found));
  if (names.size === 0) return "There is a way to every account.";
  const groups = world.accounts.classes.flatMap((of) => {
    const own = of.names.filter((name) => names.has(name));
    return own.length === 0 ? [] : [accountsWords(own)];
  });
  return wrap(`No way leads to: ${groups.join(", ")}.`, "  ");
}

/** Whoever has everything in an account has all that is in it: said once. */
function withoutImplied(found: readonly Reachable[]): readonly Reachable[] {
  return found.filter(
    (one) =>
      one.what === "everything" ||
      !found.some(
        (other) =>
          other.what === "everything" &&
          other.accounts[0] === one.accounts[0] &&
          other.path.length <= one.path.length,
      ),
  );
}

/** Those of whom the same is to be said, together. */
function blocksText(found: readonly Reachable[]): string {
  const blocks = new Map<string, { readonly who: string; readonly accounts: string[] }>();
  for (const { what, name, accounts, path } of found) {
    const who = whoWords(what, name);
    const steps = path.map((step) => stepText(step, accountReached(path))).join("\n");
    const key = `${who}\n${steps}`;
    const block = blocks.get(key) ?? { who, accounts: [] };
    block.accounts.push(accountsWords(accounts));
    blocks.set(key, block);
  }
  return [...blocks]
    .map(([key, { who, accounts }]) => {
      const title = indented(wrap(`${who} in ${accounts.join(", ")}`, "  ", 98), "  ");
      return `${title}${key.slice(who.length)}`;
    })
    .join("\n");
}

function whoWords(what: Reachable["what"], name: string | null): string {
  switch (what) {
    case "everything":
      return "everything";
    case "service-role":
      return `roles below ${SERVICE_PATH}`;
    default:
      return name ?? "";
  }
}

/** ` in web-production`, as the names of those who act there end. */
function accountReached(path: readonly PathStep[]): string {
  return / in .+$/.exec(path.at(-1)?.to ?? "")?.[0] ?? "";
}

/** One step, without what its title says already. */
function stepText({ from, to, does, by, when }: PathStep, account: string): string {
  const plain = (name: string): string =>
    somebody(account !== "" && name.endsWith(account) ? name.slice(0, -account.length) : name);
  const [, role] = /^assumes arn:.*\/([^/]+)$/.exec(does) ?? [];
  const who = to.startsWith("everything") ? role : plain(to);
  const act = role === undefined ? does : `assumes ${who ?? role}`;
  // People name their sessions after themselves: that is no hurdle.
  const condition =
    when === null || when === `sts:RoleSessionName is ${from}` ? "" : `, if ${when}`;
  return indented(wrap(`${plain(from)} ${act}, by ${listed(by)}${condition}`, "  ", 94), "      ");
}
