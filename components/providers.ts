import * as aws from "@pulumi/aws";
import type { Region } from "@pulumi/aws-native";
// The whole of aws-native takes 0.2 s to load, and two of its classes are used.
import { Provider as NativeProvider } from "@pulumi/aws-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { PREVIEW_NAME, RESERVED_PATH } from "../iam/names";
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
 * As whom a run enters accounts: `deploy` by their access roles, which have everything there, `preview`
 * by their preview roles, which only look.
 */
export type RunMode = "deploy" | "preview";

/**
 * The provider of each account that the program enters.
 * @param ids Account ids by account name.
 */
export function providersByAccount(
  plan: Plan,
  management: aws.Provider,
  ids: Readonly<Record<string, pulumi.Input<string>>>,
  mode: RunMode,
): (account: PlannedAccount) => aws.Provider {
  const providers = new Map(
    accountsEntered(plan).map((account) => {
      const id = ids[account.name];
      const own =
        id === undefined ? management : memberProvider(account, id, plan.organization, mode);
      return [account.name, own];
    }),
  );
  return ({ name }) => {
    const provider = providers.get(name);
    if (!provider) throw new Error(`the program does not enter ${name}`);
    return provider;
  };
}

/** Provider of a member account, by way of its access role, once that can be assumed, or its preview role. */
function memberProvider(
  account: PlannedAccount,
  accountId: pulumi.Input<string>,
  { homeRegion, partition }: PlannedOrganization,
  mode: RunMode,
): aws.Provider {
  const name = resourceName(account);
  const role = pulumi.interpolate`arn:${partition}:iam::${accountId}:role`;
  const ready = new AccountReady(
    `${name}-ready`,
    {
      roleArn: pulumi.interpolate`${role}/${account.accessRole}`,
      region: homeRegion,
    },
    { aliases: formerly(account, "", "-ready") },
  );
  const roleArn =
    mode === "preview" ? pulumi.interpolate`${role}${RESERVED_PATH}${PREVIEW_NAME}` : ready.roleArn;
  return new aws.Provider(
    name,
    {
      region: homeRegion,
      allowedAccountIds: [accountId],
      assumeRoles: [{ roleArn, sessionName: "landing-zone" }],
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
