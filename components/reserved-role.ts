import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { managedPolicyName, RESERVED_PATH } from "../iam/names";
import { INLINE_POLICY_NAME, type StampedRole } from "../iam/stamp-template";
import { bound, boundDocument, type Bindings } from "./bindings";

export interface ReservedRoleArgs {
  readonly role: StampedRole;
  readonly bindings: Bindings;
  /** ARN of the permissions boundary; none for roles that no function's people enter. */
  readonly permissionsBoundary?: pulumi.Input<string>;
}

/** A role, and what permits it something. */
export interface MadeRole {
  readonly role: aws.iam.Role;
  readonly policies: readonly pulumi.Resource[];
}

/** A role below the reserved path, with its policies, as children of the component `name`. */
export function reservedRole(
  name: string,
  { role: planned, bindings, permissionsBoundary }: ReservedRoleArgs,
  opts: pulumi.CustomResourceOptions,
): MadeRole {
  const { inline, managed } = planned.policies;
  // No account, function or policy has a colon in its name, so no two of these names meet.
  const own = `${name}-role:${planned.name}`;
  const role = new aws.iam.Role(
    own,
    {
      name: planned.name,
      path: RESERVED_PATH,
      description: planned.description,
      maxSessionDuration: planned.sessionHours * 3600,
      assumeRolePolicy: boundDocument(planned.trust, bindings),
      ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    },
    opts,
  );
  const attached = managed.map(
    (arn) =>
      new aws.iam.RolePolicyAttachment(
        `${own}:${managedPolicyName(arn)}`,
        { role: role.name, policyArn: bound(arn, bindings) },
        opts,
      ),
  );
  if (!inline) return { role, policies: attached };
  const permissions = new aws.iam.RolePolicy(
    `${own}:${INLINE_POLICY_NAME}`,
    { name: INLINE_POLICY_NAME, role: role.name, policy: boundDocument(inline, bindings) },
    opts,
  );
  return { role, policies: [permissions, ...attached] };
}
