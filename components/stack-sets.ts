import { StackSet } from "@pulumi/aws-native/cloudformation/stackSet";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedStackSet } from "../model/stack-sets";
import { ROOT } from "../model/units";
import type { Bindings } from "./bindings";
import { stackSetArgs } from "./role-stamps";

export interface StackSetsArgs {
  readonly stackSets: readonly PlannedStackSet[];
  readonly rootId: pulumi.Input<string>;
  /** Unit ids by path. */
  readonly unitIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Values of the templates' parameters. */
  readonly bindings: Bindings;
}

/**
 * Stamps what every member account has, core accounts too: one service-managed StackSet for each
 * purpose. Accounts that join later get it from AWS, without a run. AWS never stamps the management
 * account.
 */
export class StackSets extends pulumi.ComponentResource {
  constructor(name: string, args: StackSetsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:organization:StackSets", name, {}, opts);
    for (const set of args.stackSets) {
      new StackSet(
        `${name}-${set.name}`,
        {
          ...stackSetArgs(set.template, args.bindings),
          capabilities: set.roles.length > 0 ? ["CAPABILITY_NAMED_IAM"] : [],
          stackSetName: `landing-zone-${set.name}`,
          description: set.description,
          autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
          stackInstancesGroup: [
            {
              deploymentTargets: { organizationalUnitIds: idsOf(set, args) },
              regions: [...set.regions],
            },
          ],
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

function idsOf({ name, units }: PlannedStackSet, args: StackSetsArgs): pulumi.Input<string>[] {
  return units.map((unit) => {
    const id = unit === ROOT ? args.rootId : args.unitIds[unit];
    if (id === undefined) throw new Error(`${name} is aimed at ${unit}, which is no unit`);
    return id;
  });
}
