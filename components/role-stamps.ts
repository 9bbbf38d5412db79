import { StackSet, type StackSetArgs } from "@pulumi/aws-native/cloudformation/stackSet";
import * as pulumi from "@pulumi/pulumi";
import { partnerStackSetName } from "../iam/names";
import { TEMPLATE_PARAMETERS } from "../iam/render";
import type { StampTemplate } from "../iam/stamp-template";
import type { PlannedPartner, PlannedPartnerSet } from "../model/partners";
import type { PlannedType } from "../model/plan";
import type { Bindings } from "./bindings";

export interface RoleStampsArgs {
  readonly types: readonly PlannedType[];
  readonly partners: readonly PlannedPartner[];
  /** One region is enough: roles are global. */
  readonly region: string;
  /** Unit ids by path. */
  readonly unitIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Account ids by account name. */
  readonly accountIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Values of the templates' parameters. */
  readonly bindings: Bindings;
}

/**
 * Stamps function roles into leaf accounts: one service-managed StackSet per account type, aimed at
 * the type's unit. Accounts that join the unit later get their roles from AWS, without a run.
 *
 * A partner's roles are in sets of their own, in the accounts that it was given and in no other: AWS
 * takes no filter of accounts for those that join later.
 */
export class RoleStamps extends pulumi.ComponentResource {
  constructor(name: string, args: RoleStampsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:identity:RoleStamps", name, {}, opts);
    const ofTypes = new Map<string, StackSet>();
    for (const { name: type, unit, template } of args.types) {
      const unitId = args.unitIds[unit];
      if (!template || unitId === undefined) continue;
      const set = new StackSet(
        `${name}-${type}`,
        {
          ...stackSetArgs(template, args.bindings),
          stackSetName: `landing-zone-roles-${type}`,
          description: `Function roles of ${type} accounts`,
          autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
          stackInstancesGroup: [
            { deploymentTargets: { organizationalUnitIds: [unitId] }, regions: [args.region] },
          ],
        },
        { parent: this },
      );
      ofTypes.set(type, set);
    }
    for (const partner of args.partners) {
      for (const set of partner.sets) this.stampPartner(name, partner, set, ofTypes, args);
    }
    this.registerOutputs({});
  }

  private stampPartner(
    name: string,
    partner: PlannedPartner,
    { type, unit, accounts, template }: PlannedPartnerSet,
    ofTypes: ReadonlyMap<string, StackSet>,
    args: RoleStampsArgs,
  ): void {
    if (!template) return;
    const { unitIds, accountIds, bindings } = args;
    const unitId = unitIds[unit];
    const stampedFirst = ofTypes.get(type);
    if (unitId === undefined || !stampedFirst) {
      throw new Error(`nothing is stamped into ${type} accounts before ${partner.name}'s roles`);
    }
    const ids = accounts.map((account) => {
      const id = accountIds[account];
      if (id === undefined) throw new Error(`${account}, an account of ${partner.name}, has no id`);
      return id;
    });
    new StackSet(
      `${name}-partner:${partner.name}:${type}`,
      {
        ...stackSetArgs(template, bindings),
        stackSetName: partnerStackSetName(partner.name, type),
        description: `Roles of ${partner.name} in ${type} accounts`,
        autoDeployment: { enabled: false },
        stackInstancesGroup: [
          {
            deploymentTargets: {
              organizationalUnitIds: [unitId],
              accounts: ids,
              accountFilterType: "INTERSECTION",
            },
            regions: [args.region],
          },
        ],
      },
      // The roles have the boundary that the type's own set makes.
      { parent: this, dependsOn: stampedFirst },
    );
  }
}

/** What is the same of all sets. */
export function stackSetArgs(
  { body, parameters }: StampTemplate,
  bindings: Bindings,
): Pick<
  StackSetArgs,
  | "permissionModel"
  | "callAs"
  | "capabilities"
  | "managedExecution"
  | "operationPreferences"
  | "parameters"
  | "templateBody"
> {
  return {
    permissionModel: "SERVICE_MANAGED",
    callAs: "SELF",
    capabilities: ["CAPABILITY_NAMED_IAM"],
    managedExecution: { active: true },
    operationPreferences: {
      failureTolerancePercentage: 0,
      maxConcurrentPercentage: 100,
      regionConcurrencyType: "PARALLEL",
    },
    parameters: parameters.map((parameterKey) => ({
      parameterKey,
      parameterValue: parameterValue(parameterKey, bindings),
    })),
    templateBody: body,
  };
}

function parameterValue(key: string, bindings: Bindings): pulumi.Input<string> {
  const placeholder = TEMPLATE_PARAMETERS.get(key);
  if (!placeholder) throw new Error(`the template has an unknown parameter ${key}`);
  return bindings[placeholder];
}
