import { LEVELS } from "../access/matrix";
import { simplified } from "../access/policy/simplified";
import { formulaWords } from "../access/policy/words";
import type { Grants } from "./access-grid";
import { indented, wrap } from "./wrap";

/** An action that is possible, as `--json` gives it. */
export interface ActionJson {
  readonly name: string;
  readonly level: string;
  /** What has to hold; null: nothing. */
  readonly condition: string | null;
}

export function actionsJson(grants: Grants): readonly ActionJson[] {
  return [...grants].map(([{ name, level }, when]) => ({
    name,
    level,
    condition: when === true ? null : formulaWords(simplified(when)),
  }));
}

/** The actions of one service, together where the same has to hold, by level. */
export function actionsText(grants: Grants): string {
  const actions = actionsJson(grants);
  const conditions = [...new Set(actions.map(({ condition }) => condition))].sort(
    (a, b) => Number(a !== null) - Number(b !== null),
  );
  return conditions
    .map((condition) => {
      const same = actions.filter((action) => action.condition === condition);
      const title = condition === null ? "Always:" : wrap(`If ${condition}:`);
      return [title, ...levelLines(same)].join("\n");
    })
    .join("\n\n");
}

function levelLines(actions: readonly ActionJson[]): readonly string[] {
  return LEVELS.flatMap((level) => {
    const names = actions.filter((action) => action.level === level).map(({ name }) => word(name));
    const lines = wrap(names.join(", "), "", 84);
    const [first = "", ...more] = lines.split("\n");
    return names.length === 0
      ? []
      : [
          [
            `  ${level.padEnd(11)}  ${first}`,
            ...more.map((line) => indented(line, " ".repeat(15))),
          ].join("\n"),
        ];
  });
}

const word = (name: string): string => name.slice(name.indexOf(":") + 1);
