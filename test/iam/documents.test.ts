import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { PolicyDocument } from "../../iam/document";
import { limitedTagValue } from "../../iam/trust";
import { documentsOf } from "./documents";
import { waysIn } from "./ways-in";

/** Documents by which somebody, or something, comes in, each as a reviewer reads it. */
const EXACT = JSON.parse(
  readFileSync(resolve(__dirname, "../cases/ways-in/documents.json"), "utf8"),
) as Readonly<Record<string, PolicyDocument>>;

/** Sign-in pages of each partition, which its SAML trusts name. */
const AUDIENCES: Readonly<Record<string, readonly string[]>> = {
  "ways-in": ["https://signin.aws.amazon.com/saml", "https://eu-west-1.signin.aws.amazon.com/saml"],
  "ways-in-china": [
    "https://signin.amazonaws.cn/saml",
    "https://cn-north-1.signin.amazonaws.cn/saml",
  ],
  "ways-in-govcloud": [
    "https://signin.amazonaws-us-gov.com/saml",
    "https://us-gov-west-1.signin.amazonaws-us-gov.com/saml",
  ],
};

/** Paths of Identity Center's roles: the region is in them, but for us-east-1. */
const CENTER_REGIONS: Readonly<Record<string, string>> = {
  "ways-in": "eu-west-1",
  "ways-in-china": "cn-north-1",
  "ways-in-govcloud": "us-gov-west-1",
};

/** Regions whose events are watched, in which alone root sessions are taken. */
const WATCHED: Readonly<Record<string, readonly string[]>> = {
  "ways-in": [
    ...["eu-west-1", "us-east-1", "us-east-2"],
    ...["eu-north-1", "ap-southeast-2", "us-west-2"],
  ],
  "ways-in-china": ["cn-north-1"],
  "ways-in-govcloud": ["us-gov-west-1"],
};

describe("documents by which people, pipelines and partners come in", () => {
  for (const { name: stack, plan } of waysIn()) {
    const documents = documentsOf(plan);
    for (const [name, exact] of Object.entries(EXACT)) {
      it(`${stack}: ${name}`, () => {
        const found = documents.find((document) => document.name === name);
        const text = JSON.stringify(exact)
          .replaceAll(JSON.stringify(AUDIENCES["ways-in"]), JSON.stringify(AUDIENCES[stack]))
          .replaceAll(JSON.stringify(WATCHED["ways-in"]), JSON.stringify(WATCHED[stack]))
          .replaceAll(
            "sso.amazonaws.com/eu-west-1/",
            `sso.amazonaws.com/${CENTER_REGIONS[stack] ?? ""}/`,
          );
        assert.deepEqual(found?.policy, JSON.parse(text));
      });
    }

    it(`${stack}: every role is one of a kind that is listed, or like one`, () => {
      const kinds = documents
        .filter(({ name }) => / own |partner-|permission set|user /.test(name))
        .map(({ name }) =>
          name.replace(/(operations|developer|auditor|network)( in |$)/, "<fn>$2"),
        );
      const listed = Object.keys(EXACT).map((name) =>
        name.replace(/(operations|developer|auditor|network)( in |$)/, "<fn>$2"),
      );
      const unlike = kinds.filter(
        (kind) =>
          !listed.includes(kind) &&
          // What they look at is in the tests of machines; levels are those of function roles.
          !/^policy of own (deploy|preview) in |^permissions of partner-|^trust of own preview in |^trust of partner-/.test(
            kind,
          ),
      );
      assert.deepEqual(unlike, []);
    });
  }
});

describe("the value of a limited function", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["production"], "/production/"],
    [["222222222222"], "/222222222222/"],
    [["storage", "222222222222", "333333333333"], "/storage/222222222222/333333333333/"],
  ];
  for (const [places, value] of cases) {
    it(`${places.join(" and ")} is ${value}, and every place is found whole in it`, () => {
      assert.equal(limitedTagValue(places), value);
      for (const place of places) assert.ok(value.includes(`/${place}/`));
      assert.ok(!value.includes("/prod/"));
    });
  }
});
