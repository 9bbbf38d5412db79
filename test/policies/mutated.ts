/** Puts a weakness of a plan into the resources that a program registers of it. */
import assert from "node:assert/strict";
import type { Registered } from "../../access/registered/resource";
import type { Zone } from "../../access/registered/zone";
import type { PolicyDocument } from "../../iam/document";
import { BOUNDARY_NAME, LOG_KEY_ALIAS, PEOPLE_POLICY_NAME, RESERVED_PATH } from "../../iam/names";
import type { Placeholder } from "../../iam/placeholder";
import { render, TEMPLATE_PARAMETERS } from "../../iam/render";
import { parameter, roleResource, stampTemplate, type StampedRole } from "../../iam/stamp-template";
import { coreAccount, type Plan, type PlannedRole } from "../../model/plan";
import type { CoreAccount } from "../../model/schema";
import type { PlannedStackSet } from "../../model/stack-sets";

const CORE: readonly string[] = ["management", "audit", "network", "access"];

/** The resources of a plan as they would be if they were made of another. */
export function mutated(
  registered: readonly Registered[],
  before: Plan,
  after: Plan,
  zone: Zone,
): readonly Registered[] {
  const fill = filler(after, zone);
  let result = registered;
  const put = (
    which: (one: Registered) => boolean,
    inputs: Readonly<Record<string, unknown>>,
  ): void => {
    assert.ok(result.some(which), `no resource has ${Object.keys(inputs).join()}`);
    result = result.map((one) =>
      which(one) ? { ...one, inputs: { ...one.inputs, ...inputs } } : one,
    );
  };
  const inAccount = (type: string) => (one: Registered) =>
    zone.accountOf(one).planned?.type === type;
  const add = (
    like: (one: Registered) => boolean,
    type: string,
    name: string,
    inputs: Registered["inputs"],
  ): void => {
    const example = result.find(like) ?? assert.fail(`nothing is like ${name}`);
    result = [
      ...result,
      { ...example, type, name, urn: `${example.urn}-${name}`, inputs, outputs: {} },
    ];
  };
  const was = (role: PlannedRole): PlannedRole | undefined =>
    before.roles.find((one) => one.type === role.type && one.function === role.function);
  for (const role of after.roles) {
    const old = was(role);
    if (JSON.stringify(old) === JSON.stringify(role) || !CORE.includes(role.type)) continue;
    const here = inAccount(role.type);
    const text = (document: PolicyDocument): string => fill(JSON.stringify(document), role.type);
    const isRole = (one: Registered): boolean =>
      here(one) && one.type === "aws:iam/role:Role" && one.inputs.name === role.name;
    if (old) put(isRole, { assumeRolePolicy: text(role.trust) });
    else {
      add(here, "aws:iam/role:Role", `role-${role.name}`, {
        name: role.name,
        path: RESERVED_PATH,
        assumeRolePolicy: text(role.trust),
        permissionsBoundary: fill(
          "arn:{{partition}}:iam::{{account:self}}:policy/landing-zone/boundary",
          role.type,
        ),
      });
    }
    const { inline, managed } = role.policies;
    const isInline = (one: Registered): boolean =>
      here(one) && one.type === "aws:iam/rolePolicy:RolePolicy" && one.inputs.role === role.name;
    if (inline && result.some(isInline)) put(isInline, { policy: text(inline) });
    else if (inline)
      add(here, "aws:iam/rolePolicy:RolePolicy", `inline-${role.name}`, {
        role: role.name,
        policy: text(inline),
      });
    for (const arn of managed) {
      if (old?.policies.managed.includes(arn)) continue;
      const inputs = { role: role.name, policyArn: fill(arn, role.type) };
      add(
        here,
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        `managed-${role.name}`,
        inputs,
      );
    }
    if (JSON.stringify(old?.boundary) !== JSON.stringify(role.boundary)) {
      put(
        (one) =>
          here(one) && one.type === "aws:iam/policy:Policy" && one.inputs.name === BOUNDARY_NAME,
        { policy: text(role.boundary) },
      );
    }
  }
  for (const { name } of after.types) {
    const own = after.roles.filter(({ type }) => type === name);
    const old = own.map(was);
    if (JSON.stringify(own) === JSON.stringify(old)) continue;
    const boundary = own.find(
      (role, i) => JSON.stringify(role.boundary) !== JSON.stringify(old[i]?.boundary),
    );
    const { body, parameters } = stampTemplate(
      "mutated",
      own,
      boundary?.boundary ?? after.boundary,
    );
    put((one) => one.inputs.stackSetName === `landing-zone-roles-${name}`, {
      templateBody: body,
      parameters: valuesOf(parameters, fill),
    });
  }
  for (const [index, set] of after.stackSets.entries()) {
    const old = before.stackSets[index];
    if (!old || JSON.stringify(old) === JSON.stringify(set)) continue;
    const { body, parameters } = withRoles(old, set.roles);
    put((one) => one.inputs.stackSetName === `landing-zone-${set.name}`, {
      templateBody: body,
      parameters: valuesOf(parameters, fill),
    });
  }
  const inAccess = inAccount("access");
  const documentOf = (document: PolicyDocument, type: string) => ({
    policy: fill(JSON.stringify(document), type),
  });
  for (const [index, group] of after.people.groups.entries()) {
    if (group.policy === before.people.groups[index]?.policy) continue;
    put(
      (one) =>
        inAccess(one) &&
        one.type === "aws:iam/groupPolicy:GroupPolicy" &&
        one.inputs.group === group.function,
      documentOf(group.policy, "access"),
    );
  }
  if (after.people.policy !== before.people.policy) {
    put(
      (one) =>
        inAccess(one) &&
        one.type === "aws:iam/policy:Policy" &&
        one.inputs.name === PEOPLE_POLICY_NAME,
      documentOf(after.people.policy, "access"),
    );
  }
  for (const { name, document } of after.guardrails) {
    const text = JSON.stringify(document);
    if (before.guardrails.some((one) => JSON.stringify(one.document) === text)) continue;
    const isPolicy = (one: Registered): boolean =>
      one.type === "aws:organizations/policy:Policy" && one.inputs.name === name;
    put(isPolicy, { content: fill(text, "management") });
  }
  if (after.logs.bucketPolicy !== before.logs.bucketPolicy) {
    put(
      (one) => one.type === "aws:s3/bucketPolicy:BucketPolicy" && one.name === "logs-policy",
      documentOf(after.logs.bucketPolicy, "audit"),
    );
  }
  for (const [index, { kind, policy }] of after.logs.buckets.entries()) {
    if (policy === before.logs.buckets[index]?.policy) continue;
    put(
      (one) =>
        one.type === "aws:s3/bucketPolicy:BucketPolicy" && one.name === `logs-${kind}-policy`,
      documentOf(policy, "audit"),
    );
  }
  if (after.logs.keyPolicy !== before.logs.keyPolicy) {
    assert.ok(result.some(({ inputs }) => inputs.name === LOG_KEY_ALIAS));
    put(
      (one) => one.type === "aws:kms/key:Key" && one.name === "logs-key",
      documentOf(after.logs.keyPolicy, "audit"),
    );
  }
  return result;
}

