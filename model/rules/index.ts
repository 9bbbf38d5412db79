import { accountNames } from "./account-names";
import { accountTypes } from "./account-types";
import { actions } from "./actions";
import { adoption } from "./adoption";
import { emails } from "./emails";
import { expectations } from "./expectations";
import { functions } from "./functions";
import { guardrails } from "./guardrails";
import { ids } from "./ids";
import { managedPolicies } from "./managed-policies";
import { people } from "./people";
import { permissions } from "./permissions";
import { quotas } from "./quotas";
import { references } from "./references";
import { regions } from "./regions";
import type { Rule } from "./rule";
import { tags } from "./tags";
import { units } from "./units";

/** All cross-field rules, in alphabetical order. */
export const rules: readonly Rule[] = [
  accountNames,
  accountTypes,
  actions,
  adoption,
  emails,
  expectations,
  functions,
  guardrails,
  ids,
  managedPolicies,
  people,
  permissions,
  quotas,
  references,
  regions,
  tags,
  units,
];
