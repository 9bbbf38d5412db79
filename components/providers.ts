import * as aws from "@pulumi/aws";
import type { Region } from "@pulumi/aws-native";
// The whole of aws-native takes 0.2 s to load, and two of its classes are used.
import { Provider as NativeProvider } from "@pulumi/aws-native/provider";
import * as pulumi from "@pulumi/pulumi";
import {
  accountsEntered,
  resourceName,
  type Plan,
  type PlannedAccount,
  type PlannedOrganization,
} from "../model/plan";
import { AccountReady } from "./account-ready";

/** Providers of the management account, with the credentials of the run. */
export interface ManagementProviders {
  readonly aws: aws.Provider;
  readonly native: NativeProvider;
}

/**
 * Providers of the management account. Both refuse to work in any other account, so that a run with
 * another customer's credentials changes nothing.
 */
export function managementProviders({
  homeRegion,
  managementAccountId,
}: PlannedOrganization): ManagementProviders {
  const allowedAccountIds = [managementAccountId];
  return {
    aws: new aws.Provider("management", { region: homeRegion, allowedAccountIds }),
    native: new NativeProvider("management-native", {
      region: homeRegion as Region,
      allowedAccountIds,
    }),
  };
}

/**
 * The provider of each account that the program enters.
 * @param ids Account ids by account name.
 */
export function providersByAccount(
  plan: Plan,
  management: aws.Provider,
  ids: Readonly<Record<string, pulumi.Input<string>>>,
): (account: PlannedAccount) => aws.Provider {
  const providers = new Map(
    accountsEntered(plan).map((account) => {
      const id = ids[account.name];
      const own = id === undefined ? management : memberProvider(account, id, plan.organization);
      return [account.name, own];
    }),
  );
  return ({ name }) => {
    const provider = providers.get(name);
    if (!provider) throw new Error(`the program does not enter ${name}`);
    return provider;
  };
}

/** Provider of a member account, by way of its access role, once that can be assumed. */
function memberProvider(
  account: PlannedAccount,
  accountId: pulumi.Input<string>,
  { homeRegion, partition }: PlannedOrganization,
): aws.Provider {
  const name = resourceName(account);
  const ready = new AccountReady(
    `${name}-ready`,
    {
      roleArn: pulumi.interpolate`arn:${partition}:iam::${accountId}:role/${account.accessRole}`,
      region: homeRegion,
    },
    { aliases: formerly(account, "", "-ready") },
  );
  return new aws.Provider(
    name,
    {
      region: homeRegion,
      allowedAccountIds: [accountId],
      assumeRoles: [{ roleArn: ready.roleArn, sessionName: "landing-zone" }],
    },
    { aliases: formerly(account, "") },
  );
}

/** Aliases by which what belongs to a renamed account stays the same. */
export function formerly(
  { formerNames }: PlannedAccount,
  prefix: string,
  suffix = "",
): pulumi.Alias[] {
  return formerNames.map((former) => ({ name: `${prefix}${former}${suffix}` }));
}
