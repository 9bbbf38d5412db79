import { accountNames } from "./account-names";
import { accountTypes } from "./account-types";
import { actions } from "./actions";
import { adoption } from "./adoption";
import { customGuardrails } from "./custom-guardrails";
import { emails } from "./emails";
import { expectations } from "./expectations";
import { functions } from "./functions";
import { guardrailExceptions } from "./guardrail-exceptions";
import { guardrailRoom } from "./guardrail-room";
import { guardrails } from "./guardrails";
import { ids } from "./ids";
import { managedPolicies } from "./managed-policies";
import { outsideAccounts } from "./outside-accounts";
import { people } from "./people";
import { permissions } from "./permissions";
import { quarantine } from "./quarantine";
import { quotas } from "./quotas";
import { references } from "./references";
import { regions } from "./regions";
import type { Rule } from "./rule";
import { tagPolicy } from "./tag-policy";
import { tags } from "./tags";
import { units } from "./units";

/** All cross-field rules, in alphabetical order. */
export const rules: readonly Rule[] = [
  accountNames,
  accountTypes,
  actions,
  adoption,
  customGuardrails,
  emails,
  expectations,
  functions,
  guardrailExceptions,
  guardrailRoom,
  guardrails,
  ids,
  managedPolicies,
  outsideAccounts,
  people,
  permissions,
  quarantine,
  quotas,
  references,
  regions,
  tagPolicy,
  tags,
  units,
];
