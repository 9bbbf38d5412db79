import assert from "node:assert/strict";
import fc from "fast-check";
import { arnPattern, type ArnPattern } from "../../../access/policy/arn";
import { contextOf, type Context } from "../../../access/policy/context";
import { decide } from "../../../access/policy/decide";
import type { Formula } from "../../../access/policy/formula";
import { literal } from "../../../iam/glob";
import { implies, possible, witness } from "../../../access/policy/possible";
import type { Layers } from "../../../access/policy/request";
import { formulaWords, literalWords } from "../../../access/policy/words";
import { asking, drawFrom, numbers } from "./generated";
import { holds } from "./holds";
import { decided, layersOf, requestOf, testsOf, type Asking, type Document } from "./requests";
import { KEYS, REFUSED, TARGETS } from "./vocabulary";

const ALLOW = { Effect: "Allow", Action: "*", Resource: "*" } as const;

/** The policies in which a statement can be added. */
const PLACES = ["identity", "boundary", "session", "scps", "resourcePolicy"] as const;

function withStatement(one: Asking, place: (typeof PLACES)[number], effect: "Allow" | "Deny") {
  const isTrust = one.action.startsWith("sts:");
  const added = (document: Document): Document => ({
    ...document,
    Statement: [
      ...document.Statement,
      {
        ...(isTrust && place === "resourcePolicy" ? { Action: "*" } : ALLOW),
        Effect: effect,
        ...(place === "resourcePolicy" ? { Principal: "*" } : {}),
      },
    ],
  });
  switch (place) {
    case "identity":
      return { ...one, identity: one.identity.map(added) };
    case "scps":
      return { ...one, scps: (one.scps ?? []).map((level) => level.map(added)) };
    default: {
      const document = one[place];
      return document ? { ...one, [place]: added(document) } : one;
    }
  }
}

describe("whatever the policies", () => {
  const place = fc.constantFrom(...PLACES);

  it("an added Deny never grants, and an added Allow never revokes", () => {
    fc.assert(
      fc.property(asking, place, (one, where) => {
        const before = decided(one) === true;
        const denied = decided(withStatement(one, where, "Deny")) === true;
        const allowed = decided(withStatement(one, where, "Allow")) === true;
        assert.ok(before || !denied, "the Deny granted");
        assert.ok(!before || allowed, "the Allow revoked");
      }),
      { numRuns: 2000 },
    );
  });

  it("who loses a boundary, a session policy or control policies loses no permission", () => {
    fc.assert(
      fc.property(asking, (one) => {
        fc.pre(decided(one) === true && one.principal.kind !== "federated-user");
        for (const layer of ["boundary", "session", "scps", "rcps"] as const) {
          const { [layer]: gone, ...without } = one;
          assert.equal(decided(without), true, `without ${JSON.stringify(gone)}`);
        }
      }),
      { numRuns: 600, maxSkipsPerRun: 20 },
    );
  });

  it("the order of statements and policies does not matter", () => {
    const turned = (document: Document): Document => ({
      ...document,
      Statement: document.Statement.toReversed(),
    });
    fc.assert(
      fc.property(asking, (one) => {
        const { boundary, session, resourcePolicy } = one;
        const other: Asking = {
          ...one,
          identity: one.identity.map(turned).toReversed(),
          ...(one.scps ? { scps: one.scps.map((level) => level.map(turned)).toReversed() } : {}),
          ...(one.rcps ? { rcps: one.rcps.toReversed() } : {}),
          ...(boundary ? { boundary: turned(boundary) } : {}),
          ...(session ? { session: turned(session) } : {}),
          ...(resourcePolicy ? { resourcePolicy: turned(resourcePolicy) } : {}),
        };
        assert.equal(decided(other), decided(one));
      }),
      { numRuns: 1000 },
    );
  });
});

/** A request of which some keys are not known, and ways in which they could turn out. */
interface Partial {
  readonly one: Asking;
  readonly hidden: ReadonlySet<string>;
  readonly completions: readonly Context[];
  /** What the action is asked for, and single resources of it. */
  readonly pattern: ArnPattern;
  readonly resources: readonly ArnPattern[];
}

const KEYS_BY_NAME = new Map(
  [...KEYS, ...TARGETS.flatMap(({ keys }) => keys)].map((key) => [key.name, key]),
);

const MANY = new Set(
  [...KEYS_BY_NAME.values()].filter(({ many }) => many).map(({ name }) => name.toLowerCase()),
);

