import { createRequire } from "node:module";
import type { Command } from "commander";
import type { Finish } from "../exit";
import { liveCommand } from "../live/command";
import type * as Invite from "../live/invite";

const load = createRequire(__filename);

/** `lz invite`: the first password of somebody who signs in as an IAM user. */
export function invite(finish: Finish): Command {
  return liveCommand("invite", "give somebody the first password (calls AWS)")
    .argument("<person>", "somebody of access.people, or a break-glass user")
    .option("--again", "set a new password for somebody who has one")
    .option("--seal-to <file>", "seal the password to the age recipients of this file")
    .action(async (person: string, options: Invite.InviteOptions) => {
      const { invite: answer } = load("../live/invite") as typeof Invite;
      await answer(person, options, finish);
    });
}
