import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { ORGANIZATION_ACCESS_ROLE } from "../../iam/names";
import type { Moto } from "./moto";

/** One account on moto, entered. */
export interface MotoAccount {
  readonly id: string;
  readonly cloudFormation: CloudFormationClient;
  readonly iam: IAMClient;
  readonly organizations: OrganizationsClient;
}

export interface Place {
  readonly moto: Moto;
  readonly partition: string;
  readonly region: string;
}

/**
 * Enters an account by the role that AWS Organizations puts there. moto lets anybody assume any
 * role; the credentials that it gives say which account the later calls are for.
 */
export async function enter({ moto, partition, region }: Place, id: string): Promise<MotoAccount> {
  const { endpoint } = moto;
  const nobody = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  const { Credentials } = await new STSClient({ endpoint, region, credentials: nobody }).send(
    new AssumeRoleCommand({
      RoleArn: `arn:${partition}:iam::${id}:role/${ORGANIZATION_ACCESS_ROLE}`,
      RoleSessionName: "test",
    }),
  );
  const config = {
    endpoint,
    region,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    },
  };
  return {
    id,
    cloudFormation: new CloudFormationClient(config),
    iam: new IAMClient(config),
    organizations: new OrganizationsClient(config),
  };
}
