import { sectionsText, type Section } from "./ini";

/** A file of a folder, by its path. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/**
 * A profile registry of the tool granted: `granted.yml` names the file beside it that holds the
 * profiles. Of several people each has a folder, to be added by `granted registry add --path`.
 * https://docs.commonfate.io/granted/usage/profile-registry
 */
export function grantedRegistry(
  people: readonly { readonly person: string; readonly sections: readonly Section[] }[],
  folders: boolean,
): readonly TextFile[] {
  return people.flatMap(({ person, sections }) => {
    const folder = folders ? `${person}/` : "";
    return [
      { path: `${folder}granted.yml`, text: "awsConfig:\n  - ./config\n" },
      { path: `${folder}config`, text: sectionsText(sections) },
    ];
  });
}
