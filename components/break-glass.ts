import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { BREAK_GLASS_NAME, BREAK_GLASS_PATH, RESERVED_PATH } from "../iam/names";
import type { PlannedBreakGlass } from "../model/plan";
import { boundDocument, type Bindings } from "./bindings";

export interface BreakGlassArgs {
  readonly breakGlass: Pick<PlannedBreakGlass, "users" | "policy">;
  /** Placeholders of the access account. */
  readonly bindings: Bindings;
}

/**
 * The two users for when nothing else works, in the access account and in every mode. They get a
 * password and a hardware device by hand, each in a safe of its own: no key and no password is made
 * here, so none is in the state.
 */
export class BreakGlass extends pulumi.ComponentResource {
  constructor(name: string, args: BreakGlassArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:identity:BreakGlass", name, {}, opts);
    const parent = { parent: this };
    const group = new aws.iam.Group(
      `${name}-group`,
      { name: BREAK_GLASS_NAME, path: RESERVED_PATH },
      parent,
    );
    const policy = new aws.iam.Policy(
      `${name}-policy`,
      {
        name: BREAK_GLASS_NAME,
        path: RESERVED_PATH,
        description: "Into the management account with MFA, and nothing else",
        policy: boundDocument(args.breakGlass.policy, args.bindings),
      },
      parent,
    );
    const attached = new aws.iam.GroupPolicyAttachment(
      `${name}-group-policy`,
      { group: group.name, policyArn: policy.arn },
      parent,
    );
    for (const user of args.breakGlass.users) {
      const made = new aws.iam.User(
        `${name}-${user}`,
        {
          name: user,
          path: BREAK_GLASS_PATH,
          // The password and the device were made by hand; both go with the user.
          forceDestroy: true,
        },
        // Taken out of the file by mistake, they would be gone when they are needed.
        { ...parent, protect: true },
      );
      new aws.iam.UserGroupMembership(
        `${name}-${user}-groups`,
        { user: made.name, groups: [group.name] },
        { ...parent, dependsOn: attached },
      );
    }
    this.registerOutputs({});
  }
}
