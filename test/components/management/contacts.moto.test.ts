import assert from "node:assert/strict";
import { AccountClient, GetAlternateContactCommand } from "@aws-sdk/client-account";
import {
  putContacts,
  type AlternateContactsInputs,
} from "../../../components/management/alternate-contacts";
import { environmentOf, withEnvironment } from "../../cli/live/world";
import { type Moto, startMoto } from "../../tools/moto";
import { pythonOrSkip } from "../../tools/python";

const MANAGEMENT = "111111111111";
const WEB = "222222222222";
const DOCUMENTS = "333333333333";
const SECURITY = {
  name: "Security",
  title: "Security contact",
  email: "security@acme.example",
  phone: "+1 555 0100",
};
const FINANCE = { ...SECURITY, name: "Finance", email: "finance@acme.example" };

const inputs = (...sets: AlternateContactsInputs["sets"]): AlternateContactsInputs => ({
  region: "eu-west-1",
  managementAccountId: MANAGEMENT,
  sets,
});
const all = inputs({
  contacts: { security: SECURITY, billing: FINANCE },
  accountIds: [MANAGEMENT, WEB, DOCUMENTS],
});

describe("alternate contacts, on moto", function () {
  this.timeout(60_000);
  let moto: Moto;
  let env: NodeJS.ProcessEnv;

  before(async function () {
    moto = await startMoto(await pythonOrSkip(this, "alternate contacts on moto"));
    env = await environmentOf(moto, "/nonexistent", MANAGEMENT);
  });
  after(() => moto.stop());

  /** The contact that an account has, as the management account reads it. */
  async function contact(id: string, AlternateContactType: "SECURITY" | "BILLING" | "OPERATIONS") {
    return withEnvironment(env, async () => {
      const client = new AccountClient({ region: "eu-west-1" });
      const { AlternateContact } = await client.send(
        new GetAlternateContactCommand({
          ...(id === MANAGEMENT ? {} : { AccountId: id }),
          AlternateContactType,
        }),
      );
      return AlternateContact;
    });
  }

  it("gives every account its contacts, the management account's among them", async () => {
    await withEnvironment(env, () => putContacts(null, all));
    for (const id of [MANAGEMENT, WEB, DOCUMENTS]) {
      assert.deepEqual(await contact(id, "BILLING"), {
        AlternateContactType: "BILLING",
        EmailAddress: "finance@acme.example",
        Name: "Finance",
        PhoneNumber: "+1 555 0100",
        Title: "Security contact",
      });
      assert.equal((await contact(id, "SECURITY"))?.Name, "Security");
    }
  });

  it("leaves what is taken out as it is", async () => {
    const fewer = inputs({ contacts: { security: SECURITY }, accountIds: [WEB] });
    await withEnvironment(env, () => putContacts(all, fewer));
    assert.equal((await contact(WEB, "BILLING"))?.Name, "Finance");
    assert.equal((await contact(DOCUMENTS, "SECURITY"))?.Name, "Security");
  });

  it("puts another contact of one account", async () => {
    const changed = inputs(
      { contacts: { security: SECURITY, billing: FINANCE }, accountIds: [MANAGEMENT, DOCUMENTS] },
      { contacts: { security: { ...SECURITY, name: "Web" }, billing: FINANCE }, accountIds: [WEB] },
    );
    await withEnvironment(env, () => putContacts(all, changed));
    assert.equal((await contact(WEB, "SECURITY"))?.Name, "Web");
    assert.equal((await contact(DOCUMENTS, "SECURITY"))?.Name, "Security");
  });
});
