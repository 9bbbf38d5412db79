import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { BREAK_GLASS_NAME, DEPLOY_NAME, RESERVED_PATH } from "../../iam/names";
import { coreAccount, type Plan } from "../../model/plan";
import { show } from "../../model/problem";
import { EXIT } from "../exit";
import type { StackOptions } from "../stack-option";
import { accessAccountId } from "./account-id";
import { isNamed, LiveError, reason, told } from "./errors";

/** Options of every command that calls AWS. */
export interface LiveOptions extends StackOptions {
  readonly profile?: string;
  readonly ids?: string;
}

/** The management account, by the credentials that the command was given, and the access account. */
export interface Live {
  readonly callerArn: string;
  readonly accountId: string;
  /** IAM of the access account. */
  readonly iam: IAMClient;
  readonly management: {
    readonly iam: IAMClient;
    readonly organizations: OrganizationsClient;
  };
}

/**
 * Enters the access account from the management account. Other credentials are refused before
 * anything is read: those of another customer would find other people of the same names.
 */
export async function enterAccessAccount(plan: Plan, options: LiveOptions): Promise<Live> {
  const { homeRegion, partition } = plan.organization;
  const config = {
    region: homeRegion,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  };
  const sts = new STSClient(config);
  const callerArn = await callerOf(plan, sts, options.profile);
  const organizations = new OrganizationsClient(config);
  const accountId = await accessAccountId(plan, options.ids, organizations);
  const { accessRole } = coreAccount(plan, "access");
  const roleArn = `arn:${partition}:iam::${accountId}:role/${accessRole}`;
  const { Credentials: entered } = await assume(plan, sts, roleArn, callerArn);
  if (!entered?.AccessKeyId || !entered.SecretAccessKey || !entered.SessionToken) {
    throw new LiveError(`entering ${roleArn}: AWS gave no credentials`, EXIT.usage);
  }
  const credentials = {
    accessKeyId: entered.AccessKeyId,
    secretAccessKey: entered.SecretAccessKey,
    sessionToken: entered.SessionToken,
  };
  return {
    callerArn,
    accountId,
    iam: new IAMClient({ region: homeRegion, credentials, maxAttempts: 8 }),
    management: { iam: new IAMClient(config), organizations },
  };
}

async function callerOf(
  { organization }: Plan,
  sts: STSClient,
  profile: string | undefined,
): Promise<string> {
  const asking =
    profile === undefined
      ? "asking AWS whose credentials these are"
      : `asking AWS whose credentials the profile ${show(profile)} has`;
  const { Account, Arn } = await told(asking, sts.send(new GetCallerIdentityCommand({})));
  const { managementAccountId, name } = organization;
  if (Account !== managementAccountId) {
    throw new LiveError(
      `these are credentials of the account ${Account ?? "?"} (${Arn ?? "?"}), and the management ` +
        `account of ${name} is ${managementAccountId}: use credentials of that account`,
      EXIT.usage,
    );
  }
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  if (Arn === undefined || Arn.endsWith(":root")) {
    throw new LiveError(
      "these are credentials of a root user, which can enter no role: use a user or role",
      EXIT.usage,
    );
  }
  return Arn;
}

async function assume(plan: Plan, sts: STSClient, RoleArn: string, callerArn: string) {
  // The session carries the caller's name into the access account's trail.
  const who = (callerArn.split("/").at(-1) ?? "").replaceAll(/[^\w+=,.@-]/g, "-");
  const RoleSessionName = `lz-${who}`.slice(0, 64);
  try {
    return await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName }));
  } catch (error) {
    if (!isNamed(error, "AccessDenied")) {
      throw new LiveError(`entering ${RoleArn}: ${reason(error)}`, EXIT.usage);
    }
    throw new LiveError(`${callerArn} may not enter ${RoleArn}: ${whoEnters(plan)}`, EXIT.usage);
  }
}

function whoEnters({ deploy }: Plan): string {
  if (!deploy) return "use a user or role of the management account that may assume it";
  const own = [DEPLOY_NAME, BREAK_GLASS_NAME].map((name) => `role${RESERVED_PATH}${name}`);
  return (
    `the pipeline deploys, so that its role lets in nobody but ` +
    `${[...own, ...deploy.bootstrap].join(", ")} of the management account; access.deploy.bootstrap names others`
  );
}
