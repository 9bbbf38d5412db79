import { resolve } from "node:path";
import { bindingsFor, type Bindings } from "../../components/bindings";
import { loadStack } from "../../model/load";
import { coreAccount, planLandingZone, type Plan } from "../../model/plan";
import type { CoreAccount } from "../../model/schema";
import { loadStackFile } from "../../stack-file";

/** The plan of a shipped stack. */
export function planOf(stack: string): Plan {
  const loaded = loadStackFile(resolve(__dirname, `../../stacks/${stack}.yaml`));
  if (!loaded.ok) throw new Error(`${stack} is not valid: ${JSON.stringify(loaded.problems)}`);
  return planLandingZone(loaded.stack);
}

/** The plan of a stack file's text. */
export function planOfText(text: string): Plan {
  const loaded = loadStack(text);
  if (!loaded.ok) throw new Error(`not valid: ${JSON.stringify(loaded.problems)}`);
  return planLandingZone(loaded.stack);
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
