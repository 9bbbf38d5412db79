import assert from "node:assert/strict";
import { assertFine, assertFound, found, resource, role, trustOfPeople } from "./registered";

const RULE = "the-stack-has-a-file";

describe("rule the-stack-has-a-file", () => {
  it("is content where there is a plan, and says why there is none", async () => {
    await assertFine([resource("aws:sns/topic:Topic", {})]);
    await assertFound(RULE, /there is no file/, [resource("aws:sns/topic:Topic", {})], {
      plan: null,
    });
  });

  it("lets the rules that need no plan judge all the same", async () => {
    const all = await found([role(trustOfPeople({}))], { plan: null });
    const rules = [...new Set(all.map(({ rule }) => rule))];
    for (const name of ["people-come-with-mfa", RULE]) assert.ok(rules.includes(name), name);
  });
});
