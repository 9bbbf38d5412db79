export interface Branch {
  readonly label: string;
  readonly branches: readonly Branch[];
}

/** A tree as indented text with lines. */
export function tree({ label, branches }: Branch): string {
  return [
    label,
    ...branches.flatMap((branch, index) => twig(branch, index === branches.length - 1)),
  ].join("\n");
}

function twig(branch: Branch, last: boolean): readonly string[] {
  const [first = "", ...rest] = tree(branch).split("\n");
  return [
    `${last ? "└─ " : "├─ "}${first}`,
    ...rest.map((line) => `${last ? "   " : "│  "}${line}`),
  ];
}
