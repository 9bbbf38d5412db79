import assert from "node:assert/strict";
import { kindsOf, patternOf, type Kind } from "../../../iam/monitoring/kinds";
import { pythonOrSkip } from "../../tools/python";
import { filled, matches } from "./event-matching";
import { SAMPLES } from "./samples";

const KINDS = kindsOf(["break-glass-1", "break-glass-2"]);

describe("what people are told of, by moto's event patterns", () => {
  const told = new Map<Kind, readonly boolean[]>();
  let forwarded: readonly boolean[] = [];

  before(async function () {
    const python = await pythonOrSkip(this, "event patterns on moto");
    const events = SAMPLES.map(({ event }) => event);
    const patterns = [patternOf(...KINDS), ...KINDS.map((kind) => patternOf(kind))];
    const [all = [], ...each] = await matches(python, patterns, events);
    forwarded = all;
    for (const [index, { name }] of KINDS.entries()) told.set(name, each[index] ?? []);
  });

  for (const [index, { title, kinds }] of SAMPLES.entries()) {
    it(`${title}: ${kinds.join(", ") || "nobody is told"}`, () => {
      const found = KINDS.filter(({ name }) => told.get(name)?.[index]).map(({ name }) => name);
      assert.deepEqual(found, kinds);
    });
  }

  it("accounts forward what is of any kind, and nothing else", () => {
    assert.deepEqual(
      forwarded,
      SAMPLES.map(({ kinds }) => kinds.length > 0),
    );
  });

  it("has no sample twice, and some of each kind", () => {
    const titles = SAMPLES.map(({ title }) => title);
    assert.deepEqual([...new Set(titles)], titles);
    for (const { name } of KINDS) {
      assert.ok(
        SAMPLES.some(({ kinds }) => kinds.includes(name)),
        name,
      );
    }
  });
});

describe("event patterns", () => {
  for (const kinds of [KINDS, ...KINDS.map((kind) => [kind])]) {
    const names = kinds.map(({ name }) => name).join(", ");
    const pattern = filled(JSON.stringify(patternOf(...kinds)));

    it(`${names}: shorter than AWS's limit`, () => {
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
      assert.ok(pattern.length <= 2048, `${pattern.length}`);
    });

    it(`${names}: no alternative of one element, which AWS takes for a field`, () => {
      const { $or } = JSON.parse(pattern) as { readonly $or?: readonly object[] };
      assert.ok($or === undefined || $or.length >= 2);
    });
  }

  it("of nothing is refused, since it would be of everything", () => {
    assert.throws(() => patternOf(), /matches everything/);
  });
});
