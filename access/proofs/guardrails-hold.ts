import { GUARDRAILS } from "../../iam/guardrails";
import type { GuardrailCase, GuardrailContext } from "../../iam/guardrails/guardrail";
import { levelsAbove, ROOT } from "../../model/units";
import { decideCase, type Trial } from "../guardrail-cases";
import type { Account } from "../world/accounts";
import { isGuarded } from "../world/guardrails";
import type { World } from "../world/world";
import { examples } from "./actors";
import type { Proof } from "./proof";

export const guardrailsHold: Proof = {
  name: "guardrails-hold",
  sentence:
    "Every guardrail refuses, in every account below it, what it is there to refuse; where an exception is made, that account alone is left out",
  *counterExamples({ guarded }) {
    const context = contextOf(guarded);
    for (const account of examples(guarded)) {
      const trial = trialIn(guarded, account);
      for (const [name, values] of namesAbove(guarded, account)) {
        const guardrail = GUARDRAILS.get(name);
        if (!guardrail || isExcepted(guarded, name, account)) continue;
        for (const one of guardrail.denies(context, values)) {
          if (decideCase(one, trial) !== false) {
            yield `${name} in ${account.name}: ${sentence(one)}`;
          }
        }
      }
    }
  },
};

const sentence = ({ what, action }: GuardrailCase): string => `${what}, by ${action}`;

/** What the cases of guardrails depend on, of a plan. */
export function contextOf({ plan }: World): GuardrailContext {
  return {
    organization: plan.organization.name,
    regions: plan.organization.regions,
    accessRoles: [...new Set(plan.accounts.map(({ accessRole }) => accessRole))],
    outsideAccounts: [],
    partnerAccounts: [],
    signIn: null,
  };
}

/** Where a guardrail's cases are decided: with everything that is above an account. */
export function trialIn(world: World, account: Account): Trial {
  const { cast, accounts, plan } = world;
  return {
    fill: (text) => cast.documents.fill(text, account.id),
    account: account.id,
    organizationId: cast.organizationId,
    isMember: (id) => accounts.find(id) !== undefined,
    region: plan.organization.homeRegion,
    above: world.above(account),
  };
}

/** Names of the guardrails that an account is below, with the values that they have there. */
function namesAbove(world: World, account: Account): ReadonlyMap<string, readonly string[]> {
  if (!isGuarded(world.above(account))) return new Map();
  const levels = levelsAbove(account.planned.unit ?? ROOT);
  return new Map(
    world.plan.guardrails
      .filter(({ target }) => levels.includes(target))
      .flatMap(({ guardrails, values }) =>
        guardrails.map((name) => [
          name,
          values?.[name] ?? GUARDRAILS.get(name)?.parameter?.default ?? [],
        ]),
      ),
  );
}

function isExcepted({ plan }: World, guardrail: string, { name }: Account): boolean {
  return plan.exceptions.some((one) => one.guardrail === guardrail && one.account === name);
}
