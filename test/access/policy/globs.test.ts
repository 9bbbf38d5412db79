import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ANY_ARN,
  arnPattern,
  arnsOverlap,
  NO_RESOURCE,
  relate,
  relateParts,
  type ArnPattern,
} from "../../../access/policy/arn";
import {
  globCovers,
  globMatches,
  globsOverlap,
  globTest,
  globText,
  hasWildcards,
  literal,
} from "../../../iam/glob";

/** Every text over two letters, up to a length. */
function texts(longest: number): readonly string[] {
  let last = [""];
  const all = [...last];
  for (let i = 0; i < longest; i += 1) {
    last = last.flatMap((text) => [`${text}a`, `${text}b`]);
    all.push(...last);
  }
  return all;
}

const TEXTS = texts(8);
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 });

function asRegExp(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}

describe("patterns with wildcards", () => {
  it("match what the same regular expression matches", () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom(...TEXTS), (glob, text) => {
        const expected = asRegExp(glob).test(text);
        assert.equal(globMatches(glob, text), expected);
        assert.equal(globTest(glob)(text), expected);
      }),
      { numRuns: 6000 },
    );
  });

  it("overlap if, and only if, some text matches both", () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const common = TEXTS.some((text) => asRegExp(a).test(text) && asRegExp(b).test(text));
        assert.equal(globsOverlap(a, b), common);
      }),
      { numRuns: 4000 },
    );
  });

  it("cover others only if all that matches those matches them", () => {
    let covered = 0;
    fc.assert(
      fc.property(pattern, pattern, (general, special) => {
        if (!globCovers(general, special)) {
          assert.ok(hasWildcards(special) || !globMatches(general, special));
          return;
        }
        covered += 1;
        const others = TEXTS.filter((text) => asRegExp(special).test(text));
        assert.deepEqual(
          others.filter((text) => !asRegExp(general).test(text)),
          [],
        );
      }),
      { numRuns: 4000 },
    );
    assert.ok(covered > 300, `covered in ${covered} cases only`);
  });

  const LITERALS = [
    { glob: "a*b", text: "a*b", expected: true },
    { glob: literal("a*b"), text: "a*b", expected: true },
    { glob: literal("a*b"), text: "axb", expected: false },
    { glob: literal("a?"), text: "a?", expected: true },
    { glob: literal("a?"), text: "ab", expected: false },
    { glob: `${literal("*")}*`, text: "*anything", expected: true },
    { glob: `${literal("*")}*`, text: "anything", expected: false },
    { glob: "", text: "", expected: true },
    { glob: "", text: "a", expected: false },
    { glob: "*", text: "", expected: true },
  ];
  for (const { glob, text, expected } of LITERALS) {
    it(`${globText(glob)} ${expected ? "matches" : "does not match"} ${text || "nothing"}`, () => {
      assert.equal(globMatches(glob, text), expected);
      assert.equal(globTest(glob)(text), expected);
      assert.equal(globsOverlap(glob, literal(text)), expected);
      assert.equal(globCovers(glob, literal(text)), expected);
    });
  }
});

/** Patterns of ARNs of few letters: the last part can have more. */
const part = fc.constantFrom("*", "a", "b", "a*", "", "?");
const last = fc.constantFrom("*", "a", "b", "a:b", "b:a", "a:*", "*:b", "a*b", "a:b:a");
const arn = fc
  .tuple(part, part, fc.oneof(last, part))
  .map(([region, account, rest]) => `arn:aws:x:${region}:${account}:${rest}`);

/** Single ARNs. */
const NAMES = ["", "a", "b", "ab"];
const ARNS = NAMES.flatMap((region) =>
  NAMES.flatMap((account) =>
    [...NAMES, "a:b", "b:a", "a:a", "aab", "a:b:a", "b:b"].map((rest) =>
      arnPattern(`arn:aws:x:${region}:${account}:${rest}`),
    ),
  ),
);

