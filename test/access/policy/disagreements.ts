import type { Principal } from "../../../access/policy/principal";
import {
  FULL,
  statementsOf,
  testsOf,
  type Asking,
  type Document,
  type Statement,
} from "./requests";
import { ACCOUNT } from "./vocabulary";

/** A request on which iam-simulate says otherwise, and AWS's page that says what we say. */
export interface Disagreement {
  readonly name: string;
  readonly page: string;
  readonly example: Asking;
  /** What we answer; iam-simulate answers the opposite. */
  readonly allowed: boolean;
  /** Requests of this shape, if any are generated: they are left out of the comparison. */
  readonly shape?: (asking: Asking) => boolean;
}

/** Name of the disagreement that a request falls under, if it does. */
export function recorded(asking: Asking): string | undefined {
  return DISAGREEMENTS.find(({ shape }) => shape?.(asking))?.name;
}

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const OBJECT = "arn:aws:s3:::reports/home/ada/plan.txt";
const ada: Principal = {
  kind: "user",
  arn: `arn:aws:iam::${ACCOUNT}:user/team/ada`,
  account: ACCOUNT,
};
const deploy: Principal = {
  kind: "session",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`,
  account: ACCOUNT,
  issuer: `arn:aws:iam::${ACCOUNT}:role/app/deploy`,
};

const policy = (...Statement: readonly Statement[]): Document => ({
  Version: "2012-10-17",
  Statement,
});
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } as const;

/** The user ada, who may read the object, unless said otherwise. */
function asking(changes: Partial<Asking>): Asking {
  return {
    principal: ada,
    action: "s3:GetObject",
    resource: OBJECT,
    owner: ACCOUNT,
    context: {},
    identity: [FULL],
    ...changes,
  };
}

function onlyIf(
  Condition: NonNullable<Statement["Condition"]>,
  context: Asking["context"] = {},
): Asking {
  return asking({ context, identity: [policy({ ...READ, Condition })] });
}

export const DISAGREEMENTS: readonly Disagreement[] = [
  {
    name: "what a resource's policy gives to the session itself is not limited by session policies",
    page: `${GUIDE}/access_policies.html#policies_session`,
    allowed: true,
    example: asking({
      principal: deploy,
      session: policy({ ...READ, Action: "s3:ListBucket" }),
      resourcePolicy: policy({ ...READ, Principal: { AWS: deploy.arn } }),
    }),
    shape: ({ session, principal, owner, resourcePolicy }) =>
      session !== undefined &&
      principal.account === owner &&
      resourcePolicy?.Statement.some(
        ({ Effect, Principal: named, NotPrincipal }) =>
          Effect === "Allow" &&
          (NotPrincipal !== undefined ||
            named === "*" ||
            [named?.AWS].flat().some((name) => name === "*" || name === principal.arn)),
      ) === true,
  },
  {
    name: "federated users have nothing of their own without a session policy",
    page: `${GUIDE}/id_credentials_temp_control-access_getfederationtoken.html`,
    allowed: false,
    example: asking({
      principal: {
        kind: "federated-user",
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/ada`,
        account: ACCOUNT,
        issuer: `arn:aws:iam::${ACCOUNT}:user/ada`,
      },
    }),
    shape: ({ principal, session }) => principal.kind === "federated-user" && !session,
  },
  {
    name: "NotPrincipal excepts nobody whose account or role alone it names",
    page: `${GUIDE}/reference_policies_elements_notprincipal.html`,
    allowed: false,
    example: asking({
      resourcePolicy: policy({
        ...READ,
        Effect: "Deny",
        NotPrincipal: {
          AWS: [`arn:aws:iam::${ACCOUNT}:user/bob`, `arn:aws:iam::${ACCOUNT}:root`],
        },
      }),
    }),
    shape: ({ principal: { kind, arn, account, issuer }, resourcePolicy }) =>
      kind !== "root" &&
      resourcePolicy?.Statement.some(({ NotPrincipal }) => {
        if (NotPrincipal === undefined || NotPrincipal === "*") return false;
        const names = [NotPrincipal.AWS].flat();
        const above = [issuer, account, `arn:aws:iam::${String(account)}:root`];
        return (
          !names.includes(arn) && names.some((name) => name !== undefined && above.includes(name))
        );
      }) === true,
  },
  {
    name: "a NotResource whose variable has no value excepts nothing",
    page: `${GUIDE}/reference_policies_variables.html#policy-vars-no-value`,
    allowed: true,
    example: asking({
      identity: [
        policy({
          Effect: "Allow",
          Action: "s3:GetObject",
          NotResource: "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*",
        }),
      ],
    }),
    shape: (one) =>
      statementsOf(one).some(({ NotResource }) =>
        [NotResource ?? []].flat().some((text) => lacks(text, one.context)),
      ),
  },
  {
    name: "what is compared with a variable that has no value is not equal to it",
    page: `${GUIDE}/reference_policies_variables.html#policy-vars-no-value`,
    allowed: true,
    example: onlyIf(
      { StringNotEquals: { "aws:username": ["${aws:PrincipalTag/team}"] } },
      { "aws:username": "ada" },
    ),
    shape: (one) =>
      testsOf(one).some(
        ({ operator, values }) =>
          operator.includes("Not") && values.some((text) => lacks(text, one.context)),
      ),
  },
  {
    name: "an address of version 4 is not one of version 6",
    page: `${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_IPAddress`,
    allowed: true,
    example: onlyIf(
      { NotIpAddress: { "aws:SourceIp": ["2001:db8::1"] } },
      { "aws:SourceIp": "10.0.0.1" },
    ),
    shape: (one) =>
      testsOf(one).some(
        ({ operator, key, values }) =>
          operator.includes("NotIpAddress") &&
          isThere(key, one.context) &&
          values.some((text) => !text.includes("/")) &&
          new Set([valueOf(key, one.context), ...values].map((text) => text.includes(":"))).size >
            1,
      ),
  },
  {
    name: "who comes with a SAML assertion is no principal of the provider's account",
    page: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html",
    allowed: true,
    example: asking({
      principal: {
        kind: "federated",
        arn: `arn:aws:iam::${ACCOUNT}:saml-provider/idp`,
        account: null,
      },
      action: "sts:AssumeRoleWithSAML",
      resource: `arn:aws:iam::${ACCOUNT}:role/app/worker`,
      identity: [],
      resourcePolicy: policy(
        {
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/idp` },
          Action: "sts:AssumeRoleWithSAML",
        },
        { Effect: "Deny", Principal: { AWS: ACCOUNT }, Action: "sts:*" },
      ),
    }),
    shape: ({ principal, resourcePolicy }) =>
      principal.kind === "federated" &&
      resourcePolicy?.Statement.some(({ Principal: named = "*" }) =>
        [named === "*" ? [] : (named.AWS ?? [])]
          .flat()
          .some((name) => name === ACCOUNT || name === `arn:aws:iam::${ACCOUNT}:root`),
      ) === true,
  },
  {
    name: "sts:GetSessionToken needs no permission",
    page: "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html",
    allowed: true,
    example: asking({ action: "sts:GetSessionToken", resource: "*", identity: [] }),
  },
  {
    name: "root users assume no roles",
    page: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
    example: asking({
      principal: { kind: "root", arn: `arn:aws:iam::${ACCOUNT}:root`, account: ACCOUNT },
      action: "sts:AssumeRole",
      resource: `arn:aws:iam::${ACCOUNT}:role/app/deploy`,
      resourcePolicy: policy({
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: "sts:AssumeRole",
      }),
    }),
    allowed: false,
    shape: ({ principal, action }) =>
      principal.kind === "root" && action.toLowerCase() === "sts:assumerole",
  },
  {
    name: "root users are allowed everything in their account",
    page: `${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
    allowed: true,
    example: asking({
      principal: { kind: "root", arn: `arn:aws:iam::${ACCOUNT}:root`, account: ACCOUNT },
      identity: [],
    }),
  },
  {
    name: "service control policies do not bind service-linked roles",
    page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
    allowed: true,
    example: asking({
      principal: {
        kind: "session",
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForConfig/config`,
        account: ACCOUNT,
        issuer: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
      },
      scps: [[FULL, policy({ Effect: "Deny", Action: "*", Resource: "*" })]],
    }),
  },
  {
    name: "seconds since 1970 are the same moment as a date",
    page: `${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_Date`,
    allowed: true,
    example: onlyIf(
      { DateEquals: { "aws:EpochTime": ["2026-01-01T00:00:00Z"] } },
      { "aws:EpochTime": "1767225600" },
    ),
  },
  {
    name: "a text that only begins with a number is none",
    page: `${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_Numeric`,
    allowed: false,
    example: onlyIf(
      { NumericEquals: { "aws:MultiFactorAuthAge": ["60 seconds"] } },
      { "aws:MultiFactorAuthAge": "60" },
    ),
  },
  {
    name: "0.0.0.0/0 is every address of version 4",
    page: `${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_IPAddress`,
    allowed: true,
    example: onlyIf(
      { IpAddress: { "aws:SourceIp": ["0.0.0.0/0"] } },
      { "aws:SourceIp": "203.0.113.7" },
    ),
  },
  {
    name: "an address of version 6 is the same however it is written",
    page: `${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_IPAddress`,
    allowed: true,
    example: onlyIf(
      { IpAddress: { "aws:SourceIp": ["2001:DB8:0:0::1"] } },
      { "aws:SourceIp": "2001:db8::1" },
    ),
  },
  {
    name: "${*} is an asterisk in StringEquals, too",
    page: `${GUIDE}/reference_policies_variables.html#policy-vars-specialchars`,
    allowed: true,
    example: onlyIf({ StringEquals: { "aws:userid": ["a${*}b"] } }, { "aws:userid": "a*b" }),
  },
  {
    name: "before version 2012-10-17 there are no variables",
    page: `${GUIDE}/reference_policies_elements_version.html`,
    allowed: false,
    example: asking({
      context: { "aws:username": "ada" },
      identity: [
        {
          Version: "2008-10-17",
          Statement: [{ ...READ, Resource: "arn:aws:s3:::reports/home/${aws:username}/*" }],
        },
      ],
    }),
  },
  {
    name: "Bool takes no variables",
    page: `${GUIDE}/access-analyzer-reference-policy-checks.html`,
    allowed: false,
    example: onlyIf(
      { Bool: { "aws:SecureTransport": ["${aws:ViaAWSService}"] } },
      { "aws:SecureTransport": "true", "aws:ViaAWSService": "true" },
    ),
  },
  {
    name: "in Resource, an asterisk at the end of a part reaches over colons",
    page: `${GUIDE}/reference_policies_elements_resource.html`,
    allowed: true,
    example: asking({
      action: "lambda:InvokeFunction",
      resource: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:hello`,
      identity: [
        policy({
          Effect: "Allow",
          Action: "lambda:InvokeFunction",
          Resource: "arn:aws:lambda:*:function:hello",
        }),
      ],
    }),
  },
  {
    name: "an empty value is none for ForAllValues",
    page: `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
    allowed: true,
    example: onlyIf(
      { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } },
      { "aws:TagKeys": [""] },
    ),
  },
];

function valueOf(key: string, context: Asking["context"]): string {
  const found = Object.entries(context).find(
    ([name]) => name.toLowerCase() === key.toLowerCase(),
  )?.[1];
  return String(found ?? "");
}

function isThere(key: string, context: Asking["context"]): boolean {
  return Object.keys(context).some((name) => name.toLowerCase() === key.toLowerCase());
}

/** Has the text a variable without value and without default? */
function lacks(text: string, context: Asking["context"]): boolean {
  return [...text.matchAll(/\$\{([^}*?$]+)\}/g)].some(
    ([, inside = ""]) => !inside.includes(",") && !isThere(inside, context),
  );
}
