import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "../iam/document";
import { BOUNDARY_NAME, RESERVED_PATH } from "../iam/names";
import { BOUNDARY_DESCRIPTION, type StampedRole } from "../iam/stamp-template";
import { boundDocument, type Bindings } from "./bindings";
import { reservedRole } from "./reserved-role";

export interface FunctionRolesArgs {
  /** Roles of functions, and of partners that do one. */
  readonly roles: readonly StampedRole[];
  readonly boundary: PolicyDocument;
  readonly bindings: Bindings;
}

/** Function roles of one account: who may enter it, and what they may do there. */
export class FunctionRoles extends pulumi.ComponentResource {
  /** Role ARNs by the role's name. */
  public readonly arns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: FunctionRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:identity:FunctionRoles", name, {}, opts);
    const parent = { parent: this };
    const { bindings } = args;
    const boundary = new aws.iam.Policy(
      `${name}-boundary`,
      {
        name: BOUNDARY_NAME,
        path: RESERVED_PATH,
        description: BOUNDARY_DESCRIPTION,
        policy: boundDocument(args.boundary, bindings),
      },
      parent,
    );
    const permissionsBoundary = boundary.arn;
    this.arns = Object.fromEntries(
      args.roles.map((role) => [
        role.name,
        reservedRole(name, { role, bindings, permissionsBoundary }, parent).role.arn,
      ]),
    );
    this.registerOutputs({ arns: this.arns });
  }
}
