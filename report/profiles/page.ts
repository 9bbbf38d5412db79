import type { Entry } from "./entries";
import { CORE, labelOf, linkGroups, switchRoleLink, type LinkGroup } from "./links";
import { PAGE_SCRIPT } from "./page-script";
import { PAGE_STYLE } from "./page-style";

/** What a page of links is about. */
export interface LinksPage {
  readonly people: readonly { readonly name: string; readonly entries: readonly Entry[] }[];
  /** How people of each organization sign in before they follow a link. */
  readonly signIns: readonly PageSignIn[];
  readonly region: string | null;
}

export interface PageSignIn {
  readonly organization: string;
  readonly text: string;
  /** Where, if that is known. */
  readonly link: string | null;
}

/** Who may use a link: the number of a set of people, since most links have the same. */
interface People {
  readonly setOf: (entry: Entry) => number;
  /** Numbers of people by the number of the set. */
  readonly sets: readonly (readonly number[])[];
}

/**
 * One page, without anything from elsewhere: every role of some people as a link that switches the
 * console to it. It works without its script, which searches and narrows.
 */
export function linksPage(page: LinksPage): string {
  const entries = [
    ...new Map(
      page.people.flatMap((person) =>
        person.entries.map((entry) => [keyOf(entry), entry] as const),
      ),
    ).values(),
  ];
  const groups = linkGroups(entries);
  const organizations = [...new Set(groups.map(({ organization }) => organization))];
  const people = peopleOf(page);
  const title = `${organizations.join(", ")}: accounts and roles`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${escaped(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<div class="top">
<h1>${escaped(organizations.join(" · "))}</h1>
<p class="count" role="status" aria-live="polite"></p>
</div>
${page.signIns.map(signInLine).join("\n")}
<div class="controls">
<label class="search"><span class="unseen">Search accounts and roles</span>
<input type="search" id="search" placeholder="Search accounts, ids and roles" autocomplete="off" spellcheck="false"><kbd aria-hidden="true">/</kbd></label>
${personChoice(page)}
</div>
${typeChoice(groups)}
</header>
<main>
${groups.map((group) => groupText(group, organizations.length > 1, people, page.region)).join("\n")}
<p class="none" hidden>Nothing fits. <button type="button" id="clear">Show all</button></p>
</main>
<footer>
<p><kbd>/</kbd> search, <kbd>↓</kbd> <kbd>↑</kbd> from link to link, <kbd>Enter</kbd> in the search opens the first hit, <kbd>Esc</kbd> shows all.</p>
</footer>
<script type="application/json" id="sets">${JSON.stringify(people.sets)}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function peopleOf({ people }: LinksPage): People {
  const who = new Map<string, number[]>();
  for (const [index, { entries }] of people.entries()) {
    for (const entry of entries) {
      const key = keyOf(entry);
      const list = who.get(key);
      if (list) list.push(index);
      else who.set(key, [index]);
    }
  }
  const numbers = new Map<string, number>();
  const sets: (readonly number[])[] = [];
  const numberOf = new Map<string, number>();
  for (const [key, list] of who) {
    const text = list.join(" ");
    const number = numbers.get(text) ?? sets.push(list) - 1;
    numbers.set(text, number);
    numberOf.set(key, number);
  }
  return { sets, setOf: (entry) => numberOf.get(keyOf(entry)) ?? 0 };
}

function signInLine({ text, link }: PageSignIn): string {
  const where =
    link === null
      ? ""
      : ` <a href="${escaped(link)}" target="_blank" rel="noopener noreferrer">${escaped(link)}</a>`;
  return `<p class="sign-in">${escaped(text)}${where}</p>`;
}

function personChoice({ people }: LinksPage): string {
  const [only] = people;
  if (people.length === 1 && only) return `<p class="person">${escaped(only.name)}</p>`;
  const options = people
    .map(({ name }, index) => `<option value="${index}">${escaped(name)}</option>`)
    .join("");
  return `<label class="person">I am <select id="person"><option value="">anybody</option>${options}</select></label>`;
}

function typeChoice(groups: readonly LinkGroup[]): string {
  const colours = new Map(groups.map(({ type, colour }) => [type, colour]));
  if (colours.size < 2) return "";
  const buttons = [...colours]
    .map(
      ([type, colour]) =>
        `<button type="button" class="${colour}" data-type="${escaped(type)}" aria-pressed="false">${escaped(type)}</button>`,
    )
    .join("");
  return `<div class="types" role="group" aria-label="Account types">${buttons}</div>`;
}

function groupText(
  { organization, type, colour, accounts }: LinkGroup,
  several: boolean,
  people: People,
  region: string | null,
): string {
  const id = `${organization}-${type}`;
  const name = `${several ? `${organization} · ` : ""}${type === CORE ? "core accounts" : type}`;
  const cards = accounts.map(({ name: account, id: accountId, entries }) => {
    const links = entries.map((entry) => {
      const href = escaped(switchRoleLink(entry, region));
      const name = labelOf(entry, entries);
      const label = `${name} in ${account}`;
      return `<a href="${href}" data-set="${people.setOf(entry)}" aria-label="${escaped(label)}" target="_blank" rel="noopener noreferrer">${escaped(name)}</a>`;
    });
    return `<li><h3>${escaped(account)}</h3><p class="id">${accountId}</p><p class="roles">${links.join(" ")}</p></li>`;
  });
  return `<section class="${colour}" data-type="${escaped(type)}" aria-labelledby="${escaped(id)}">
<h2 id="${escaped(id)}">${escaped(name)} <span>${accounts.length}</span></h2>
<ul>
${cards.join("\n")}
</ul>
</section>`;
}

function keyOf({ organization, account, role }: Entry): string {
  return `${organization} ${account.id} ${role}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
}