/** A plain reading of AWS's page: each part by itself, and a `*` at its end over colons, too. */
function matches(text: string, one: ArnPattern): boolean {
  assert.ok("parts" in one);
  const asked = one.parts.join(":");
  const [region = "", account = "", ...rest] = text.split(":").slice(3);
  const within = (value: string): string =>
    value
      .replace(/\*(?!$)/g, "[^:]*")
      .replaceAll("?", "[^:]")
      .replace(/\*$/, ".*");
  const end = rest
    .join(":")
    .replaceAll(/(?<!\[\^:\])\*/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^arn:aws:x:${within(region)}:${within(account)}:${end}$`).test(asked);
}

describe("patterns of ARNs", () => {
  it("match in Resource as AWS's page says", () => {
    fc.assert(
      fc.property(arn, fc.constantFrom(...ARNS), (text, one) => {
        assert.equal(relate(arnPattern(text), one), matches(text, one) ? "covers" : "disjoint");
      }),
      { numRuns: 10_000 },
    );
  });

  it("relate to other patterns as to the single ARNs of those", () => {
    fc.assert(
      fc.property(arn, arn, (text, other) => {
        const of = ARNS.filter((one) => relateParts(arnPattern(other), one) === "covers");
        const relation = relate(arnPattern(text), arnPattern(other));
        const inside = of.filter((one) => matches(text, one));
        if (relation === "covers") assert.equal(inside.length, of.length);
        if (relation !== "disjoint") return;
        assert.deepEqual(
          // Wildcards of what is asked stand for no colons.
          inside.filter((one) => colons(one) === colons(arnPattern(other))),
          [],
        );
      }),
      { numRuns: 5000 },
    );
  });

  function colons(one: ArnPattern): number {
    return "parts" in one ? one.parts.join(":").split(":").length : 0;
  }

  const RELATIONS = [
    { pattern: "*", asked: "arn:aws:s3:::b", relation: "covers" },
    { pattern: "arn:aws:s3:::b", asked: "*", relation: "overlaps" },
    { pattern: "*:*", asked: "*", relation: "covers" },
    { pattern: "arn:aws:s3:::b/*", asked: "arn:aws:s3:::b/c/*", relation: "covers" },
    { pattern: "arn:aws:s3:::b/c", asked: "arn:aws:s3:::b/*", relation: "overlaps" },
    { pattern: "arn:aws:s3:::b", asked: "arn:aws:s3:eu-west-1:1:b", relation: "disjoint" },
    { pattern: "arn:aws:s3*", asked: "arn:aws:s3:::b", relation: "covers" },
    { pattern: "arn:aws:ec2:*", asked: "arn:aws:ec2:r:1:instance/i", relation: "covers" },
    { pattern: "arn:aws:sns:*:topic", asked: "arn:aws:sns:r:1:topic", relation: "covers" },
    { pattern: "arn:aws:sns:r*:topic", asked: "arn:aws:sns:us:1:topic", relation: "disjoint" },
    { pattern: "arn:aws:iam::*:role/x", asked: "arn:aws:iam::1:user/*", relation: "disjoint" },
    { pattern: "arn:aws:sns:*:1:*", asked: "arn:aws:sns:r:2:1", relation: "disjoint" },
    { pattern: "arn:aws:x:*:f:h", asked: "arn:aws:x:r:1:f:*", relation: "overlaps" },
    { pattern: "arn:aws:x:r:1:f:h", asked: "arn:aws:x:r:1:f:h", relation: "covers" },
  ] as const;
  for (const { pattern: text, asked, relation } of RELATIONS) {
    it(`${text} ${relation} ${asked}`, () => {
      assert.equal(relate(arnPattern(text), arnPattern(asked)), relation);
      assert.equal(arnsOverlap(arnPattern(asked), arnPattern(text)), relation !== "disjoint");
    });
  }

  it("hold what has no resource only as *", () => {
    assert.equal(relate(ANY_ARN, NO_RESOURCE), "covers");
    assert.equal(relate(arnPattern("arn:*:*:*:*:*"), NO_RESOURCE), "disjoint");
  });

  it("do not reach over colons in conditions", () => {
    const asked = arnPattern("arn:aws:sns:r:1:topic");
    assert.equal(relateParts(arnPattern("arn:aws:sns:*:topic"), asked), "disjoint");
    assert.equal(relateParts(ANY_ARN, asked), "covers");
    assert.equal(relateParts(asked, ANY_ARN), "overlaps");
  });
});
