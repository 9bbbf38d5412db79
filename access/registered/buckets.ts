import { render } from "../../iam/render";
import type { Bucket, BucketSettings, Reference, Thing } from "./resource";
import { isUnknown } from "./values";
import type { Zone } from "./zone";

/** A bucket that holds logs, with all that is set of it anywhere in the program. */
export interface LogBucket {
  readonly thing: Thing;
  /** Its name; null where nothing says it yet. */
  readonly name: string | null;
  readonly settings: BucketSettings;
  /** Why it counts as one, e.g. `CloudTrail writes into it`. */
  readonly because: readonly string[];
  readonly forceDestroy: Bucket["forceDestroy"];
}

interface Named {
  readonly thing: Thing;
  readonly shape: Bucket;
}

/**
 * Log buckets: those of the landing zone, every bucket of the audit account, and every bucket to
 * which logs are delivered.
 */
export function logBuckets(things: readonly Thing[], zone: Zone): readonly LogBucket[] {
  const buckets = things.flatMap((thing): Named[] =>
    thing.shape.kind === "bucket" ? [{ thing, shape: thing.shape }] : [],
  );
  const parts = things.flatMap((thing) =>
    thing.shape.kind === "bucket part" ? [{ thing, shape: thing.shape }] : [],
  );
  const owner = new Map(
    parts.map((part) => [part, buckets.find((one) => names(part.shape.bucket, part.thing, one))]),
  );
  const byPart = new Map(
    parts.flatMap((part) => {
      const found = owner.get(part);
      return found && part.thing.inTemplate === null ? [[part.thing.of.urn, found] as const] : [];
    }),
  );
  const deliveries = things.flatMap((thing) => {
    const { shape } = thing;
    if (shape.kind !== "log delivery") return [];
    const to =
      buckets.find((one) => names(shape.bucket, thing, one)) ??
      shape.bucket.urns.flatMap((urn) => byPart.get(urn) ?? [])[0];
    return to ? [{ to, what: shape.what }] : [];
  });
  return buckets.flatMap((bucket): LogBucket[] => {
    const because = [
      ...(zone.accountOf(bucket.thing.of).planned?.type === "audit"
        ? ["it is in the audit account"]
        : []),
      ...(isOwnLogBucket(bucket.shape, zone) ? ["it is the landing zone's log bucket"] : []),
      ...new Set(
        deliveries.filter(({ to }) => to === bucket).map(({ what }) => `${what} writes into it`),
      ),
    ];
    if (because.length === 0) return [];
    const own = parts.filter((part) => owner.get(part) === bucket);
    const settings = Object.assign(
      {},
      bucket.shape.settings,
      ...own.map(({ shape }) => shape.settings),
    ) as BucketSettings;
    const name = bucket.shape.names.find(
      (one) => typeof one === "string" && !one.startsWith("arn:"),
    );
    return [
      {
        thing: bucket.thing,
        name: typeof name === "string" ? name : null,
        settings,
        because,
        forceDestroy: bucket.shape.forceDestroy,
      },
    ];
  });
}

/** Does a reference of one thing mean a bucket? In a template, only of the same template. */
function names(reference: Reference, from: Thing, { thing, shape }: Named): boolean {
  const { text, urns } = reference;
  if (urns.includes(thing.of.urn) && thing.inTemplate === null) return true;
  if (text === null || isUnknown(text)) return false;
  if (text.startsWith("<") && thing.of !== from.of) return false;
  const name = text.replace(/^arn:[^:]+:s3:::/, "").replace(/\/.*$/, "");
  return shape.names.some((one) => one === text || one === name);
}

/** A name that the plan gives a bucket, where the audit account's id is known. */
export function bucketNameIn({ plan, ids }: Zone, bucketName: string): string | null {
  const audit = plan?.accounts.find(({ kind, type }) => kind === "core" && type === "audit");
  const id = audit && ids.get(audit.name);
  if (!plan || id === undefined) return null;
  return render(
    bucketName,
    (placeholder) => (placeholder === "account:audit" ? id : ""),
    (pieces) => pieces.join(""),
  );
}

function isOwnLogBucket({ names: own }: Bucket, zone: Zone): boolean {
  const { logs } = zone.plan ?? {};
  return [logs?.bucketName ?? [], ...(logs?.buckets ?? []).map((one) => one.bucketName)]
    .flat()
    .map((bucketName) => bucketNameIn(zone, bucketName))
    .some((name) => name !== null && own.includes(name));
}
