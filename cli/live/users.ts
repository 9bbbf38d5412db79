import {
  GetAccessKeyLastUsedCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  paginateListAccessKeys,
  paginateListMFADevices,
  paginateListUsers,
  type IAMClient,
  type User,
} from "@aws-sdk/client-iam";
import { deviceKind, type LiveDevice, type LiveKey, type LiveUser } from "../../report/people-live";
import { isNamed, LiveError, told } from "./errors";

/** Requests under way at once: IAM's own limits are a few dozen a second for an account. */
const AT_ONCE = 8;

/** All users of an account, by path and name. */
export async function listUsers(iam: IAMClient): Promise<readonly LiveUser[]> {
  const found: User[] = [];
  const read = async (): Promise<void> => {
    for await (const { Users } of paginateListUsers({ client: iam }, {})) {
      found.push(...(Users ?? []));
    }
  };
  await told("listing the users of the access account", read());
  const users: LiveUser[] = [];
  const rest = found[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const user of rest) users.push(await readUser(iam, user));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const place = ({ path, name }: LiveUser): string => `${path} ${name}`;
  return users.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** One user, or undefined where there is none of that name. */
export async function findUser(
  iam: IAMClient,
  name: string,
  read: Reading = orFail,
): Promise<LiveUser | undefined> {
  const User = await told(
    `reading the user ${name}`,
    orUndefined(iam.send(new GetUserCommand({ UserName: name })).then((answer) => answer.User)),
  );
  return User === undefined ? undefined : readUser(iam, User, read);
}

/** One part of what there is to read of a user. */
export type Reading = <T>(what: string, work: Promise<T>, otherwise: T) => Promise<T>;

/** What cannot be read ends the command. */
const orFail: Reading = (what, work) => told(`reading ${what}`, work);

/** What AWS knows of a user. `read` decides what becomes of a part that cannot be read. */
export async function readUser(
  iam: IAMClient,
  user: User,
  read: Reading = orFail,
): Promise<LiveUser> {
  const UserName = user.UserName ?? "";
  const profile = await read(
    `the password of ${UserName}`,
    orUndefined(iam.send(new GetLoginProfileCommand({ UserName }))),
    undefined,
  );
  return {
    name: UserName,
    path: user.Path ?? "/",
    arn: user.Arn ?? "",
    created: iso(user.CreateDate),
    password: profile
      ? {
          since: iso(profile.LoginProfile?.CreateDate),
          lastUsed: user.PasswordLastUsed ? iso(user.PasswordLastUsed) : null,
        }
      : null,
    devices: await read(`the MFA devices of ${UserName}`, devicesOf(iam, UserName), []),
    keys: await read(`the access keys of ${UserName}`, keysOf(iam, UserName), []),
  };
}

async function devicesOf(iam: IAMClient, UserName: string): Promise<readonly LiveDevice[]> {
  const devices: LiveDevice[] = [];
  for await (const { MFADevices } of paginateListMFADevices({ client: iam }, { UserName })) {
    for (const { SerialNumber = "", EnableDate } of MFADevices ?? []) {
      devices.push({
        serial: SerialNumber,
        kind: deviceKind(SerialNumber),
        since: iso(EnableDate),
      });
    }
  }
  return devices;
}

async function keysOf(iam: IAMClient, UserName: string): Promise<readonly LiveKey[]> {
  const keys: LiveKey[] = [];
  for await (const { AccessKeyMetadata } of paginateListAccessKeys({ client: iam }, { UserName })) {
    for (const { AccessKeyId = "", Status, CreateDate } of AccessKeyMetadata ?? []) {
      const { AccessKeyLastUsed } = await iam.send(
        new GetAccessKeyLastUsedCommand({ AccessKeyId }),
      );
      const used = AccessKeyLastUsed?.LastUsedDate;
      keys.push({
        id: AccessKeyId,
        active: Status === "Active",
        created: iso(CreateDate),
        lastUsed: used ? iso(used) : null,
      });
    }
  }
  return keys;
}

/** What a request gives, or undefined where there is no such thing. */
export async function orUndefined<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isNamed(error, "NoSuchEntity")) return undefined;
    throw error;
  }
}

export function iso(date: Date | undefined): string {
  if (date === undefined) throw new LiveError("AWS left a time out of its answer");
  return date.toISOString();
}
