/** Log files as AWS writes them, for the queries of the auditor: a small day in a small organization. */
import { FLOW_LOG_FIELDS } from "../../../iam/audit/flow-logs";

type Event = Readonly<Record<string, unknown>>;

const AT = "T10:00:00Z";
const ACCESS = "555555555555";
const PRODUCTION = "600000000001";

const user = (name: string): Event => ({
  type: "IAMUser",
  principalId: "AIDAEXAMPLE",
  arn: `arn:aws:iam::${ACCESS}:user/people/${name}`,
  accountId: ACCESS,
  userName: name,
});

const ROOT: Event = {
  type: "Root",
  principalId: PRODUCTION,
  arn: `arn:aws:iam::${PRODUCTION}:root`,
  accountId: PRODUCTION,
};

/** Session of a role. */
const session = (role: string, name: string, account = PRODUCTION): Event => ({
  type: "AssumedRole",
  principalId: `AROAEXAMPLE:${name}`,
  arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
  accountId: account,
  accessKeyId: "ASIAEXAMPLE",
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: "AROAEXAMPLE",
      arn: `arn:aws:iam::${account}:role/${role}`,
      accountId: account,
      userName: role,
    },
    attributes: { creationDate: "2026-11-21T09:00:00Z", mfaAuthenticated: "false" },
  },
});

interface Told {
  readonly source: string;
  readonly name: string;
  readonly by: Event;
  readonly time?: string;
  readonly readOnly?: boolean;
  readonly parameters?: unknown;
  readonly response?: unknown;
  readonly more?: Event;
}

/** A record as CloudTrail writes it. */
function event(told: Told, index: number): Event {
  return {
    eventVersion: "1.11",
    userIdentity: told.by,
    eventTime: `2026-11-21${told.time ?? AT}`,
    eventSource: told.source,
    eventName: told.name,
    awsRegion: "eu-west-1",
    sourceIPAddress: "192.0.2.1",
    userAgent: "console.amazonaws.com",
    requestParameters: told.parameters ?? null,
    responseElements: told.response ?? null,
    requestID: `r-${index}`,
    eventID: `e-${index}`,
    readOnly: told.readOnly ?? false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: PRODUCTION,
    eventCategory: "Management",
    ...told.more,
  };
}

const signIn = (by: Event, time: string, mfa: "Yes" | "No", answer = "Success"): Told => ({
  source: "signin.amazonaws.com",
  name: "ConsoleLogin",
  by,
  time,
  response: { ConsoleLogin: answer },
  more: {
    eventType: "AwsConsoleSignIn",
    additionalEventData: { LoginTo: "https://console.aws.amazon.com", MFAUsed: mfa },
  },
});

const denied = (name: string, errorCode = "AccessDenied"): Told => ({
  source: "ec2.amazonaws.com",
  name,
  by: session("developer", "ada"),
  more: { errorCode, errorMessage: "You are not authorized" },
});

