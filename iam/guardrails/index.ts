import { denyAccessKeys } from "./deny-access-keys";
import { denyAccountSettings } from "./deny-account-settings";
import { denyAll } from "./deny-all";
import { denyConfusedDeputy } from "./deny-confused-deputy";
import { denyDefaultVpc } from "./deny-default-vpc";
import { denyDisableSecurity } from "./deny-disable-security";
import { denyLargeInstances } from "./deny-large-instances";
import { denyLeaveOrganization } from "./deny-leave-organization";
import { denyOutsiders } from "./deny-outsiders";
import { denyPublic } from "./deny-public";
import { denyPublicIdentities } from "./deny-public-identities";
import { denyRegions } from "./deny-regions";
import { denyRootUser } from "./deny-root-user";
import { denyUnapprovedMarketplace } from "./deny-unapproved-marketplace";
import type { Guardrail } from "./guardrail";
import { onlyServices } from "./only-services";
import { protectHub } from "./protect-hub";
import { protectLandingZone } from "./protect-landing-zone";
import { protectLogs } from "./protect-logs";
import { protectNetworks } from "./protect-networks";
import { protectPeople } from "./protect-people";
import { protectRootSessions } from "./protect-root-sessions";
import { requireEncryption } from "./require-encryption";
import { requireImdsv2 } from "./require-imdsv2";
import { requireTls } from "./require-tls";

/** All guardrails, by name. */
export const GUARDRAILS: ReadonlyMap<string, Guardrail> = new Map(
  [
    denyAccessKeys,
    denyAccountSettings,
    denyAll,
    denyConfusedDeputy,
    denyDefaultVpc,
    denyDisableSecurity,
    denyLargeInstances,
    denyLeaveOrganization,
    denyOutsiders,
    denyPublic,
    denyPublicIdentities,
    denyRegions,
    denyRootUser,
    denyUnapprovedMarketplace,
    onlyServices,
    protectHub,
    protectLandingZone,
    protectLogs,
    protectNetworks,
    protectPeople,
    protectRootSessions,
    requireEncryption,
    requireImdsv2,
    requireTls,
  ].map((guardrail) => [guardrail.name, guardrail]),
);
