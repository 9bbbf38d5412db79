import { createRequire } from "node:module";
import type { Command } from "commander";
import type { Finish } from "../exit";
import { liveCommand } from "../live/command";
import type * as Offboard from "../live/offboard";

const load = createRequire(__filename);

/** `lz offboard`: shuts somebody out, at once. */
export function offboard(finish: Finish): Command {
  return liveCommand("offboard", "show what somebody has to sign in with, or take it (calls AWS)")
    .argument("<person>", "somebody of access.people, or any user of the access account")
    .option("--yes", "take it away")
    .option("--revoke-sessions", "with --yes: end the person's open sessions in all accounts, too")
    .action(async (person: string, options: Offboard.OffboardOptions) => {
      const { offboard: answer } = load("../live/offboard") as typeof Offboard;
      await answer(person, options, finish);
    });
}
