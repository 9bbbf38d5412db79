import {
  ListServiceSpecificCredentialsCommand,
  ListUserTagsCommand,
  paginateListGroupsForUser,
  paginateListSigningCertificates,
  paginateListSSHPublicKeys,
  type IAMClient,
} from "@aws-sdk/client-iam";
import type { Inventory, Step } from "../../report/people-live-offboard";
import { reason } from "./errors";
import { leftDevices } from "./left-devices";
import { isShut } from "./shut";
import { findUser, type Reading } from "./users";

/**
 * Everything that somebody has to sign in with; undefined where there is no such user. A part that
 * cannot be read is said, and keeps nobody from taking away the rest.
 */
export async function inventoryOf(
  iam: IAMClient,
  UserName: string,
): Promise<Inventory | undefined> {
  const unread: Step[] = [];
  const read: Reading = async (what, work, otherwise) => {
    try {
      return await work;
    } catch (error) {
      unread.push({ what: `read ${what}`, failure: reason(error) });
      return otherwise;
    }
  };
  const user = await findUser(iam, UserName, read);
  if (!user) return undefined;
  const of = (what: string): string => `the ${what} of ${UserName}`;
  return {
    ...user,
    certificates: await read(of("signing certificates"), certificatesOf(iam, UserName), []),
    sshKeys: await read(of("SSH keys"), sshKeysOf(iam, UserName), []),
    serviceCredentials: await read(of("service credentials"), servicesOf(iam, UserName), []),
    groups: await read(of("groups"), groupsOf(iam, UserName), []),
    tags: await read(of("tags"), tagsOf(iam, UserName), {}),
    leftDevices: await read(of("left MFA devices"), leftDevices(iam, UserName), []),
    shut: await read(of("policies"), isShut(iam, UserName), false),
    unread,
  };
}

async function certificatesOf(iam: IAMClient, UserName: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of paginateListSigningCertificates({ client: iam }, { UserName })) {
    ids.push(...(page.Certificates ?? []).flatMap(({ CertificateId }) => CertificateId ?? []));
  }
  return ids;
}

async function sshKeysOf(iam: IAMClient, UserName: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of paginateListSSHPublicKeys({ client: iam }, { UserName })) {
    ids.push(...(page.SSHPublicKeys ?? []).flatMap(({ SSHPublicKeyId }) => SSHPublicKeyId ?? []));
  }
  return ids;
}

async function groupsOf(iam: IAMClient, UserName: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of paginateListGroupsForUser({ client: iam }, { UserName })) {
    names.push(...(page.Groups ?? []).flatMap(({ GroupName }) => GroupName ?? []));
  }
  return names;
}

async function servicesOf(
  iam: IAMClient,
  UserName: string,
): Promise<Inventory["serviceCredentials"]> {
  const found: { id: string; service: string }[] = [];
  let Marker: string | undefined;
  do {
    const page = await iam.send(
      new ListServiceSpecificCredentialsCommand({ UserName, ...(Marker && { Marker }) }),
    );
    for (const one of page.ServiceSpecificCredentials ?? []) {
      found.push({ id: one.ServiceSpecificCredentialId ?? "", service: one.ServiceName ?? "" });
    }
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker !== undefined);
  return found;
}

async function tagsOf(iam: IAMClient, UserName: string): Promise<Inventory["tags"]> {
  const { Tags } = await iam.send(new ListUserTagsCommand({ UserName }));
  return Object.fromEntries((Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}
