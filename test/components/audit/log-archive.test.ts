import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { LogArchive } from "../../../components/audit/log-archive";
import type { PolicyDocument } from "../../../iam/document";
import { EXAMPLE } from "../../stacks";
import { inputOf, lines } from "../lines";
import { planOfText, testBindings } from "../plans";
import { named, registrationsOf, type Registration } from "../registrations";

const AUDIT = "222222222222";

function archive(keys: string): Promise<readonly Registration[]> {
  const plan = planOfText(`${EXAMPLE.trimEnd()}\n${keys}`);
  return registrationsOf(() => {
    const provider = new aws.Provider("audit", { region: "eu-west-1" });
    const args = { logs: plan.logs, bindings: testBindings(plan, "audit") };
    new LogArchive("logs", args, { provider });
  });
}

/** Settings that every bucket has, by the name that they begin with. */
const bucket = (name: string): readonly string[] => [
  `Bucket ${name}-bucket in logs by audit protected retained`,
  `BucketLifecycleConfiguration ${name}-lifecycle in logs by audit protected`,
  `BucketOwnershipControls ${name}-ownership in logs by audit protected`,
  `BucketPolicy ${name}-policy in logs by audit protected`,
  `BucketPublicAccessBlock ${name}-public-access in logs by audit protected`,
  `BucketServerSideEncryptionConfiguration ${name}-encryption in logs by audit protected`,
  `BucketVersioning ${name}-versioning in logs by audit protected`,
];

const BUCKETS = ["logs", "logs-config", "logs-flow-log", "logs-access-log", "logs-query"];

describe("LogArchive", () => {
  let registrations: readonly Registration[];

  before(async () => {
    registrations = await archive("");
  });

  const inputsOf = (name: string): Readonly<Record<string, unknown>> =>
    named(registrations, name).inputs;

  it("has five buckets and a key, all kept, and all settings protected", () => {
    assert.deepEqual(
      lines(registrations),
      [
        "Alias logs-alias in logs by audit protected",
        "BucketObjectLockConfiguration logs-object-lock in logs by audit protected",
        "Key logs-key in logs by audit protected retained",
        "LogArchive logs in - by -",
        ...BUCKETS.flatMap(bucket),
        ...BUCKETS.filter((name) => name !== "logs-access-log").map(
          (name) => `BucketLogging ${name}-logging in logs by audit protected`,
        ),
      ].sort(),
    );
  });

  it("names the buckets by organization, kind and account", () => {
    assert.deepEqual(
      BUCKETS.map((name) => inputsOf(`${name}-bucket`).bucket),
      ["logs", "logs-config", "logs-flow", "logs-access", "logs-queries"].map(
        (name) => `acme-${name}-${AUDIT}`,
      ),
    );
  });

  it("closes each, versions it, and gives its objects to the account", () => {
    for (const name of BUCKETS) {
      assert.deepEqual(inputsOf(`${name}-public-access`), {
        bucket: `id-of-${name}-bucket`,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      assert.deepEqual(inputsOf(`${name}-versioning`).versioningConfiguration, {
        status: "Enabled",
      });
      assert.deepEqual(inputsOf(`${name}-ownership`).rule, {
        objectOwnership: "BucketOwnerEnforced",
      });
      assert.equal(inputsOf(`${name}-bucket`).forceDestroy, false);
      // It would replace a bucket that is there already.
      assert.equal(inputsOf(`${name}-bucket`).objectLockEnabled, undefined);
    }
  });

  it("encrypts by the logs' key, and access logs by S3's own", () => {
    const algorithms = BUCKETS.map((name) => {
      const [rule] = inputsOf(`${name}-encryption`).rules as {
        applyServerSideEncryptionByDefault: { sseAlgorithm: string; kmsMasterKeyId?: string };
      }[];
      const { sseAlgorithm, kmsMasterKeyId } = rule?.applyServerSideEncryptionByDefault ?? {};
      return [name, sseAlgorithm, kmsMasterKeyId];
    });
    assert.deepEqual(
      algorithms,
      BUCKETS.map((name) =>
        name === "logs-access-log"
          ? [name, "AES256", undefined]
          : [name, "aws:kms", "arn:of:logs-key"],
      ),
    );
  });

  it("writes down who reads each, in a folder of its own", () => {
    const watched = BUCKETS.filter((name) => name !== "logs-access-log").map((name) => {
      const { targetBucket, targetPrefix } = inputsOf(`${name}-logging`);
      return [targetBucket, targetPrefix];
    });
    assert.deepEqual(
      watched,
      ["trail/", "config/", "flow-log/", "query/"].map((folder) => [
        "id-of-logs-access-log-bucket",
        folder,
      ]),
    );
  });

  it("keeps the trail's policy as it was for the trail", () => {
    const { Statement } = inputOf(registrations, "logs-policy", "policy") as PolicyDocument;
    const writes = Statement.find(({ Sid }) => Sid === "TrailWrites");
    assert.deepEqual(writes?.Resource, [
      `arn:aws:s3:::acme-logs-${AUDIT}/AWSLogs/111111111111/*`,
      `arn:aws:s3:::acme-logs-${AUDIT}/AWSLogs/o-exampleorg1/*`,
    ]);
    assert.deepEqual(writes.Condition, {
      StringEquals: {
        "s3:x-amz-acl": "bucket-owner-full-control",
        "aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:111111111111:trail/landing-zone",
      },
    });
  });

  it("lets logs move and expire as the file says, old versions a year later", async () => {
    const changed = await archive(
      "audit: { retentionDays: 100, objectLock: { days: 30 }, storageClasses: [{ afterDays: 30, class: STANDARD_IA }, { afterDays: 60, class: GLACIER }], flowLogs: { retentionDays: 45 } }\n",
    );
    const ageOf = (name: string): unknown =>
      (named(changed, `${name}-lifecycle`).inputs.rules as readonly unknown[])[0];
    const age = (days: number, ...transitions: readonly unknown[]): unknown => ({
      id: "age",
      status: "Enabled",
      filter: { prefix: "" },
      transitions,
      expiration: { days },
      noncurrentVersionExpiration: { noncurrentDays: days },
    });
    const [soon, later] = [
      { days: 30, storageClass: "STANDARD_IA" },
      { days: 60, storageClass: "GLACIER" },
    ];
    assert.deepEqual(BUCKETS.map(ageOf), [
      age(100, soon, later),
      age(100, soon, later),
      // Those that a flow log does not live to see are left out.
      age(45, soon),
      age(100),
      age(30),
    ]);
    const [, old] = inputsOf("logs-lifecycle").rules as readonly unknown[];
    assert.deepEqual(old, {
      id: "leftovers",
      status: "Enabled",
      filter: { prefix: "" },
      expiration: { expiredObjectDeleteMarker: true },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    });
  });

  it("locks the trail's bucket alone, after it is versioned, and not where the file says false", async () => {
    const { rule } = inputsOf("logs-object-lock");
    assert.deepEqual(rule, { defaultRetention: { mode: "GOVERNANCE", days: 365 } });
    assert.ok(named(registrations, "logs-object-lock").dependencies.includes("logs-versioning"));
    const strict = await archive("audit: { objectLock: { mode: compliance, days: 3650 } }\n");
    assert.deepEqual(named(strict, "logs-object-lock").inputs.rule, {
      defaultRetention: { mode: "COMPLIANCE", days: 3650 },
    });
    const without = await archive("audit: { objectLock: false }\n");
    assert.deepEqual(
      without.filter(({ name }) => name === "logs-object-lock"),
      [],
    );
  });
});
