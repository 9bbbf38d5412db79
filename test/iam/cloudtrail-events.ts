/** Events of CloudTrail as EventBridge hands them on, in the form of AWS's examples. */

export interface BusEvent {
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly region: string;
  readonly time: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export const MANAGEMENT = "111111111111";
export const ACCESS = "444444444444";

const API_CALL = "AWS API Call via CloudTrail";

/** Somebody as CloudTrail says who it was. */
export type Identity = Readonly<Record<string, unknown>>;

/** A user of the access account, signed in or with credentials. */
export const user = (path: string, userName: string): Identity => ({
  type: "IAMUser",
  principalId: "AIDAEXAMPLE",
  arn: `arn:aws:iam::${ACCESS}:user${path}${userName}`,
  accountId: ACCESS,
  accessKeyId: "",
  userName,
});

/** A session of a role of the management account. */
export const session = (role: string, name: string): Identity => ({
  type: "AssumedRole",
  principalId: `AROAEXAMPLE:${name}`,
  arn: `arn:aws:sts::${MANAGEMENT}:assumed-role/${role}/${name}`,
  accountId: MANAGEMENT,
});

const event = (
  account: string,
  detailType: string,
  detail: Readonly<Record<string, unknown>> & { readonly eventSource: string },
  region = "us-east-1",
): BusEvent => ({
  "detail-type": detailType,
  source: `aws.${detail.eventSource.split(".")[0] ?? ""}`,
  account,
  region,
  time: "2027-01-02T03:04:05Z",
  detail: {
    eventVersion: "1.11",
    eventID: "00000000-0000-4000-8000-000000000001",
    eventTime: "2027-01-02T03:04:05Z",
    awsRegion: region,
    sourceIPAddress: "192.0.2.7",
    recipientAccountId: account,
    ...detail,
  },
});

/** A sign-in to the console that worked. */
export const signIn = (
  userIdentity: Identity,
  detailType = "AWS Console Sign In via CloudTrail",
): BusEvent =>
  event(ACCESS, detailType, {
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    eventType: "AwsConsoleSignIn",
    userIdentity,
    requestParameters: null,
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: { MFAUsed: "Yes" },
  });

/** One that did not: AWS then knows no ARN. */
export const failedSignIn = (userName: string): BusEvent =>
  event(ACCESS, "AWS Console Sign In via CloudTrail", {
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    eventType: "AwsConsoleSignIn",
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDAEXAMPLE",
      accountId: ACCESS,
      accessKeyId: "",
      userName,
    },
    requestParameters: null,
    responseElements: { ConsoleLogin: "Failure" },
    errorMessage: "Failed authentication",
  });

export const call = (
  account: string,
  userIdentity: Identity,
  [service, eventName]: readonly [string, string],
  more: Readonly<Record<string, unknown>> = {},
): BusEvent =>
  event(account, API_CALL, {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    eventType: "AwsApiCall",
    userIdentity,
    ...more,
  });

/** What the account of a role sees when somebody of another account assumes it. */
export const assumed = (roleArn: string, more: Readonly<Record<string, unknown>> = {}): BusEvent =>
  call(
    MANAGEMENT,
    { type: "AWSAccount", principalId: "AIDAEXAMPLE", accountId: ACCESS },
    ["sts", "AssumeRole"],
    { requestParameters: { roleArn, roleSessionName: "break-glass-1" }, ...more },
  );

/** The console's way of assuming a role, in the role's account. */
export const switchedTo = (role: string): BusEvent =>
  event(MANAGEMENT, "AWS Console Sign In via CloudTrail", {
    eventSource: "signin.amazonaws.com",
    eventName: "SwitchRole",
    eventType: "AwsConsoleSignIn",
    userIdentity: session(role, "break-glass-1"),
    requestParameters: null,
    responseElements: { SwitchRole: "Success" },
    additionalEventData: {
      SwitchFrom: `arn:aws:iam::${ACCESS}:user/break-glass/break-glass-1`,
    },
  });

/** The root user of an account, as CloudTrail says it. */
export const root = (account: string, more: Readonly<Record<string, unknown>> = {}): Identity => ({
  type: "Root",
  principalId: account,
  arn: `arn:aws:iam::${account}:root`,
  accountId: account,
  ...more,
});

/** A root user signs in, or tries to. */
export const rootSignIn = (
  account: string,
  region: string,
  {
    answer = "Success",
    mfa = "Yes",
    detailType = "AWS Console Sign In via CloudTrail",
  }: {
    readonly answer?: "Success" | "Failure";
    readonly mfa?: "Yes" | "No";
    readonly detailType?: string;
  } = {},
): BusEvent =>
  event(
    account,
    detailType,
    {
      eventSource: "signin.amazonaws.com",
      eventName: "ConsoleLogin",
      eventType: "AwsConsoleSignIn",
      eventCategory: "Management",
      readOnly: false,
      userIdentity: root(account),
      requestParameters: null,
      responseElements: { ConsoleLogin: answer },
      additionalEventData: { MFAUsed: mfa, MobileVersion: "No" },
      ...(answer === "Failure" ? { errorMessage: "Failed authentication" } : {}),
    },
    region,
  );

/** What the sign-in pages do to a root user beside signing it in, such as a new password. */
export const rootPassword = (account: string, eventName: string): BusEvent =>
  event(account, "AWS Console Sign In via CloudTrail", {
    eventSource: "signin.amazonaws.com",
    eventName,
    eventType: "AwsConsoleSignIn",
    userIdentity: root(account),
    requestParameters: null,
    responseElements: { [eventName]: "Success" },
  });

/** A call in a region, by anybody. */
export const callIn = (
  region: string,
  account: string,
  userIdentity: Identity,
  [service, eventName]: readonly [string, string],
  more: Readonly<Record<string, unknown>> = {},
): BusEvent =>
  event(
    account,
    API_CALL,
    {
      eventSource: `${service}.amazonaws.com`,
      eventName,
      eventType: "AwsApiCall",
      userIdentity,
      ...more,
    },
    region,
  );

/** Something that an AWS service did by itself. */
export const serviceEvent = (account: string, eventName: string): BusEvent =>
  event(account, "AWS Service Event via CloudTrail", {
    eventSource: "kms.amazonaws.com",
    eventName,
    eventType: "AwsServiceEvent",
    readOnly: false,
    userIdentity: { accountId: account, invokedBy: "AWS Internal" },
  });

/** Somebody of the access account opens a root session in another. */
export const rootSession = (
  target: string,
  more: Readonly<Record<string, unknown>> = {},
): BusEvent =>
  callIn(
    "eu-west-1",
    ACCESS,
    {
      type: "AssumedRole",
      principalId: "AROAEXAMPLE:ada",
      arn: `arn:aws:sts::${ACCESS}:assumed-role/root-access/ada`,
      accountId: ACCESS,
    },
    ["sts", "AssumeRoot"],
    {
      readOnly: true,
      requestParameters: {
        targetPrincipal: target,
        taskPolicyArn: { arn: "arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials" },
      },
      ...more,
    },
  );

/** Its credentials: the root user's, for some minutes. */
export const inRootSession = (account: string): Identity =>
  root(account, {
    accessKeyId: "ASIAEXAMPLE",
    sessionContext: {
      attributes: { creationDate: "2027-01-02T03:04:05Z", mfaAuthenticated: "false" },
      assumedRoot: "true",
    },
  });
