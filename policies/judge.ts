import type { Registered, Thing } from "../access/registered/resource";
import { thingsOf } from "../access/registered/things";
import { selfOf, type Zone } from "../access/registered/zone";
import type { Finding, Rule, Settings, Whole } from "./rules/rule";

/** What a rule found, and where. */
export interface Judged {
  readonly rule: Rule;
  readonly finding: Finding;
  /** The resource that it is about; null: the stack. */
  readonly at: Registered | null;
}

/** Every rule asks for the same things, and templates take their time to read. */
const known = new WeakMap<
  Registered,
  { readonly self: string; readonly things: readonly Thing[] }
>();

/** What a resource makes, in the account in which its provider puts it. */
export function thingsIn(resource: Registered, zone: Zone): readonly Thing[] {
  const self = selfOf(zone, resource);
  const before = known.get(resource);
  if (before?.self === self) return before.things;
  const things = thingsOf(resource, self, zone.partition);
  known.set(resource, { self, things });
  return things;
}

/** What a rule finds of one resource, whatever else there is. */
export function judgeOne(
  rule: Rule,
  resource: Registered,
  zone: Zone,
  settings: Settings,
): readonly Judged[] {
  const findings = [
    ...(rule.resource?.(resource, zone, settings) ?? []),
    ...(rule.each
      ? thingsIn(resource, zone).flatMap((one) => [...(rule.each?.(one, zone, settings) ?? [])])
      : []),
  ];
  return findings.map((finding) => ({ rule, finding, at: resource }));
}

/** What a rule finds of everything together. */
export async function judgeAll(
  rule: Rule,
  registered: readonly Registered[],
  zone: Zone,
  settings: Settings,
  prove: Whole["prove"],
): Promise<readonly Judged[]> {
  if (!rule.all) return [];
  const things = registered.flatMap((one) => thingsIn(one, zone));
  const found = await rule.all({ registered, things, prove }, zone, settings);
  return [...found].map(({ at, ...finding }) => ({
    rule,
    finding,
    at: at === null ? null : "shape" in at ? at.of : at,
  }));
}

/**
 * Does the landing zone's own code register it? Of its documents everything is proved from the stack
 * file before a run begins, also where a preview does not know them yet.
 */
export function isOwn({ urn }: Registered): boolean {
  return /::landingzone:[^:]*:[^:$]*\$/.test(urn);
}
