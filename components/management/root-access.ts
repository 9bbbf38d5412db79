import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface RootAccessArgs {
  /** Account from which root sessions are taken. */
  readonly administratorId: pulumi.Input<string>;
}

/**
 * The account that takes root sessions in members, so that nobody needs the management account for it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
 */
export class RootAccess extends pulumi.ComponentResource {
  constructor(name: string, args: RootAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:management:RootAccess", name, {}, opts);
    new aws.organizations.DelegatedAdministrator(
      `${name}-administrator`,
      { accountId: args.administratorId, servicePrincipal: "iam.amazonaws.com" },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
