import * as pulumi from "@pulumi/pulumi";
import type { StampedRole } from "../iam/stamp-template";
import type { Bindings } from "./bindings";
import { reservedRole } from "./reserved-role";

export interface OwnRolesArgs {
  readonly roles: readonly StampedRole[];
  readonly bindings: Bindings;
}

/**
 * Roles of one core account that are no function's: where people arrive whose sign-in is elsewhere,
 * and by which pipelines and break-glass work. They have no boundary: what a hub or a preview permits
 * is less than that, and deploy and break-glass make the boundary itself.
 */
export class OwnRoles extends pulumi.ComponentResource {
  /** Role ARNs by the role's name. */
  public readonly arns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: OwnRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:identity:OwnRoles", name, {}, opts);
    const { bindings } = args;
    this.arns = Object.fromEntries(
      args.roles.map((role) => [
        role.name,
        reservedRole(name, { role, bindings }, { parent: this }).role.arn,
      ]),
    );
    this.registerOutputs({ arns: this.arns });
  }
}
