import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import * as settings from "@pulumi/pulumi/runtime/settings";
import * as state from "@pulumi/pulumi/runtime/state";
import type * as resproto from "@pulumi/pulumi/proto/resource_pb";

/** Parts of the SDK that its types leave out. */
const { setMockOptions, waitForRPCs, getStore } = { ...settings, ...state } as unknown as {
  setMockOptions: typeof settings.setMockOptions;
  waitForRPCs: () => Promise<void>;
  getStore: () => { settings: { options: { rootDirectory: string } } };
};

const ROOT = resolve(__dirname, "../..");

/** What a program asked the engine for; Pulumi's own mocks hide most of it. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** Name of the parent, "" for the top. */
  readonly parent: string;
  /** Name of the explicit provider, "" for none. */
  readonly provider: string;
  readonly custom: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** Names by which the resource was known before. */
  readonly aliases: readonly string[];
  readonly importId: string;
  /** Names of all resources that it waits for. */
  readonly dependencies: readonly string[];
}

/** Ids and computed properties that the made-up cloud gives out. */
function cloudState(args: pulumi.runtime.MockResourceArgs): {
  readonly id: string;
  readonly state: Record<string, unknown>;
} {
  const id = args.id === undefined || args.id === "" ? idOf(args) : args.id;
  const arn = `arn:of:${args.name}`;
  const computed: Record<string, unknown> = { arn };
  if (args.type === "aws:organizations/organization:Organization") {
    computed.roots = [{ id: "r-root" }];
  }
  if (args.type === "aws:kms/key:Key") computed.keyId = id;
  if (args.type === "aws-native:cloudformation:StackSet") {
    computed.stackSetId = `${String((args.inputs as Record<string, unknown>).stackSetName)}:id`;
  }
  if (args.type === "aws:identitystore/group:Group") computed.groupId = id;
  if (args.type === "aws:identitystore/user:User") computed.userId = id;
  return { id, state: { ...computed, ...(args.inputs as object) } };
}

/** Account ids are made of the name, so that a test can say which is meant. */
export function accountIdOf(resourceName: string): string {
  const hash = Buffer.from(resourceName).reduce((sum, byte) => (sum * 31 + byte) % 1e9, 7);
  return `9${String(hash).padStart(11, "0")}`;
}

function idOf({ type, name }: pulumi.runtime.MockResourceArgs): string {
  if (type === "aws:organizations/account:Account") return accountIdOf(name);
  if (type === "aws:organizations/organization:Organization") return "o-exampleorg1";
  return `id-of-${name}`;
}

class RecordingMonitor extends MockMonitor {
  public readonly registrations: Registration[] = [];

  public override async registerResource(
    req: resproto.RegisterResourceRequest,
    callback: (error: unknown, response: unknown) => void,
  ): Promise<void> {
    const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");
    this.registrations.push({
      type: req.getType(),
      name: req.getName(),
      parent: nameOf(req.getParent()),
      provider: nameOf(req.getProvider().replace(/::[^:]*$/, "")),
      custom: req.getCustom(),
      inputs: plain(req),
      protect: req.getProtect() ?? false,
      retainOnDelete: req.getRetainondelete() ?? false,
      ignoreChanges: req.getIgnorechangesList(),
      aliases: req.getAliasesList().map((alias) => alias.getSpec()?.getName() ?? alias.getUrn()),
      importId: req.getImportid(),
      dependencies: req.getDependenciesList().map(nameOf),
    });
    await super.registerResource(req, callback);
  }
}

function plain(req: resproto.RegisterResourceRequest): Readonly<Record<string, unknown>> {
  return req.getObject()?.toJavaScript() ?? {};
}

export interface RunOptions {
  readonly stack?: string;
  /** Outputs of the stack's last run, that a reference to itself reads. */
  readonly previous?: Readonly<Record<string, unknown>>;
  /** Answers of provider functions, by token. */
  readonly calls?: Readonly<Record<string, Record<string, unknown>>>;
  /** Folder of the project, where stack files are looked for. */
  readonly root?: string;
}

/** An organization that is taken over, as it is found. */
export const ORGANIZATION = {
  "aws:organizations/getOrganization:getOrganization": {
    enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
  },
};

/** An organization with Identity Center, and every group in it that one may ask for. */
export const IDENTITY_CENTER = {
  "aws:ssoadmin/getInstances:getInstances": {
    arns: ["arn:aws:sso:::instance/ssoins-0123456789abcdef"],
    identityStoreIds: ["d-0123456789"],
  },
  "aws:identitystore/getGroup:getGroup": { groupId: "id-of-the-group" },
};

/** Availability zones, whatever region is asked for. */
export const ZONES = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["a", "b", "c", "d"] },
};

/** Runs a program, whole, against a made-up cloud, and gives everything that it registered. */
export async function registrationsOf(
  program: () => unknown,
  { stack = "example", previous = {}, calls = {}, root = ROOT }: RunOptions = {},
): Promise<readonly Registration[]> {
  const monitor = new RecordingMonitor({
    newResource: (args) =>
      args.type === "pulumi:pulumi:StackReference"
        ? { id: args.name, state: { name: args.name, outputs: previous, secretOutputNames: [] } }
        : cloudState(args),
    call: ({ token }) => {
      const answer = calls[token];
      if (!answer) throw new Error(`the test has no answer to ${token}`);
      return answer;
    },
  });
  setMockOptions(monitor, "landing-zone", stack, false, "organization");
  // What a real engine of today can do; mocks set the same, but keep nothing of what was asked.
  Object.assign(getStore(), {
    supportsSecrets: true,
    supportsResourceReferences: true,
    supportsAliasSpecs: true,
  });
  getStore().settings.options.rootDirectory = root;
  // The SDK writes down a stack trace of every promise, which takes a third of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = TRACED;
  try {
    await resolved(await program());
    await waitForRPCs();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return monitor.registrations;
}

/** Lines of a stack trace that are enough to find what went wrong in a program. */
const TRACED = 3;

/** Waits until all outputs are known. */
function resolved(outputs: unknown): Promise<unknown> {
  return new Promise((fulfil) => {
    (pulumi.output(outputs) as pulumi.Output<unknown>).apply(fulfil);
  });
}

/** The only registration of a name. */
export function named(registrations: readonly Registration[], name: string): Registration {
  const found = registrations.filter((registration) => registration.name === name);
  if (found.length !== 1 || !found[0])
    throw new Error(`${found.length} resources are called ${name}`);
  return found[0];
}

/** How many custom resources there are of each type, without providers. */
export function countsOf(registrations: readonly Registration[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type, custom } of registrations) {
    if (!custom || type.startsWith("pulumi:")) continue;
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}
