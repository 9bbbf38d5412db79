import { startNode } from "../../access/reach/nodes";
import { reachable, reachOf } from "../../access/reach/reach";
import { reachText, unreached } from "../../report/access-reach";
import { EXIT, type Finish } from "../exit";
import { gatherMistakes } from "../mistakes";
import { print, printJson } from "../print";
import { askerAs, PRINCIPAL } from "../question";
import { validStack, type StackOptions } from "../stack-option";
import { worldOfStack } from "../world";

export interface ReachOptions extends StackOptions {
  readonly from?: string;
}

/** `lz access reach`: every role and account that somebody can come to, with the way. */
export async function reach(options: ReachOptions, finish: Finish): Promise<void> {
  const mistakes = gatherMistakes();
  const from = mistakes.needed(options.from, "--from", PRINCIPAL);
  const stack = mistakes.attempt(() => validStack(options, finish));
  if (!stack || from === undefined) {
    if (mistakes.any()) throw mistakes.error();
    return;
  }
  const world = await worldOfStack(stack);
  const asker = askerAs(world, from, mistakes);
  if (!asker) throw mistakes.error();
  const start = startNode(world, asker);
  const found = reachable(world, reachOf(world).from(start));
  const { name, account } = start.actor;
  const own = account?.name ?? null;
  if (options.json) {
    printJson({ reachable: found, unreachable: unreached(world, own, found) });
  } else {
    print(reachText(world, { name, account: own }, found));
  }
  finish(EXIT.fine);
}
