import { paginateListAccounts, type OrganizationsClient } from "@aws-sdk/client-organizations";
import { coreAccount, type Plan } from "../../model/plan";
import { show } from "../../model/problem";
import { readAccountIds } from "../answers/account-ids";
import { EXIT, UsageError } from "../exit";
import { LiveError, told } from "./errors";

/**
 * Id of the access account: of the stack file, of the stack's outputs, or as the organization lists
 * it. Two of them that differ are a mistake, and nobody is invited by mistake.
 */
export async function accessAccountId(
  plan: Pick<Plan, "accounts">,
  idsFile: string | undefined,
  organizations: OrganizationsClient,
): Promise<string> {
  const { name, id } = coreAccount(plan, "access");
  const listed = idsFile === undefined ? null : idIn(idsFile, name);
  if (id !== null && listed !== null && id !== listed) {
    throw new UsageError(
      `the access account is ${id} in the stack file and ${listed} in ${idsFile ?? ""}: one is of another stack`,
    );
  }
  return id ?? listed ?? (await idByName(organizations, name));
}

function idIn(file: string, name: string): string {
  const id = readAccountIds(file).get(name);
  if (id !== undefined) return id;
  throw new UsageError(`--ids: ${file} has no account ${show(name)}: is it of another stack?`);
}

/** Names of accounts need not be unique in AWS: of two, none is taken. */
async function idByName(organizations: OrganizationsClient, name: string): Promise<string> {
  const ids: string[] = [];
  const read = async (): Promise<void> => {
    for await (const { Accounts } of paginateListAccounts({ client: organizations }, {})) {
      for (const { Id, Name } of Accounts ?? []) if (Name === name && Id) ids.push(Id);
    }
  };
  await told("listing the organization's accounts", read());
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return id;
  throw new LiveError(
    (ids.length === 0
      ? `the organization has no account ${show(name)}: run pulumi up first`
      : `the organization has several accounts ${show(name)}: ${ids.join(", ")}`) +
      ", or say which by organization.coreAccounts.access.id or --ids FILE",
    EXIT.usage,
  );
}
