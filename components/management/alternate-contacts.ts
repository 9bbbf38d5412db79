import * as pulumi from "@pulumi/pulumi";

export interface AlternateContactsArgs {
  /** Any region: contacts are an account's, not a region's. */
  readonly region: pulumi.Input<string>;
  /** Of itself the management account speaks without its id. */
  readonly managementAccountId: pulumi.Input<string>;
  readonly sets: readonly {
    /** Contacts by what they are for: security, operations, billing. */
    readonly contacts: Readonly<Partial<Record<string, ContactInputs>>>;
    readonly accountIds: readonly pulumi.Input<string>[];
  }[];
}

interface ContactInputs {
  readonly name: string;
  readonly title: string;
  readonly email: string;
  readonly phone: string;
}

export interface AlternateContactsInputs {
  readonly region: string;
  readonly managementAccountId: string;
  readonly sets: readonly {
    readonly contacts: Readonly<Partial<Record<string, ContactInputs>>>;
    readonly accountIds: readonly string[];
  }[];
}

/** What each account is to have, by `<account id>/<what it is for>`. */
function wantedOf(inputs: AlternateContactsInputs | null): Map<string, string> {
  const wanted = new Map<string, string>();
  for (const { contacts, accountIds } of inputs?.sets ?? []) {
    for (const id of accountIds) {
      for (const [kind, contact] of Object.entries(contacts)) {
        if (contact === undefined) continue;
        const { name, title, email, phone } = contact;
        wanted.set(`${id}/${kind}`, JSON.stringify({ name, title, email, phone }));
      }
    }
  }
  return wanted;
}

/**
 * Puts the contacts that are new or differ, and calls for no others. An account made seconds ago, and
 * trusted access switched on seconds ago, are refused for a while. AWS takes some calls a second from
 * all of an organization: the client waits where AWS says so.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html
 *
 * The functions here are serialized and run in another process: they import nothing of ours.
 * @param waitMs Time between tries of what AWS does not allow yet.
 */
export async function putContacts(
  olds: AlternateContactsInputs | null,
  news: AlternateContactsInputs,
  waitMs = 10_000,
): Promise<void> {
  const { AccountClient, PutAlternateContactCommand } = await import("@aws-sdk/client-account");
  const client = new AccountClient({
    region: news.region,
    maxAttempts: 10,
    retryMode: "adaptive",
  });
  const before = wantedOf(olds);
  const changed = [...wantedOf(news)].filter(([key, contact]) => before.get(key) !== contact);
  let failure: Error | undefined;
  const put = async (key: string, text: string): Promise<void> => {
    const [id = "", kind = ""] = key.split("/");
    const contact = JSON.parse(text) as ContactInputs;
    const command = new PutAlternateContactCommand({
      ...(id === news.managementAccountId ? {} : { AccountId: id }),
      AlternateContactType: kind.toUpperCase() as "SECURITY" | "OPERATIONS" | "BILLING",
      Name: contact.name,
      Title: contact.title,
      EmailAddress: contact.email,
      PhoneNumber: contact.phone,
    });
    for (let tries = 1; ; tries += 1) {
      try {
        await client.send(command);
        return;
      } catch (error) {
        const { name = "", message = "" } = error as { name?: string; message?: string };
        const early = name === "AccessDeniedException" || name === "ResourceNotFoundException";
        if (!early || tries >= 6 || failure !== undefined) {
          throw new Error(`the ${kind} contact of the account ${id}: ${name}: ${message}`, {
            cause: error,
          });
        }
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  };
  const work = async (): Promise<void> => {
    for (let next = changed.shift(); next && failure === undefined; next = changed.shift()) {
      try {
        await put(next[0], next[1]);
      } catch (error) {
        failure = error as Error;
      }
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  if (failure !== undefined) throw failure;
}

const provider: pulumi.dynamic.ResourceProvider<AlternateContactsInputs, AlternateContactsInputs> =
  {
    async create(inputs) {
      await putContacts(null, inputs);
      return { id: "alternate-contacts", outs: inputs };
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
    async diff(_id, olds, news) {
      const [before, after] = [wantedOf(olds), wantedOf(news)];
      const changes =
        before.size !== after.size ||
        [...after].some(([key, contact]) => before.get(key) !== contact);
      return { changes };
    },
    async update(_id, olds, news) {
      await putContacts(olds, news);
      return { outs: news };
    },
    // No delete, and no call for what is taken out: AWS would have nobody to warn of an intruder.
  };

/**
 * The alternate contacts of all accounts, written by the management account: one resource, so that an
 * account that is added adds none.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
 */
export class AlternateContacts extends pulumi.dynamic.Resource {
  constructor(name: string, args: AlternateContactsArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args }, opts, "landingzone", "AlternateContacts");
  }
}