const partial: fc.Arbitrary<Partial> = fc
  .tuple(asking, numbers())
  .map(([one, seed]) => {
    const draw = drawFrom(seed);
    const names = [...KEYS_BY_NAME.keys()];
    const hidden = new Set(names.filter(() => draw.chance(50)).map((name) => name.toLowerCase()));
    const completion = (): Context => {
      const drawn = names.map((name): [string, string | readonly string[] | null] => {
        const key = KEYS_BY_NAME.get(name);
        if (!hidden.has(name.toLowerCase())) return [name, one.context[name] ?? null];
        const value = draw.one(key?.values ?? [""]);
        return [name, draw.chance(25) ? null : key?.many ? [value] : value];
      });
      return contextOf(Object.fromEntries(drawn), () => null);
    };
    const wide = draw.chance(50) && one.resource !== "*";
    const spread = one.resource.replace(/(?<=[:/])(home\/ada|[\w.?]+)$/, "*");
    return {
      one,
      hidden,
      completions: [completion(), completion(), completion()],
      pattern: wide ? arnPattern(spread) : (requestOf(one).resources[0] ?? arnPattern("*")),
      resources: wide
        ? ["x", "home/ada/plan.txt", "hello", "plan.txt"].map((end) =>
            arnPattern(literal(spread.slice(0, -1) + end)),
          )
        : requestOf(one).resources,
    };
  })
  .filter(({ one }) => !hasPlainNot(one) && !REFUSED.some(({ action }) => action === one.action));

/** An operator without set operator, about a key with several values: its formula speaks of one. */
function hasPlainNot(one: Asking): boolean {
  return testsOf(one).some(({ operator, key }) => {
    const many = MANY.has(key.toLowerCase());
    return many && !operator.startsWith("For") && operator.includes("Not");
  });
}

function openDecision({ one, hidden, pattern }: Partial, layers: Layers): Formula {
  const context = contextOf(
    Object.fromEntries(
      Object.entries(one.context).filter(([name]) => !hidden.has(name.toLowerCase())),
    ),
    (key) => (hidden.has(key) ? undefined : null),
  );
  return decide({ ...requestOf(one), context, resources: [pattern] }, layers);
}

describe("what remains of a decision when keys are not known", () => {
  it("is what the decision would be, however they turn out, and possible if ever true", () => {
    let open = 0;
    let granted = 0;
    fc.assert(
      fc.property(partial, (asked) => {
        const { one, completions, pattern, resources } = asked;
        const layers = layersOf(one);
        const formula = openDecision(asked, layers);
        const isPossible = possible(formula, [pattern]);
        const way = witness(formula, [pattern]);
        assert.equal(isPossible, way !== null);
        assert.ok(formulaWords(formula).length > 0 && literalWords(way ?? []) !== "undefined");
        if (typeof formula !== "boolean") open += 1;
        for (const context of completions) {
          for (const resource of resources) {
            const request = { ...requestOf(one), context, resources: [resource] };
            const complete = decide(request, layers);
            assert.equal(typeof complete, "boolean");
            assert.equal(holds(formula, context, resource), complete, formulaWords(formula));
            if (complete === true) {
              granted += 1;
              assert.ok(isPossible, `not possible: ${formulaWords(formula)}`);
            }
          }
        }
      }),
      { numRuns: 3500 },
    );
    assert.ok(open > 500, `open in ${open} cases only`);
    assert.ok(granted > 500, `granted in ${granted} cases only`);
  });

  it("implies nothing that can be otherwise", () => {
    fc.assert(
      fc.property(partial, asking, (asked, other) => {
        const { one, completions, pattern, resources } = asked;
        const a = openDecision(asked, layersOf(one));
        const b = openDecision(
          { ...asked, one: { ...one, identity: other.identity } },
          layersOf({ ...one, identity: other.identity }),
        );
        fc.pre(!hasPlainNot(other));
        if (!implies(a, negated(b), [pattern])) return;
        for (const context of completions) {
          for (const resource of resources) {
            assert.ok(!holds(a, context, resource) || holds(b, context, resource));
          }
        }
      }),
      { numRuns: 1500, maxSkipsPerRun: 5 },
    );
  });
});

function negated(formula: Formula): Formula {
  if (typeof formula === "boolean") return !formula;
  if (formula.kind === "atom") return { ...formula, negated: !formula.negated };
  return { kind: formula.kind === "and" ? "or" : "and", parts: formula.parts.map(negated) };
}
