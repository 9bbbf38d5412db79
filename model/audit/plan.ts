import {
  accessLogBucketPolicy,
  configBucketPolicy,
  flowLogBucketPolicy,
  logBucketPolicy,
  queryBucketPolicy,
} from "../../iam/audit/logs";
import { logKeyPolicy } from "../../iam/audit/key";
import type { BucketContext } from "../../iam/audit/bucket";
import type { PolicyDocument } from "../../iam/document";
import type { AuditorReads } from "../../iam/permissions";
import {
  accessLogBucketName,
  bucketArn,
  configBucketName,
  flowLogBucketName,
  LOG_KEY_ALIAS,
  logBucketName,
  ORGANIZATION_ACCESS_ROLE,
  queryBucketName,
  TRAIL_NAME,
} from "../../iam/names";
import type { Stack } from "../schema";
import { lifecycleOf, type Lifecycle } from "./lifecycle";
import { plannedQueries, type PlannedQueries } from "./queries";
import { plannedTrail, type PlannedTrail } from "./trail";

/** Logs of the audit account: where they are, how long they stay, and who asks them. */
export interface PlannedLogs {
  readonly bucketName: string;
  readonly bucketPolicy: PolicyDocument;
  readonly keyAlias: string;
  readonly keyPolicy: PolicyDocument;
  readonly trailName: string;
  /** Buckets of the audit account whose objects the auditor reads. */
  readonly auditorBuckets: readonly string[];
  /** The log buckets beside the trail's. */
  readonly buckets: readonly PlannedBucket[];
  readonly lifecycle: Lifecycle;
  /** Of the trail's bucket; null: none for what comes from now on. */
  readonly objectLock: { readonly mode: "governance" | "compliance"; readonly days: number } | null;
  readonly trail: PlannedTrail;
  /** The auditor's workgroup and tables; null without them. */
  readonly queries: PlannedQueries | null;
}

export const LOG_KINDS = ["config", "flow-log", "access-log", "query"] as const;
export type LogKind = (typeof LOG_KINDS)[number];

export interface PlannedBucket {
  readonly kind: LogKind;
  readonly bucketName: string;
  readonly policy: PolicyDocument;
  /** By the key of the logs, or by S3's own: S3 delivers no access logs to buckets with another key. */
  readonly encryption: "log key" | "s3";
  readonly lifecycle: Lifecycle;
}

/** Function that reads the logs of the audit account. */
const LOG_READER = "auditor";

/** Days for which S3's word of who read the logs, and the answers to queries, are kept. */
const ACCESS_LOG_DAYS = 365;
const ANSWER_DAYS = 30;

type AuditStack = Pick<Stack, "audit" | "organization">;

/** Buckets that the auditor reads: all that the landing zone has, and those that the file names. */
function auditorBuckets({ organization, audit }: AuditStack): readonly string[] {
  const own = [
    logBucketName,
    configBucketName,
    flowLogBucketName,
    accessLogBucketName,
    queryBucketName,
  ].map((name) => name(organization.name));
  return [...new Set([...own, ...audit.buckets.auditor])];
}

/** What the auditor reads of the logs, and asks them by. */
export function auditorReads(stack: AuditStack): AuditorReads {
  const { organization, audit } = stack;
  return {
    buckets: auditorBuckets(stack).map(bucketArn),
    asks: audit.queries
      ? { region: organization.homeRegion, answers: bucketArn(queryBucketName(organization.name)) }
      : null,
  };
}

/**
 * @param functions Names of functions, of the changes of whose roles the auditor asks.
 * @param accessRoles Names of the roles by which accounts are entered: of these too.
 */
export function plannedLogs(
  stack: AuditStack,
  functions: readonly string[],
  accessRoles: readonly string[],
): PlannedLogs {
  const { organization, audit } = stack;
  const context: BucketContext = {
    organization: organization.name,
    homeRegion: organization.homeRegion,
    reader: LOG_READER,
    accessRole: organization.coreAccounts.audit.accessRole ?? ORGANIZATION_ACCESS_ROLE,
  };
  return {
    bucketName: logBucketName(organization.name),
    bucketPolicy: logBucketPolicy(context),
    keyAlias: LOG_KEY_ALIAS,
    keyPolicy: logKeyPolicy(context),
    trailName: TRAIL_NAME,
    auditorBuckets: auditorBuckets(stack),
    buckets: plannedBuckets(stack, context),
    lifecycle: lifecycleOf(audit.retentionDays, audit.storageClasses),
    objectLock: audit.objectLock === false ? null : audit.objectLock,
    trail: plannedTrail(audit.trail, organization.name),
    queries: audit.queries ? plannedQueries(stack, functions, accessRoles) : null,
  };
}

function plannedBuckets({ audit }: AuditStack, context: BucketContext): readonly PlannedBucket[] {
  const { organization } = context;
  const { retentionDays, storageClasses, flowLogs } = audit;
  return [
    {
      kind: "config",
      bucketName: configBucketName(organization),
      policy: configBucketPolicy(context),
      encryption: "log key",
      lifecycle: lifecycleOf(retentionDays, storageClasses),
    },
    {
      kind: "flow-log",
      bucketName: flowLogBucketName(organization),
      policy: flowLogBucketPolicy(context),
      encryption: "log key",
      lifecycle: lifecycleOf(flowLogs.retentionDays, storageClasses),
    },
    {
      kind: "access-log",
      bucketName: accessLogBucketName(organization),
      policy: accessLogBucketPolicy(context),
      encryption: "s3",
      lifecycle: lifecycleOf(Math.min(retentionDays, ACCESS_LOG_DAYS), []),
    },
    {
      kind: "query",
      bucketName: queryBucketName(organization),
      policy: queryBucketPolicy(context),
      encryption: "log key",
      lifecycle: lifecycleOf(ANSWER_DAYS, []),
    },
  ];
}
