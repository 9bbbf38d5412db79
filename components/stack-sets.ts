import { StackSet } from "@pulumi/aws-native/cloudformation/stackSet";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedStackSet } from "../model/stack-sets";
import { ROOT } from "../model/units";
import { bound, type Bindings } from "./bindings";
import { stackSetArgs } from "./role-stamps";

export interface StackSetsArgs {
  readonly stackSets: readonly PlannedStackSet[];
  /** Region of the sets themselves. */
  readonly region: string;
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
    const made = new Map<string, StackSet>();
    for (const set of args.stackSets) {
      const before = (set.after ?? []).map((other) => {
        const found = made.get(other);
        if (!found) throw new Error(`${set.name} waits for ${other}, which is not made before it`);
        return found;
      });
      const stackSet = new StackSet(
        `${name}-${set.name}`,
        {
          ...stackSetArgs(set.template, args.bindings),
          capabilities: set.roles.length > 0 ? ["CAPABILITY_NAMED_IAM"] : [],
          stackSetName: `landing-zone-${set.name}`,
          description: set.description,
          autoDeployment: {
            enabled: true,
            retainStacksOnAccountRemoval: false,
            ...(before.length > 0 ? { dependsOn: before.map((one) => arnOf(one, args)) } : {}),
          },
          stackInstancesGroup: [
            {
              deploymentTargets: { organizationalUnitIds: idsOf(set, args) },
              regions: [...set.regions],
            },
          ],
        },
        { parent: this, dependsOn: before },
      );
      made.set(set.name, stackSet);
    }
    this.registerOutputs({});
  }
}

/** AWS keeps the order where accounts join later, too. */
function arnOf(
  { stackSetId }: StackSet,
  { bindings, region }: StackSetsArgs,
): pulumi.Output<string> {
  const sets = bound(
    `arn:{{partition}}:cloudformation:${region}:{{account:management}}:stackset/`,
    bindings,
  );
  return pulumi.interpolate`${sets}${stackSetId}`;
}

function idsOf({ name, units }: PlannedStackSet, args: StackSetsArgs): pulumi.Input<string>[] {
  return units.map((unit) => {
    const id = unit === ROOT ? args.rootId : args.unitIds[unit];
    if (id === undefined) throw new Error(`${name} is aimed at ${unit}, which is no unit`);
    return id;
  });
}
