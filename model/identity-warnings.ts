import type { Pipelines } from "../iam/machines/trust";
import { FUNCTION_TAG_VALUE, limitedTagValue } from "../iam/trust";
import { GITHUB_IDS } from "./access-schema";
import type { Limits, Plan } from "./plan";

type Warned = Omit<Plan, "warnings">;

/** What a person should know of how people, pipelines and partners come in. */
export function identityWarnings(plan: Warned): readonly string[] {
  return [...toGroups(plan), ...toLimits(plan), ...toPipelines(plan), ...toPartners(plan)];
}

/** Value of the tags of somebody's functions; an id that is not known yet stands as what it is of. */
export function tagValueOf({ accounts }: Pick<Plan, "accounts">, limits: Limits | null): string {
  if (limits === null) return FUNCTION_TAG_VALUE;
  const idOf = (name: string): string =>
    accounts.find((account) => account.name === name)?.id ?? `<id of ${name}>`;
  return limitedTagValue([...limits.types, ...limits.accounts.map(idOf)]);
}

/** Where people come by SCIM, staff can often make a group of any name. */
function toGroups({ identity: { identityCenter } }: Warned): readonly string[] {
  const unnamed = identityCenter?.unnamedGroups ?? [];
  if (unnamed.length === 0 || identityCenter?.managed === true) return [];
  return [
    `Identity Center gives the function${unnamed.length === 1 ? "" : "s"} ${unnamed.join(", ")} to the group of the same name, and whoever can make a group where its people come from can make that one: write access.identityCenter.groups, with groups that administrators alone make and fill`,
  ];
}

function toLimits(plan: Warned): readonly string[] {
  const { modes } = plan.identity;
  const provider = modes.some((mode) => mode === "saml" || mode === "oidc");
  return plan.people.users.flatMap((person) => {
    const { name, functions, limits } = person;
    if (limits === null) return [];
    const said = functions.map((fn) => `${fn}=${tagValueOf(plan, limits)}`).join(", ");
    const groups = (plan.identity.identityCenter?.permissionSets ?? [])
      .filter((set) => functions.includes(set.function))
      .map(({ group }) => `"${group}"`);
    return [
      ...(provider
        ? [`${name} is limited by what the identity provider sends: the session tag ${said}`]
        : []),
      ...(groups.length > 0 && plan.identity.identityCenter?.managed === false
        ? [
            `Identity Center cannot limit ${name}: keep ${name} out of the groups ${groups.join(", ")} there`,
          ]
        : []),
      ...plan.customers
        .filter((customer) => customer.functions.some((fn) => functions.includes(fn)))
        .map(
          (customer) =>
            `the limits of ${name} are of this organization: they do not narrow what ${name} does at the customer ${customer.name}`,
        ),
    ];
  });
}

function toPipelines({ deploy }: Warned): readonly string[] {
  if (deploy === null) return [];
  return [
    ...deploy.pipelines.flatMap((one) => TO_PIPELINES_OF[one.of](one)),
    ...toBootstrap(deploy.bootstrap),
  ];
}

const TO_PIPELINES_OF: Readonly<
  Record<Pipelines["of"], (pipelines: Pipelines) => readonly string[]>
> = {
  github: ({ deploys }) =>
    deploys.length > 1
      ? []
      : [
          `GitHub's tokens have the ids of owner and repository in their subjects if the repository is made, renamed or transferred now, and are refused then: write access.deploy.github: { ownerId, repositoryId }, from ${GITHUB_IDS}`,
        ],
  gitlab: ({ issuer }) =>
    issuer === "gitlab.com"
      ? []
      : [
          `${issuer} has to be GitLab 18.2.2 or later: before, a pipeline of a fork's merge request has the subject of the project itself (gitlab-org issue 548165), and AWS reads nothing else of its tokens`,
        ],
};

function toBootstrap(bootstrap: readonly string[]): readonly string[] {
  if (bootstrap.length === 0) return [];
  return [
    `${bootstrap.join(" and ")} of management can still enter every core account, besides the pipeline: take access.deploy.bootstrap out when the pipeline has deployed`,
  ];
}

function toPartners({ partners }: Warned): readonly string[] {
  return partners
    .filter(({ entry }) => entry.proof === "declared")
    .map(({ name }) => `nothing but its word proves the MFA of the partner ${name}`);
}
