import assert from "node:assert/strict";
import { arnPattern, NO_RESOURCE } from "../../../access/policy/arn";
import { contextOf } from "../../../access/policy/context";
import { decide } from "../../../access/policy/decide";
import type { Formula } from "../../../access/policy/formula";
import { compilePolicy } from "../../../access/policy/policy";
import type { Layers } from "../../../access/policy/request";
import { literal } from "../../../iam/glob";
import { bindsPermissions, EVERYWHERE } from "../../../model/guardrails";
import { loadStack } from "../../../model/load";
import { planLandingZone, type Plan } from "../../../model/plan";
import { problemsText, type Problem } from "../../../model/problem";
import { awsNames, loadActions } from "../../../reference-data";
import {
  actionsOf,
  ANYBODY,
  contextsOf,
  filled,
  publishedPolicies,
  resourcesOf,
  type Published,
} from "../../access/policy/published";
import { FULL, type Asking, type Document } from "../../access/policy/requests";
import { ORGANIZATION } from "../../stacks";
import { filledDocument } from "../documents";
import { VALUES } from "./tried";

/** What is no guardrail even with all placeholders filled in, and why. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  // SNS's topics have no such policies above them; this is one for the topic itself.
  "rcp-sns-topic-policy.json": [
    '"sns:GetTopicAttributes": resource control policies say nothing of sns, AWS does not ask them there',
    '"sns:GetTopicAttributes": resource control policies say nothing of sns, AWS does not ask them there',
    'a resource control policy names services; "*" alone is not allowed',
  ],
  // Actions of the private marketplace that AWS has renamed.
  "scp-deny-unwanted-cancellation-or-changes-to-aws-marketplace-product-subscription.json": [
    '"aws-marketplace:CreatePrivateMarketplace" is not an action of AWS',
    '"aws-marketplace:UpdatePrivateMarketplaceSettings" is not an action of AWS',
  ],
};

/** Published placeholders: `<…>`, `[…]`, and variables without service. */
const PLACEHOLDER = /<[\w-]+>|\$\{\w+\}|\[[A-Z_ ]+\]/g;

const SMALL_LIMITS = `  limits:
    scp: { characters: 5120, policies: 5 }
`;

/** The text of a stack with published policies as guardrails of its own, in their order. */
function textWith(policies: readonly (readonly [Published, Document])[], more = ""): string {
  const custom = policies.map(([one, { Statement }]) => ({
    name: nameOf(one),
    kind: one.kind,
    statements: Statement,
  }));
  return `${ORGANIZATION}guardrails:\n  custom: ${JSON.stringify(custom)}\n${more}`;
}

function nameOf({ file }: Published): string {
  return file.slice(0, Math.min(64, file.length - ".json".length));
}

function problemsOf(text: string): readonly Problem[] {
  const loaded = loadStack(text, awsNames());
  return loaded.ok ? [] : loaded.problems;
}

function planOf(text: string): Plan {
  const loaded = loadStack(text, awsNames());
  assert.ok(loaded.ok, loaded.ok ? "" : problemsText(loaded.problems, "stack"));
  return planLandingZone(loaded.stack);
}

const RCP_FULL: Document = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};

/** Which of the stack's own guardrails a problem is about. */
const indexOf = ({ path }: Problem): number => Number(/custom\[(\d+)\]/.exec(path)?.[1] ?? -1);

type Asked = Pick<Asking, "action" | "resource" | "context">;

/** Decides by these documents, as if nothing else refused. */
function deciderOf(
  documents: readonly Document[],
  kind: Published["kind"],
): (asked: Asked) => Formula {
  const above = [kind === "scp" ? FULL : RCP_FULL, ...documents].map((one) =>
    compilePolicy(one, kind, "policy"),
  );
  const layers: Layers = {
    identity: [compilePolicy(FULL, "identity", "everything")],
    ...(kind === "scp" ? { scps: [above] } : { rcps: [above] }),
  };
  return ({ action, resource, context }) =>
    decide(
      {
        principal: ANYBODY.principal,
        action,
        resources: [resource === "*" ? NO_RESOURCE : arnPattern(literal(resource))],
        owner: ANYBODY.owner,
        context: contextOf(context, () => null),
      },
      layers,
    );
}

