import { createRequire } from "node:module";
import type { Command } from "commander";
import type { Finish } from "../exit";
import { stackCommand, type StackOptions } from "../stack-option";
import type * as Regions from "../answers/regions";

const load = createRequire(__filename);

/** `lz regions`: what depends on which region, and what is left when one is down. */
export function regions(finish: Finish): Command {
  return stackCommand(
    "regions",
    "show what depends on which region, and what a failure leaves",
  ).action((options: StackOptions) => {
    const { regions: answer } = load("../answers/regions") as typeof Regions;
    answer(options, finish);
  });
}
