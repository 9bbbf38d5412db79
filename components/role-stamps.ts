import { StackSet } from "@pulumi/aws-native/cloudformation/stackSet";
import * as pulumi from "@pulumi/pulumi";
import { TEMPLATE_PARAMETERS } from "../iam/render";
import type { PlannedType } from "../model/plan";
import type { Bindings } from "./bindings";

export interface RoleStampsArgs {
  readonly types: readonly PlannedType[];
  /** Unit ids by path. */
  readonly unitIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** One region is enough: roles are global. */
  readonly region: string;
  /** Values of the templates' parameters. */
  readonly bindings: Bindings;
}

/**
 * Stamps function roles into leaf accounts: one service-managed StackSet per account type, aimed at
 * the type's unit. Accounts that join the unit later get their roles from AWS, without a run.
 */
export class RoleStamps extends pulumi.ComponentResource {
  constructor(name: string, args: RoleStampsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:identity:RoleStamps", name, {}, opts);
    for (const type of args.types) {
      const unitId = args.unitIds[type.unit];
      if (!type.template || unitId === undefined) continue;
      new StackSet(
        `${name}-${type.name}`,
        {
          stackSetName: `landing-zone-roles-${type.name}`,
          description: `Function roles of ${type.name} accounts`,
          permissionModel: "SERVICE_MANAGED",
          callAs: "SELF",
          autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
          capabilities: ["CAPABILITY_NAMED_IAM"],
          managedExecution: { active: true },
          operationPreferences: {
            failureTolerancePercentage: 0,
            maxConcurrentPercentage: 100,
            regionConcurrencyType: "PARALLEL",
          },
          stackInstancesGroup: [
            { deploymentTargets: { organizationalUnitIds: [unitId] }, regions: [args.region] },
          ],
          parameters: type.template.parameters.map((parameterKey) => ({
            parameterKey,
            parameterValue: parameterValue(parameterKey, args.bindings),
          })),
          templateBody: type.template.body,
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

function parameterValue(key: string, bindings: Bindings): pulumi.Input<string> {
  const placeholder = TEMPLATE_PARAMETERS.get(key);
  if (!placeholder) throw new Error(`the template has an unknown parameter ${key}`);
  return bindings[placeholder];
}
