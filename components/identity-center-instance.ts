import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { userError } from "./user-error";

export interface IdentityCenterInstanceArgs {
  /** Region in which Identity Center was switched on. */
  readonly region: string;
  /** Account that administers it from now on. */
  readonly administratorId: pulumi.Input<string>;
}

/**
 * The organization's instance of IAM Identity Center, which a person switches on in the management
 * account, and the account that administers it: management's own credentials are not needed for people.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
 */
export class IdentityCenterInstance extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;
  public readonly identityStoreId: pulumi.Output<string>;

  constructor(
    name: string,
    { region, administratorId }: IdentityCenterInstanceArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("landingzone:identity:IdentityCenterInstance", name, {}, opts);
    const administrator = new aws.organizations.DelegatedAdministrator(
      `${name}-administrator`,
      { accountId: administratorId, servicePrincipal: "sso.amazonaws.com" },
      { parent: this },
    );
    // Before the administrator exists, as in the preview of a first run, nothing is asked.
    const instances = aws.ssoadmin.getInstancesOutput(
      { region },
      { parent: this, dependsOn: administrator },
    );
    // An error that is thrown here ends the run by the resources that need the value.
    const found = instances.apply(({ arns: [arn], identityStoreIds: [identityStoreId] }) => {
      if (arn === undefined || identityStoreId === undefined) {
        throw userError(
          `There is no IAM Identity Center in ${region}. Switch IAM Identity Center on by hand in the ` +
            `management account, region ${region}, for the organization, then run again. If it is on in ` +
            "another region, say which by access.identityCenter.region.",
        );
      }
      return { arn, identityStoreId };
    });
    this.arn = found.arn;
    this.identityStoreId = found.identityStoreId;
    this.registerOutputs({ arn: this.arn, identityStoreId: this.identityStoreId });
  }
}
