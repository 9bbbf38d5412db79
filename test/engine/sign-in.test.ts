import assert from "node:assert/strict";
import { resourceCounts } from "../../model/resources";
import { metadata } from "../model/metadata";
import { METADATA_FILE, MODES, PARTNERS } from "../modes";
import { edited } from "../stacks";
import { deployed } from "./documents";
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
import { secretsIn } from "./secrets";
import { INSTANCE } from "./switched-on";

const ALL = MODES["all that there is"];

describe("every way to sign in at once, with pipelines and partners", function () {
  this.timeout(TIMEOUT_MS);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "every way to sign in at once");
    zone = await landingZone({
      stackFile: ALL,
      files: { [`stacks/${METADATA_FILE}`]: metadata() },
    });
    close = () => zone.close();
    zone.seed(INSTANCE);
  });
  after(() => close?.());

  it("comes up from nothing, and a second run changes nothing", async () => {
    const run = succeeded(await zone.up());
    assert.deepEqual(createdBy(run), resourceCounts(planOf(ALL)));
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
  });

  it("keeps no password and no key in the state", async () => {
    const state = await zone.exportState();
    assert.ok(JSON.stringify(state).length > 100_000);
    assert.deepEqual(secretsIn(state), []);
    const types = (state.deployment.resources ?? []).map(({ type }) => type);
    assert.ok(types.includes("aws:iam/user:User") && types.includes("aws:identitystore/user:User"));
    assert.deepEqual(
      types.filter((type) => /LoginProfile|AccessKey|Certificate|SshKey|VirtualMfa/i.test(type)),
      [],
    );
    // The search finds what it looks for.
    const [first] = state.deployment.resources ?? [];
    assert.ok(first);
    const planted = (outputs: Record<string, unknown>): readonly string[] =>
      secretsIn({ ...state, deployment: { resources: [{ ...first, outputs }] } });
    const at = "deployment.resources[0].outputs";
    const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    assert.deepEqual(planted({ password: "x" }), [`${at}.password`]);
    assert.deepEqual(planted({ key: { encryptedSecret: "x" } }), [`${at}.key.encryptedSecret`]);
    assert.deepEqual(planted({ note: "AKIAIOSFODNN7EXAMPLE" }), [`${at}.note`]);
    assert.deepEqual(planted({ note: `key=${secret}` }), [`${at}.note`]);
    assert.deepEqual(planted({ a: { b: JSON.stringify({ c: [secret] }) } }), [`${at}.a.b`]);
    assert.deepEqual(planted({ pem: "-----BEGIN RSA PRIVATE KEY-----" }), [`${at}.pem`]);
  });

  it("makes groups and people of the file in Identity Center, by the names of their sessions", () => {
    const groups = new Map(
      living(zone, "identitystore/group:Group").map(({ outputs, inputs }) => [
        outputs?.groupId,
        inputs.displayName,
      ]),
    );
    const people = new Map(
      living(zone, "identitystore/user:User").map(({ outputs, inputs }) => [
        outputs?.userId,
        inputs,
      ]),
    );
    const ada = [...people.values()].find(({ userName }) => userName === "ada");
    assert.deepEqual(ada?.name, { givenName: "Ada", familyName: "Lovelace" });
    assert.deepEqual(
      living(zone, "identitystore/groupMembership:GroupMembership")
        .map(({ inputs }) => [people.get(inputs.memberId)?.userName, groups.get(inputs.groupId)])
        .map((pair) => pair.join(" in "))
        .sort(),
      [
        "ada in Staff",
        "ada in developer",
        "grace in auditor",
        "joan in auditor",
        "joan in developer",
      ],
    );
    const [second] = living(zone, "ssoadmin/region:Region");
    assert.equal(second?.inputs.regionName, "eu-central-1");
  });

  it("tells those of break-glass, from the hub in the audit account", async () => {
    const audit = idOf(await idsOf(zone), "audit");
    const mails = living(zone, "sns/topicSubscription:TopicSubscription");
    assert.deepEqual(
      mails.map(({ account, inputs }) => [account, inputs.topic, inputs.endpoint]),
      ["boss@acme.example", "security@acme.example"].map((address) => [
        audit,
        `arn:aws:sns:eu-west-1:${audit}:landing-zone-break-glass`,
        address,
      ]),
    );
  });

  it("stamps a partner's roles into its accounts alone, once their boundary is there", async () => {
    const ids = await idsOf(zone);
    const sets = living(zone, "cloudformation:StackSet").map(({ inputs }) => inputs);
    const msp = sets.find(
      ({ stackSetName }) => stackSetName === "landing-zone-partner-msp-In-production",
    );
    const own = sets.find(({ stackSetName }) => stackSetName === "landing-zone-roles-production");
    assert.ok(msp && own);
    const [group] = msp.stackInstancesGroup as readonly { readonly deploymentTargets: object }[];
    const [ofType] = own.stackInstancesGroup as readonly {
      readonly deploymentTargets: { readonly organizationalUnitIds: readonly string[] };
    }[];
    assert.deepEqual(group?.deploymentTargets, {
      accountFilterType: "INTERSECTION",
      accounts: [idOf(ids, "web-production")],
      organizationalUnitIds: ofType?.deploymentTargets.organizationalUnitIds,
    });
    assert.deepEqual(Object.keys(deployed(msp, idOf(ids, "web-production"))).sort(), [
      "partner-msp-auditor",
      "partner-msp-operations",
    ]);
    const made = zone.log().filter(({ event, preview }) => event === "create" && preview !== true);
    const at = (name: string): number => made.findIndex((step) => step.name === name);
    assert.ok(at("stamps-production") >= 0);
    assert.ok(at("stamps-production") < at("stamps-partner:msp:production"));
  });

  it("lets a partner go and come back, and touches nothing of anybody else", async () => {
    const sets = ["msp:production", "msp:sandbox", "scanner:production"];
    // What lets partners' accounts in at all is a guardrail; it knows whose they are.
    const guardrails =
      /^update guardrails-landing-zone-(deny-outsiders|resource-perimeter): content$/;
    const stamps = (changes: readonly string[]): readonly string[] =>
      changes.filter((change) => !guardrails.test(change));
    await zone.writeStackFile(edited(ALL, [PARTNERS, ""]));
    assert.deepEqual(
      stamps(changesOf(succeeded(await zone.up()))),
      sets.map((set) => `delete stamps-partner:${set}`),
    );
    await zone.writeStackFile(ALL);
    assert.deepEqual(
      stamps(changesOf(succeeded(await zone.up()))),
      sets.map((set) => `create stamps-partner:${set}`),
    );
  });
});

