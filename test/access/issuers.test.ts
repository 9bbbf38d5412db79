import assert from "node:assert/strict";
import { can } from "../../access/can";
import { check } from "../../access/check";
import { askerNamed } from "../../access/principals";
import { PROOFS } from "../../access/proofs";
import type { World } from "../../access/world/world";
import type { Plan } from "../../model/plan";
import { edited, planOf } from "../stacks";
import { EVERY_WAY } from "./every-way";
import { accountOf, worldMaker } from "./worlds";

const URL = "https://login.acme.example";

/** An issuer whose address ends in a slash, and GitHub's subjects with ids. */
const OTHERWISE: readonly (readonly [string, string])[] = [
  ["identity: [iam-users, identity-center, saml, oidc]", "identity: oidc"],
  ["  saml: { metadataFile: acme-saml.xml }\n", ""],
  [URL, "https://acme.eu.auth0.com/"],
  ['repositoryId: "1234"', 'ownerId: "77", repositoryId: "1234"'],
];

describe("issuers and subjects of other spellings", () => {
  let worldOf: (plan: Plan) => World;
  let plan: Plan;

  before(async () => {
    worldOf = await worldMaker();
    plan = planOf(edited(EVERY_WAY, ...OTHERWISE));
  });

  const asked = (mfa: boolean): string => {
    // What guardrails leave open is another question.
    const world = worldOf({ ...plan, guardrails: [] });
    const ada = askerNamed(world, "ada");
    assert.ok(ada.ok);
    return can(world, ada.value, {
      account: accountOf(world, "web-production"),
      action: "ec2:RebootInstances",
      resource: null,
      context: { "aws:CurrentTime": "2026-11-21T12:00:00Z" },
      mfa,
    }).verdict;
  };

  it("ada comes by an issuer that ends in a slash, with MFA alone", () => {
    assert.deepEqual([asked(true), asked(false)], ["allowed", "denied"]);
  });

  const failing = (world: World, name: string): readonly string[] => {
    const proofs = PROOFS.filter((proof) => proof.name === name);
    assert.equal(proofs.length, 1);
    return check(world, "2026-11-21", proofs).flatMap(({ counterExamples }) => counterExamples);
  };

  for (const name of ["known-principals", "preview-only-looks"]) {
    it(`${name} holds`, () => {
      assert.deepEqual(failing(worldOf(plan), name), []);
    });
  }

  for (const [subject, said] of [
    [
      "repo:acme@*/landing-zone@1234:environment:production",
      'the subject "repo:acme@*/landing-zone@1234:environment:production", by which pipelines deploy, can be another job\'s',
    ],
    [
      "repo:acme@77/website@1234:environment:production",
      "jobs of several repositories deploy: repo:acme/landing-zone: and repo:acme/website:",
    ],
  ] as const) {
    it(`known-principals sees that ${subject} deploys, too`, () => {
      const { deploy } = plan;
      assert.ok(deploy);
      const pipelines = deploy.pipelines.map((one) => ({
        ...one,
        deploys: [...one.deploys, subject],
      }));
      const world = worldOf({ ...plan, deploy: { ...deploy, pipelines } });
      const found = failing(world, "known-principals");
      assert.ok(found.includes(said), found.join("\n"));
    });
  }
});
