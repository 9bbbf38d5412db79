/** A rule of the policy pack, as its page shows it. */
export interface ShownRule {
  readonly name: string;
  readonly sentence: string;
  readonly why: string;
}

const MARKS = ["<!-- rules: made by npm run rules -->", "<!-- end of rules -->"] as const;

/** The page with its table of rules renewed. Throws if the page has no place for it. */
export function withRules(page: string, rules: readonly ShownRule[]): string {
  const [before, rest, ...more] = page.split(MARKS[0]);
  const after = rest?.split(MARKS[1])[1];
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`the page has not once ${MARKS.join(" … ")}`);
  }
  const rows = rules.map(({ name, sentence, why }) => `| ${name} | ${sentence} | ${why} |`);
  const table = ["| rule | what holds | because |", "|---|---|---|", ...rows].join("\n");
  return `${before}${MARKS[0]}\n\n${table}\n\n${MARKS[1]}${after}`;
}
