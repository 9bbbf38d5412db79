import { GITHUB_IDS } from "../access-schema";
import { repeated } from "../known-names";
import type { Rule } from "./rule";

const GITLAB = "https://gitlab.com";

/** Pipelines are named in full, and so is whoever else enters. */
export const deploy: Rule = {
  reads: ["access.deploy"],
  *check({ access }) {
    if (access.deploy === undefined) return;
    const path = ["access", "deploy"];
    const { github, gitlab, bootstrap } = access.deploy;
    if (github === undefined && gitlab === undefined) {
      yield {
        path,
        message: "there is neither github nor gitlab, so that no pipeline could deploy",
        fix: "write e.g. github: { repository: acme/landing-zone, environment: production }, or take deploy out",
      };
    }
    if (github?.ownerId !== undefined && github.repositoryId === undefined) {
      yield {
        path: [...path, "github", "ownerId"],
        atKey: true,
        message: "ownerId alone changes nothing: subjects have the ids of owner and repository",
        fix: `add repositoryId, from ${GITHUB_IDS}`,
      };
    }
    if (gitlab?.projectId !== undefined && gitlab.url !== GITLAB) {
      yield {
        path: [...path, "gitlab", "projectId"],
        atKey: true,
        message: `AWS reads the id of a project in tokens of ${GITLAB} alone, and not of ${gitlab.url}`,
        fix: "take it out",
      };
    }
    yield* repeated(bootstrap, [...path, "bootstrap"]);
  },
};
