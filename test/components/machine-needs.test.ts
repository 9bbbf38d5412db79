import assert from "node:assert/strict";
import { NEEDS } from "../../iam/machines/permissions";
import { MODES } from "../modes";
import type { Registration } from "./registrations";
import { registrationsOfText } from "./whole-program";

const ENTRY = `
network:
  entry:
    - { region: eu-west-1, vpc: vpc-00000001, subnet: subnet-00000001, reaches: [10.0.0.0/8] }
`;

type Entered = keyof typeof NEEDS;

/** The account in which something is made, by its provider; what has none calls from management. */
function accountOf({ provider }: Registration): Entered {
  if (provider === "" || provider === "management-native") return "management";
  return Object.hasOwn(NEEDS, provider) ? (provider as Entered) : "leaf";
}

describe("what pipelines may do, and what the program makes", function () {
  this.timeout(60_000);
  const made = new Map<Entered, Set<string>>();

  before(async () => {
    const texts = [
      MODES["iam-users"],
      MODES["all that there is"],
      MODES["partners by providers"] + ENTRY,
    ];
    for (const text of texts) {
      for (const one of await registrationsOfText(text)) {
        if (!one.custom || one.type.startsWith("pulumi:")) continue;
        const account = accountOf(one);
        made.set(account, (made.get(account) ?? new Set()).add(one.type));
      }
    }
  });

  for (const [account, needs] of Object.entries(NEEDS)) {
    it(`${account}: every type that is made has its needs listed, and no other`, () => {
      assert.deepEqual([...(made.get(account as Entered) ?? [])].sort(), Object.keys(needs).sort());
    });
  }
});
