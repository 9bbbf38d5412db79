import { dirname } from "node:path";
import type { Entries, Entry } from "../../report/profiles/entries";
import { linksJson } from "../../report/profiles/json";
import { linksText } from "../../report/profiles/links";
import { linksPage } from "../../report/profiles/page";
import { pageSignIn } from "../../report/profiles/page-sign-in";
import { entriesOf } from "../../report/profiles/profiles";
import { EXIT } from "../exit";
import { print, printJson } from "../print";
import {
  notesOf,
  warn,
  warnNone,
  withoutIds,
  writeText,
  type Asked,
  type ProfilesOptions,
} from "./profiles-asked";

/** Links, as text or as a page. Gives the exit code. */
export function links(asked: readonly Asked[], options: ProfilesOptions): number {
  const region = options.region ?? null;
  const people = new Map<string, Entry[]>();
  const found: Entries[] = [];
  for (const { home, wanted } of asked) {
    const entries = entriesOf(home, wanted);
    found.push(entries);
    people.set(wanted.person.name, [...(people.get(wanted.person.name) ?? []), ...entries.entries]);
  }
  warn(found, []);
  const list = [...people].map(([name, entries]) => ({ name, entries }));
  const ok = list.some(({ entries }) => entries.length > 0);
  if (!ok) warnNone();
  if (options.json) {
    printJson({
      people: list.map(({ name, entries }) => linksJson(name, entries, region)),
      withoutId: withoutIds(found),
      notes: notesOf(found),
    });
  } else if (ok && options.format === "html") {
    const homes = new Map(asked.map((one) => [one.home, one.wanted]));
    const signIns = [...homes].map(([home, wanted]) =>
      pageSignIn(home, wanted.mode, wanted.region),
    );
    const page = linksPage({ people: list, signIns, region });
    if (options.out === undefined) process.stdout.write(page);
    else print(writeText(dirname(options.out), { path: options.out, text: page }, true));
  } else if (ok) {
    const several = list.length > 1;
    const texts = list
      .filter(({ entries }) => entries.length > 0)
      .map(
        ({ name, entries }) => `${several ? `== ${name}\n\n` : ""}${linksText(entries, region)}`,
      );
    print(texts.join("\n\n"));
  }
  return ok ? EXIT.fine : EXIT.no;
}
