import * as pulumi from "@pulumi/pulumi";

export interface AccessRoleTrustArgs {
  /** ARN of the role by which the management account enters the account. */
  readonly roleArn: pulumi.Input<string>;
  /** Region of the STS endpoint. */
  readonly region: pulumi.Input<string>;
  /** Trust policy: who of the management account enters. */
  readonly trust: pulumi.Input<string>;
}

interface AccessRoleTrustInputs {
  readonly roleArn: string;
  readonly region: string;
  readonly trust: string;
}

/**
 * AWS makes the role with a trust of the whole management account, without MFA. No resource of a
 * provider changes the trust of a role without owning all of the role. This narrows it, and gives AWS's
 * own trust back when it is taken out. Whoever could not enter afterwards narrows nothing: a run by
 * hand would otherwise lock itself out half way.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html
 *
 * The functions below are serialized and run in another process: they import nothing of ours.
 * @param trustFor The trust, given the id of the management account.
 * @param waitMs Time between putting the trust and entering by it, and between tries.
 */
export async function setTrust(
  { roleArn, region }: Pick<AccessRoleTrustInputs, "roleArn" | "region">,
  trustFor: (management: string) => string,
  waitMs = 10_000,
): Promise<void> {
  const { STSClient, AssumeRoleCommand, GetCallerIdentityCommand } =
    await import("@aws-sdk/client-sts");
  const { GetRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } =
    await import("@aws-sdk/client-iam");
  const sts = new STSClient({ region });
  const caller = await sts.send(new GetCallerIdentityCommand({}));
  const callerArn = caller.Arn ?? "";
  const trust = trustFor(caller.Account ?? "");
  const named = (JSON.parse(trust) as TrustPolicy).Statement.flatMap(
    ({ Condition }) => Condition?.ArnEquals?.["aws:PrincipalArn"] ?? [],
  );
  // The ARN of a role's session has neither the role's path nor the kind of a role's own ARN.
  const [, sessionRole] = /:assumed-role\/([^/]+)\//.exec(callerArn) ?? [];
  const entersAfterwards = named.some((arn) =>
    sessionRole === undefined
      ? arn === callerArn
      : arn.includes(":role/") && arn.endsWith(`/${sessionRole}`),
  );
  if (named.length > 0 && !entersAfterwards) {
    throw new Error(
      `${callerArn} would narrow ${roleArn} to ${named.join(", ")} and could not enter it any more. ` +
        "Let the pipeline do this run, or name who runs it under access.deploy.bootstrap.",
    );
  }
  const enter = async () => {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: "landing-zone-trust",
        DurationSeconds: 900,
      }),
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
  };
  const iam = new IAMClient({ region, credentials: await enter() });
  const RoleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const former = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
  const put = (PolicyDocument: string) =>
    iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  await put(trust);
  // Paths, MFA and spelling decide whether the trust means the caller: only entering again shows it.
  // AWS takes some seconds to tell everywhere of a new trust; until then the former may still hold.
  for (let tries = 1; ; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      await enter();
      return;
    } catch (error) {
      if (tries < 4) continue;
      await put(former);
      throw new Error(
        `${callerArn} cannot enter ${roleArn} any more with the trust ${trust}, so it has the former one again. ` +
          "Name who runs this exactly, with path, under access.deploy.bootstrap; a user has to come with MFA.",
        { cause: error },
      );
    }
  }
}

interface TrustPolicy {
  readonly Statement: readonly {
    readonly Condition?: {
      readonly ArnEquals?: Readonly<Record<string, string | readonly string[]>>;
    };
  }[];
}

const provider: pulumi.dynamic.ResourceProvider<AccessRoleTrustInputs, AccessRoleTrustInputs> = {
  async create(inputs) {
    await setTrust(inputs, () => inputs.trust);
    return { id: inputs.roleArn, outs: inputs };
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  async diff(_id, olds, news) {
    return {
      changes: olds.trust !== news.trust || olds.roleArn !== news.roleArn,
      replaces: olds.roleArn === news.roleArn ? [] : ["roleArn"],
    };
  },
  async update(_id, _olds, news) {
    await setTrust(news, () => news.trust);
    return { outs: news };
  },
  async delete(_id, outs) {
    const partition = outs.roleArn.split(":")[1] ?? "aws";
    await setTrust(outs, (management) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: `arn:${partition}:iam::${management}:root` },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    );
  },
};

/** The trust of the role by which the management account enters a core account. */
export class AccessRoleTrust extends pulumi.dynamic.Resource {
  constructor(name: string, args: AccessRoleTrustArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args }, opts, "landingzone", "AccessRoleTrust");
  }
}
