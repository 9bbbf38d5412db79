import { FORWARD_EVENTS_NAME } from "../../iam/names";
import { forwardRoleTemplate, spokeTemplate } from "../../iam/monitoring/spoke-template";
import type { Stack } from "../schema";
import type { PlannedStackSet } from "../stack-sets";
import { ROOT } from "../units";
import { plannedMonitoring } from "./plan";

/**
 * What every member account has, whenever it joins. EventBridge refuses a target whose role it cannot
 * assume, so that the role is a set of its own, before the rules of all regions.
 */
export function monitoringStackSets(stack: Stack): readonly PlannedStackSet[] {
  const { spoke, regions } = plannedMonitoring(stack);
  const { homeRegion } = stack.organization;
  return [
    {
      name: FORWARD_EVENTS_NAME,
      description: spoke.role.description,
      template: forwardRoleTemplate(spoke),
      regions: [homeRegion],
      units: [ROOT],
      roles: [spoke.role],
    },
    {
      name: "root-activity",
      description: spoke.description,
      template: spokeTemplate(spoke),
      regions,
      units: [ROOT],
      roles: [],
      after: [FORWARD_EVENTS_NAME],
    },
  ];
}
