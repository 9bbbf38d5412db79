import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { IdentityMode } from "../../model/access-schema";
import type { Entries } from "../../report/profiles/entries";
import type { TextFile } from "../../report/profiles/granted";
import type { Wanted } from "../../report/profiles/profiles";
import { UsageError } from "../exit";
import type { HomeOptions, NamedHome } from "./homes";

export interface ProfilesOptions extends HomeOptions {
  readonly person?: string;
  readonly mode?: IdentityMode;
  readonly format: "config" | "granted" | "links" | "html";
  readonly region?: string;
  readonly merge?: string;
  readonly out?: string;
}

/** One person of one organization, and all that profiles and links are made from. */
export interface Asked {
  readonly home: NamedHome;
  readonly wanted: Wanted;
}

/** Writes a file and gives its path. */
export function writeText(folder: string, { path, text }: TextFile, whole = false): string {
  const place = whole ? path : join(folder, path);
  try {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  } catch (error) {
    throw new UsageError(`cannot write ${place}: ${error instanceof Error ? error.message : ""}`);
  }
  return place;
}

export type Said = Pick<Entries, "withoutId" | "notes">;

export const withoutIds = (found: readonly Said[]): readonly string[] => [
  ...new Set(found.flatMap(({ withoutId }) => withoutId)),
];
export const notesOf = (found: readonly Said[]): readonly string[] => [
  ...new Set(found.flatMap(({ notes }) => notes)),
];

/** Says what is missing, so that nobody takes a part for the whole. */
export function warn(found: readonly Said[], missing: readonly string[]): void {
  for (const message of new Set([...missing, ...notesOf(found)])) complain(message);
  const accounts = withoutIds(found);
  if (accounts.length === 0) return;
  complain(
    `left out, since the file has no id of them: ${accounts.join(", ")}. After the first run: ` +
      `pulumi stack output accounts --json | lz profiles … --ids -`,
  );
}

export function warnNone(): void {
  complain("nothing is left: there is no role to enter");
}

export function complain(message: string): void {
  process.stderr.write(`${message}\n`);
}
