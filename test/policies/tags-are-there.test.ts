import { UNKNOWN } from "../../access/registered/values";
import { assertFine, assertFound, assertUnseen, providerOf, resource } from "./registered";

const RULE = "tags-are-there";
const ACCOUNT = "aws:organizations/account:Account";
const BUCKET = "aws:s3/bucket:Bucket";
const OWNERS = { settings: { [RULE]: { tags: { "aws:s3/bucket*": ["owner", "cost-centre"] } } } };
const KEPT = { protect: true };

describe("rule tags-are-there", () => {
  it("asks accounts for their type, as the landing zone gives it", async () => {
    await assertFine([
      resource(ACCOUNT, { name: "x", tags: { "landing-zone:type": "sandbox" } }, KEPT),
    ]);
    await assertFound(RULE, /lacks landing-zone:type; it has owner/, [
      resource(ACCOUNT, { name: "x", tags: { owner: "me" } }, KEPT),
    ]);
    await assertFound(RULE, /it has no tags/, [resource(ACCOUNT, { name: "x" }, KEPT)]);
    await assertFine([resource(BUCKET, { bucket: "x" })]);
  });

  it("lets an import be, whose tags stay as they are until the next run", async () => {
    const { ignores, ...left } = resource(ACCOUNT, { name: "x", tags: { bought: "2019" } }, KEPT);
    await assertFine([{ ...left, ignores: [...ignores, "tags"] }]);
    await assertFound(RULE, /lacks landing-zone:type/, [{ ...left, ignores: ["email"] }]);
  });

  it("asks other types for what is set", async () => {
    const tags = { owner: "team-a", "cost-centre": "4711" };
    await assertFine([resource(BUCKET, { tags })], OWNERS);
    await assertFound(
      RULE,
      /lacks cost-centre/,
      [resource(BUCKET, { tags: { owner: "a" } })],
      OWNERS,
    );
    await assertFound(
      RULE,
      /lacks owner/,
      [resource(BUCKET, { tags: { ...tags, owner: "" } })],
      OWNERS,
    );
    await assertFound(
      RULE,
      /lacks landing-zone:type/,
      [resource(ACCOUNT, { name: "x" }, KEPT)],
      OWNERS,
    );
  });

  it("knows the provider's default tags, and lists of tags", async () => {
    const provider = providerOf("network");
    const defaultTags = JSON.stringify({ tags: { owner: "team-a", "cost-centre": "4711" } });
    const bucket = resource(BUCKET, {});
    await assertFine(
      [{ ...bucket, provider: { ...provider, inputs: { ...provider.inputs, defaultTags } } }],
      OWNERS,
    );
    const list = [
      { key: "owner", value: "a" },
      { key: "cost-centre", value: "b" },
    ];
    await assertFine([resource(BUCKET, { tags: list })], OWNERS);
  });

  it("says when it cannot see", async () => {
    await assertUnseen(RULE, "tags", [resource(BUCKET, { tags: UNKNOWN })], OWNERS);
  });
});
