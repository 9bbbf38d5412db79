import { decidesTrusts, PULL_REQUEST, github, gitlab, session, user } from "./trust-decisions";

describe("trusts by which pipelines come in, by iam-simulate", () => {
  decidesTrusts({
    "trust of own deploy in management": [
      ["a job of the environment, from the branch", github({}), "allowed"],
      [
        "a job of the environment, from another branch",
        github({ ref: "refs/heads/feature" }),
        "denied",
      ],
      ["a pull request that names the environment", github({ ref: "refs/pull/1/merge" }), "denied"],
      ["a pull request", github(PULL_REQUEST), "denied"],
      ["another environment", github({ sub: "repo:acme/landing-zone:environment:test" }), "denied"],
      [
        "a job of the branch without the environment",
        github({ sub: "repo:acme/landing-zone:ref:refs/heads/main" }),
        "denied",
      ],
      ["a repository of the same name, made later", github({ repository_id: "9999" }), "denied"],
      ["another repository", github({ sub: "repo:acme/other:environment:production" }), "denied"],
      [
        "a job of the environment, by the subject with ids",
        github({ sub: "repo:acme@815/landing-zone@4711:environment:production" }),
        "allowed",
      ],
      [
        "another owner of the name, by the subject with ids",
        github({ sub: "repo:acme@1/landing-zone@4711:environment:production" }),
        "denied",
      ],
      ["GitLab's schedule", gitlab({ pipeline_source: "schedule" }), "allowed"],
      ["GitLab's merge request", gitlab({ pipeline_source: "merge_request_event" }), "denied"],
      ["a token for another audience", github({ aud: "https://github.com/acme" }), "denied"],
      ["GitLab's protected branch", gitlab({}), "allowed"],
      ["GitLab's branch, not protected", gitlab({ ref_protected: "false" }), "denied"],
      [
        "another branch of GitLab",
        gitlab({ sub: "project_path:acme/platform/landing-zone:ref_type:branch:ref:feature" }),
        "denied",
      ],
      [
        "a tag of GitLab",
        gitlab({ sub: "project_path:acme/platform/landing-zone:ref_type:tag:ref:main" }),
        "denied",
      ],
      ["a project of GitLab made later", gitlab({ project_id: "43" }), "denied"],
    ],
    "trust of own preview in management": [
      ["a pull request", github(PULL_REQUEST), "allowed"],
      [
        "a pull request, by the subject with ids",
        github({ ...PULL_REQUEST, sub: "repo:acme@815/landing-zone@4711:pull_request" }),
        "allowed",
      ],
      [
        "a pull request of another owner of the name",
        github({ ...PULL_REQUEST, sub: "repo:acme@1/landing-zone@4711:pull_request" }),
        "denied",
      ],
      [
        "a pull request of another repository",
        github({ ...PULL_REQUEST, sub: "repo:acme/other:pull_request" }),
        "denied",
      ],
      [
        "a pull request of a repository of the same name",
        github({ ...PULL_REQUEST, repository_id: "1" }),
        "denied",
      ],
      [
        "any branch of GitLab",
        gitlab({
          sub: "project_path:acme/platform/landing-zone:ref_type:branch:ref:feature",
          ref_protected: "false",
        }),
        "allowed",
      ],
      [
        "a project whose path goes on",
        gitlab({ sub: "project_path:acme/platform/landing-zone-2:ref_type:branch:ref:main" }),
        "denied",
      ],
      [
        "a project in a group of the name",
        gitlab({ sub: "project_path:acme/platform/landing-zone/x:ref_type:branch:ref:main" }),
        "denied",
      ],
    ],
    "trust of own preview in audit": [
      [
        "management's preview role",
        session("landing-zone/preview", "job", {}, "{{account:management}}"),
        "allowed",
      ],
      [
        "management's deploy role",
        session("landing-zone/deploy", "job", {}, "{{account:management}}"),
        "denied",
      ],
      ["an administrator of management", user("admin", {}, "{{account:management}}"), "denied"],
    ],
    "trust of the access role": [
      [
        "the pipeline that deploys",
        session("landing-zone/deploy", "job", {}, "{{account:management}}"),
        "allowed",
      ],
      [
        "break-glass",
        session("landing-zone/break-glass", "break-glass-1", {}, "{{account:management}}"),
        "allowed",
      ],
      ["the first run's user", user("first-run", {}, "{{account:management}}"), "allowed"],
      [
        "the preview",
        session("landing-zone/preview", "job", {}, "{{account:management}}"),
        "denied",
      ],
      [
        "another administrator of management",
        user("admin", {}, "{{account:management}}"),
        "denied",
      ],
      [
        "a role of the name, elsewhere",
        session("deploy", "job", {}, "{{account:management}}"),
        "denied",
      ],
    ],
  });
});
