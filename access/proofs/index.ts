import { accountsAreApart } from "./accounts-are-apart";
import { auditorOnlyReads } from "./auditor-only-reads";
import { boundaryHolds } from "./boundary-holds";
import { coreIsQuiet } from "./core-is-quiet";
import { guardrailsHold } from "./guardrails-hold";
import { knownPrincipals } from "./known-principals";
import { landingZoneStays } from "./landing-zone-stays";
import { levelsKeepTheirWord } from "./levels-keep-their-word";
import { logsAreSafe } from "./logs-are-safe";
import { mfaOrNoEntry } from "./mfa-or-no-entry";
import { networksStayInside } from "./networks-stay-inside";
import { noUsersElsewhere } from "./no-users-elsewhere";
import { noWayToTheCore } from "./no-way-to-the-core";
import { nothingBeforeMfa } from "./nothing-before-mfa";
import { ownFunctionOnly } from "./own-function-only";
import { partnersStayIn } from "./partners-stay-in";
import { peopleChangeThemselves } from "./people-change-themselves";
import { previewOnlyLooks } from "./preview-only-looks";
import { productionData } from "./production-data";
import type { Proof } from "./proof";
import { rolesEnterNoRoles } from "./roles-enter-no-roles";
import { servicesDoTheirWork } from "./services-do-their-work";
import { rootSessionsAreHeld } from "./root-sessions-are-held";
import { trailsNamePeople } from "./trails-name-people";

/** All built-in proofs, in the order in which they are shown. */
export const PROOFS: readonly Proof[] = [
  noWayToTheCore,
  accountsAreApart,
  mfaOrNoEntry,
  nothingBeforeMfa,
  ownFunctionOnly,
  trailsNamePeople,
  peopleChangeThemselves,
  knownPrincipals,
  noUsersElsewhere,
  rootSessionsAreHeld,
  rolesEnterNoRoles,
  servicesDoTheirWork,
  boundaryHolds,
  landingZoneStays,
  logsAreSafe,
  auditorOnlyReads,
  productionData,
  levelsKeepTheirWord,
  networksStayInside,
  coreIsQuiet,
  previewOnlyLooks,
  partnersStayIn,
  guardrailsHold,
];
