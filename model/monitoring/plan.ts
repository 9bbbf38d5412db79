import { hubOf, AUDIENCES, type Audience, type Hub } from "../../iam/monitoring/hub";
import { kindsOf } from "../../iam/monitoring/kinds";
import { spokeOf, type Spoke } from "../../iam/monitoring/spoke";
import type { Stack } from "../schema";
import { watchedRegions } from "./regions";

/** Who is told of what, wherever it happens. */
export interface PlannedMonitoring {
  /** Regions that are watched in every account, the home region first. */
  readonly regions: readonly string[];
  /** What every account has. */
  readonly spoke: Spoke;
  /** What the audit account has beside that. */
  readonly hub: Hub;
  readonly notify: PlannedNotify;
}

/** E-mail addresses by who they are of. */
export type PlannedNotify = Readonly<Record<Audience, readonly string[]>>;

export function plannedMonitoring({
  organization,
  access,
  rootActivity,
}: Stack): PlannedMonitoring {
  const { homeRegion } = organization;
  const { users, notify } = access.breakGlass;
  const kinds = kindsOf(users);
  const teams = rootActivity.notify;
  // Both teams are told of all that those of break-glass are told of: one mail is enough.
  const inATeam = [...teams.security, ...teams.operations].map((one) => one.toLowerCase());
  return {
    regions: watchedRegions(organization),
    spoke: spokeOf(homeRegion, kinds),
    hub: hubOf(homeRegion, kinds),
    notify: {
      ...teams,
      "break-glass": notify.filter((address) => !inATeam.includes(address.toLowerCase())),
    },
  };
}

/** What a person should know of who is told. */
export function monitoringWarnings({ notify }: PlannedMonitoring): readonly string[] {
  const nobody = (audiences: readonly Audience[]): boolean =>
    audiences.every((audience) => notify[audience].length === 0);
  if (nobody(AUDIENCES)) {
    return [
      "nobody is told of root sign-ins, nor of break-glass: write rootActivity: { notify: { security: [security@…] } }",
    ];
  }
  return [
    ...(nobody(["customer", "security", "operations"])
      ? [
          "nobody is told of root sign-ins: write rootActivity: { notify: { security: [security@…] } }",
        ]
      : []),
    ...(nobody(["security", "operations", "break-glass"])
      ? [
          "nobody is told when a break-glass user is used, or a root session opened: write rootActivity: { notify: { security: [security@…] } }",
        ]
      : []),
    ...(nobody(["security", "operations"])
      ? [
          "nobody is told when such mails cannot be sent: write rootActivity: { notify: { operations: [operations@…] } }",
        ]
      : []),
  ];
}
