import {
  accessTrust,
  all,
  ownManaged,
  ownPolicy,
  ownTrust,
  pipelines,
  plus,
  plusActions,
  set,
  withOperator,
  withoutKey,
  type Mutation,
} from "./change";

const GITHUB = "token.actions.githubusercontent.com";
const DEPLOYS = "JobsThatDeploy1";
const LOOKS = "JobsThatLook1";
const JOB = "repo:acme/landing-zone:environment:production";
const ENTERED = "arn:{{partition}}:iam::*:role/OrganizationAccountAccessRole";
const PULL = "repo:acme/landing-zone:pull_request";

const deploys = (edit: Parameters<typeof ownTrust>[2]): Mutation["change"] =>
  ownTrust("deploy", "management", edit);
const previews = (edit: Parameters<typeof ownTrust>[2]): Mutation["change"] =>
  ownTrust("preview", "management", edit);
const looks = (...actions: readonly string[]): Mutation["change"] =>
  ownPolicy("preview", "management", plusActions(actions));

/** Which jobs come in. */
const JOBS: readonly Mutation[] = [
  {
    name: "jobs of every repository of the owner deploy",
    change: deploys(
      withOperator(
        DEPLOYS,
        "StringEquals",
        `${GITHUB}:sub`,
        "StringLike",
        "repo:acme/*:environment:production",
      ),
    ),
    fails: { "known-principals": "that says another sub opens deploy in management" },
  },
  {
    name: "jobs of any branch and environment deploy",
    change: deploys(
      withOperator(
        DEPLOYS,
        "StringEquals",
        `${GITHUB}:sub`,
        "StringLike",
        "repo:acme/landing-zone:*",
      ),
    ),
    fails: {
      "known-principals": "that says another sub opens deploy in management",
      "preview-only-looks": "deploy in management; then deploy in management can",
    },
  },
  {
    name: "pull requests deploy",
    change: deploys(
      withOperator(DEPLOYS, "StringEquals", `${GITHUB}:sub`, "StringEquals", [JOB, PULL]),
    ),
    fails: {
      "known-principals": "that says another sub opens deploy in management",
      "preview-only-looks": "deploy in management; then deploy in management can",
    },
  },
  {
    name: "every job of the issuer deploys",
    change: deploys(withoutKey(DEPLOYS, "StringEquals", `${GITHUB}:sub`)),
    fails: {
      "known-principals": "that says another sub opens deploy in management",
      "preview-only-looks": "deploy in management; then",
    },
  },
  {
    name: "tokens for another audience deploy",
    change: deploys(withoutKey(DEPLOYS, "StringEquals", `${GITHUB}:aud`)),
    fails: { "known-principals": "that says another aud opens deploy in management" },
  },
  {
    name: "a repository deploys that was made again under the name",
    change: deploys(withoutKey(DEPLOYS, "StringEquals", `${GITHUB}:repository_id`)),
    fails: { "known-principals": "that says another repository_id opens deploy in management" },
  },
  {
    name: "pull requests deploy that name the environment",
    change: deploys(withoutKey(DEPLOYS, "StringEquals", `${GITHUB}:ref`)),
    fails: {
      "known-principals": "that says another ref opens deploy in management",
      "preview-only-looks": "deploy in management; then deploy in management can",
    },
  },
  {
    name: "branches of GitLab deploy that are not protected",
    change: deploys(withoutKey("JobsThatDeploy2", "StringEquals", "gitlab.com:ref_protected")),
    fails: { "known-principals": "that says another ref_protected opens deploy in management" },
  },
  {
    name: "jobs of projects of GitLab whose path goes on",
    change: previews(
      withOperator(
        "JobsThatLook2",
        "StringLike",
        "gitlab.com:sub",
        "StringLike",
        "project_path:acme/infra/*:ref_type:branch:ref:*",
      ),
    ),
    fails: { "known-principals": "that says another sub opens preview in management" },
  },
  {
    name: "forks look",
    change: previews(
      withOperator(
        LOOKS,
        "StringLike",
        `${GITHUB}:sub`,
        "StringLike",
        "repo:*/landing-zone:pull_request",
      ),
    ),
    fails: { "known-principals": "that says another sub opens preview in management" },
  },
  {
    name: "repositories look whose name begins alike",
    change: previews(
      withOperator(
        LOOKS,
        "StringLike",
        `${GITHUB}:sub`,
        "StringLike",
        "repo:acme/landing-zone*:pull_request",
      ),
    ),
    fails: { "known-principals": "that says another sub opens preview in management" },
  },
  {
    name: "tokens for another audience look",
    change: previews(withoutKey(LOOKS, "StringEquals", `${GITHUB}:aud`)),
    fails: { "known-principals": "that says another aud opens preview in management" },
  },
  {
    name: "a subject of the stack that fits other repositories",
    change: all(
      pipelines((one) => ({ ...one, previews: ["repo:acme/*:pull_request"] })),
      previews(
        withOperator(
          LOOKS,
          "StringLike",
          `${GITHUB}:sub`,
          "StringLike",
          "repo:acme/*:pull_request",
        ),
      ),
    ),
    fails: { "known-principals": "can be another repository's" },
  },
  {
    name: "a subject of the stack by which any job deploys",
    change: all(
      pipelines((one) => ({ ...one, deploys: ["repo:acme/landing-zone:*"] })),
      deploys(
        withOperator(
          DEPLOYS,
          "StringEquals",
          `${GITHUB}:sub`,
          "StringLike",
          "repo:acme/landing-zone:*",
        ),
      ),
    ),
    fails: {
      "known-principals": "can be another job's",
      "preview-only-looks": "deploy in management; then",
    },
  },
  {
    name: "jobs of another issuer deploy",
    change: deploys(
      plus({
        Sid: "Elsewhere",
        Effect: "Allow",
        Principal: {
          Federated: "arn:{{partition}}:iam::{{account:management}}:oidc-provider/ci.example.com",
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "ci.example.com:sub": JOB } },
      }),
    ),
    fails: { "known-principals": "oidc-provider/ci.example.com" },
  },
  {
    name: "pipelines tag the sessions in which they look",
    change: previews(set(LOOKS, { Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"] })),
    fails: { "own-function-only": "the trust of preview in management lets the session be tagged" },
  },
  {
    name: "whoever is in the management account deploys",
    change: deploys(
      plus({
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::{{account:management}}:root" },
        Action: "sts:AssumeRole",
      }),
    ),
    fails: { "known-principals": "only an identity provider has business there" },
  },
  {
    name: "whoever is in the management account looks in the audit account",
    change: ownTrust(
      "preview",
      "audit",
      withoutKey("ManagementsPreview", "ArnEquals", "aws:PrincipalArn"),
    ),
    fails: { "known-principals": "everything in management enters preview in audit" },
  },
  {
    name: "the network account looks in the audit account",
    change: ownTrust(
      "preview",
      "audit",
      set("ManagementsPreview", {
        Principal: { AWS: "arn:{{partition}}:iam::{{account:network}}:root" },
        Condition: undefined,
      }),
    ),
    fails: {
      "known-principals": "is not of the management account",
      "accounts-are-apart": "everything in network assumes",
    },
  },
  {
    name: "everybody of the management account enters core accounts",
    change: accessTrust(withoutKey("DeployAndBreakGlass", "ArnEquals", "aws:PrincipalArn")),
    fails: {
      "known-principals": "everything in management enters OrganizationAccountAccessRole in audit",
    },
  },
  {
    name: "the first run's way in, for all users",
    change: accessTrust(
      withOperator("DeployAndBreakGlass", "ArnEquals", "aws:PrincipalArn", "ArnLike", [
        "arn:{{partition}}:iam::{{account:management}}:role/landing-zone/deploy",
        "arn:{{partition}}:iam::{{account:management}}:user/*",
      ]),
    ),
    fails: { "known-principals": "enters OrganizationAccountAccessRole in network" },
  },
  {
    name: "the access account enters core accounts",
    change: accessTrust(
      plus({
        Sid: "People",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::{{account:access}}:root" },
        Action: "sts:AssumeRole",
      }),
    ),
    fails: { "known-principals": "is not of the management account" },
  },
];

/** What the preview of a pull request does. */
const LOOKING: readonly Mutation[] = [
  {
    name: "previews that write",
    change: looks("s3:PutBucketTagging", "organizations:CreateAccount"),
    fails: { "preview-only-looks": "preview in management can organizations:CreateAccount" },
  },
  {
    name: "previews that write in a core account",
    change: ownPolicy("preview", "network", plusActions("ec2:CreateVpc")),
    fails: {
      "preview-only-looks":
        "assumes arn:aws:iam::<network>:role/landing-zone/preview, by sts:AssumeRole: preview in network; then preview in network can ec2:CreateVpc",
    },
  },
  {
    name: "previews that tag",
    change: looks("organizations:TagResource"),
    fails: { "preview-only-looks": "preview in management can organizations:TagResource" },
  },
  {
    name: "previews that change permissions",
    change: looks("iam:PutRolePolicy"),
    fails: { "preview-only-looks": "preview in management can iam:PutRolePolicy" },
  },
  {
    name: "previews that read objects",
    change: looks("s3:GetObject"),
    fails: { "preview-only-looks": "preview in management can s3:GetObject" },
  },
  {
    name: "previews that read the logs of the audit account",
    change: ownPolicy("preview", "audit", plusActions(["s3:GetObject", "kms:Decrypt"])),
    fails: { "preview-only-looks": "preview in audit can kms:Decrypt" },
  },
  {
    name: "previews that read log lines",
    change: looks("logs:GetLogEvents"),
    fails: { "preview-only-looks": "preview in management can logs:GetLogEvents" },
  },
  {
    name: "previews that read the trail's events",
    change: looks("cloudtrail:LookupEvents"),
    fails: { "preview-only-looks": "preview in management can cloudtrail:LookupEvents" },
  },
  {
    name: "previews that read secrets",
    change: looks("secretsmanager:GetSecretValue"),
    fails: { "preview-only-looks": "preview in management can secretsmanager:GetSecretValue" },
  },
  {
    name: "previews that read parameters",
    change: looks("ssm:GetParametersByPath"),
    fails: { "preview-only-looks": "preview in management can ssm:GetParametersByPath" },
  },
  {
    name: "previews that get credentials by what AWS calls reading",
    change: looks("ecr:GetAuthorizationToken", "cognito-identity:GetCredentialsForIdentity"),
    fails: {
      "preview-only-looks": "preview in management can cognito-identity:GetCredentialsForIdentity",
    },
  },
  {
    name: "previews with AWS's policy for reading",
    change: ownManaged("preview", "management", "ReadOnlyAccess"),
    fails: { "preview-only-looks": "preview in management can" },
  },
  {
    name: "previews that enter as the deployment does",
    change: ownPolicy("preview", "management", plusActions("sts:AssumeRole", ENTERED)),
    fails: { "preview-only-looks": "can sts:AssumeRole on a role that is no preview role" },
  },
  {
    name: "previews that enter as the deployment does, where that trusts them",
    change: all(
      ownPolicy("preview", "management", plusActions("sts:AssumeRole", ENTERED)),
      accessTrust(withoutKey("DeployAndBreakGlass", "ArnEquals", "aws:PrincipalArn")),
    ),
    fails: {
      "known-principals": "enters OrganizationAccountAccessRole in audit",
      "preview-only-looks": "everything in audit can do everything",
    },
  },
  {
    name: "previews that pass a role to a service",
    change: looks("iam:PassRole"),
    fails: { "preview-only-looks": "preview in management can iam:PassRole" },
  },
];

/** Pipelines. */
export const PIPELINES: readonly Mutation[] = [...JOBS, ...LOOKING];
