/** Stack files by name, for tables whose rows are about another stack than the example. */
import { MODES } from "./modes";
import { withNetworks } from "./networks";
import { EXAMPLE } from "./stacks";

/** The example with a section behind all that it has. */
export const withSection = (section: string): string => `${EXAMPLE.trimEnd()}\n${section}`;

export const VARIANTS: Readonly<Record<string, string>> = {
  ...MODES,
  "no queries": withSection("audit: { queries: false }\n"),
  networks: withNetworks(EXAMPLE),
  compliance: withSection("audit: { objectLock: { mode: compliance, days: 365 } }\n"),
};
