/** The page of what is proved, from the proofs themselves. */
export function proofsPage(
  proofs: readonly { readonly name: string; readonly sentence: string }[],
): string {
  return `# What is proved

\`npx lz check\`, \`pulumi preview\` and \`pulumi up\` try all of these on every stack, from its file alone. When one does not
hold, \`lz check\` shows the cases in which it does not, with the way that leads there, and ends with 1; a run of Pulumi
ends before its first resource. They cannot be switched off ([decision 0010](decisions/0010-proofs-cannot-be-switched-off.md)).
A stack says what else must hold by its \`expectations\` ([stack-file.md](stack-file.md)).

| proof | what holds |
|---|---|
${proofs.map(({ name, sentence }) => `| ${name} | ${sentence} |`).join("\n")}

"Everything in an account" is any user and role there with all permissions and no boundary: what somebody has who broke into
it. "Roles that people make" are those below \`/service/\`, at their worst: administrators inside the boundary.

What proofs are about is what the landing zone makes. Left out are root users and \`OrganizationAccountAccessRole\`, by which
the management account's administrators enter the accounts that it made, and whatever was in an account before it joined.
`;
}
