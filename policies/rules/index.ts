import { administrationIsClosed } from "./administration-is-closed";
import { keptIsProtected } from "./kept-is-protected";
import { logBucketsAreSafe } from "./log-buckets-are-safe";
import { managementRunsNothing } from "./management-runs-nothing";
import { onlyKnownAccounts } from "./only-known-accounts";
import { peopleComeWithMfa } from "./people-come-with-mfa";
import { rolesHaveTheBoundary } from "./roles-have-the-boundary";
import type { Rule } from "./rule";
import { secretsAreSecret } from "./secrets-are-secret";
import { sharesStayInside } from "./shares-stay-inside";
import { tagsAreThere } from "./tags-are-there";
import { templatesAreWhole } from "./templates-are-whole";
import { theStackHasAFile } from "./the-stack-has-a-file";
import { trustsNameExactly } from "./trusts-name-exactly";
import { usersInAccessOnly } from "./users-in-access-only";
import { whatIsProvedHolds } from "./what-is-proved-holds";

/** All rules, in the order in which they are shown. */
export const RULES: readonly Rule[] = [
  keptIsProtected,
  peopleComeWithMfa,
  trustsNameExactly,
  onlyKnownAccounts,
  rolesHaveTheBoundary,
  usersInAccessOnly,
  logBucketsAreSafe,
  sharesStayInside,
  managementRunsNothing,
  administrationIsClosed,
  templatesAreWhole,
  secretsAreSecret,
  tagsAreThere,
  whatIsProvedHolds,
  theStackHasAFile,
];