/** The template of a StackSet with other roles in the places of its own. */
function withRoles({ template, roles }: PlannedStackSet, others: readonly StampedRole[]) {
  const used = new Set(template.parameters);
  const { Resources, ...rest } = JSON.parse(template.body) as {
    readonly Resources: Readonly<Record<string, { readonly Properties: { RoleName?: string } }>>;
  };
  const resources = Object.fromEntries(
    Object.entries(Resources).map(([id, resource]) => {
      const place = roles.findIndex(({ name }) => name === resource.Properties.RoleName);
      const other = others[place];
      return [id, other ? roleResource(other, null, used) : resource];
    }),
  );
  const parameters = [...used].sort();
  const Parameters = Object.fromEntries(parameters.map((name) => [name, parameter(name)]));
  return { body: JSON.stringify({ ...rest, Parameters, Resources: resources }), parameters };
}

function valuesOf(
  parameters: readonly string[],
  fill: ReturnType<typeof filler>,
): readonly { readonly parameterKey: string; readonly parameterValue: string }[] {
  return parameters.map((parameterKey) => {
    const placeholder = TEMPLATE_PARAMETERS.get(parameterKey) ?? "partition";
    return { parameterKey, parameterValue: fill(`{{${placeholder}}}`, "management") };
  });
}

/** Fills in the ids that AWS has given out, for the account of a core type. */
export function filler(plan: Plan, zone: Zone): (text: string, type: string) => string {
  const id = (type: string): string =>
    zone.ids.get(coreAccount(plan, type as CoreAccount).name) ?? assert.fail(type);
  const valueOf = (placeholder: Placeholder, self: string): string => {
    switch (placeholder) {
      case "partition":
        return plan.organization.partition;
      case "organization:id":
        return zone.organizationId() ?? assert.fail("no organization");
      case "account:self":
        return id(self);
      default:
        return id(placeholder.slice("account:".length));
    }
  };
  return (text, type) =>
    render(
      text,
      (placeholder) => valueOf(placeholder, type),
      (parts) => parts.join(""),
    );
}
