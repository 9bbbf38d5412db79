import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface DelegationsArgs {
  /** Service principals for which the account speaks in the organization's name. */
  readonly services: readonly string[];
  readonly accountId: pulumi.Input<string>;
}

/** What the management account leaves to the audit account, once its services are trusted. */
export class Delegations extends pulumi.ComponentResource {
  constructor(name: string, args: DelegationsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:detection:Delegations", name, {}, opts);
    for (const service of args.services) {
      new aws.organizations.DelegatedAdministrator(
        `${name}-${service.replace(/\.amazonaws\.com$/, "")}`,
        { accountId: args.accountId, servicePrincipal: service },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
