import { createRequire } from "node:module";
import type { Command } from "commander";
import type { Finish } from "../exit";
import { liveCommand } from "../live/command";
import type * as People from "../live/people";
import type { LiveOptions } from "../live/session";

const load = createRequire(__filename);

/** `lz people`: every user of the access account against the file. */
export function people(finish: Finish): Command {
  return liveCommand(
    "people",
    "compare the access account's users with the file (calls AWS)",
  ).action(async (options: LiveOptions) => {
    const { people: answer } = load("../live/people") as typeof People;
    await answer(options, finish);
  });
}
