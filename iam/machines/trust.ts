import { document, type Conditions, type PolicyDocument, type Statement } from "../document";
import { functionRoleArn, iamArn, PREVIEW_NAME } from "../names";
import { issuerOf, oidcProviderArn } from "../hub";

/** Where pipelines run whose tokens the management account believes. */
export interface Pipelines {
  readonly of: "github" | "gitlab";
  /** Issuer without `https://`. */
  readonly issuer: string;
  /** Whom the tokens are for. */
  readonly audience: string;
  /** Subjects of jobs that deploy, each whole. */
  readonly deploys: readonly string[];
  /** Subjects of jobs that only look. `*` stands for a branch alone. */
  readonly previews: readonly string[];
  /** What else their tokens say, by claim. */
  readonly claims: Readonly<Record<string, string>>;
  /** The same of jobs that deploy alone; of a list, one of its values. */
  readonly deployClaims: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * GitHub Actions. The subject of a job in an environment, or on a branch, or of a pull request, names
 * the repository in full; AWS reads other claims beside it. Of repositories that were made, renamed or
 * transferred since June 2026, or whose owner chose so, the subject has the ids of owner and repository
 * behind their names: with both ids either spelling is one job's alone.
 * https://docs.github.com/en/actions/concepts/security/openid-connect
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function githubPipelines(choice: {
  readonly repository: string;
  readonly environment?: string | undefined;
  readonly branch: string;
  readonly ownerId?: string | undefined;
  readonly repositoryId?: string | undefined;
}): Pipelines {
  const { repository, environment, branch, ownerId, repositoryId } = choice;
  const [owner = "", name = ""] = repository.split("/");
  const spellings = [
    repository,
    ...(ownerId !== undefined && repositoryId !== undefined
      ? [`${owner}@${ownerId}/${name}@${repositoryId}`]
      : []),
  ];
  const onBranch = `refs/heads/${branch}`;
  const job = environment === undefined ? `ref:${onBranch}` : `environment:${environment}`;
  return {
    of: "github",
    issuer: "token.actions.githubusercontent.com",
    audience: "sts.amazonaws.com",
    deploys: spellings.map((spelling) => `repo:${spelling}:${job}`),
    previews: spellings.map((spelling) => `repo:${spelling}:pull_request`),
    claims: repositoryId === undefined ? {} : { repository_id: repositoryId },
    // A pull request may name the environment in its own workflow: its subject is the same then.
    deployClaims: environment === undefined ? {} : { ref: onBranch },
  };
}

/**
 * What starts pipelines of the protected branch: a push or merge, somebody on the project's pages, or a
 * schedule. Others run for merge requests, also those of forks, or for whoever has a trigger's token.
 * https://docs.gitlab.com/ci/jobs/job_rules/#ci_pipeline_source-predefined-variable
 */
const SOURCES_THAT_DEPLOY = ["push", "web", "schedule"] as const;

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
  const issuer = issuerOf(choice.url);
  const known = issuer === "gitlab.com";
  const onBranch = (name: string): string =>
    `project_path:${choice.project}:ref_type:branch:ref:${name}`;
  return {
    of: "gitlab",
    issuer,
    audience: choice.url,
    deploys: [onBranch(choice.branch)],
    previews: [onBranch("*")],
    claims: known && choice.projectId !== undefined ? { project_id: choice.projectId } : {},
    deployClaims: known ? { ref_protected: "true", pipeline_source: SOURCES_THAT_DEPLOY } : {},
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
  more: Pipelines["deployClaims"],
): Pipelines["deployClaims"] {
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
