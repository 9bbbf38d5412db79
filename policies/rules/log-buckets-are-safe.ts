import { possibleOnLogs } from "../../access/registered/bucket-policy";
import { logBuckets, type LogBucket } from "../../access/registered/buckets";
import { placeOf, PUBLIC_ACCESS_SWITCHES } from "../../access/registered/resource";
import { isUnknown } from "../../access/registered/values";
import { selfOf, type Zone } from "../../access/registered/zone";
import type { Rule, Violation } from "./rule";

export const logBucketsAreSafe: Rule = {
  name: "log-buckets-are-safe",
  sentence:
    "Log buckets are closed to the public, versioned, encrypted and owned by their account, and their policy lets nobody delete logs or come without TLS",
  why: "logs that somebody can read, change or delete prove nothing",
  *all({ things }, zone) {
    for (const bucket of logBuckets(things, zone)) {
      const what = `${placeOf(bucket.thing)} (a log bucket: ${bucket.because.join(", ")})`;
      for (const violation of faultsOf(bucket, zone)) {
        yield { at: bucket.thing, ...violation, found: `${what} ${violation.found}` };
      }
      if (bucket.settings.policy?.is === "unknown") yield { at: bucket.thing, unseen: "policy" };
    }
  },
};

/** S3's own access logs can be delivered to buckets with keys of S3 alone. */
const SSE_S3 = "AES256";

function* faultsOf(bucket: LogBucket, zone: Zone): Iterable<Violation> {
  const { settings, because, forceDestroy } = bucket;
  const { publicAccess, versioned, encryption, ownership, policy, acl } = settings;
  const open = PUBLIC_ACCESS_SWITCHES.filter((name) => publicAccess?.[name] === false);
  if (publicAccess === undefined || open.length > 0) {
    yield {
      found:
        publicAccess === undefined ? "has no public access block" : `leaves ${open.join(", ")} off`,
      allowed: `all of ${PUBLIC_ACCESS_SWITCHES.join(", ")} are on`,
      fix: "Add a BucketPublicAccessBlock with all four true",
    };
  }
  if (versioned !== true && !isUnknown(versioned)) {
    yield {
      found: "is not versioned",
      allowed: "versioning is Enabled",
      fix: "Add a BucketVersioning with the status Enabled",
    };
  }
  const accessLogs = because.some((one) => one.startsWith("S3's access logs"));
  const fits =
    isUnknown(encryption) ||
    encryption?.startsWith("aws:kms") === true ||
    (accessLogs && encryption === SSE_S3);
  if (!fits) {
    yield {
      found:
        encryption === undefined || encryption === ""
          ? "has no encryption set"
          : `is encrypted by ${encryption}`,
      allowed:
        "logs are encrypted by a key of your own (aws:kms), whose policy says who reads them",
      fix: "Add a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms and a kmsMasterKeyId",
    };
  }
  if (ownership !== "BucketOwnerEnforced" && !isUnknown(ownership)) {
    yield {
      found:
        ownership === undefined
          ? "does not say who owns its objects"
          : `has the ownership ${ownership}`,
      allowed: "objects belong to the bucket's account, and ACLs are off: BucketOwnerEnforced",
      fix: "Add BucketOwnershipControls with objectOwnership BucketOwnerEnforced",
    };
  }
  if (
    acl !== undefined &&
    !isUnknown(acl) &&
    acl !== "private" &&
    acl !== "log-delivery-write" &&
    acl !== "LogDeliveryWrite" &&
    acl !== "Private"
  ) {
    yield {
      found: `has the ACL ${acl}`,
      allowed: "log buckets have no ACL but private",
      fix: "Leave the ACL out, and say in the bucket's policy who reads",
    };
  }
  if (forceDestroy === true) {
    yield {
      found: "is deleted with all that is in it (forceDestroy)",
      allowed: "a bucket that holds logs cannot be deleted",
      fix: "Leave forceDestroy out",
    };
  }
  yield* faultsOfPolicy(bucket, policy, zone);
}

function* faultsOfPolicy(
  { name, thing }: LogBucket,
  policy: LogBucket["settings"]["policy"],
  zone: Zone,
): Iterable<Violation> {
  if (policy?.is === "unknown") return;
  const allowed = "its policy denies everybody deletions, and everything without TLS";
  const fix = "Add both Deny statements to its policy, as iam/audit/bucket.ts has them";
  if (policy?.is !== "known") {
    yield {
      found:
        policy?.is === "bad" ? `has a policy that cannot be read: ${policy.why}` : "has no policy",
      allowed,
      fix,
    };
    return;
  }
  if (name === null) return;
  for (const can of possibleOnLogs(policy.value, name, selfOf(zone, thing.of), zone.partition)) {
    yield { found: `lets administrators of its account ${can}`, allowed, fix };
  }
}
