import assert from "node:assert/strict";
import { detectionCounts } from "../../model/detection/resources";
import type { Run } from "./events";
import { CALLER, skipWithoutPulumi } from "./harness";
import {
  changesOf,
  EXAMPLE,
  idOf,
  idsOf,
  type LandingZone,
  landingZone,
  living,
  planOf,
  succeeded,
  tally,
  TIMEOUT_MS,
} from "./landing-zone";

const TWO_REGIONS = EXAMPLE.replace(
  "homeRegion: eu-west-1",
  "homeRegion: eu-west-1\n  regions: [eu-central-1]",
);
const without = (key: string): string => `${TWO_REGIONS}\naudit:\n  ${key}: false\n`;

/**
 * What a switch of the stack file makes, as the last part of Pulumi's type token. Trust in a service
 * leaves the program, and stays in AWS.
 */
const OF: Readonly<Record<string, readonly string[]>> = {
  config: [
    "ConfigurationAggregator",
    "DelegatedAdministrator",
    "DeliveryChannel",
    "OrganizationManagedRule",
    "Recorder",
    "RecorderStatus",
    "Role",
    "RolePolicyAttachment",
    "StackSet",
  ],
  accessAnalyzer: ["Analyzer", "DelegatedAdministrator"],
  guardDuty: [
    "Detector",
    "OrganizationAdminAccount",
    "OrganizationConfiguration",
    "OrganizationConfigurationFeature",
  ],
  securityHub: [
    "Account",
    "ConfigurationPolicy",
    "ConfigurationPolicyAssociation",
    "FindingAggregator",
    "OrganizationAdminAccount",
    "OrganizationConfiguration",
  ],
};

describe("what finds mistakes and intruders", function () {
  // A machine that does other things too takes half a minute for a run.
  this.timeout(3 * TIMEOUT_MS);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;
  let atFirst: Readonly<Record<string, number>>;

  before(async function () {
    skipWithoutPulumi(this, "what finds mistakes and intruders");
    zone = await landingZone({ stackFile: TWO_REGIONS });
    close = () => zone.close();
  });
  after(() => close?.());

  it("comes up in the order that AWS asks for, as the plan counts it", async () => {
    succeeded(await zone.up());
    atFirst = tally(typesIn(zone));
    const made = atFirst;
    for (const [type, count] of Object.entries(detectionCounts(planOf(TWO_REGIONS)))) {
      if (!SHARED.test(type)) assert.equal(made[type], count, type);
    }
    const audit = idOf(await idsOf(zone), "audit");
    const accounts = (type: string): readonly string[] =>
      living(zone, type).map(({ account }) => account);
    assert.deepEqual(accounts("guardduty/detector:Detector").toSorted(), [
      ...[CALLER, CALLER],
      ...[audit, audit],
    ]);
    const rules = accounts("cfg/organizationManagedRule:OrganizationManagedRule");
    assert.deepEqual([...new Set(rules)], [audit]);
    assert.deepEqual([...new Set(accounts("cfg/recorder:Recorder"))], [CALLER]);
    // Nothing that AWS would have made itself was left to it.
    assert.ok(zone.cloud().resources.every(({ id }) => !id.endsWith("made-by-aws")));
  });

  it("changes nothing the second time", async () => {
    assert.deepEqual(changesOf(succeeded(await zone.preview())), []);
  });

  for (const [key, types] of Object.entries(OF)) {
    it(`${key} takes away its own, and nothing else`, async () => {
      await zone.writeStackFile(without(key));
      const off = succeeded(await zone.preview());
      assert.deepEqual(goneIn(off), ["AwsServiceAccess", ...types].sort());
      // The roles of members are in one set, of which the recorder's leaves.
      assert.deepEqual(
        changesOf(off).filter((change) => !change.startsWith("delete ")),
        key === "config" ? ["update baseline-service-roles: parameters[0], templateBody"] : [],
      );
    });
  }

  it("makes the analyzer anew where the days change, and changes nothing else", async () => {
    const days = "audit: { accessAnalyzer: { unusedAccessDays: 30 } }";
    await zone.writeStackFile(`${TWO_REGIONS}\n${days}\n`);
    const changed = changesOf(succeeded(await zone.up())).map((one) => one.split(":")[0]);
    assert.ok(changed.length > 0);
    assert.ok(
      changed.every((one) => one?.endsWith(" access-analyzer-unused")),
      changed.join(),
    );
  });

  it("goes, all of it and the defaults of accounts, in the order that AWS asks for", async () => {
    const settings = ["ebsEncryption", "imdsv2", "snapshots", "images", "s3PublicAccess"];
    const off = (keys: readonly string[]): string =>
      keys.map((key) => `  ${key}: false\n`).join("");
    const baseline = `baseline:\n${off([...settings, "passwordPolicy"])}`;
    await zone.writeStackFile(`${TWO_REGIONS}\naudit:\n${off(Object.keys(OF))}${baseline}`);
    const run = succeeded(await zone.up());
    const all = new Set(["AwsServiceAccess", ...Object.values(OF).flat()]);
    assert.deepEqual(goneIn(run), [...all].sort());
    assert.deepEqual(
      changesOf(run).filter((change) => !change.startsWith("delete ")),
      [],
    );
  });

  it("comes again", async () => {
    await zone.writeStackFile(TWO_REGIONS);
    succeeded(await zone.up());
    assert.deepEqual(tally(typesIn(zone)), atFirst);
  });
});

/** Kinds of resources that a run takes away, each once. */
function goneIn(run: Run): readonly string[] {
  const nouns = run.changes
    .filter(({ op, type }) => op === "delete" && !type.startsWith("landingzone:"))
    .map(({ type }) => type.split(":").at(-1) ?? "");
  return [...new Set(nouns)].sort();
}

/** Types of which other parts of the landing zone make some, too. */
const SHARED = /:(Role|RolePolicyAttachment|DelegatedAdministrator)$/;

const typesIn = (zone: LandingZone): readonly string[] =>
  zone
    .cloud()
    .resources.filter(({ deleted }) => deleted !== true)
    .map(({ type }) => type);
