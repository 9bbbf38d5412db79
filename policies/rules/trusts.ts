import type { Thing } from "../../access/registered/resource";
import { EVERY_ACCOUNT } from "../../access/registered/things";
import { selfOf, type Zone } from "../../access/registered/zone";
import { readTrust, type Trust } from "../../access/trust/comers";

/** The account of a thing: that of its provider, or any where a template goes into many. */
export function accountIn({ of, inTemplate }: Thing, zone: Zone): string {
  const stackOfOne = of.type.endsWith(":Stack");
  return inTemplate !== null && !stackOfOne ? EVERY_ACCOUNT : selfOf(zone, of);
}

/** The trust of a role; null for what is no role, or has a trust that is no policy. */
export function trustIn(thing: Thing, zone: Zone): Trust | "unknown" | null {
  const { shape } = thing;
  if (shape.kind !== "role") return null;
  if (shape.trust.is === "unknown") return "unknown";
  if (shape.trust.is !== "known") return null;
  const trust = readTrust(shape.trust.value, accountIn(thing, zone), zone.partition);
  return "faults" in trust ? null : trust;
}
