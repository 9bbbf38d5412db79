import type * as pulumi from "@pulumi/pulumi";
import { AccessAnalyzers, ManagementAnalyzer } from "../components/detection/access-analyzers";
import { ConfigAggregator } from "../components/detection/config-aggregator";
import { ConfigRules } from "../components/detection/config-rules";
import { Delegations } from "../components/detection/delegations";
import {
  GuardDutyDelegation,
  GuardDutyDetectors,
  GuardDutyOrganization,
} from "../components/detection/guard-duty";
import { Recorder } from "../components/detection/recorder";
import {
  SecurityHubAccount,
  SecurityHubDelegation,
  SecurityHubOrganization,
} from "../components/detection/security-hub";
import { delegatedToAudit } from "../model/detection/services";
import type { Plan } from "../model/plan";
import { after, type Making } from "./making";

/**
 * What finds mistakes and intruders, delegated to the audit account. Rules wait for recorders, which
 * StackSets stamp.
 * @param kept The audit account's buckets, into which AWS Config writes.
 * @param stamped What every member account has.
 */
export function makeDetection(
  plan: Plan,
  making: Making,
  kept: readonly pulumi.Resource[],
  stamped: pulumi.Resource,
): void {
  const { detection } = plan;
  const { at, onceMade } = making;
  const accountId = at("audit").bindings["account:self"];
  const services = delegatedToAudit(detection);
  const delegated = new Delegations("delegations", { services, accountId }, onceMade);
  makeConfig(detection, making, [delegated, ...kept], stamped);
  makeAccessAnalyzer(detection, making, delegated);
  const guardDuty = makeGuardDuty(detection, making, delegated);
  makeSecurityHub(detection, making, [delegated, ...(guardDuty ? [guardDuty] : [])]);
}

type Detection = Plan["detection"];

function makeConfig(
  { config }: Detection,
  { at }: Making,
  before: readonly pulumi.Resource[],
  stamped: pulumi.Resource,
): void {
  if (!config) return;
  const { bindings, opts } = at("management");
  const once = { ...opts, dependsOn: [...before] };
  const recorder = new Recorder("recorder", { config, bindings }, once);
  const audit = at("audit");
  const inAudit = { ...audit.opts, dependsOn: [...before] };
  new ConfigAggregator("config", { config, bindings: audit.bindings }, inAudit);
  const onceRecorded = { ...audit.opts, dependsOn: [...before, recorder, stamped] };
  new ConfigRules("config-rules", { config }, onceRecorded);
}

function makeAccessAnalyzer(
  { accessAnalyzer }: Detection,
  { at }: Making,
  delegated: pulumi.Resource,
): void {
  if (!accessAnalyzer) return;
  const { homeRegion: region } = accessAnalyzer;
  const own = new ManagementAnalyzer("access-analyzer-own", { region }, at("management").opts);
  const once = { ...at("audit").opts, dependsOn: [delegated, own] };
  new AccessAnalyzers("access-analyzer", { accessAnalyzer }, once);
}

/**
 * First detectors, then the delegation, then what the administrator says of all accounts. AWS makes one
 * delegation of an organization at a time, so that each waits for those before it.
 */
function makeGuardDuty(
  { guardDuty }: Detection,
  { at, onceMade }: Making,
  delegated: pulumi.Resource,
): GuardDutyDelegation | null {
  if (!guardDuty) return null;
  const { regions } = guardDuty;
  const { bindings, opts } = at("audit");
  const own = new GuardDutyDetectors("guard-duty-own", { regions }, at("management").opts);
  const administrator = new GuardDutyDetectors("guard-duty", { regions }, opts);
  const delegation = new GuardDutyDelegation(
    "guard-duty-delegation",
    { regions, accountId: bindings["account:self"] },
    after(onceMade, delegated, own, administrator),
  );
  new GuardDutyOrganization(
    "guard-duty-members",
    { guardDuty, detectorIds: administrator.ids },
    { ...opts, dependsOn: delegation },
  );
  return delegation;
}

/** The same order: accounts, the delegation, what the administrator says. */
function makeSecurityHub(
  { securityHub }: Detection,
  { at, rootId, onceMade }: Making,
  delegated: readonly pulumi.Resource[],
): void {
  if (!securityHub) return;
  const regions = [securityHub.homeRegion, ...securityHub.linkedRegions];
  const { bindings, opts } = at("audit");
  const own = new SecurityHubAccount("security-hub-own", { regions }, at("management").opts);
  const administrator = new SecurityHubAccount("security-hub", { regions }, opts);
  const delegation = new SecurityHubDelegation(
    "security-hub-delegation",
    { regions, accountId: bindings["account:self"] },
    after(onceMade, ...delegated, own, administrator),
  );
  new SecurityHubOrganization(
    "security-hub-members",
    { securityHub, rootId },
    { ...opts, dependsOn: delegation },
  );
}
