import assert from "node:assert/strict";
import { can, type Verdict } from "../../access/can";
import type { Asker } from "../../access/principals";
import { MODES, type Mode } from "../modes";
import { planOf } from "../stacks";
import { accountOf, worldMaker } from "./worlds";

type Person = Extract<Asker, { kind: "person" }>;

/** Joan of the stack files is a developer and an auditor until this day. */
const LAST = "2027-03-31";

describe("last days, where an identity provider says who has which function", () => {
  let worldOf: Awaited<ReturnType<typeof worldMaker>>;

  before(async () => {
    worldOf = await worldMaker();
  });

  /** Somebody whom the provider gives a function that the stack file does not. */
  function verdict(mode: Mode, name: string, fn: string, day: string): Verdict {
    const world = worldOf(planOf(MODES[mode]));
    const asker: Person = { kind: "person", name, functions: [fn], limits: null, policy: null };
    return can(world, asker, {
      account: accountOf(world, "web-staging"),
      action: "ec2:DescribeInstances",
      resource: null,
      context: { "aws:CurrentTime": `${day}T12:00:00Z` },
      mfa: true,
    }).verdict;
  }

  for (const mode of ["saml", "identity-center, managed"] as const) {
    it(`${mode}: end whatever function the provider gives`, () => {
      assert.equal(verdict(mode, "joan", "operations", LAST), "allowed");
      assert.equal(verdict(mode, "joan", "operations", "2027-04-01"), "denied");
      assert.equal(verdict(mode, "joan", "developer", "2027-04-01"), "denied");
      assert.equal(verdict(mode, "ada", "operations", "2027-04-01"), "allowed");
    });
  }

  it("saml: end however the provider writes the name", () => {
    assert.equal(verdict("saml", "Joan", "operations", LAST), "allowed");
    assert.equal(verdict("saml", "Joan", "operations", "2027-04-01"), "denied");
  });
});
