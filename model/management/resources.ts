import type { Plan } from "../plan";
import { hasContacts } from "./plan";

/** How many resources of each type this part of the landing zone has. */
export function managementCounts({ management }: Plan): Readonly<Record<string, number>> {
  const { budgets, anomalies, costTags, contacts, rootAccess } = management;
  return {
    "aws:budgets/budget:Budget": budgets.length,
    "aws:costexplorer/anomalySubscription:AnomalySubscription": anomalies ? 1 : 0,
    "aws:iam/organizationsFeatures:OrganizationsFeatures": rootAccess ? 1 : 0,
    "aws:organizations/delegatedAdministrator:DelegatedAdministrator": rootAccess ? 1 : 0,
    "pulumi-nodejs:dynamic/landingzone:AlternateContacts": hasContacts(contacts) ? 1 : 0,
    "pulumi-nodejs:dynamic/landingzone:AnomalyMonitor": anomalies ? 1 : 0,
    "pulumi-nodejs:dynamic/landingzone:CostTags": costTags.length > 0 ? 1 : 0,
  };
}
