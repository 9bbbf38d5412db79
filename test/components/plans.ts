import { bindingsFor, type Bindings } from "../../components/bindings";
import { coreAccount, type Plan } from "../../model/plan";
import type { CoreAccount } from "../../model/schema";
import { planOf as planOfText, stackText } from "../stacks";

export { planOfText };

/** The plan of a shipped stack. */
export function planOf(stack: string): Plan {
  return planOfText(stackText(stack));
}

const IDS: Readonly<Record<string, string>> = {
  audit: "222222222222",
  network: "333333333333",
  access: "444444444444",
};

/** Known ids of the core accounts, and 999999999999 for every other. */
export function testBindings(plan: Plan, self: CoreAccount): Bindings {
  const ids = Object.fromEntries(
    plan.accounts.map(({ name, type }) => [name, IDS[type] ?? "999999999999"]),
  );
  return bindingsFor(plan, "o-exampleorg1", ids)(coreAccount(plan, self));
}
