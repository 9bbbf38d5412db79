import assert from "node:assert/strict";
import { NEEDS } from "../../iam/machines/permissions";
import { MODES } from "../modes";
import { withNetworks } from "../networks";
import type { Registration } from "./registrations";
import { registrationsOfText } from "./whole-program";

const MANAGEMENT = `
management:
  budget: { monthly: 500, notify: [finance@acme.example] }
  costTags: [owner]
  contacts:
    security: { name: Security, email: security@acme.example, phone: "+1 555 0100" }
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
      MODES["iam-users"] + MANAGEMENT,
      MODES["all that there is"],
      withNetworks(MODES["partners by providers"]),
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
