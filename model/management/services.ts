import type { Stack } from "../schema";
import { hasContacts, hasRootAccess, plannedManagement } from "./plan";

/**
 * Services that need trusted access for this part of the landing zone.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
 */
export function managementServices(stack: Stack): readonly string[] {
  return [
    // The management account writes members' contacts.
    ...(hasContacts(plannedManagement(stack).contacts) ? ["account.amazonaws.com"] : []),
    // Root access to members is centralized.
    ...(hasRootAccess(stack) ? ["iam.amazonaws.com"] : []),
  ];
}
