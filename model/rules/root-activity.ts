import { show } from "../problem";
import { emailFault } from "./emails";
import type { Rule } from "./rule";

/** Addresses that can be written to, each once in its list: two subscriptions would be two mails. */
export const rootActivity: Rule = {
  reads: ["rootActivity"],
  *check({ rootActivity: { notify } }) {
    for (const [team, addresses] of Object.entries(notify)) {
      for (const [index, address] of addresses.entries()) {
        const path = ["rootActivity", "notify", team, index];
        const wrong = emailFault(address);
        if (wrong !== undefined) {
          yield { path, message: `found ${show(address)}: ${wrong}`, fix: "correct the address" };
        }
        if (addresses.findIndex((one) => one.toLowerCase() === address.toLowerCase()) < index) {
          yield { path, message: `${show(address)} is there twice`, fix: "take one out" };
        }
      }
    }
  },
};