describe("published policies as guardrails of a stack's own", () => {
  const published = publishedPolicies();
  if (published.length === 0) {
    it.skip("are taken, packed and decided");
    return;
  }
  const usable = published
    .filter(({ file }) => !Object.hasOwn(REFUSED, file))
    .map((one) => [one, filled(one.text)] as const);
  const asked = new Map<Published, readonly Asked[]>();

  before(async () => {
    const actions = await loadActions();
    for (const [one, document] of usable) {
      const contexts = (await Promise.all(document.Statement.map(contextsOf))).flat();
      asked.set(
        one,
        actionsOf(document, actions).flatMap((action) =>
          resourcesOf(action, document).flatMap((resource) =>
            contexts.map((context) => ({ action: action.name, resource, context })),
          ),
        ),
      );
    }
  });

  it("are refused with every text that has a placeholder, and with its name", () => {
    const asPublished = published.map((one) => [one, JSON.parse(one.text) as Document] as const);
    const problems = problemsOf(textWith(asPublished)).filter(({ message }) =>
      /(is a placeholder|are placeholders) of/.test(message),
    );
    for (const [index, one] of published.entries()) {
      const texts = new Set<string>();
      JSON.stringify(JSON.parse(one.text), (key, value: unknown) => {
        for (const text of [key, value]) {
          if (typeof text === "string" && text.search(PLACEHOLDER) >= 0) texts.add(text);
        }
        return value;
      });
      const named = problems
        .filter((problem) => indexOf(problem) === index)
        .flatMap(({ message }) => message.split('"').filter((_, at) => at % 2 === 1));
      for (const text of texts) {
        const inText = text.match(PLACEHOLDER) ?? [];
        assert.ok(inText.length > 0);
        for (const name of inText) assert.ok(named.includes(name), `${one.file}: ${name}`);
      }
      for (const name of named) assert.match(name, new RegExp(`^(${PLACEHOLDER.source})$`));
      if (texts.size === 0) assert.deepEqual(named, [], one.file);
    }
  });

  it("are taken with the values filled in, but for those that are none", () => {
    const problems = problemsOf(textWith(published.map((one) => [one, filled(one.text)])));
    const refused = new Map<string, string[]>();
    for (const problem of problems) {
      const file = published[indexOf(problem)]?.file ?? problem.path;
      refused.set(file, [...(refused.get(file) ?? []), problem.message]);
    }
    assert.deepEqual(Object.fromEntries(refused), REFUSED);
  });

  it("each decide, packed by themselves, what they decided as they were", () => {
    const roomy = "  limits: { scp: { policies: 40 }, rcp: { policies: 10 } }\n";
    // So few at a time that each has a policy for itself.
    const guardrails = [usable.slice(0, 25), usable.slice(25)].flatMap(
      (some) => planOf(textWith(some, roomy)).guardrails,
    );
    let denied = 0;
    for (const [one, document] of usable) {
      const packed = guardrails
        .filter(bindsPermissions)
        .filter((planned) => planned.guardrails.includes(nameOf(one)));
      assert.deepEqual(
        packed.map((planned) => planned.guardrails),
        [[nameOf(one)]],
      );
      const before = deciderOf([document], one.kind);
      const after = deciderOf(
        packed.map((planned) => filledDocument(planned.document, VALUES) as Document),
        one.kind,
      );
      for (const request of asked.get(one) ?? []) {
        const decision = before(request);
        if (decision === false) denied += 1;
        assert.deepEqual(after(request), decision, `${one.file}: ${JSON.stringify(request)}`);
      }
    }
    assert.ok(denied > 1000, `${denied} denials`);
  });

  it("decide, packed together for one target, what all of them decided", () => {
    const plan = planOf(textWith(usable));
    for (const kind of ["scp", "rcp"] as const) {
      const atRoot = plan.guardrails
        .filter(bindsPermissions)
        .filter((one) => one.target === "/" && one.kind === kind);
      assert.ok(atRoot.length <= plan.policyLimits[kind].policies - 2);
      const own = usable.filter(([one]) => one.kind === kind);
      const names = own.map(([one]) => nameOf(one));
      const together = deciderOf(
        atRoot.map((one) => filledDocument(one.document, VALUES) as Document),
        kind,
      );
      // The landing zone's own that hold there, too.
      const others = planOf(ORGANIZATION)
        .guardrails.filter(bindsPermissions)
        .filter((one) => one.target === "/" && one.kind === kind)
        .map((one) => filledDocument(one.document, VALUES) as Document);
      const apart = deciderOf([...own.map(([, document]) => document), ...others], kind);
      assert.deepEqual(
        names.filter((name) => !atRoot.some(({ guardrails }) => guardrails.includes(name))),
        [],
      );
      for (const [one] of own) {
        for (const request of asked.get(one) ?? []) {
          assert.deepEqual(together(request), apart(request), JSON.stringify(request));
        }
      }
    }
  });

  it("are refused where they are too many, with their sizes, what would fit and what is left", () => {
    const [problem, ...others] = problemsOf(textWith(usable, SMALL_LIMITS)).filter(({ message }) =>
      message.includes("do not fit"),
    );
    assert.ok(problem, "they fit");
    assert.deepEqual(others, []);
    const [, sizes = "", fitting = "", left = ""] =
      /Characters: (.*)\. Fitting together: (.*)\. Left over: (.*)$/.exec(problem.message) ?? [];
    const listed = (text: string): readonly string[] =>
      text.split(", ").filter((one) => one !== "");
    const scps = usable.filter(([one]) => one.kind === "scp").map(([one]) => nameOf(one));
    const sized = listed(sizes).map((one) => one.replace(/ \d+$/, ""));
    assert.deepEqual(
      scps.filter((name) => !sized.includes(name)),
      [],
    );
    assert.deepEqual([...listed(fitting), ...listed(left)].sort(), [...sized].sort());
    // The landing zone's own are not for the user to take out.
    assert.ok(EVERYWHERE.every((name) => !listed(left).includes(name)));
    // What fits does: without the rest, the stack is fine.
    const rest = usable.filter(([one]) => !listed(left).includes(nameOf(one)));
    assert.deepEqual(problemsOf(textWith(rest, SMALL_LIMITS)), []);
  });
});
