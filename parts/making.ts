import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../components/places";
import type { PlannedAccount } from "../model/plan";
import type { CoreAccount } from "../model/schema";

/** What the parts of the landing zone are made with, once the organization and its accounts exist. */
export interface Making {
  /** Where things are made in an account that the program enters. */
  readonly at: (of: PlannedAccount | CoreAccount) => Place;
  /** Account ids by account name, of all but the management account. */
  readonly ids: Readonly<Record<string, pulumi.Input<string>>>;
  readonly organizationId: pulumi.Input<string>;
  readonly rootId: pulumi.Input<string>;
  /** Unit ids by path. */
  readonly unitIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Makes things in the management account, by both of its providers, once there is an organization. */
  readonly onceMade: pulumi.ComponentResourceOptions;
  /** All accounts: what is stamped into every member waits for them, or misses some. */
  readonly accounts: pulumi.Resource;
  /** Function roles of each account that the program enters, and their boundary, by resource name. */
  readonly functionRoles: Readonly<Record<string, pulumi.Resource>>;
}

/** The same options, and what has to be there besides. */
export function after(
  options: pulumi.ComponentResourceOptions,
  ...resources: readonly pulumi.Resource[]
): pulumi.ComponentResourceOptions {
  const { dependsOn = [], ...others } = options;
  const before = [dependsOn].flat() as pulumi.Resource[];
  return { ...others, dependsOn: [...before, ...resources] };
}
