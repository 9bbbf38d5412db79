/** Policy documents and roles: what the plan says, what the cloud has, what a StackSet would make. */
import assert from "node:assert/strict";
import { RESERVED_PATH } from "../../iam/names";
import type { Placeholder } from "../../iam/placeholder";
import { render, TEMPLATE_PARAMETERS } from "../../iam/render";
import { INLINE_POLICY_NAME } from "../../iam/stamp-template";
import { coreAccount, type Plan, type PlannedAccount } from "../../model/plan";
import { providedServiceRoles } from "../../model/service-roles";
import { stampedIn } from "../../model/stamped";
import { type MadeRole, rolesOfTemplate } from "../template-roles";
import { CALLER, type Project } from "./harness";
import { idOf, living } from "./landing-zone";

/** Where a document of the plan belongs. */
export interface Context {
  readonly plan: Plan;
  /** Account ids by name. */
  readonly ids: ReadonlyMap<string, string>;
  /** The account that has the document. */
  readonly self: PlannedAccount;
}

/** A document of the plan as AWS should have it: with the ids of what was made. */
export function expectedDocument(document: unknown, { plan, ids, self }: Context): unknown {
  const core = (type: Parameters<typeof coreAccount>[1]): string =>
    idOf(ids, coreAccount(plan, type).name);
  const values: Readonly<Record<Placeholder, string>> = {
    "account:self": idOf(ids, self.name),
    "account:management": CALLER,
    "account:audit": core("audit"),
    "account:network": core("network"),
    "account:access": core("access"),
    "organization:id": "o-exampleorg1",
    partition: plan.organization.partition,
  };
  return JSON.parse(
    render(
      JSON.stringify(document),
      (placeholder) => values[placeholder],
      (parts) => parts.join(""),
    ),
  ) as unknown;
}

/** Roles of the landing zone that an account should have, by name. */
export function expectedRoles(context: Context): Readonly<Record<string, MadeRole>> {
  const { plan, self } = context;
  const own = plan.ownRoles.filter(({ account }) => self.kind === "core" && account === self.type);
  const bounded = stampedIn(plan, self);
  const services = providedServiceRoles(plan, self);
  const roles = [...bounded, ...own, ...services].map((role): readonly [string, MadeRole] => [
    role.name,
    {
      path: RESERVED_PATH,
      description: role.description,
      sessionSeconds: role.sessionHours * 3600,
      trust: expectedDocument(role.trust, context),
      boundary: bounded.includes(role) ? expectedDocument(plan.boundary, context) : undefined,
      inline: role.policies.inline
        ? { [INLINE_POLICY_NAME]: expectedDocument(role.policies.inline, context) }
        : {},
      managed: role.policies.managed.map((arn) => expectedDocument(arn, context)).sort(),
    },
  ]);
  return Object.fromEntries(roles);
}

/** Roles that an account has, by name. */
export function rolesOf(project: Project, account: string): Readonly<Record<string, MadeRole>> {
  const own = (type: string) => living(project, `iam/${type}`).filter((r) => r.account === account);
  const policies = new Map(own("policy:Policy").map(({ id, inputs }) => [id, inputs.policy]));
  return Object.fromEntries(
    own("role:Role").map(({ id, inputs }) => [
      id,
      {
        path: inputs.path,
        description: inputs.description,
        sessionSeconds: inputs.maxSessionDuration,
        trust: parsed(inputs.assumeRolePolicy),
        boundary:
          typeof inputs.permissionsBoundary === "string"
            ? parsed(policies.get(inputs.permissionsBoundary))
            : undefined,
        inline: Object.fromEntries(
          own("rolePolicy:RolePolicy")
            .filter((policy) => policy.inputs.role === id)
            .map((policy) => [String(policy.inputs.name), parsed(policy.inputs.policy)]),
        ),
        managed: own("rolePolicyAttachment:RolePolicyAttachment")
          .filter((attachment) => attachment.inputs.role === id)
          .map((attachment) => attachment.inputs.policyArn)
          .sort(),
      },
    ]),
  );
}

export function parsed(document: unknown): unknown {
  assert.equal(typeof document, "string", "there is no document");
  return JSON.parse(String(document)) as unknown;
}

/** What CloudFormation makes of a StackSet in an account: its roles, by name. */
export function deployed(
  stackSet: Readonly<Record<string, unknown>>,
  accountId: string,
): Readonly<Record<string, MadeRole>> {
  const given = stackSet.parameters as readonly {
    readonly parameterKey: string;
    readonly parameterValue: string;
  }[];
  const values = new Map([
    ...given.map(({ parameterKey, parameterValue }) => [parameterKey, parameterValue] as const),
    ["AWS::AccountId", accountId],
    ["AWS::Partition", "aws"],
  ]);
  assert.ok(given.every(({ parameterKey }) => TEMPLATE_PARAMETERS.has(parameterKey)));
  return Object.fromEntries(
    Object.entries(rolesOfTemplate(String(stackSet.templateBody), values)).map(([name, role]) => [
      name,
      { ...role, managed: [...role.managed].sort() },
    ]),
  );
}
