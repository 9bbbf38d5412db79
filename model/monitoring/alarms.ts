import {
  ALARM_NAME,
  alarmTopicPolicy,
  breakGlassRolePattern,
  breakGlassRoleText,
  breakGlassUsersPattern,
  breakGlassUsersText,
  inputTemplate,
  type AlarmText,
  type EventPattern,
} from "../../iam/monitoring/break-glass-alarm";
import type { PolicyDocument } from "../../iam/document";
import type { Plan, PlannedOrganization } from "../plan";

/** Something of which people are told by mail when it happens in an account. */
export interface PlannedAlarm {
  readonly account: "access" | "management";
  /** Name of rule and topic. */
  readonly name: string;
  readonly description: string;
  readonly pattern: EventPattern;
  /** Paths into the event, by the names that the template has between < and >. */
  readonly inputPaths: AlarmText["paths"];
  readonly inputTemplate: string;
  /** E-mail addresses. */
  readonly notify: readonly string[];
  /** EventBridge sees the events of its own region alone. */
  readonly regions: readonly { readonly name: string; readonly topicPolicy: PolicyDocument }[];
}

/**
 * Regions in which sign-ins to the global page are recorded, wherever people are: those of users in
 * the first four, depending on what the browser remembers; us-west-2 was seen for root users. They
 * are on in every account.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
const SIGN_IN_REGIONS = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2", "us-west-2"];

/** Alarms of the break-glass users and of their role; none when nobody is to be told. */
export function alarmsOf({
  breakGlass: { users, notify },
  organization,
}: Pick<Plan, "breakGlass" | "organization">): readonly PlannedAlarm[] {
  if (notify.length === 0) return [];
  const alarm = (
    account: PlannedAlarm["account"],
    description: string,
    pattern: EventPattern,
    text: AlarmText,
  ): PlannedAlarm => ({
    account,
    name: ALARM_NAME,
    description,
    pattern,
    inputPaths: text.paths,
    inputTemplate: inputTemplate(text),
    notify: [...new Set(notify)],
    regions: regionsOfEvents(organization).map((name) => ({
      name,
      topicPolicy: alarmTopicPolicy(name),
    })),
  });
  return [
    alarm(
      "access",
      "A break-glass user signs in or does anything",
      breakGlassUsersPattern(users),
      breakGlassUsersText(),
    ),
    alarm(
      "management",
      "Somebody assumes the break-glass role",
      breakGlassRolePattern(),
      breakGlassRoleText(),
    ),
  ];
}

function regionsOfEvents({ partition, regions }: PlannedOrganization): readonly string[] {
  return [...new Set([...regions, ...(partition === "aws" ? SIGN_IN_REGIONS : [])])];
}
