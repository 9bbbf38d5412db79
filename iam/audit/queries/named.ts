import { DATABASE } from "./table";

/** A question that the auditor finds ready, to run as it is or to change. */
export interface NamedQuery {
  /** Part of the resource's name, too. */
  readonly name: string;
  readonly description: string;
  /** SQL as Athena's engine 3 (Trino) has it. */
  readonly sql: string;
}

const CLOUDTRAIL = `${DATABASE}.cloudtrail`;
const FLOW_LOGS = `${DATABASE}.flow_logs`;

/**
 * Days are folders, so a query reads those of its days alone. Their names sort as the days do.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
const sinceDays = (days: number): string =>
  `day >= date_format(current_timestamp - interval '${days}' day, '%Y/%m/%d')`;

const WHO = "coalesce(useridentity.arn, useridentity.principalid, useridentity.type)";

const ROOT_USE: NamedQuery = {
  name: "root-use",
  description: "What root users did in the last 30 days, by their own sign-in or by central access",
  sql: `SELECT eventtime, account, region, eventsource, eventname, errorcode, sourceipaddress, useragent
FROM ${CLOUDTRAIL}
WHERE ${sinceDays(30)}
  AND useridentity.type = 'Root'
  AND useridentity.invokedby IS NULL
  AND eventtype <> 'AwsServiceEvent'
ORDER BY eventtime DESC`,
};

/**
 * Federated sessions prove MFA elsewhere, and say No here.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
const SIGN_INS_WITHOUT_MFA: NamedQuery = {
  name: "sign-ins-without-mfa",
  description: "Users and root users who signed in to the console without MFA in the last 30 days",
  sql: `SELECT eventtime, account, ${WHO} AS who, sourceipaddress, useragent
FROM ${CLOUDTRAIL}
WHERE ${sinceDays(30)}
  AND eventname = 'ConsoleLogin'
  AND useridentity.type IN ('IAMUser', 'Root')
  AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'
  AND coalesce(json_extract_scalar(additionaleventdata, '$.MFAUsed'), 'No') <> 'Yes'
ORDER BY eventtime DESC`,
};

const DENIED_CALLS: NamedQuery = {
  name: "denied-calls",
  description: "Who was denied what in the last 7 days, and how often",
  sql: `SELECT ${WHO} AS who, account, eventsource, eventname, count(*) AS calls, min(eventtime) AS first_call, max(eventtime) AS last_call
FROM ${CLOUDTRAIL}
WHERE ${sinceDays(7)}
  AND (errorcode LIKE '%AccessDenied%' OR errorcode LIKE '%UnauthorizedOperation%')
GROUP BY ${WHO}, account, eventsource, eventname
ORDER BY calls DESC, who, eventname`,
};

const REJECTED_TRAFFIC: NamedQuery = {
  name: "rejected-traffic",
  description: "Whose traffic the networks refused in the last 7 days, and to which ports",
  sql: `SELECT srcaddr, dstport, protocol, count(DISTINCT dstaddr) AS targets, sum(packets) AS packets
FROM ${FLOW_LOGS}
WHERE ${sinceDays(7)}
  AND action = 'REJECT'
GROUP BY srcaddr, dstport, protocol
ORDER BY packets DESC, srcaddr
LIMIT 100`,
};

const TOP_TALKERS: NamedQuery = {
  name: "top-talkers",
  description: "Who sent the most to whom in the last day, behind NAT and load balancers too",
  sql: `SELECT pkt_srcaddr, pkt_dstaddr, vpc_id, sum(bytes) AS bytes, sum(packets) AS packets
FROM ${FLOW_LOGS}
WHERE ${sinceDays(1)}
  AND action = 'ACCEPT'
  AND flow_direction = 'egress'
GROUP BY pkt_srcaddr, pkt_dstaddr, vpc_id
ORDER BY bytes DESC, pkt_srcaddr
LIMIT 100`,
};

const quoted = (values: readonly string[]): string =>
  [...values]
    .sort()
    .map((value) => `'${value.replaceAll("'", "''")}'`)
    .join(", ");

/** Calls on a role say its name without its path, so the names are listed; policies say their ARN. */
function changesOfRoles(roles: readonly string[]): NamedQuery {
  return {
    name: "changes-of-landing-zone-roles",
    description:
      "Who changed, or tried to change, the landing zone's roles and policies in 90 days",
    sql: `SELECT eventtime, account, ${WHO} AS who, eventname, json_extract_scalar(requestparameters, '$.roleName') AS role, json_extract_scalar(requestparameters, '$.policyArn') AS policy, errorcode
FROM ${CLOUDTRAIL}
WHERE ${sinceDays(90)}
  AND eventsource = 'iam.amazonaws.com'
  AND readonly = 'false'
  AND (json_extract_scalar(requestparameters, '$.roleName') IN (${quoted(roles)})
    OR requestparameters LIKE '%policy/landing-zone/%')
ORDER BY eventtime DESC`,
  };
}

/** Deletions of single objects are data events, and are asked for in the stack file. */
function changesOfLogs(organization: string): NamedQuery {
  return {
    name: "changes-of-log-buckets",
    description: "Who changed, or tried to change, log buckets and their key's deletion in 90 days",
    sql: `SELECT eventtime, account, ${WHO} AS who, eventname, coalesce(json_extract_scalar(requestparameters, '$.bucketName'), json_extract_scalar(requestparameters, '$.keyId')) AS what, errorcode
FROM ${CLOUDTRAIL}
WHERE ${sinceDays(90)}
  AND readonly = 'false'
  AND ((eventsource = 's3.amazonaws.com' AND json_extract_scalar(requestparameters, '$.bucketName') LIKE '${organization}-logs%')
    OR (eventsource = 'kms.amazonaws.com' AND eventname IN ('DisableKey', 'PutKeyPolicy', 'ScheduleKeyDeletion')))
ORDER BY eventtime DESC`,
  };
}

export interface QueriesContext {
  /** Short name of the organization. */
  readonly organization: string;
  /** Names of the landing zone's roles. */
  readonly roles: readonly string[];
}

/** The questions that the auditor finds in the workgroup. */
export function namedQueries({ organization, roles }: QueriesContext): readonly NamedQuery[] {
  return [
    ROOT_USE,
    SIGN_INS_WITHOUT_MFA,
    changesOfRoles(roles),
    changesOfLogs(organization),
    DENIED_CALLS,
    REJECTED_TRAFFIC,
    TOP_TALKERS,
  ];
}
