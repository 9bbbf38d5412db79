import { Secret, type PolicyProviderResource, type PolicyResource } from "@pulumi/policy";
import type { Registered, RegisteredProvider } from "../access/registered/resource";
import { UNKNOWN, UNKNOWN_TEXT, type Properties } from "../access/registered/values";

/** What policies are told of a resource before it is made. */
export interface Told {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Record<string, unknown>;
  readonly opts: {
    readonly protect: boolean;
    readonly additionalSecretOutputs: readonly string[];
    readonly ignoreChanges: readonly string[];
  };
  readonly provider?: PolicyProviderResource;
}

/**
 * A resource as rules know it. Secrets show only to remediations: there they are wrapped.
 * @param seesSecrets Whether the properties come from a remediation.
 */
export function registeredFrom(told: Told, seesSecrets: boolean): Registered {
  const secrets = new Set<string>();
  const { type, name, urn, opts, provider } = told;
  return {
    type,
    name,
    urn,
    inputs: plain(told.props, secrets),
    outputs: {},
    secrets: seesSecrets ? secrets : null,
    secretOutputs: opts.additionalSecretOutputs,
    protect: opts.protect,
    ignores: opts.ignoreChanges,
    provider: provider ? providerFrom(provider) : null,
    madeOf: {},
  };
}

/** The same after the run, or its preview: with outputs, and with what each input was made of. */
export function withOutputs(resource: PolicyResource, before: Registered | undefined): Registered {
  const outputs = plain(resource.props, new Set());
  const madeOf = Object.fromEntries(
    Object.entries(resource.propertyDependencies).map(([name, of]) => [
      name,
      of.map(({ urn }) => urn),
    ]),
  );
  const base = before ?? { ...registeredFrom(resource, false), inputs: outputs };
  return { ...base, outputs, madeOf, protect: resource.opts.protect };
}

function providerFrom({ urn, name, props }: PolicyProviderResource): RegisteredProvider {
  return { urn, name, inputs: plain(props, new Set()) };
}

/**
 * Properties as plain data. The SDK's proxies throw at every value that is not known yet, and hide
 * which are secret; what lies behind them is read by reflection.
 */
function plain(props: Record<string, unknown>, secrets: Set<string>): Properties {
  return Object.fromEntries(
    entriesOf(props).map(([key, value]) => [key, read(value, [key], secrets)]),
  );
}

function entriesOf(of: object): readonly (readonly [string, unknown])[] {
  return Object.entries(Object.getOwnPropertyDescriptors(of)).map(
    ([key, { value }]: [string, PropertyDescriptor]) => [key, value as unknown],
  );
}

function read(value: unknown, path: readonly string[], secrets: Set<string>): unknown {
  if (value === UNKNOWN_TEXT) return UNKNOWN;
  if (value instanceof Secret) {
    secrets.add(path.join("."));
    return read(value.value, path, secrets);
  }
  if (Array.isArray(value)) {
    return value.map((one: unknown, index) => read(one, [...path, String(index)], secrets));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    entriesOf(value).map(([key, part]) => [key, read(part, [...path, key], secrets)]),
  );
}
