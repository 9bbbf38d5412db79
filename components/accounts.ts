import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { isLeaving, resourceName, type PlannedAccount } from "../model/plan";
import { ROOT } from "../model/units";

export interface AccountsArgs {
  /** Accounts to make or keep, without the management account and those that are gone. */
  readonly accounts: readonly PlannedAccount[];
  readonly rootId: pulumi.Input<string>;
  /** Unit ids by path. */
  readonly unitIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Names of accounts that exist in AWS and not yet in the stack. */
  readonly importing: ReadonlySet<string>;
}

/** What AWS cannot change without replacing the account, or reports wrongly after an import. */
const FIXED = ["email", "roleName", "iamUserAccessToBilling"];
/** An account is imported as it is; the next run renames, moves and tags it. */
const FIXED_WHILE_IMPORTING = ["name", "parentId", "tags", "tagsAll", "closeOnDeletion"];

/**
 * The organization's accounts. No change of configuration closes or removes one: they are protected
 * until they are `leaving`, and retained even then.
 */
export class Accounts extends pulumi.ComponentResource {
  /** Account ids by account name. */
  public readonly ids: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: AccountsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:organization:Accounts", name, {}, opts);
    const ids: Record<string, pulumi.Output<string>> = {};
    for (const account of args.accounts) {
      const importing = args.importing.has(account.name);
      const resource = new aws.organizations.Account(
        `${name}-${resourceName(account)}`,
        accountArgs(account, args),
        {
          parent: this,
          protect: !isLeaving(account.lifecycle),
          retainOnDelete: true,
          ignoreChanges: importing ? [...FIXED, ...FIXED_WHILE_IMPORTING] : FIXED,
          aliases: account.formerNames.map((former) => ({ name: `${name}-${former}` })),
          ...(importing && account.id !== null ? { import: account.id } : {}),
        },
      );
      ids[account.name] = resource.id;
    }
    this.ids = ids;
    this.registerOutputs({ ids });
  }
}

function accountArgs(
  account: PlannedAccount,
  { rootId, unitIds }: AccountsArgs,
): aws.organizations.AccountArgs {
  const parentId = account.unit === ROOT ? rootId : unitIds[account.unit ?? ""];
  if (account.email === null || parentId === undefined) {
    throw new Error(`the plan of ${account.name} has no e-mail address or unit`);
  }
  return {
    name: account.name,
    email: account.email,
    parentId,
    closeOnDeletion: false,
    tags: { ...account.tags },
    ...(account.origin === "created" ? { roleName: account.accessRole } : {}),
  };
}
