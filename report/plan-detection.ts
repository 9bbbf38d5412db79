import type { BaselineSettings } from "../iam/baseline/settings";
import type { PlannedLogs } from "../model/audit/plan";
import type { PlannedConfig, PlannedDetection } from "../model/detection/plan";
import { STANDARDS, standardArn } from "../model/detection/standards";
import type { Plan } from "../model/plan";
import { counted, listed, number } from "./words";
import { wrap } from "./wrap";

/** What finds mistakes and intruders, what every account is set to, and how long logs are kept. */
export function detectionText({ organization, detection, baseline, logs }: Plan): string {
  return [
    "What watches all accounts, and what is kept:",
    ...[
      configText(detection.config),
      ...analyzerText(detection),
      guardDutyText(detection),
      securityHubText(detection, organization.partition),
      ...settingsText(baseline.settings, baseline.regions),
      passwordsText(baseline),
      trailText(logs),
      ...keptText(logs),
      queriesText(logs),
    ].map((line) => `  ${wrap(line, "    ", 96)}`),
  ].join("\n");
}

function configText(config: PlannedConfig | null): string {
  if (config === null) {
    return "AWS Config is off: nothing records what accounts have, and no rule looks at it";
  }
  const { rules, regions, excludedAccounts } = config;
  const names = rules.map(({ name }) => name);
  const found = names.length === 0 ? "no rule" : `${counted(names.length, "rule")}: `;
  const out = excludedAccounts.length === 0 ? "" : `; rules leave out ${listed(excludedAccounts)}`;
  return `AWS Config records what accounts have in ${listed(regions)}; ${found}${listed(names)}${out}`;
}

function analyzerText({ accessAnalyzer }: PlannedDetection): readonly string[] {
  if (accessAnalyzer === null) {
    return ["Access Analyzer is off: nothing finds what strangers reach, nor what nobody uses"];
  }
  const { externalAccess, unusedAccess } = accessAnalyzer;
  return [
    externalAccess.length === 0
      ? "Access Analyzer of what strangers reach is off"
      : `Access Analyzer finds what strangers reach in ${listed(externalAccess)}`,
    unusedAccess === null
      ? "Access Analyzer of what nobody uses is off"
      : `Access Analyzer finds roles, keys and permissions that nobody used for ${counted(unusedAccess.days, "day")}`,
  ];
}

function guardDutyText({ guardDuty }: PlannedDetection): string {
  if (guardDuty === null) return "GuardDuty is off: nothing finds signs of intruders";
  const chosen = guardDuty.features
    .filter(({ autoEnable }) => autoEnable === "ALL")
    .map(({ name }) => name.toLowerCase().replaceAll("_", "-"));
  const also = chosen.length === 0 ? "" : `, in ${listed(chosen)} too`;
  return `GuardDuty finds signs of intruders in ${listed(guardDuty.regions)}${also}`;
}

function securityHubText({ securityHub }: PlannedDetection, partition: string): string {
  if (securityHub === null) return "Security Hub is off: nothing judges accounts by a standard";
  const { homeRegion, linkedRegions, standards } = securityHub;
  const names = STANDARDS.filter((one) =>
    standards.includes(standardArn(one, partition, homeRegion)),
  );
  const linked =
    linkedRegions.length === 0 ? "" : `, with the findings of ${listed(linkedRegions)}`;
  return `Security Hub in ${homeRegion}${linked}, by ${listed(names)}`;
}

const SETTINGS: readonly (readonly [Exclude<keyof BaselineSettings, "passwordPolicy">, string])[] =
  [
    ["ebsEncryption", "encryption of new volumes"],
    ["imdsv2", "version 2 alone of the metadata service of new instances"],
    ["snapshots", "no snapshot for everybody"],
    ["images", "no image for everybody"],
    ["s3PublicAccess", "no public bucket"],
  ];

function settingsText(settings: BaselineSettings, regions: readonly string[]): readonly string[] {
  const words = (on: boolean): readonly string[] =>
    SETTINGS.flatMap(([key, text]) => (settings[key] === on ? [text] : []));
  const [on, off] = [words(true), words(false)];
  return [
    ...(on.length === 0 ? [] : [`set once a day in ${listed(regions)}: ${listed(on)}`]),
    ...(off.length === 0 ? [] : [`off, accounts stay as they are: ${listed(off)}`]),
  ];
}

function passwordsText({ settings, passwords }: Plan["baseline"]): string {
  const { minimumLength, reusePrevention, maxAgeDays } = passwords;
  const where = settings.passwordPolicy === null ? "the access account alone" : "member accounts";
  const age = maxAgeDays === null ? "" : `, changed after ${counted(maxAgeDays, "day")}`;
  return `passwords in ${where}: ${counted(minimumLength, "character")}, ${number(reusePrevention)} not used again${age}`;
}

function trailText({ trail: { selectors, insights } }: PlannedLogs): string {
  const fields = selectors.flatMap((selector) => selector.fields);
  const left = fields.flatMap((one) => (one.field === "eventSource" ? (one.notEquals ?? []) : []));
  const data = fields.flatMap((one) => (one.field === "resources.type" ? (one.equals ?? []) : []));
  const words = [
    `management events${left.length === 0 ? "" : ` but those of ${listed(left)}`}`,
    data.length === 0 ? "no data events" : `data events of ${listed([...new Set(data)])}`,
    insights.length === 0 ? "no insights" : listed(insights),
  ];
  return `the trail logs ${words.join("; ")}`;
}

const KIND_WORDS = {
  config: "of AWS Config",
  "flow-log": "of networks",
  "access-log": "of who read logs",
  query: "of answers to queries",
} as const;

function keptText({ lifecycle, buckets, objectLock }: PlannedLogs): readonly string[] {
  const others = buckets.map(
    (bucket) => `${KIND_WORDS[bucket.kind]} ${counted(bucket.lifecycle.days, "day")}`,
  );
  const moves = lifecycle.moves.map(
    (move) => `${move.class} after ${counted(move.afterDays, "day")}`,
  );
  return [
    `logs are kept: of the trail ${counted(lifecycle.days, "day")}, ${others.join(", ")}`,
    ...(moves.length === 0 ? [] : [`older logs are moved to ${listed(moves)}`]),
    objectLock === null
      ? "Object Lock is off: no log that comes from now on is locked"
      : `Object Lock holds each log of the trail for ${counted(objectLock.days, "day")}, in ${objectLock.mode} mode`,
  ];
}

function queriesText({ queries }: PlannedLogs): string {
  if (queries === null) return "queries are off: the auditor reads the logs as they are";
  const { workgroup, tables, named } = queries;
  const names = listed(tables.map(({ name }) => name));
  return `the auditor asks the logs in the workgroup ${workgroup}: tables ${names}; ${number(named.length)} named queries`;
}
