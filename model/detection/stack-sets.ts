import { baselineRole } from "../../iam/baseline/role";
import { settingCalls } from "../../iam/baseline/settings";
import { baselineTemplate } from "../../iam/baseline/template";
import { recorderRole } from "../../iam/detection/recorder";
import { recorderTemplate } from "../../iam/detection/recorder-template";
import { configBucketName } from "../../iam/names";
import { serviceRolesTemplate } from "../../iam/service-roles";
import { plannedBaseline } from "../baseline/plan";
import type { Stack } from "../schema";
import type { PlannedStackSet } from "../stack-sets";

const ROLES = "service-roles";

/**
 * AWS Config's recorder and the account's defaults, in every account below the landing zone's own
 * units. Not in accounts elsewhere: those may have a recorder, of which AWS allows one a region.
 *
 * Roles are global and have a set of their own, in the home region alone; what works by them is made
 * afterwards, also where an account joins later.
 * @param units The landing zone's units below the root.
 */
export function detectionStackSets(
  stack: Stack,
  units: readonly string[],
): readonly PlannedStackSet[] {
  const { organization, audit } = stack;
  const { homeRegion } = organization;
  const { settings, regions } = plannedBaseline(stack);
  const calls = settingCalls(settings);
  const bucketName = configBucketName(organization.name);
  const roles = [
    ...(audit.config ? [recorderRole(bucketName)] : []),
    ...(calls.length > 0 ? [baselineRole(calls, regions)] : []),
  ];
  const sets: PlannedStackSet[] = [];
  if (roles.length > 0) {
    sets.push({
      name: ROLES,
      description: "Roles by which AWS's services work in the account",
      template: serviceRolesTemplate(roles),
      regions: [homeRegion],
      units,
      roles,
    });
  }
  if (audit.config) {
    sets.push({
      name: "recorder",
      description: "AWS Config records what the account has",
      template: recorderTemplate(homeRegion, bucketName),
      regions,
      units,
      roles: [],
      after: [ROLES],
    });
  }
  if (calls.length > 0) {
    const everywhere = calls.some(({ scope }) => scope === "region");
    sets.push({
      name: "account-defaults",
      description: "Defaults of the account, set again once a day",
      template: baselineTemplate(homeRegion, calls),
      regions: everywhere ? regions : [homeRegion],
      units,
      roles: [],
      after: [ROLES],
    });
  }
  return sets;
}
