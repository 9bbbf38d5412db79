import assert from "node:assert/strict";
import fc from "fast-check";
import { decide } from "../../../access/policy/decide";
import type { Reason } from "../../../access/policy/request";
import { DISAGREEMENTS, recorded } from "./disagreements";
import { asking } from "./generated";
import { minimal } from "./minimal";
import { decided, layersOf, requestOf, type Asking } from "./requests";
import { simulated } from "./simulated";

const REQUESTS = 5000;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

const OPERATORS = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ...["StringLike", "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan"],
  ...["NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals"],
  ...["DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan"],
  ...["DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals"],
  ...["ArnNotEquals", "ArnLike", "ArnNotLike", "Null"],
];
const FORMS = ["IfExists", "ForAllValues:", "ForAnyValue:", "NotAction", "NotResource"];
const LAYERS = ["identity", "boundary", "session", "scp", "rcp", "resource"];

/** Parts of a request that are no request differ in nothing. */
async function differs(request: Asking): Promise<boolean> {
  try {
    return recorded(request) === undefined && decided(request) !== (await simulated(request));
  } catch {
    return false;
  }
}

describe("decisions, beside those of iam-simulate", () => {
  it(`are the same for ${REQUESTS} requests (seed ${seed})`, async function () {
    this.timeout(120_000);
    const seen = new Map<string, number>();
    const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
    await fc.assert(
      fc.asyncProperty(asking, async (request) => {
        fc.pre(recorded(request) === undefined);
        const reasons: Reason[] = [];
        const layers = layersOf(request);
        const ours = decide(requestOf(request), layers, (reason) => reasons.push(reason));
        assert.equal(decide(requestOf(request), layers), ours, "tracing changes nothing");
        if (ours !== (await simulated(request))) {
          const least = await minimal(request, differs);
          assert.fail(
            `${decided(least) === true ? "we allow" : "we deny"}, iam-simulate does not: ${JSON.stringify(least)}`,
          );
        }
        count(ours ? "allowed" : "denied");
        for (const { layer, effect } of reasons) if (effect !== "allow") count(layer);
        const text = JSON.stringify(request);
        for (const form of [...OPERATORS, ...FORMS, "NotPrincipal"]) {
          if (text.includes(form)) count(form);
        }
      }),
      { numRuns: REQUESTS, seed, maxSkipsPerRun: 1 },
    );
    const share = (what: string): number => (seen.get(what) ?? 0) / REQUESTS;
    for (const verdict of ["allowed", "denied"]) {
      assert.ok(share(verdict) >= 0.2, `${verdict} in ${share(verdict)} of the requests`);
    }
    for (const layer of LAYERS) {
      assert.ok(share(layer) >= 0.02, `${layer} had a say in ${share(layer)} of the requests`);
    }
    for (const form of [...OPERATORS, ...FORMS]) {
      assert.ok(share(form) >= 0.01, `${form} in ${share(form)} of the requests`);
    }
    assert.ok(share("NotPrincipal") >= 0.005, "NotPrincipal");
  });

  describe("differ where AWS documents what we say", () => {
    for (const { name, page, example, allowed, shape } of DISAGREEMENTS) {
      it(`${name} (${page})`, async () => {
        assert.equal(decided(example), allowed);
        assert.equal(await simulated(example, false), !allowed);
        assert.ok(shape?.(example) ?? true, "the example has the shape that is left out");
      });
    }
  });
});
