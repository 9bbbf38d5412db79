import { document, type Conditions, type PolicyDocument, type Statement } from "../document";
import { functionRoleArn, iamArn, PREVIEW_NAME } from "../names";
import { oidcProviderArn } from "../hub";

/** Where pipelines run whose tokens the management account believes. */
export interface Pipelines {
  /** Issuer without `https://`. */
  readonly issuer: string;
  /** Whom the tokens are for. */
  readonly audience: string;
  /** The subject of jobs that deploy, whole. */
  readonly deploys: string;
  /** Subjects of jobs that only look. `*` stands for a branch alone. */
  readonly previews: readonly string[];
  /** What else their tokens say, by claim. */
  readonly claims: Readonly<Record<string, string>>;
  /** The same of jobs that deploy alone. */
  readonly deployClaims: Readonly<Record<string, string>>;
}

/**
 * GitHub Actions. The subject of a job in an environment, or on a branch, or of a pull request, names
 * the repository in full; AWS reads other claims beside it.
 * https://docs.github.com/en/actions/concepts/security/openid-connect
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function githubPipelines(choice: {
  readonly repository: string;
  readonly environment?: string | undefined;
  readonly branch: string;
  readonly repositoryId?: string | undefined;
}): Pipelines {
  const { repository, environment, branch, repositoryId } = choice;
  const onBranch = `refs/heads/${branch}`;
  const job = environment === undefined ? `ref:${onBranch}` : `environment:${environment}`;
  return {
    issuer: "token.actions.githubusercontent.com",
    audience: "sts.amazonaws.com",
    deploys: `repo:${repository}:${job}`,
    previews: [`repo:${repository}:pull_request`],
    claims: repositoryId === undefined ? {} : { repository_id: repositoryId },
    // A pull request may name the environment in its own workflow: its subject is the same then.
    deployClaims: environment === undefined ? {} : { ref: onBranch },
  };
}

/**
 * GitLab. A subject is the project's path and the branch; a path has no colon, so that no other
 * project's begins with it. Claims are read of gitlab.com alone.
 * https://docs.gitlab.com/ci/cloud_services/
 */
export function gitlabPipelines(choice: {
  readonly project: string;
  readonly branch: string;
  readonly url: string;
  readonly projectId?: string | undefined;
}): Pipelines {
  const issuer = choice.url.replace("https://", "");
  const known = issuer === "gitlab.com";
  const onBranch = (name: string): string =>
    `project_path:${choice.project}:ref_type:branch:ref:${name}`;
  return {
    issuer,
    audience: choice.url,
    deploys: onBranch(choice.branch),
    previews: [onBranch("*")],
    claims: known && choice.projectId !== undefined ? { project_id: choice.projectId } : {},
    deployClaims: known ? { ref_protected: "true" } : {},
  };
}

/** Trust of the role by which pipelines deploy: exactly these jobs of exactly this repository. */
export function trustOfDeploy(pipelines: readonly Pipelines[]): PolicyDocument {
  return document(
    ...pipelines.map((one, index) =>
      jobs(`JobsThatDeploy${index + 1}`, one, {
        StringEquals: { [`${one.issuer}:sub`]: one.deploys, ...claimsOf(one, one.deployClaims) },
      }),
    ),
  );
}

/** Trust of the role by which pipelines look: any job of this repository. */
export function trustOfPreview(pipelines: readonly Pipelines[]): PolicyDocument {
  return document(
    ...pipelines.map((one, index) =>
      jobs(`JobsThatLook${index + 1}`, one, {
        StringLike: { [`${one.issuer}:sub`]: one.previews },
        StringEquals: claimsOf(one, {}),
      }),
    ),
  );
}

function jobs(Sid: string, one: Pipelines, condition: Conditions): Statement {
  return {
    Sid,
    Effect: "Allow",
    Principal: { Federated: oidcProviderArn("management", one.issuer) },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: condition,
  };
}

function claimsOf(
  { issuer, audience, claims }: Pipelines,
  more: Pipelines["claims"],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries({ aud: audience, ...claims, ...more }).map(
      ([claim, value]) => [`${issuer}:${claim}`, value] as const,
    ),
  );
}

/** Trust of the preview role of a core account: management's preview role alone. */
export function trustOfPreviewMember(): PolicyDocument {
  return document({
    Sid: "ManagementsPreview",
    Effect: "Allow",
    Principal: { AWS: iamArn("management", "root") },
    Action: "sts:AssumeRole",
    Condition: {
      ArnEquals: { "aws:PrincipalArn": functionRoleArn("management", PREVIEW_NAME) },
    },
  });
}
