import { minified, type PolicyDocument } from "../../iam/document";
import type { Placeholder } from "../../iam/placeholder";
import { render } from "../../iam/render";
import type { Plan } from "../../model/plan";
import { policiesOn } from "../../model/policies-on";
import { serviceRoles } from "../../model/service-roles";

/** What placeholders stand for. */
export type Values = Readonly<Record<Placeholder, string>>;

/** Values that AWS could have given. */
export function exampleValues({ organization }: Plan): Values {
  return {
    "account:self": "222222222222",
    "account:management": organization.managementAccountId,
    "account:audit": "333333333333",
    "account:network": "444444444444",
    "account:access": "555555555555",
    "organization:id": "o-exampleorg1",
    partition: organization.partition,
  };
}

/** A text as AWS gets it. */
export function filled(text: string, values: Values): string {
  return render(
    text,
    (placeholder) => values[placeholder],
    (parts) => parts.join(""),
  );
}

/** A document as AWS gets it. */
export function filledDocument(policy: PolicyDocument, values: Values): PolicyDocument {
  return JSON.parse(filled(minified(policy), values)) as PolicyDocument;
}

export interface NamedDocument {
  readonly name: string;
  /** A trust policy has no resources; a bucket or key policy is about its own. */
  readonly kind: "identity" | "trust" | "resource";
  readonly policy: PolicyDocument;
}

/** Every document of a plan. */
export function documentsOf(plan: Plan): readonly NamedDocument[] {
  const { boundary, people, roles } = plan;
  return [
    ...documentsOfOwnRoles(plan),
    ...documentsOfServiceRoles(plan),
    ...documentsOfPartners(plan),
    ...documentsOfPeople(plan),
    { name: "boundary", kind: "identity", policy: boundary },
    ...roles.flatMap(({ type, function: fn, trust, policies: { inline } }): NamedDocument[] => [
      { name: `trust of ${fn} in ${type}`, kind: "trust", policy: trust },
      ...(inline
        ? [{ name: `permissions of ${fn} in ${type}`, kind: "identity" as const, policy: inline }]
        : []),
    ]),
    { name: "people", kind: "identity", policy: people.policy },
    ...people.groups.map(({ function: fn, policy }): NamedDocument => ({
      name: `group ${fn}`,
      kind: "identity",
      policy,
    })),
    ...policiesOn(plan).map(({ name, policy }): NamedDocument => ({
      name,
      kind: "resource",
      policy,
    })),
  ];
}

/** Roles by which AWS's services work in accounts. */
function documentsOfServiceRoles(plan: Plan): readonly NamedDocument[] {
  return serviceRoles(plan).flatMap(({ name, trust, policies: { inline } }): NamedDocument[] => [
    { name: `trust of service's ${name}`, kind: "trust", policy: trust },
    ...(inline
      ? [{ name: `policy of service's ${name}`, kind: "identity" as const, policy: inline }]
      : []),
  ]);
}

/** Roles of the landing zone itself: hubs, break-glass, pipelines; and by which accounts are entered. */
function documentsOfOwnRoles({ ownRoles, deploy }: Plan): readonly NamedDocument[] {
  return [
    ...ownRoles.flatMap(({ name, account, trust, policies: { inline } }): NamedDocument[] => [
      { name: `trust of own ${name} in ${account}`, kind: "trust", policy: trust },
      ...(inline
        ? [
            {
              name: `policy of own ${name} in ${account}`,
              kind: "identity" as const,
              policy: inline,
            },
          ]
        : []),
    ]),
    ...(deploy
      ? [{ name: "trust of the access role", kind: "trust" as const, policy: deploy.accessTrust }]
      : []),
  ];
}

function documentsOfPartners({ partners }: Plan): readonly NamedDocument[] {
  return partners.flatMap(({ sets }) =>
    sets.flatMap(({ type, roles }) =>
      roles.flatMap(({ name, trust, policies: { inline } }): NamedDocument[] => [
        { name: `trust of ${name} in ${type}`, kind: "trust", policy: trust },
        ...(inline
          ? [
              {
                name: `permissions of ${name} in ${type}`,
                kind: "identity" as const,
                policy: inline,
              },
            ]
          : []),
      ]),
    ),
  );
}

function documentsOfPeople({ breakGlass, identity, people }: Plan): readonly NamedDocument[] {
  return [
    { name: "break-glass", kind: "identity", policy: breakGlass.policy },
    ...(identity.identityCenter?.permissionSets ?? []).map(({ name, policy }): NamedDocument => ({
      name: `permission set ${name}`,
      kind: "identity",
      policy,
    })),
    ...people.users.flatMap(({ name, policy }): NamedDocument[] =>
      policy ? [{ name: `user ${name}`, kind: "identity", policy }] : [],
    ),
  ];
}
