import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient, paginateListAccounts } from "@aws-sdk/client-organizations";
import { AssumeRootCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { rootTaskArn, type RootTask } from "../../iam/management/root-access";
import { coreAccount, type Plan } from "../../model/plan";
import { EXIT } from "../exit";
import { isNamed, LiveError, reason, told } from "./errors";

/** A member account, as the organization lists it. */
export interface Member {
  readonly id: string;
  readonly name: string;
}

/** Whoever may take sessions of members' root users. */
export interface RootTaker {
  readonly sts: STSClient;
  readonly organizations: OrganizationsClient;
  readonly region: string;
  readonly partition: string;
}

/**
 * The access account, or the management account, by the credentials that the command was given. The
 * endpoint of STS has to be a region's: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 */
export async function rootTaker(
  plan: Pick<Plan, "organization" | "accounts">,
  profile: string | undefined,
): Promise<RootTaker> {
  const { homeRegion: region, partition, managementAccountId, name } = plan.organization;
  const config = { region, maxAttempts: 8, ...(profile === undefined ? {} : { profile }) };
  const sts = new STSClient(config);
  const caller = await told(
    "asking AWS whose credentials these are",
    sts.send(new GetCallerIdentityCommand({})),
  );
  if (caller.Arn?.endsWith(":root")) {
    throw new LiveError(
      "these are credentials of a root user, which takes no root sessions: enter the role root-access",
      EXIT.usage,
    );
  }
  const access = coreAccount(plan, "access");
  const known = [managementAccountId, ...(access.id === null ? [] : [access.id])];
  // The access account's id may stand in no file: then its role's name speaks for it.
  const byRole = access.id === null && (caller.Arn ?? "").includes(":assumed-role/root-access/");
  if (!known.includes(caller.Account ?? "") && !byRole) {
    throw new LiveError(
      `these are credentials of ${caller.Arn ?? "?"}: enter the role root-access of the account ` +
        `${access.name} of ${name}, as a break-glass user`,
      EXIT.usage,
    );
  }
  return { sts, organizations: new OrganizationsClient(config), region, partition };
}

/**
 * Living member accounts. The management account is none: its root user is nobody's to take, and stays
 * in its safe.
 */
export async function membersOf(
  { organizations }: Pick<RootTaker, "organizations">,
  { managementAccountId }: Plan["organization"],
): Promise<readonly Member[]> {
  const members: Member[] = [];
  const read = async (): Promise<void> => {
    for await (const { Accounts } of paginateListAccounts({ client: organizations }, {})) {
      for (const { Id = "", Name = "", State, Status } of Accounts ?? []) {
        if (Id === managementAccountId || (State ?? Status) !== "ACTIVE") continue;
        members.push({ id: Id, name: Name });
      }
    }
  };
  await told("listing the organization's accounts", read());
  return members.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** IAM as the root user of a member, for one task and a quarter of an hour. */
export async function asRoot(
  { sts, region, partition }: RootTaker,
  member: Member,
  task: RootTask,
): Promise<IAMClient> {
  const arn = rootTaskArn(task).replace("{{partition}}", partition);
  try {
    const { Credentials } = await sts.send(
      new AssumeRootCommand({
        TargetPrincipal: member.id,
        TaskPolicyArn: { arn },
        DurationSeconds: 900,
      }),
    );
    return new IAMClient({
      region,
      maxAttempts: 8,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? "",
        secretAccessKey: Credentials?.SecretAccessKey ?? "",
        sessionToken: Credentials?.SessionToken ?? "",
      },
    });
  } catch (error) {
    const hint = isNamed(error, "AccessDenied")
      ? "; is root access centralized (management.rootAccess), and did somebody enter root-access with MFA?"
      : "";
    throw new LiveError(
      `a root session in ${member.name} (${member.id}): ${reason(error)}${hint}`,
      EXIT.no,
    );
  }
}
