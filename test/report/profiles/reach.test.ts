import assert from "node:assert/strict";
import { askerNamed } from "../../../access/principals";
import { startNode } from "../../../access/reach/nodes";
import { reachable, reachOf } from "../../../access/reach/reach";
import type { World } from "../../../access/world/world";
import { IDENTITY_MODES } from "../../../model/access-schema";
import type { Plan } from "../../../model/plan";
import { entriesOf } from "../../../report/profiles/profiles";
import { worldMaker } from "../../access/worlds";
import { edited, planOf, stackText } from "../../stacks";
import { ACME, homeOf, wantedOf } from "./homes";

/** Keys of the ways that a stack does not have. */
const ONLY: Readonly<Record<(typeof IDENTITY_MODES)[number], RegExp>> = {
  "iam-users": / {2}saml:[^]*?(?= {2}people:)/,
  "identity-center": / {2}saml:[^]*?(?= {2}identityCenter:)/,
  saml: / {2}oidc:[^]*?(?= {2}people:)/,
  oidc: / {2}saml:.*\n|(?<=credentialProcess: "get-keys.*\n) {2}identityCenter:[^]*?(?= {2}people:)/g,
};

/** Every profile is a role that the evaluator lets its person into, and there is no other. */
describe("profiles and who can enter what", function () {
  this.timeout(60_000);
  let make: (plan: Plan) => World;
  before(async () => {
    make = await worldMaker();
  });

  function agree(text: string, person: string): void {
    const plan = planOf(text);
    const world = make(plan);
    const asker = askerNamed(world, person);
    assert.ok(asker.ok);
    const entered = reachable(world, reachOf(world).from(startNode(world, asker.value)))
      .filter(({ what }) => what === "function")
      .flatMap(({ name, accounts }) => accounts.map((account) => `${account} ${name ?? ""}`));
    const home = homeOf(text);
    const profiled = entriesOf(
      home,
      wantedOf(home, person, { mode: plan.identity.modes[0] ?? "oidc" }),
    );
    assert.deepEqual(
      profiled.entries.map(({ account, function: fn }) => `${account.name} ${fn}`).sort(),
      [...new Set(entered)].sort(),
    );
  }

  for (const mode of IDENTITY_MODES) {
    it(`by ${mode}`, () => {
      const text = ACME.replace(/identity: \[.*\]/, `identity: ${mode}`).replace(ONLY[mode], "");
      for (const person of ["ada", "grace"]) agree(text, person);
    });
  }

  it("with limits, and accounts that wait", () => {
    const text = edited(
      ACME.replace(/identity: \[.*\]/, "identity: iam-users").replace(ONLY["iam-users"], ""),
      [
        "[operations, developer] }",
        "[operations, developer], types: [sandbox], accounts: [documents] }",
      ],
      [
        "playground, type: sandbox }",
        'playground, type: sandbox }\n  - { name: old, type: sandbox, lifecycle: quarantined, id: "200000000001" }',
      ],
    );
    agree(text, "ada");
  });

  it("of the enterprise's people", () => {
    const text = stackText("enterprise");
    for (const { name } of planOf(text).people.users.slice(0, 3)) agree(text, name);
  });
});
