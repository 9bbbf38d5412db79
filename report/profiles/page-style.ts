import { COLOURS } from "./links";

/**
 * Look of the page of links. The colours of account types are the console's, so that an account looks
 * here as it does there; text is never in them, but on the page's own ground.
 */
export const PAGE_STYLE = `
:root {
  --ground: #f6f7f9; --card: #ffffff; --text: #16191f; --quiet: #5b6573; --line: #dde1e7;
  --link: #0b57b8; --pill: #eef2f7; --focus: #0b57b8;
  ${Object.entries(COLOURS)
    .map(([name, hex]) => `--${name}: #${hex};`)
    .join(" ")}
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11151b; --card: #1a2029; --text: #e8ebf0; --quiet: #9aa5b4; --line: #2c3540;
    --link: #8ab8f5; --pill: #262f3b; --focus: #8ab8f5;
  }
}
* { box-sizing: border-box; }
html { color-scheme: light dark; }
body {
  margin: 0 auto; max-width: 84rem; padding: 0 1.5rem 3rem;
  background: var(--ground); color: var(--text);
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
header {
  position: sticky; top: 0; z-index: 1; padding: 1.25rem 0 .9rem;
  background: var(--ground); border-bottom: 1px solid var(--line);
}
.top { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; }
h1 { margin: 0; font-size: 1.5rem; font-weight: 650; letter-spacing: -.01em; }
.count { margin: 0; color: var(--quiet); font-variant-numeric: tabular-nums; white-space: nowrap; }
.sign-in { margin: .3rem 0 0; color: var(--quiet); overflow-wrap: anywhere; }
.sign-in a { color: var(--link); }
.controls { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin-top: .9rem; }
.search { position: relative; flex: 1 1 20rem; }
.search input {
  width: 100%; padding: .6rem 2.4rem .6rem .85rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
  appearance: none;
}
.search input::-webkit-search-cancel-button { display: none; }
.search input::placeholder { color: var(--quiet); opacity: 1; }
.search kbd { position: absolute; right: .7rem; top: 50%; transform: translateY(-50%); }
.search input:focus + kbd { visibility: hidden; }
.person { margin: 0; color: var(--quiet); }
.person select {
  font: inherit; color: var(--text); padding: .55rem .6rem; margin-left: .25rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
}
p.person { color: var(--text); font-weight: 600; }
.types { display: flex; flex-wrap: wrap; gap: .4rem; margin-top: .75rem; }
.types button {
  display: inline-flex; align-items: center; gap: .45rem; font: inherit; font-size: .87rem;
  color: var(--text); cursor: pointer; padding: .2rem .7rem;
  background: var(--card); border: 1px solid var(--line); border-radius: 2rem;
}
.types button::before, h2::before {
  content: ""; width: .65rem; height: .65rem; border-radius: 50%;
  background: var(--type); box-shadow: inset 0 0 0 1px rgb(0 0 0 / .18);
}
.types button[aria-pressed="true"] {
  border-color: var(--text); box-shadow: inset 0 0 0 1px var(--text); font-weight: 600;
}
section { margin-top: 1.75rem; }
h2 {
  display: flex; align-items: center; gap: .5rem; margin: 0 0 .7rem;
  font-size: 1.02rem; font-weight: 650;
}
h2 span { color: var(--quiet); font-weight: 400; font-variant-numeric: tabular-nums; }
ul {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(17.5rem, 1fr)); gap: .7rem;
  margin: 0; padding: 0; list-style: none;
}
li {
  display: grid; grid-template-columns: 1fr auto; gap: .1rem .75rem; align-items: baseline;
  align-content: start; padding: .75rem .9rem .8rem;
  background: var(--card); border: 1px solid var(--line); border-left: .35rem solid var(--type);
  border-radius: .5rem; content-visibility: auto; contain-intrinsic-size: auto 5.4rem;
}
h3 { margin: 0; font-size: 1rem; font-weight: 600; overflow-wrap: anywhere; }
.id {
  margin: 0; color: var(--quiet); font: .8rem/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
  user-select: all;
}
.roles { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .35rem; margin: .5rem 0 0; }
.roles a {
  padding: .18rem .65rem; border-radius: .4rem; background: var(--pill); color: var(--link);
  text-decoration: none; font-size: .9rem; font-weight: 500;
}
.roles a:hover { text-decoration: underline; }
.roles a.first { box-shadow: inset 0 0 0 1.5px var(--focus); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible {
  outline: 2px solid var(--focus); outline-offset: 2px;
}
.red { --type: var(--red); } .orange { --type: var(--orange); } .yellow { --type: var(--yellow); }
.green { --type: var(--green); } .blue { --type: var(--blue); }
.none { margin: 3rem 0; text-align: center; color: var(--quiet); }
.none button { font: inherit; color: var(--link); background: none; border: 0; padding: 0; text-decoration: underline; cursor: pointer; }
kbd {
  padding: 0 .35rem; font: .8rem/1.5 ui-monospace, Menlo, Consolas, monospace; color: var(--quiet);
  background: var(--card); border: 1px solid var(--line); border-radius: .3rem;
}
footer { margin-top: 2.5rem; color: var(--quiet); font-size: .87rem; }
@media (max-width: 40rem) {
  body { padding: 0 1rem 2rem; }
  header { position: static; }
  footer, .search kbd { display: none; }
}
@media print {
  header { position: static; } .controls, .types, footer { display: none; }
  li { break-inside: avoid; content-visibility: visible; }
}
@media (forced-colors: active) { li { border-left-color: CanvasText; } }
`;
