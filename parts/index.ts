import type * as pulumi from "@pulumi/pulumi";
import { StackSets } from "../components/stack-sets";
import type { Plan } from "../model/plan";
import { makeAudit } from "./audit";
import { makeDetection } from "./detection";
import { after, type Making } from "./making";
import { makeManagement } from "./management";
import { makeMonitoring } from "./monitoring";
import { makeNetwork } from "./network";
import { makeSignIn } from "./sign-in";

/** What the core accounts have, one part of the landing zone after the other, and every member. */
export function makeParts(plan: Plan, making: Making, samlMetadata: string | null): void {
  const archive = makeAudit(plan, making);
  makeSignIn(plan, making, samlMetadata);
  const hub = makeMonitoring(plan, making);
  makeNetwork(plan, making, [archive]);
  makeManagement(plan, making);
  // What is stamped writes to the archive and to the hub; rules of AWS Config need its recorders.
  const stamped = makeStackSets(plan, making, [archive, hub]);
  makeDetection(plan, making, [archive, hub], stamped);
}

function makeStackSets(
  { stackSets, organization }: Plan,
  { at, rootId, unitIds, accounts, onceMade }: Making,
  inCore: readonly pulumi.Resource[],
): StackSets {
  const { bindings } = at("management");
  const targets = { rootId, unitIds, bindings };
  const args = { stackSets, region: organization.homeRegion, ...targets };
  return new StackSets("baseline", args, after(onceMade, accounts, ...inCore));
}
