import type { Kind } from "../../../iam/monitoring/kinds";
import {
  ACCESS,
  assumed,
  call,
  callIn,
  failedSignIn,
  inRootSession,
  MANAGEMENT,
  root,
  rootPassword,
  rootSession,
  rootSignIn,
  serviceEvent,
  session,
  signIn,
  switchedTo,
  user,
  type BusEvent,
} from "../cloudtrail-events";

/** An event, and the kinds of which people are told. */
export interface Sample {
  readonly title: string;
  readonly event: BusEvent;
  readonly kinds: readonly Kind[];
}

const LEAF = "555555555555";
const OUTSIDE = "999999999999";
const BREAK_GLASS = user("/break-glass/", "break-glass-1");
const ADA = user("/people/", "ada");
const ROLE = `arn:aws:iam::${MANAGEMENT}:role/landing-zone/break-glass`;

/** Root users sign in to the global page in one of these. */
const ROOT_SIGN_IN_REGIONS = ["us-east-1", "us-east-2", "us-west-2"];

const of =
  (...kinds: readonly Kind[]) =>
  (title: string, event: BusEvent): Sample => ({ title, event, kinds });
const ofRoot = of("root-activity");
const ofUser = of("break-glass-user");
const ofRole = of("break-glass-role");
const ofNone = of();

const ROOT_USERS: readonly Sample[] = [
  ...ROOT_SIGN_IN_REGIONS.flatMap((region) => [
    ofRoot(`a root user signs in, in ${region}`, rootSignIn(LEAF, region)),
    ofRoot(
      `a root user signs in without MFA, in ${region}`,
      rootSignIn(LEAF, region, { mfa: "No" }),
    ),
    ofRoot(
      `somebody fails to sign in as a root user, in ${region}`,
      rootSignIn(LEAF, region, { answer: "Failure", mfa: "No" }),
    ),
    ofRoot(
      `a root user signs in, by the other spelling, in ${region}`,
      rootSignIn(LEAF, region, { detailType: "AWS Console Signin via CloudTrail" }),
    ),
  ]),
  ofRoot("the root user of management signs in", rootSignIn(MANAGEMENT, "us-east-1")),
  ofRoot("a root password is asked for", rootPassword(LEAF, "PasswordRecoveryRequested")),
  ofRoot("a root password is new", rootPassword(LEAF, "PasswordRecoveryCompleted")),
  ofRoot("a root address is new", rootPassword(LEAF, "EmailUpdated")),
  ofRoot(
    "a root key makes a bucket in a governed region",
    callIn("eu-west-1", LEAF, root(LEAF, { accessKeyId: "AKIAEXAMPLE" }), ["s3", "CreateBucket"], {
      readOnly: false,
    }),
  ),
  ofRoot(
    "a root key merely looks",
    callIn("eu-west-1", LEAF, root(LEAF, { accessKeyId: "AKIAEXAMPLE" }), ["s3", "ListBuckets"], {
      readOnly: true,
    }),
  ),
  ofRoot(
    "a root key is refused",
    callIn("eu-west-1", LEAF, root(LEAF), ["ec2", "RunInstances"], {
      readOnly: false,
      errorCode: "Client.UnauthorizedOperation",
      errorMessage: "You are not authorized",
    }),
  ),
  ofRoot(
    "a root user changes something in the console",
    callIn("us-east-1", LEAF, root(LEAF), ["iam", "CreateAccessKey"], {
      readOnly: false,
      sessionCredentialFromConsole: "true",
    }),
  ),
  ofRoot(
    "a root user does what CloudTrail takes for neither in the console",
    callIn("us-east-1", LEAF, root(LEAF), ["billingconsole", "SetContactAddress"], {
      sessionCredentialFromConsole: "true",
    }),
  ),
  ofNone(
    "a root user's console merely looks, after a sign-in that was told",
    callIn("eu-west-1", LEAF, root(LEAF), ["ec2", "DescribeInstances"], {
      readOnly: true,
      sessionCredentialFromConsole: "true",
    }),
  ),
  ofNone(
    "a service looks in a root user's name",
    callIn(
      "eu-west-1",
      LEAF,
      root(LEAF, { invokedBy: "support.amazonaws.com" }),
      ["ec2", "DescribeInstances"],
      { readOnly: true },
    ),
  ),
  ofRoot(
    "a service changes something in a root user's name",
    callIn(
      "eu-west-1",
      LEAF,
      root(LEAF, { invokedBy: "cloudformation.amazonaws.com" }),
      ["iam", "CreateUser"],
      { readOnly: false },
    ),
  ),
  ofRoot(
    "a root session deletes the root user's key",
    callIn("us-east-1", LEAF, inRootSession(LEAF), ["iam", "DeleteAccessKey"], { readOnly: false }),
  ),
  ofRoot(
    "a root session looks",
    callIn("us-east-1", LEAF, inRootSession(LEAF), ["iam", "ListAccessKeys"], { readOnly: true }),
  ),
];

const WEB = {
  type: "AssumedRole",
  principalId: "AROAEXAMPLE:web",
  arn: `arn:aws:sts::${LEAF}:assumed-role/web/web`,
  accountId: LEAF,
};

