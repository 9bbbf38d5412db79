import * as pulumi from "@pulumi/pulumi";

export interface AccountReadyArgs {
  /** ARN of the role that will be assumed in the account. */
  readonly roleArn: pulumi.Input<string>;
  /** Region of the STS endpoint. */
  readonly region: pulumi.Input<string>;
}

interface AccountReadyInputs {
  readonly roleArn: string;
  readonly region: string;
}

/**
 * The role of an account that was made seconds ago cannot be assumed yet, and providers do not try
 * again. This waits up to ten minutes, and providers take the role's ARN from its output.
 *
 * The functions below are serialized and run in another process: they import nothing of ours.
 */
async function waitUntilAssumable({ roleArn, region }: AccountReadyInputs): Promise<void> {
  const { STSClient, AssumeRoleCommand, GetCallerIdentityCommand } =
    await import("@aws-sdk/client-sts");
  const client = new STSClient({ region });
  const caller = await client.send(new GetCallerIdentityCommand({}));
  if (caller.Arn?.endsWith(":root")) {
    throw new Error(
      `the run is signed in as the root user of ${String(caller.Account)}, which cannot assume roles. ` +
        "Sign in as an IAM user or role of the management account.",
    );
  }
  const deadline = Date.now() + 600_000;
  for (let wait = 1000; ; wait = Math.min(wait * 1.5, 15_000)) {
    try {
      const command = new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: "landing-zone-ready",
        DurationSeconds: 900,
      });
      await client.send(command);
      return;
    } catch (error) {
      const name = error instanceof Error ? error.name : "";
      // Anything but a refusal (expired credentials, say) does not get better by waiting.
      if (name !== "AccessDenied" && name !== "AccessDeniedException") throw error;
      if (Date.now() + wait > deadline) {
        throw new Error(
          `${String(caller.Arn)} could not assume ${roleArn} within ten minutes. ` +
            "Accounts that were invited have no OrganizationAccountAccessRole: make one there, or name another role as accessRole.",
          { cause: error },
        );
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

const provider: pulumi.dynamic.ResourceProvider<AccountReadyInputs, AccountReadyInputs> = {
  async create(inputs) {
    await waitUntilAssumable(inputs);
    return { id: inputs.roleArn, outs: inputs };
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  async diff(_id, olds, news) {
    const changed = olds.roleArn !== news.roleArn;
    return { changes: changed, replaces: changed ? ["roleArn"] : [] };
  },
  async update(_id, _olds, news) {
    await waitUntilAssumable(news);
    return { outs: news };
  },
};

/** An account whose role can be assumed. */
export class AccountReady extends pulumi.dynamic.Resource {
  /** ARN of the role, known once it can be assumed. */
  declare public readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: AccountReadyArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args }, opts, "landingzone", "AccountReady");
  }
}
