/** What the engine tells about a run, out of its stream of events. */

export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Properties that differ. */
  readonly diffs: readonly string[];
  /** Paths that differ, with the kind of difference, e.g. `{ "tags.team": "add" }`. */
  readonly detailedDiff: Readonly<Record<string, string>>;
  /** Properties because of which the resource is replaced. */
  readonly replaceKeys: readonly string[];
  readonly id?: string;
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

export interface Diagnostic {
  readonly severity: string;
  readonly message: string;
  readonly urn?: string;
}

export interface Events {
  /** Every step but those of providers and of the stack itself. */
  readonly steps: readonly Step[];
  /** The steps that change something. */
  readonly changes: readonly Step[];
  /** The steps of providers and of the stack itself. */
  readonly innerSteps: readonly Step[];
  /** Resources whose step failed. */
  readonly failed: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
  /** All errors in one text. */
  readonly errors: string;
  /** How many resources had which operation. */
  readonly summary: Readonly<Record<string, number>>;
}

export interface Run extends Events {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
  /** From the start of the process to the first event about a resource. */
  readonly firstResourceMs?: number;
}

interface Metadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly provider?: string;
  readonly diffs?: readonly string[];
  readonly keys?: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, { readonly diffKind: string }>> | null;
  readonly old?: { readonly id?: string } | null;
  readonly new?: { readonly id?: string; readonly inputs?: Record<string, unknown> } | null;
}

interface EngineEvent {
  readonly resourcePreEvent?: { readonly metadata: Metadata };
  readonly resOpFailedEvent?: { readonly metadata: Metadata };
  readonly summaryEvent?: { readonly resourceChanges?: Readonly<Record<string, number>> | null };
  readonly diagnosticEvent?: Diagnostic & { readonly ephemeral?: boolean };
}

/** @param lines one JSON object each; other lines are left out */
export function parseEvents(lines: readonly string[]): Events {
  const events = lines.filter((line) => line.startsWith("{")).flatMap(parseLine);
  const all = events.flatMap(({ resourcePreEvent: e }) => (e ? [toStep(e.metadata)] : []));
  const isInner = ({ type }: Step): boolean =>
    type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:");
  const steps = all.filter((step) => !isInner(step));
  const diagnostics = events.flatMap(({ diagnosticEvent: e }) => (e ? toDiagnostic(e) : []));
  return {
    steps,
    changes: steps.filter(({ op }) => op !== "same" && op !== "refresh"),
    innerSteps: all.filter(isInner),
    failed: events.flatMap(({ resOpFailedEvent: e }) => (e ? [toStep(e.metadata)] : [])),
    diagnostics,
    errors: diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message)
      .join("\n"),
    summary:
      events.findLast(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {},
  };
}

function parseLine(line: string): readonly EngineEvent[] {
  try {
    return [JSON.parse(line) as EngineEvent];
  } catch {
    return [];
  }
}

function toStep(metadata: Metadata): Step {
  const id = metadata.new?.id ?? metadata.old?.id;
  const inputs = metadata.new?.inputs;
  return {
    op: metadata.op,
    urn: metadata.urn,
    type: metadata.type,
    name: metadata.urn.split("::").slice(3).join("::"),
    diffs: metadata.diffs ?? [],
    detailedDiff: Object.fromEntries(
      Object.entries(metadata.detailedDiff ?? {}).map(([path, { diffKind }]) => [path, diffKind]),
    ),
    replaceKeys: metadata.keys ?? [],
    ...(id === undefined || id === "" ? {} : { id }),
    ...(metadata.provider === undefined ? {} : { provider: metadata.provider }),
    ...(inputs === undefined ? {} : { inputs }),
  };
}

function toDiagnostic(event: Diagnostic & { readonly ephemeral?: boolean }): Diagnostic[] {
  const { message, severity, urn, ephemeral } = event;
  // The SDK tells about every call that it makes.
  if (ephemeral === true || severity === "debug") return [];
  // The engine warns about every provider that it finds on PATH, as the stand-in is.
  if (/^(<\{%\w+%\}>)?using pulumi-resource-/.test(message)) return [];
  // The engine marks colours like this: <{%reset%}>
  const text = message.replace(/<\{%[^%]*%\}>/g, "").trim();
  return [{ severity, message: text, ...(urn === undefined ? {} : { urn }) }];
}
