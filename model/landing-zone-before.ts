import type { BaselineSettings } from "../iam/baseline/settings";
import type { PlanRecord } from "./plan-record";

/**
 * What there is before a landing zone: the same organization, without leaf accounts, people, roles,
 * guardrails, networks, or anything that watches or is set in every account. The logs stay, as what
 * others can do with them is only said where they change.
 */
export function landingZoneBefore(plan: PlanRecord): PlanRecord {
  const { monitoring, network, baseline } = plan;
  return {
    ...plan,
    accounts: plan.accounts.filter(({ kind }) => kind === "core"),
    roles: [],
    ownRoles: [],
    deploy: null,
    partners: [],
    entry: [],
    customers: [],
    people: { ...plan.people, users: [], groups: [] },
    detection: { config: null, accessAnalyzer: null, guardDuty: null, securityHub: null },
    network: {
      ...network,
      vpcs: [],
      transit: { gateways: [], peerings: [], routes: [], vpcRoutes: [] },
      ipam: null,
      flowLogs: null,
      queryLogs: null,
      closed: [],
    },
    management: {
      budgets: [],
      anomalies: null,
      costTags: [],
      contacts: { everywhere: {}, own: [] },
      rootAccess: false,
    },
    monitoring: { ...monitoring, regions: [] },
    baseline: { ...baseline, settings: NOTHING_SET, regions: [] },
    stackSets: [],
    guardrails: [],
    exceptions: [],
    expectations: [],
  };
}

const NOTHING_SET: BaselineSettings = {
  ebsEncryption: false,
  imdsv2: false,
  snapshots: false,
  images: false,
  s3PublicAccess: false,
  passwordPolicy: null,
};