const SESSIONS: readonly Sample[] = [
  of("root-session")("somebody opens a root session", rootSession(LEAF)),
  of("root-session")(
    "somebody tries to open a root session",
    rootSession(LEAF, { errorCode: "AccessDenied", errorMessage: "no" }),
  ),
  of("root-session")(
    "a role of an account that AWS should not let do so opens a root session",
    callIn("eu-west-1", LEAF, WEB, ["sts", "AssumeRoot"], { readOnly: true }),
  ),
  ofNone(
    "a role without permissions tries in vain, as often as it likes",
    callIn("eu-west-1", LEAF, WEB, ["sts", "AssumeRoot"], {
      readOnly: true,
      errorCode: "AccessDenied",
    }),
  ),
];

const USERS: readonly Sample[] = [
  ofUser("a break-glass user signs in", signIn(BREAK_GLASS)),
  ofUser(
    "a break-glass user signs in, by the other spelling",
    signIn(BREAK_GLASS, "AWS Console Signin via CloudTrail"),
  ),
  ofUser("somebody fails to sign in as a break-glass user", failedSignIn("break-glass-2")),
  ofUser("a break-glass user changes", call(ACCESS, BREAK_GLASS, ["iam", "EnableMFADevice"])),
  ofUser("a break-glass user looks", call(ACCESS, BREAK_GLASS, ["sts", "GetCallerIdentity"])),
  ofUser(
    "a break-glass user is refused",
    call(ACCESS, BREAK_GLASS, ["s3", "ListBuckets"], { errorCode: "AccessDenied" }),
  ),
  ofUser(
    "a break-glass user assumes the role, as the access account sees it",
    call(ACCESS, BREAK_GLASS, ["sts", "AssumeRole"], { requestParameters: { roleArn: ROLE } }),
  ),
  ofNone("somebody else signs in", signIn(ADA)),
  ofNone("somebody else fails to sign in", failedSignIn("ada")),
  ofNone(
    "somebody looks at a break-glass user",
    call(ACCESS, ADA, ["iam", "GetUser"], { requestParameters: { userName: "break-glass-1" } }),
  ),
  ofNone(
    "a user of a break-glass user's name, and of no such path",
    call(ACCESS, user("/", "break-glass-1"), ["iam", "GetUser"]),
  ),
  ofNone("a user of that name fails in another account", {
    ...failedSignIn("break-glass-1"),
    account: LEAF,
  }),
  ofNone(
    "a path that begins like that of break-glass",
    call(ACCESS, user("/break-glass-drill/", "ada"), ["iam", "GetUser"]),
  ),
  ofNone(
    "a session of a break-glass user's name",
    call(ACCESS, session("auditor", "break-glass-1"), ["iam", "GetUser"]),
  ),
  ofNone(
    "a break-glass user of another organization",
    call(OUTSIDE, { ...BREAK_GLASS, arn: `arn:aws:iam::${OUTSIDE}:user/break-glass/x` }, [
      "iam",
      "GetUser",
    ]),
  ),
];

const ROLES: readonly Sample[] = [
  ofRole("the break-glass role is assumed", assumed(ROLE)),
  ofRole(
    "somebody tries to assume the break-glass role",
    assumed(ROLE, { errorCode: "AccessDenied", errorMessage: "no" }),
  ),
  ofRole("the console switches to the break-glass role", switchedTo("break-glass")),
  ofNone("pipelines deploy", assumed(`arn:aws:iam::${MANAGEMENT}:role/landing-zone/deploy`)),
  ofNone("a role whose name begins like break-glass is assumed", assumed(`${ROLE}-drill`)),
  ofNone("the console switches to such a role", switchedTo("break-glass-drill")),
  ofNone("a break-glass role of another account is assumed", {
    ...assumed(ROLE.replace(MANAGEMENT, LEAF)),
    account: LEAF,
  }),
  ofNone(
    "the break-glass role works",
    call(MANAGEMENT, session("break-glass", "break-glass-1"), ["iam", "GetUser"]),
  ),
  ofNone(
    "somebody looks at the break-glass role",
    call(MANAGEMENT, session("auditor", "ada"), ["iam", "GetRole"], {
      requestParameters: { roleArn: ROLE },
    }),
  ),
];

const OTHERS: readonly Sample[] = [
  ofNone("a service does something by itself", serviceEvent(LEAF, "RotateKey")),
  ofRoot("a service does something for a root user", {
    ...rootSignIn(LEAF, "us-east-1"),
    "detail-type": "AWS Service Event via CloudTrail",
  }),
  ofNone(
    "somebody federated signs in",
    signIn({
      type: "AssumedRole",
      principalId: "AROAEXAMPLE:ada",
      arn: `arn:aws:sts::${ACCESS}:assumed-role/hub-developer/ada`,
      accountId: ACCESS,
    }),
  ),
  ofNone(
    "somebody comes by a token",
    call(
      ACCESS,
      { type: "WebIdentityUser", principalId: "login.acme.example:ada", userName: "ada" },
      ["sts", "AssumeRoleWithWebIdentity"],
    ),
  ),
  ofNone("a function role works", call(LEAF, session("developer", "ada"), ["s3", "PutObject"])),
  ofNone("a company's own event says that it is of a root user", {
    ...rootSignIn(LEAF, "us-east-1"),
    source: "acme.signin",
  }),
  ofNone("an event of another detail type says so", {
    ...rootSignIn(LEAF, "us-east-1"),
    "detail-type": "Something Else",
  }),
];

export const SAMPLES: readonly Sample[] = [
  ...ROOT_USERS,
  ...SESSIONS,
  ...USERS,
  ...ROLES,
  ...OTHERS,
];

/** The sample of a title. */
export function sample(title: string): Sample {
  const found = SAMPLES.find((one) => one.title === title);
  if (!found) throw new Error(`there is no sample: ${title}`);
  return found;
}
