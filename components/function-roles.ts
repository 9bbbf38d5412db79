import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "../iam/document";
import { BOUNDARY_NAME, RESERVED_PATH } from "../iam/names";
import { BOUNDARY_DESCRIPTION, INLINE_POLICY_NAME, type StampedRole } from "../iam/stamp-template";
import { bound, boundDocument, type Bindings } from "./bindings";

export interface FunctionRolesArgs {
  readonly roles: readonly StampedRole[];
  readonly boundary: PolicyDocument;
  readonly bindings: Bindings;
}

/** Function roles of one account: who may enter it, and what they may do there. */
export class FunctionRoles extends pulumi.ComponentResource {
  /** Role ARNs by function. */
  public readonly arns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: FunctionRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:identity:FunctionRoles", name, {}, opts);
    const boundary = new aws.iam.Policy(
      `${name}-boundary`,
      {
        name: BOUNDARY_NAME,
        path: RESERVED_PATH,
        description: BOUNDARY_DESCRIPTION,
        policy: boundDocument(args.boundary, args.bindings),
      },
      { parent: this },
    );
    this.arns = Object.fromEntries(
      args.roles.map((role) => [role.name, this.makeRole(name, role, boundary.arn, args.bindings)]),
    );
    this.registerOutputs({ arns: this.arns });
  }

  private makeRole(
    name: string,
    planned: StampedRole,
    permissionsBoundary: pulumi.Output<string>,
    bindings: Bindings,
  ): pulumi.Output<string> {
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
        permissionsBoundary,
      },
      { parent: this },
    );
    if (inline) {
      new aws.iam.RolePolicy(
        `${own}:${INLINE_POLICY_NAME}`,
        { name: INLINE_POLICY_NAME, role: role.name, policy: boundDocument(inline, bindings) },
        { parent: this },
      );
    }
    for (const arn of managed) {
      const policy = arn.slice(arn.indexOf(":policy/") + ":policy/".length);
      new aws.iam.RolePolicyAttachment(
        `${own}:${policy}`,
        { role: role.name, policyArn: bound(arn, bindings) },
        { parent: this },
      );
    }
    return role.arn;
  }
}
