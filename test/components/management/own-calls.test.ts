import assert from "node:assert/strict";
import {
  type AlternateContactsInputs,
  putContacts,
} from "../../../components/management/alternate-contacts";
import { findOrMakeMonitor } from "../../../components/management/anomaly-monitor";
import { activateTags, isToBeAsked } from "../../../components/management/cost-tags";
import { type AwsEndpoint, startAwsEndpoint } from "../../engine/aws-endpoint";

const REGION = { region: "eu-west-1" };
const CONTACT = {
  name: "Security",
  title: "Security contact",
  email: "security@acme.example",
  phone: "+1 555 0100",
};
const DENIED = {
  status: 403,
  error: "AccessDeniedException",
  message: "You don't have access to this resource.",
};
const BUSY = { status: 429, error: "TooManyRequestsException", message: "Rate exceeded" };

const to = (...accountIds: readonly string[]): AlternateContactsInputs => ({
  ...REGION,
  managementAccountId: "111111111111",
  sets: [{ contacts: { security: CONTACT }, accountIds }],
});

/** What the program's own resources of the management account call by themselves. */
describe("calls of the management account's own resources", () => {
  let endpoint: AwsEndpoint;
  const kept = { ...process.env };
  const KEYS = ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

  beforeEach(async () => {
    endpoint = await startAwsEndpoint();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_ACCESS_KEY_ID: "AKIASTANDIN",
      AWS_SECRET_ACCESS_KEY: "stand-in",
    });
  });
  afterEach(async () => {
    await endpoint.close();
    for (const key of KEYS) {
      if (kept[key] === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = kept[key];
    }
  });

  const accounts = (): readonly unknown[] =>
    endpoint.calls.map(
      ({ parameters }) =>
        (JSON.parse(parameters.body ?? "{}") as { AccountId?: string }).AccountId ?? "self",
    );

  describe("alternate contacts", () => {
    it("are put for what is new or differs alone", async () => {
      await putContacts(to("111111111111", "222222222222"), to("222222222222", "333333333333"));
      assert.deepEqual(accounts(), ["333333333333"]);
      await putContacts(to("111111111111"), to("111111111111"));
      assert.equal(endpoint.calls.length, 1);
    });

    it("of the management account are put without its id, which AWS refuses", async () => {
      await putContacts(null, to("111111111111"));
      assert.deepEqual(accounts(), ["self"]);
    });

    it("are tried again where trusted access has not come through yet, and where AWS is busy", async () => {
      endpoint.json.failures.push(DENIED, DENIED, BUSY);
      await putContacts(null, to("222222222222"), 1);
      assert.deepEqual(
        endpoint.calls.map(({ status }) => status),
        [403, 403, 429, 200],
      );
    });

    it("end with the account, the contact and AWS's words where it stays refused", async () => {
      endpoint.json.failures.push(...Array.from({ length: 40 }, () => DENIED));
      const many = Array.from({ length: 40 }, (_, index) => String(200000000000 + index));
      await assert.rejects(putContacts(null, to(...many), 1), (error: Error) => {
        assert.match(
          error.message,
          /^the security contact of the account 2\d{11}: AccessDeniedException: You don't have access/,
        );
        return true;
      });
      // The others are not tried: they would be refused as well.
      assert.ok(endpoint.calls.length < 40);
    });

    it("end at once where AWS does not take the words", async () => {
      const sets = [{ contacts: { security: { ...CONTACT, phone: "none" } }, accountIds: ["1"] }];
      await assert.rejects(putContacts(null, { ...to(), sets }, 1), /ValidationException/);
      assert.equal(endpoint.calls.length, 1);
    });
  });

  describe("the monitor of unusual costs", () => {
    it("is AWS's own where there is one", async () => {
      endpoint.json.monitors.push("arn:aws:ce::111111111111:anomalymonitor/theirs");
      assert.equal(
        await findOrMakeMonitor(REGION),
        "arn:aws:ce::111111111111:anomalymonitor/theirs",
      );
      assert.deepEqual(
        endpoint.calls.map(({ action }) => action),
        ["GetAnomalyMonitors"],
      );
    });

    it("is made where there is none, and found again", async () => {
      const made = await findOrMakeMonitor(REGION);
      assert.equal(await findOrMakeMonitor(REGION), made);
      assert.deepEqual(endpoint.json.monitors, [made]);
    });

    it("needs Cost Explorer, and says how to switch it on", async () => {
      endpoint.json.costExplorer = false;
      await assert.rejects(findOrMakeMonitor(REGION), /open it once in the management account/);
    });
  });

  describe("tags of costs", () => {
    it("are active where AWS knows them, and wait where it does not", async () => {
      endpoint.json.knownTags.add("owner");
      const keys = ["owner", "landing-zone:type"];
      assert.deepEqual(await activateTags({ ...REGION, keys }), ["landing-zone:type"]);
      assert.deepEqual([...endpoint.json.activeTags], ["owner"]);
    });

    it("that wait are asked for again after a day, and others when the file has others", () => {
      const asked = { keys: ["owner"], pending: ["owner"], askedAt: 1_000 };
      const aDay = 86_400_000;
      assert.equal(isToBeAsked(asked, ["owner"], 1_000 + aDay - 1), false);
      assert.equal(isToBeAsked(asked, ["owner"], 1_000 + aDay), true);
      assert.equal(isToBeAsked({ ...asked, pending: [] }, ["owner"], 1_000 + 9 * aDay), false);
      assert.equal(isToBeAsked({ ...asked, pending: [] }, ["owner", "team"], 1_001), true);
    });

    it("all wait while Cost Explorer is off", async () => {
      endpoint.json.costExplorer = false;
      assert.deepEqual(await activateTags({ ...REGION, keys: ["owner"] }), ["owner"]);
    });

    it("end with AWS's words where something else is wrong", async () => {
      endpoint.json.failures.push({
        status: 400,
        error: "ValidationException",
        message: "too many active keys",
      });
      await assert.rejects(
        activateTags({ ...REGION, keys: ["owner"] }),
        /^Error: the tag owner: ValidationException: too many active keys$/,
      );
    });
  });
});
