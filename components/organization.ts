import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedOrganization, PlannedUnit } from "../model/plan";
import { StackSetsAccess } from "./stacksets-access";

export interface OrganizationArgs {
  readonly organization: PlannedOrganization;
  readonly units: readonly PlannedUnit[];
  /** The organization is not in the stack yet: import it as it is. */
  readonly importing: boolean;
  /** Is root access to members centralized? */
  readonly rootAccess: boolean;
}

/** The organization: all features, its units, and the services that may act across accounts. */
export class Organization extends pulumi.ComponentResource {
  public readonly id: pulumi.Output<string>;
  public readonly rootId: pulumi.Output<string>;
  /** Unit ids by path. */
  public readonly unitIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: OrganizationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:organization:Organization", name, {}, opts);
    const { organization } = args;
    const self = new aws.organizations.Organization(
      `${name}-self`,
      {
        featureSet: "ALL",
        enabledPolicyTypes: policyTypes(organization, { parent: this }),
      },
      {
        parent: this,
        protect: true,
        retainOnDelete: true,
        // The list of trusted services in this resource is authoritative: a service that is missing
        // is switched off for the whole company. Services are enabled one by one below instead.
        ignoreChanges: [
          "awsServiceAccessPrincipals",
          ...(args.importing ? ["enabledPolicyTypes", "featureSet"] : []),
        ],
        ...(args.importing && organization.id !== null ? { import: organization.id } : {}),
      },
    );
    this.id = self.id;
    this.rootId = self.roots.apply((roots) => {
      const root = roots[0];
      if (!root) throw new Error("the organization has no root");
      return root.id;
    });
    const services = organization.trustedServices.map(
      (servicePrincipal) =>
        new aws.organizations.AwsServiceAccess(
          `${name}-service-${servicePrincipal}`,
          { servicePrincipal },
          { parent: this, dependsOn: self, retainOnDelete: true },
        ),
    );
    new StackSetsAccess(
      `${name}-stacksets`,
      { region: organization.homeRegion },
      { parent: this, dependsOn: services },
    );
    new aws.ram.SharingWithOrganization(
      `${name}-ram`,
      {},
      { parent: this, dependsOn: services, retainOnDelete: true },
    );
    if (args.rootAccess) {
      // Before accounts are made: AWS makes those that come afterwards without root credentials. Where
      // it is switched off, whoever has a root mailbox sets a password again: no run does that.
      new aws.iam.OrganizationsFeatures(
        `${name}-root-access`,
        { enabledFeatures: ["RootCredentialsManagement", "RootSessions"] },
        { parent: this, dependsOn: services, retainOnDelete: true },
      );
    }
    this.unitIds = this.makeUnits(name, args.units);
    this.registerOutputs({ id: this.id, rootId: this.rootId, unitIds: this.unitIds });
  }

  private makeUnits(
    name: string,
    units: readonly PlannedUnit[],
  ): Readonly<Record<string, pulumi.Output<string>>> {
    const ids: Record<string, pulumi.Output<string>> = {};
    for (const unit of units) {
      const parentId = unit.parent === null ? this.rootId : ids[unit.parent];
      if (!parentId) throw new Error(`the plan has ${unit.path} before ${String(unit.parent)}`);
      const resource = new aws.organizations.OrganizationalUnit(
        `${name}-unit-${unit.path}`,
        { name: unit.name, parentId },
        { parent: this },
      );
      ids[unit.path] = resource.id;
    }
    return ids;
  }
}

/**
 * Policy types to enable. The provider switches off what is missing, so an organization that was
 * taken over keeps those that are live.
 */
function policyTypes(
  { adopt, policyTypes: planned }: PlannedOrganization,
  opts: pulumi.InvokeOptions,
): pulumi.Input<pulumi.Input<string>[]> {
  if (!adopt) return [...planned];
  const live = aws.organizations.getOrganizationOutput({}, opts);
  return live.enabledPolicyTypes.apply((types) => [...new Set([...types, ...planned])].sort());
}