describe("partners where roles are stamped by providers", function () {
  this.timeout(TIMEOUT_MS);
  const text = MODES["partners by providers"];
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "partners by providers");
    zone = await landingZone({ stackFile: text });
    close = () => zone.close();
  });
  after(() => close?.());

  const partners = async (): Promise<readonly string[]> => {
    const names = new Map([...(await idsOf(zone))].map(([name, id]) => [id, name]));
    return living(zone, "iam/role:Role")
      .filter(({ id }) => id.startsWith("partner-"))
      .map(({ account, id, inputs }) => {
        assert.match(String(inputs.permissionsBoundary), /:policy\/landing-zone\/boundary$/);
        return `${id} in ${String(names.get(account))}`;
      })
      .sort();
  };

  it("are let into their accounts, and a second run changes nothing", async () => {
    const run = succeeded(await zone.up());
    assert.deepEqual(createdBy(run), resourceCounts(planOf(text)));
    assert.deepEqual(await partners(), [
      "partner-msp-auditor in playground",
      "partner-msp-auditor in web-production",
      "partner-msp-operations in web-production",
      "partner-scanner-auditor in web-production",
    ]);
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
  });

  it("leave nothing behind", async () => {
    await zone.writeStackFile(edited(text, [PARTNERS, ""]));
    const { changes } = succeeded(await zone.up());
    assert.deepEqual(await partners(), []);
    const others = changes.filter(({ name }) => !name.includes("role:partner-"));
    assert.deepEqual(
      others.filter(({ op }) => op !== "read" && op !== "update"),
      [],
    );
  });
});
