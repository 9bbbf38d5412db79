import type { Plan } from "../model/plan";
import type { Inventory } from "./people-live-offboard";
import { listed } from "./words";

/** What somebody's leaving needs besides, in sentences. */
export function offboardNotes(
  plan: Plan,
  name: string,
  inventory: Inventory | null,
  functions: readonly string[],
): readonly string[] {
  const { identity, people, breakGlass } = plan;
  const inFile = people.users.some((person) => person.name === name);
  if (breakGlass.users.includes(name)) {
    return [
      `${name} is a break-glass user and stays in the file. Give it a new password and new keys as soon as you can: lz invite ${name} --again.`,
    ];
  }
  return [
    ...(identity.modes.some((mode) => mode !== "iam-users") ? [signInElsewhere(plan, name)] : []),
    ...customersNote(plan, functions),
    inFile
      ? `Take ${name} out of access.people and run pulumi up: that removes ${inventory ? "the user and " : ""}the person's access.`
      : strangerNote(name, inventory),
  ];
}

function signInElsewhere({ identity }: Plan, name: string): string {
  const places = identity.modes.flatMap((mode) => PLACES[mode]);
  return `${name} may sign in elsewhere, too: switch the person off in ${listed(places)}, first of all.`;
}

const PLACES = {
  "iam-users": [],
  "identity-center": ["Identity Center (or the directory that it has people from)"],
  saml: ["the SAML identity provider"],
  oidc: ["the OpenID Connect identity provider"],
} as const;

/** Roles in other organizations belong to those: nothing here ends their sessions. */
function customersNote(plan: Plan, functions: readonly string[]): readonly string[] {
  const there = plan.people.groups
    .filter(({ function: fn }) => functions.includes(fn))
    .filter(({ policy }) => policy.Statement.some(({ Sid }) => Sid?.startsWith("EnterCustomers")))
    .map(({ function: fn }) => fn);
  return there.length === 0
    ? []
    : [
        `By ${listed(there)} the person also entered customers' organizations (access.customers). Sessions there end by themselves, or are ended by the customers: tell them.`,
      ];
}

function strangerNote(name: string, inventory: Inventory | null): string {
  if (inventory === null) return `${name} is not in the file either: there is nothing to do.`;
  const groups = inventory.groups.map(
    (group) => `  aws iam remove-user-from-group --user-name ${name} --group-name ${group}`,
  );
  return [
    `${name} is not in the file. If an earlier run made the user, pulumi up removes it. If it is still there afterwards, somebody made it by hand; in the access account:`,
    [
      ...groups,
      `  aws iam delete-user-policy --user-name ${name} --policy-name offboarded`,
      `  aws iam delete-user --user-name ${name}`,
    ].join("\n"),
  ].join("\n\n");
}
