import assert from "node:assert/strict";
import { skipWithoutPulumi } from "./harness";
import {
  changesOf,
  createdBy,
  EXAMPLE,
  type LandingZone,
  landingZone,
  living,
  succeeded,
  TIMEOUT_MS,
} from "./landing-zone";

const withAudit = (keys: string): string => `${EXAMPLE.trimEnd()}\naudit: ${keys}\n`;

const QUERY_TYPES = [
  "athena/namedQuery",
  "athena/workgroup",
  "glue/catalogDatabase",
  "glue/catalogTable",
];

/** What a run changes, by operation and type. */
const touched = (changes: readonly string[]): readonly string[] =>
  [...new Set(changes.map((line) => line.replace(/:.*$/, "")))].sort();

describe("log archive and queries, on the engine", function () {
  this.timeout(3 * TIMEOUT_MS);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "the log archive on the engine");
    zone = await landingZone({ stackFile: withAudit("{ queries: false, objectLock: false }") });
    close = () => zone.close();
  });
  after(() => close?.());

  it("comes up without lock and queries, and a second run changes nothing", async () => {
    const run = succeeded(await zone.up());
    for (const type of QUERY_TYPES) {
      assert.deepEqual(
        Object.keys(createdBy(run)).filter((one) => one.includes(type)),
        [],
      );
    }
    assert.equal(living(zone, "s3/bucket:Bucket").length, 5);
    assert.equal(
      living(zone, "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").length,
      0,
    );
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
  });

  it("switches the lock and the queries on, and makes nothing else again", async () => {
    await zone.writeStackFile(EXAMPLE);
    const run = succeeded(await zone.up());
    assert.deepEqual(createdBy(run), {
      "aws:athena/namedQuery:NamedQuery": 7,
      "aws:athena/workgroup:Workgroup": 1,
      "aws:glue/catalogDatabase:CatalogDatabase": 1,
      "aws:glue/catalogTable:CatalogTable": 3,
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": 1,
    });
    // The auditor's permissions come and go with the queries.
    assert.deepEqual(
      run.changes.filter(({ op }) => op === "update").map(({ name }) => name),
      ["roles-audit-role:auditor:permissions"],
    );
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
  });

  it("has the tables find the files of every account, region and day", () => {
    const tables = new Map(
      living(zone, "glue/catalogTable:CatalogTable").map(({ inputs }) => [inputs.name, inputs]),
    );
    const cloudtrail = tables.get("cloudtrail")?.parameters as Readonly<Record<string, string>>;
    const accounts = living(zone, "organizations/account:Account").map(({ id }) => id);
    assert.deepEqual(
      cloudtrail["projection.account.values"]?.split(","),
      ["111111111111", ...accounts].sort(),
    );
    const audit = living(zone, "s3/bucket:Bucket")[0]?.account ?? "";
    assert.match(
      cloudtrail["storage.location.template"] ?? "",
      new RegExp(
        `^s3://acme-logs-${audit}/AWSLogs/o-[a-z0-9]+/\\$\\{account\\}/CloudTrail/\\$\\{region\\}/\\$\\{day\\}$`,
      ),
    );
  });

  it("changes what is kept, locked and logged in place", async () => {
    await zone.writeStackFile(
      withAudit(
        `
  retentionDays: 2555
  objectLock: { mode: compliance, days: 730 }
  storageClasses: [{ afterDays: 30, class: STANDARD_IA }, { afterDays: 120, class: DEEP_ARCHIVE }]
  trail:
    dataEvents:
      - { resources: "AWS::S3::Object", readOnly: false }
      - { resources: "AWS::Lambda::Function", arns: ["arn:aws:lambda:eu-west-1:"] }
    insights: [ApiCallRateInsight]
    leaveOut: [kms]`,
      ),
    );
    const run = succeeded(await zone.up());
    assert.deepEqual(
      run.changes.filter(({ op }) => op !== "update" && op !== "read").map(({ name }) => name),
      [],
    );
    assert.deepEqual(touched(changesOf(run)), [
      "update log-queries-table-cloudtrail",
      "update logs-config-lifecycle",
      "update logs-flow-log-lifecycle",
      "update logs-lifecycle",
      "update logs-object-lock",
      "update trail-trail",
    ]);
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
  });

  it("switches the queries off and on, and touches nothing that is kept", async () => {
    await zone.writeStackFile(withAudit("{ queries: false }"));
    const off = succeeded(await zone.up());
    const gone = off.changes.filter(({ op }) => op === "delete").map(({ type }) => type);
    assert.deepEqual(
      [...new Set(gone)].filter((type) => !type.startsWith("landingzone:")).sort(),
      QUERY_TYPES.map((type) => {
        const [, noun = ""] = type.split("/");
        return `aws:${type}:${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
      }).sort(),
    );
    assert.equal(living(zone, "s3/bucket:Bucket").length, 5);
    await zone.writeStackFile(EXAMPLE);
    assert.equal(createdBy(succeeded(await zone.up()))["aws:glue/catalogTable:CatalogTable"], 3);
  });

  it("does not take the lock away, though the file may ask for it", async () => {
    await zone.writeStackFile(withAudit("{ objectLock: false }"));
    const run = await zone.up();
    assert.notEqual(run.code, 0);
    assert.match(`${run.errors}${run.stderr}`, /logs-object-lock.*cannot be deleted|protected/s);
    assert.equal(
      living(zone, "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").length,
      1,
    );
  });
});
