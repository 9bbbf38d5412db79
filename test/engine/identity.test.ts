import assert from "node:assert/strict";
import { resourceCounts } from "../../model/resources";
import { metadata } from "../model/metadata";
import { METADATA_FILE, type Mode, MODES, SAML } from "../modes";
import { edited } from "../stacks";
import type { Step } from "./events";
import { skipWithoutPulumi } from "./harness";
import {
  changesOf,
  createdBy,
  idOf,
  idsOf,
  type LandingZone,
  landingZone,
  living,
  planOf,
  succeeded,
  TIMEOUT_MS,
} from "./landing-zone";

const FILES = { [`stacks/${METADATA_FILE}`]: metadata() };

const withFiles = (mode: Mode): Promise<LandingZone> =>
  landingZone({ stackFile: MODES[mode], files: FILES });

/** What people are made of as users: all that goes with that way to sign in. */
const isOfUsers = ({ type, name }: Step): boolean =>
  /^aws:iam\/(group|groupPolicy|groupPolicyAttachment|policy|user|userGroupMembership|userPolicy):/.test(
    type,
  ) && name.startsWith("people-");

const users = (zone: LandingZone): readonly string[] =>
  living(zone, "iam/user:User")
    .map(({ inputs }) => `${String(inputs.path)}${String(inputs.name)}`)
    .sort();

const BREAK_GLASS = ["/break-glass/break-glass-1", "/break-glass/break-glass-2"];

describe("moving from users to an identity provider", function () {
  this.timeout(TIMEOUT_MS);
  const both = edited(MODES["iam-users"], [
    "  identity: iam-users\n",
    `  identity: [iam-users, saml]\n${SAML}`,
  ]);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "moving from one way to sign in to another");
    zone = await withFiles("iam-users");
    close = () => zone.close();
  });
  after(() => close?.());

  it("previews people who are limited to accounts that do not exist yet", async () => {
    const run = succeeded(await zone.preview());
    assert.deepEqual(createdBy(run), resourceCounts(planOf(MODES["iam-users"])));
    const joan = run.changes.find(({ name }) => name === "people-joan");
    assert.deepEqual(Object.keys(joan?.inputs?.tags ?? {}), ["auditor", "developer"]);
    const ada = run.changes.find(({ name }) => name === "people-ada");
    assert.deepEqual(ada?.inputs?.tags, { developer: "true", operations: "true" });
  });

  it("starts with users, whose tags say where their functions hold", async () => {
    succeeded(await zone.up());
    assert.deepEqual(users(zone), [...BREAK_GLASS, "/people/ada", "/people/grace", "/people/joan"]);
    const ids = await idsOf(zone);
    const joan = living(zone, "iam/user:User").find(({ id }) => id === "joan");
    const limits = `/sandbox/${idOf(ids, "web-staging")}/${idOf(ids, "playground")}/`;
    assert.deepEqual(joan?.inputs.tags, { auditor: limits, developer: limits });
    const [until] = living(zone, "iam/userPolicy:UserPolicy");
    assert.equal(until?.inputs.user, "joan");
    assert.match(String(until.inputs.policy), /"aws:CurrentTime":"2027-03-31T23:59:59Z"/);
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
  });

  it("adds the provider and its hubs to what there is, and replaces nothing", async () => {
    await zone.writeStackFile(both);
    const run = succeeded(await zone.up());
    assert.deepEqual(
      run.changes.filter(({ op }) => !["create", "update", "read"].includes(op)),
      [],
    );
    const created = run.changes.filter(({ op }) => op === "create").map(({ type }) => type);
    assert.deepEqual(
      [...new Set(created)].sort(),
      [
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/samlProvider:SamlProvider",
        "landingzone:identity:IdentityProviders",
        "landingzone:identity:OwnRoles",
      ].sort(),
    );
    const [provider] = living(zone, "iam/samlProvider:SamlProvider");
    assert.equal(provider?.account, idOf(await idsOf(zone), "access"));
    assert.equal(provider.inputs.samlMetadataDocument, metadata());
    assert.equal(users(zone).length, 5);
  });

  it("takes users and groups away at the end, and nothing else", async () => {
    await zone.writeStackFile(MODES.saml);
    const { changes } = succeeded(await zone.up());
    const deleted = changes.filter(({ op }) => op === "delete");
    assert.ok(deleted.length > 10);
    assert.deepEqual(
      deleted.filter((step) => !isOfUsers(step)),
      [],
    );
    const others = changes.filter(({ op }) => op !== "delete" && op !== "read");
    assert.deepEqual([...new Set(others.map(({ op }) => op))], ["update"]);
    assert.ok(
      changes.findLastIndex(({ op }) => op === "update") <
        changes.findIndex(({ op }) => op === "delete"),
      "somebody is gone before roles know the new way",
    );
    assert.deepEqual(users(zone), BREAK_GLASS);
    assert.deepEqual(
      living(zone, "iam/group:Group").map(({ id }) => id),
      ["break-glass"],
    );
    assert.equal(living(zone, "iam/accountPasswordPolicy:AccountPasswordPolicy").length, 1);
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
  });
});

describe("an identity provider from the first day", function () {
  this.timeout(TIMEOUT_MS);
  for (const mode of ["saml", "oidc"] as const) {
    it(`${mode}: comes up from nothing, and a second run changes nothing`, async function () {
      skipWithoutPulumi(this, `a first run with ${mode}`);
      const zone = await withFiles(mode);
      try {
        const run = succeeded(await zone.up());
        assert.deepEqual(createdBy(run), resourceCounts(planOf(MODES[mode])));
        assert.deepEqual(users(zone), BREAK_GLASS);
        assert.deepEqual(changesOf(succeeded(await zone.up())), []);
      } finally {
        await zone.close();
      }
    });
  }
});
