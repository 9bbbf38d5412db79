import { accountNames } from "./account-names";
import { accountTypes } from "./account-types";
import { actions } from "./actions";
import { adoption } from "./adoption";
import { breakGlass } from "./break-glass";
import { costs } from "./costs";
import { configRules } from "./config-rules";
import { customGuardrails } from "./custom-guardrails";
import { customers } from "./customers";
import { deploy } from "./deploy";
import { emails } from "./emails";
import { entryNodes } from "./entry-nodes";
import { expectations } from "./expectations";
import { functions } from "./functions";
import { guardrailExceptions } from "./guardrail-exceptions";
import { guardrailRoom } from "./guardrail-room";
import { guardrails } from "./guardrails";
import { identity } from "./identity";
import { identityCenter } from "./identity-center";
import { ids } from "./ids";
import { logRetention } from "./log-retention";
import { managedPolicies } from "./managed-policies";
import { networkAddresses } from "./network-addresses";
import { networkVpcs } from "./network-vpcs";
import { outsideAccounts } from "./outside-accounts";
import { partnerEntry } from "./partner-entry";
import { partners } from "./partners";
import { people } from "./people";
import { permissions } from "./permissions";
import { personLimits } from "./person-limits";
import { quarantine } from "./quarantine";
import { quotas } from "./quotas";
import { references } from "./references";
import { regions } from "./regions";
import { rootActivity } from "./root-activity";
import type { Rule } from "./rule";
import { tagPolicy } from "./tag-policy";
import { tags } from "./tags";
import { trailEvents } from "./trail-events";
import { units } from "./units";

/** All cross-field rules, in alphabetical order. */
export const rules: readonly Rule[] = [
  accountNames,
  accountTypes,
  actions,
  adoption,
  breakGlass,
  costs,
  configRules,
  customGuardrails,
  customers,
  deploy,
  emails,
  entryNodes,
  expectations,
  functions,
  guardrailExceptions,
  guardrailRoom,
  guardrails,
  identity,
  identityCenter,
  ids,
  logRetention,
  managedPolicies,
  networkAddresses,
  networkVpcs,
  outsideAccounts,
  partnerEntry,
  partners,
  people,
  permissions,
  personLimits,
  quarantine,
  quotas,
  references,
  regions,
  rootActivity,
  tagPolicy,
  tags,
  trailEvents,
  units,
];
