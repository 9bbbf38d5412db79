import assert from "node:assert/strict";
import { resourceCounts } from "../../model/resources";
import { MODES } from "../modes";
import { skipWithoutPulumi } from "./harness";
import {
  changesOf,
  createdBy,
  EXAMPLE,
  idOf,
  idsOf,
  type LandingZone,
  landingZone,
  living,
  planOf,
  succeeded,
  TIMEOUT_MS,
} from "./landing-zone";
import { groupIn, instanceIn } from "./switched-on";

const MODE = MODES["identity-center"];
const REGION = "eu-central-1";
const GROUPS = ["Operations of acme", "auditor", "network", "developer"].map((name, index) =>
  groupIn(REGION, name, index),
);

describe("IAM Identity Center", function () {
  this.timeout(TIMEOUT_MS);
  const plan = planOf(MODE);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "IAM Identity Center");
    zone = await landingZone({ stackFile: MODE });
    close = () => zone.close();
  });
  after(() => close?.());

  it("previews a first run, in which there is no organization to switch it on for", async () => {
    const run = succeeded(await zone.preview());
    assert.deepEqual(createdBy(run), resourceCounts(plan));
  });

  it("says that a person has to switch it on, where, and what then", async () => {
    for (const run of [await zone.up(), await zone.preview()]) {
      assert.notEqual(run.code, 0);
      assert.match(run.errors, /There is no IAM Identity Center in eu-central-1\. Switch IAM/);
      assert.match(run.errors, /by hand in the management account, region eu-central-1/);
      assert.doesNotMatch(run.errors, /\n\s+at |node_modules/, "there is a stack trace");
    }
  });

  it("names the group that nobody has made", async () => {
    const [missing, ...others] = GROUPS;
    assert.ok(missing);
    zone.seed(instanceIn(REGION), ...others);
    const { code, errors } = await zone.up();
    assert.notEqual(code, 0);
    assert.match(errors, /Identity Center gives no group "Operations of acme" \(.*not found/);
    assert.match(errors, /name another under access\.identityCenter\.groups/);
    zone.seed(missing);
  });

  it("goes on from there, and a second run changes nothing", async () => {
    succeeded(await zone.up());
    const made = zone
      .cloud()
      .resources.filter(
        ({ type, id }) => type.startsWith("aws") && !GROUPS.some((g) => g.id === id),
      )
      .map(({ type }) => type);
    const counts: Record<string, number> = {};
    for (const type of made) counts[type] = (counts[type] ?? 0) + 1;
    const planned = Object.entries(resourceCounts(plan)).filter(([type]) => type.startsWith("aws"));
    assert.deepEqual(counts, Object.fromEntries(planned));
    assert.deepEqual(
      living(zone, "iam/user:User")
        .map(({ id }) => id)
        .sort(),
      ["break-glass-1", "break-glass-2"],
    );
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
  });

  it("gives each function's group its permission set, from and in the access account alone", async () => {
    const access = idOf(await idsOf(zone), "access");
    const [administrator] = living(
      zone,
      "organizations/delegatedAdministrator:DelegatedAdministrator",
    );
    assert.deepEqual(administrator?.inputs, {
      accountId: access,
      servicePrincipal: "sso.amazonaws.com",
    });
    const sets = living(zone, "ssoadmin/permissionSet:PermissionSet");
    assert.deepEqual(
      sets.map(({ account, inputs }) => [account, inputs.region, inputs.name]).sort(),
      ["auditor", "developer", "network", "operations"].map((fn) => [access, REGION, `lz-${fn}`]),
    );
    const nameOf = (arn: unknown): unknown =>
      sets.find(({ outputs }) => outputs?.arn === arn)?.inputs.name;
    const assignments = living(zone, "ssoadmin/accountAssignment:AccountAssignment");
    assert.deepEqual(
      assignments
        .map(({ inputs }) => [nameOf(inputs.permissionSetArn), inputs.principalId, inputs.targetId])
        .sort(),
      [
        ["lz-auditor", "group-1", access],
        ["lz-developer", "group-3", access],
        ["lz-network", "group-2", access],
        ["lz-operations", "group-0", access],
      ],
    );
  });

  it("is left without a trace, its administrator last", async () => {
    await zone.writeStackFile(EXAMPLE);
    const { changes } = succeeded(await zone.up());
    const deleted = changes
      .filter(({ op, type }) => op === "delete" && type.startsWith("aws:"))
      .map(({ name }) => name)
      // The trusted service stays on in AWS.
      .filter((name) => name.startsWith("identity-center"));
    assert.equal(deleted.length, 3 * GROUPS.length + 1);
    assert.equal(deleted.at(-1), "identity-center-instance-administrator");
    assert.deepEqual(living(zone, "ssoadmin/permissionSet:PermissionSet"), []);
    assert.equal(living(zone, "identitystore/group:Group").length, GROUPS.length);
    assert.equal(living(zone, "iam/user:User").length, 4);
  });
});