/** Records of production, as a file has them. */
export const PRODUCTION_EVENTS: readonly Event[] = [
  signIn(ROOT, "T08:00:00Z", "Yes"),
  {
    source: "s3.amazonaws.com",
    name: "DeleteBucketPolicy",
    by: ROOT,
    time: "T08:05:00Z",
    parameters: { bucketName: "acme-logs-333333333333" },
    more: { errorCode: "AccessDenied" },
  },
  // AWS itself, in the name of root: nobody signed in.
  {
    source: "s3.amazonaws.com",
    name: "PutBucketAcl",
    by: { ...ROOT, invokedBy: "AWS Internal" },
    parameters: { bucketName: "somebodys" },
  },
  {
    source: "iam.amazonaws.com",
    name: "UpdateAssumeRolePolicy",
    by: session("administrator", "mallory"),
    time: "T11:00:00Z",
    parameters: { roleName: "developer", policyDocument: '{"Statement":[]}' },
  },
  {
    source: "iam.amazonaws.com",
    name: "CreatePolicyVersion",
    by: session("administrator", "mallory"),
    time: "T11:01:00Z",
    parameters: { policyArn: `arn:aws:iam::${PRODUCTION}:policy/landing-zone/boundary` },
    more: { errorCode: "AccessDenied" },
  },
  // Roles of services, and looks at the landing zone's, are nobody's business.
  {
    source: "iam.amazonaws.com",
    name: "UpdateAssumeRolePolicy",
    by: session("developer", "ada"),
    parameters: { roleName: "web" },
  },
  {
    source: "iam.amazonaws.com",
    name: "GetRole",
    by: session("auditor", "grace"),
    readOnly: true,
    parameters: { roleName: "developer" },
  },
  denied("TerminateInstances", "Client.UnauthorizedOperation"),
  denied("TerminateInstances", "Client.UnauthorizedOperation"),
  denied("CreateVpc"),
  // An ordinary call, and an ordinary mistake.
  { source: "ec2.amazonaws.com", name: "RunInstances", by: session("developer", "ada") },
  {
    source: "ec2.amazonaws.com",
    name: "RunInstances",
    by: session("developer", "ada"),
    more: { errorCode: "Client.InvalidParameterValue" },
  },
].map((told, index) => event(told, index));

/** Records of the access account, where people sign in. */
export const ACCESS_EVENTS: readonly Event[] = [
  signIn(user("ada"), "T09:00:00Z", "No"),
  signIn(user("grace"), "T09:01:00Z", "Yes"),
  signIn(user("mallory"), "T09:02:00Z", "No", "Failure"),
  // Identity Center and SAML prove MFA elsewhere.
  signIn(session("hub-auditor", "grace", ACCESS), "T09:03:00Z", "No"),
].map((told, index) => event(told, 100 + index));

/** A line of a flow log: default values, and what is different. */
function flow(different: Readonly<Record<string, string>>): string {
  const usual: Readonly<Record<string, string>> = {
    version: "8",
    "account-id": "444444444444",
    "interface-id": "eni-1",
    srcaddr: "10.0.0.1",
    dstaddr: "10.0.1.1",
    srcport: "40000",
    dstport: "443",
    protocol: "6",
    packets: "10",
    bytes: "1000",
    start: "1795255200",
    end: "1795255260",
    action: "ACCEPT",
    "log-status": "OK",
    "vpc-id": "vpc-1",
    "subnet-id": "subnet-1",
    "az-id": "euw1-az1",
    "pkt-srcaddr": "10.0.0.1",
    "pkt-dstaddr": "10.0.1.1",
    "flow-direction": "egress",
    "tcp-flags": "2",
  };
  return FLOW_LOG_FIELDS.map(({ field }) => different[field] ?? usual[field] ?? "-").join(" ");
}

/** A flow log's file: its first line names the fields. */
export const FLOW_LINES: readonly string[] = [
  FLOW_LOG_FIELDS.map(({ field }) => field).join(" "),
  flow({ bytes: "5000", packets: "50" }),
  flow({ bytes: "7000", packets: "70" }),
  flow({ "pkt-dstaddr": "198.51.100.7", bytes: "9000", packets: "9" }),
  flow({ "flow-direction": "ingress", bytes: "99999" }),
  ...["10.0.1.1", "10.0.1.2"].map((dstaddr) =>
    flow({
      ...{ action: "REJECT", srcaddr: "203.0.113.9", dstaddr, dstport: "22", packets: "3" },
      "flow-direction": "ingress",
    }),
  ),
  // A minute without traffic: the fields have no values.
  flow({
    ...Object.fromEntries(FLOW_LOG_FIELDS.map(({ field }) => [field, "-"])),
    ...{ version: "8", "account-id": "444444444444", "interface-id": "eni-1" },
    ...{ start: "1795255260", end: "1795255320", "log-status": "NODATA" },
  }),
];
