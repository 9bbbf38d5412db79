import { createRequire } from "node:module";
import { Option, type Command } from "commander";
import { IDENTITY_MODES } from "../../model/access-schema";
import type { Finish } from "../exit";
import { stackCommand } from "../stack-option";
import type * as Profiles from "../answers/profiles";
import type { ProfilesOptions } from "../answers/profiles-asked";

const load = createRequire(__filename);

/** `lz profiles`: what people need to enter accounts, on the command line and in the console. */
export function profiles(finish: Finish): Command {
  return stackCommand("profiles", "write profiles and console links for people")
    .option(
      "--all-stacks",
      "every stack of the project, and the customers of one that is a partner",
    )
    .option("--person <name>", "the person; links, html and granted are for all without it")
    .addOption(
      new Option("--mode <mode>", "the way to sign in, where there are several").choices(
        IDENTITY_MODES,
      ),
    )
    .addOption(
      new Option("--format <format>", "~/.aws/config, a registry of granted, or console links")
        .choices(["config", "granted", "links", "html"])
        .default("config"),
    )
    .option("--region <region>", "another governed region, when the home region is down")
    .option(
      "--ids <file...>",
      "account ids, as pulumi stack output accounts --json writes them; - for standard input",
    )
    .option("--merge <file>", "write the profiles into this file, between markers of their own")
    .option("--out <path>", "write the page to this file, or the registry to this folder")
    .action((options: ProfilesOptions) => {
      const { profiles: answer } = load("../answers/profiles") as typeof Profiles;
      answer(options, finish);
    });
}
