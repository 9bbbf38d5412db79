import type { Registered } from "./resource";
import { isMap, listOf, UNKNOWN, UNKNOWN_TEXT, type Properties } from "./values";

/** What `pulumi preview --json` says of one resource. */
export interface Step {
  /** `create`, `update`, `delete`, `replace`, `same`, … */
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly before: State | null;
  readonly after: State | null;
  /** Properties for which it is replaced. */
  readonly replacedFor: readonly string[];
}

export interface State {
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly protect: boolean;
  /** AWS's id of it, empty before it has one. */
  readonly id: string;
  readonly registered: Registered;
}

export interface Preview {
  readonly steps: readonly Step[];
  /** How many resources stay the same and are not shown. */
  readonly leftOut: number;
  /** What the preview itself failed with. */
  readonly errors: readonly string[];
}

export type ReadPreview =
  ({ readonly ok: true } & Preview) | { readonly ok: false; readonly why: string };

/**
 * Reads the digest that `pulumi preview --json` prints at its end.
 * https://github.com/pulumi/pulumi/blob/master/pkg/display/json.go
 */
export function readPreview(text: string): ReadPreview {
  let digest: unknown;
  try {
    digest = JSON.parse(text);
  } catch {
    const isStream = /^\{"sequence":/m.test(text);
    const why = isStream
      ? "it is a stream of events: unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW"
      : "it is no JSON";
    return { ok: false, why };
  }
  if (!isMap(digest) || !(isMap(digest.changeSummary) || Array.isArray(digest.steps))) {
    return { ok: false, why: "it has neither steps nor a changeSummary" };
  }
  const raw = listOf(digest.steps).filter(isMap);
  const errors = listOf(digest.diagnostics).flatMap((one) =>
    isMap(one) && one.severity === "error" ? [String(one.message).trim()] : [],
  );
  const providers = providersIn(raw);
  const steps = raw.map((step) => stepFrom(step, providers));
  const { same } = isMap(digest.changeSummary) ? digest.changeSummary : {};
  const shown = steps.filter(({ op }) => op === "same").length;
  return { ok: true, steps, leftOut: Math.max(0, Number(same ?? 0) - shown), errors };
}

type Providers = ReadonlyMap<string, NonNullable<Registered["provider"]>>;

function providersIn(steps: readonly Properties[]): Providers {
  return new Map(
    steps.flatMap(({ urn, newState, oldState }) => {
      const state = isMap(newState) ? newState : oldState;
      if (typeof urn !== "string" || !urn.includes("::pulumi:providers:") || !isMap(state))
        return [];
      const inputs = plain(state.inputs).value;
      return [[urn, { urn, name: nameIn(urn), inputs: isMap(inputs) ? inputs : {} }] as const];
    }),
  );
}

function stepFrom(step: Properties, providers: Providers): Step {
  const urn = String(step.urn);
  const { oldState, newState } = step;
  const before = isMap(oldState) ? stateFrom(urn, oldState, providers) : null;
  // What stays has its outputs in the old state alone.
  const known =
    isMap(oldState) && isMap(newState)
      ? {
          ...newState,
          id: newState.id ?? oldState.id,
          outputs: newState.outputs ?? oldState.outputs,
        }
      : newState;
  const after = isMap(known) ? stateFrom(urn, known, providers) : null;
  return {
    op: String(step.op),
    urn,
    type: typeIn(urn),
    name: nameIn(urn),
    before,
    after,
    replacedFor: listOf(step.replaceReasons).map(String),
  };
}

function stateFrom(urn: string, state: Properties, providers: Providers): State {
  const inputs = plain(state.inputs);
  const outputs = plain(state.outputs);
  const asMap = (value: unknown): Properties => (isMap(value) ? value : {});
  // A reference to a provider is its URN and its id.
  const reference = typeof state.provider === "string" ? state.provider : "";
  const provider = reference.slice(0, reference.lastIndexOf("::"));
  const protect = state.protect === true;
  const madeOf = Object.entries(asMap(state.propertyDependencies)).map(([name, urns]) => {
    return [name, listOf(urns).map(String)] as const;
  });
  return {
    inputs: asMap(inputs.value),
    outputs: asMap(outputs.value),
    protect,
    id: typeof state.id === "string" ? state.id : "",
    registered: {
      type: typeIn(urn),
      name: nameIn(urn),
      urn,
      inputs: asMap(inputs.value),
      outputs: asMap(outputs.value),
      secrets: new Set(inputs.secrets),
      secretOutputs: [...listOf(state.additionalSecretOutputs).map(String), ...outputs.secrets],
      protect,
      ignores: listOf(state.ignoreChanges).map(String),
      provider:
        provider === ""
          ? null
          : (providers.get(provider) ?? { urn: provider, name: nameIn(provider), inputs: {} }),
      madeOf: Object.fromEntries(madeOf),
    },
  };
}

/** How the preview writes a secret. */
const SECRET = "[secret]";

function plain(value: unknown): { readonly value: unknown; readonly secrets: readonly string[] } {
  const secrets: string[] = [];
  const read = (one: unknown, path: readonly string[]): unknown => {
    if (one === UNKNOWN_TEXT) return UNKNOWN;
    if (one === SECRET) secrets.push(path.join("."));
    if (Array.isArray(one)) return one.map((part: unknown, i) => read(part, [...path, String(i)]));
    if (!isMap(one)) return one;
    return Object.fromEntries(
      Object.entries(one).map(([key, part]) => [key, read(part, [...path, key])]),
    );
  };
  return { value: read(value, []), secrets };
}

function typeIn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
