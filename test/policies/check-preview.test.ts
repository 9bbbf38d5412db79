import assert from "node:assert/strict";
import { readPreview } from "../../access/registered/preview";
import { checkPreview, type PreviewCheck } from "../../policies/check-preview";
import { previewCheckJson, previewCheckText } from "../../report/preview-check";
import { edited, EXAMPLE, planOf } from "../stacks";
import { IDS, PLAN, type Core } from "./registered";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const PROJECT = "urn:pulumi:example::landing-zone::";

interface Given {
  readonly op: string;
  readonly type: string;
  readonly name?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly id?: string;
  readonly protect?: readonly [boolean, boolean];
  readonly in?: Core;
  readonly own?: boolean;
}

/** A step as `pulumi preview --json` writes it. */
function step(given: Given): Record<string, unknown> {
  const {
    op,
    type,
    name = "mine",
    inputs = {},
    outputs = {},
    id = "",
    in: account = "management",
  } = given;
  const [before, after] = given.protect ?? [true, true];
  const urn = `${PROJECT}${given.own === true ? "landingzone:x:Y$" : ""}${type}::${name}`;
  const state = (protect: boolean): object => ({
    urn,
    type,
    id,
    inputs,
    outputs,
    protect,
    provider: `${PROJECT}pulumi:providers:aws::${account}::id`,
  });
  return {
    op,
    urn,
    ...(op === "create" ? {} : { oldState: state(before) }),
    ...(op === "delete" ? {} : { newState: state(after) }),
    replaceReasons: op === "replace" ? ["email"] : undefined,
  };
}

function provider(account: Core): Record<string, unknown> {
  const urn = `${PROJECT}pulumi:providers:aws::${account}`;
  const inputs = { allowedAccountIds: JSON.stringify([IDS[account]]) };
  return { op: "same", urn, oldState: { urn, inputs }, newState: { urn, inputs } };
}

const PROVIDERS = (Object.keys(IDS) as Core[]).map(provider);

async function checked(
  steps: readonly object[],
  { plan = PLAN, more = {} }: { plan?: typeof PLAN; more?: object } = {},
): Promise<PreviewCheck> {
  const text = JSON.stringify({ steps: [...PROVIDERS, ...steps], changeSummary: {}, ...more });
  const preview = readPreview(text);
  assert.ok(preview.ok);
  return checkPreview(preview, plan, () => Promise.resolve([]));
}

const removals = async (...steps: readonly Given[]): Promise<readonly string[]> =>
  (await checked(steps.map(step))).refusals
    .filter(({ rule }) => rule === "nothing-kept-goes")
    .map(({ found }) => found);

const ACCOUNT = "aws:organizations/account:Account";
const account = (name: string) => ({ name, tags: { "landing-zone:type": "x" } });

describe("a check of a preview", () => {
  for (const [what, given] of Object.entries({
    "the organization": { type: "aws:organizations/organization:Organization" },
    "an account": { type: ACCOUNT, inputs: account("web-production") },
    "a trail": { type: "aws:cloudtrail/trail:Trail" },
    "a key": { type: "aws:kms/key:Key" },
    "the name of the log key": {
      type: "aws:kms/alias:Alias",
      inputs: { name: "alias/landing-zone/logs" },
    },
    "a log bucket": { type: "aws:s3/bucket:Bucket", in: "audit" },
    "what keeps a log bucket safe": {
      type: "aws:s3/bucketVersioning:BucketVersioning",
      in: "audit",
    },
    "the boundary of an account's roles": {
      type: "aws:iam/policy:Policy",
      inputs: { path: "/landing-zone/", name: "boundary" },
    },
    "the policy by which people need MFA": {
      type: "aws:iam/policy:Policy",
      in: "access",
      inputs: { path: "/landing-zone/", name: "people" },
    },
    "what gives people the policy by which they need MFA": {
      type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
      in: "access",
      inputs: { group: "people" },
    },
    "the group of everybody": {
      type: "aws:iam/group:Group",
      in: "access",
      inputs: { name: "people" },
    },
    "how people of a function enter its roles with MFA": {
      type: "aws:iam/groupPolicy:GroupPolicy",
      in: "access",
      inputs: { group: "auditor" },
    },
    "what people's passwords have to be": {
      type: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
      in: "access",
    },
    "a guardrail that the stack file has": {
      type: "aws:organizations/policy:Policy",
      inputs: { name: PLAN.guardrails[0]?.name },
    },
    "a guardrail's attachment that the stack file has": {
      type: "aws:organizations/policyAttachment:PolicyAttachment",
      name: `guardrails-${String(PLAN.guardrails[0]?.name)}-at-${String(PLAN.guardrails[0]?.target)}`,
    },
  } as Readonly<Record<string, Omit<Given, "op">>>)) {
    it(`refuses that ${what} goes, or is replaced`, async () => {
      const deleted = await removals({ ...given, op: "delete" });
      assert.equal(deleted.length, 1);
      assert.ok(deleted[0]?.endsWith(`would be deleted: it is ${what}`), deleted.join());
      const replaced = await removals({ ...given, op: "replace" });
      assert.ok(replaced.some((one) => one.includes("would be replaced, for email: it is")));
      assert.deepEqual(await removals({ ...given, op: "same" }), []);
    });
  }

  it("refuses that protection goes", async () => {
    const given = {
      op: "update",
      type: "aws:cloudtrail/trail:Trail",
      protect: [true, false],
    } as const;
    assert.match((await removals(given)).join(), /would lose its protection: it is a trail/);
  });

  it("lets go what the stack file lets go", async () => {
    const leaving = planOf(
      edited(EXAMPLE, [
        "{ name: playground, type: sandbox }",
        "{ name: playground, type: sandbox, lifecycle: leaving }",
      ]),
    );
    const gone = step({ op: "delete", type: ACCOUNT, inputs: account("playground") });
    assert.deepEqual((await checked([gone], { plan: leaving })).refusals, []);
    assert.equal((await checked([gone])).refusals.length, 1);
    assert.deepEqual(
      await removals(
        { op: "delete", type: "aws:iam/user:User", in: "access", inputs: { name: "grace" } },
        {
          op: "delete",
          type: "aws:iam/userGroupMembership:UserGroupMembership",
          in: "access",
          inputs: { user: "grace" },
        },
        { op: "delete", type: "aws:iam/role:Role", inputs: { name: "auditor" } },
        {
          op: "delete",
          type: "aws:organizations/policy:Policy",
          inputs: { name: "landing-zone-old" },
        },
        {
          op: "delete",
          type: "aws:iam/groupPolicy:GroupPolicy",
          in: "access",
          inputs: { group: "gone" },
        },
        { op: "delete", type: "aws:s3/bucket:Bucket", in: "network" },
      ),
      [],
    );
  });

  it("refuses that somebody who stays leaves the group of everybody", async () => {
    const found = await removals(
      { op: "same", type: "aws:iam/user:User", in: "access", inputs: { name: "grace" } },
      {
        op: "delete",
        type: "aws:iam/userGroupMembership:UserGroupMembership",
        in: "access",
        inputs: { user: "grace" },
      },
    );
    assert.match(found.join(), /a person who stays/);
  });

  it("refuses that a unit goes which holds accounts, or may", async () => {
    const unit = {
      op: "delete",
      type: "aws:organizations/organizationalUnit:OrganizationalUnit",
      id: "ou-1",
    };
    const inUnit = {
      op: "same",
      type: ACCOUNT,
      inputs: { ...account("web-production"), parentId: "ou-1" },
    };
    assert.match((await removals(unit, inUnit)).join(), /a unit that holds accounts/);
    assert.deepEqual(await removals(unit), []);
    const { refusals } = await checked([step(unit)], { more: { changeSummary: { same: 90 } } });
    assert.match(
      refusals.map(({ found }) => found).join(),
      /may hold accounts which the preview leaves out/,
    );
  });

  it("judges what is made by the rules of the pack", async () => {
    const user = step({
      op: "create",
      type: "aws:iam/user:User",
      name: "robot",
      in: "audit",
      protect: [false, false],
    });
    const { refusals } = await checked([user]);
    assert.deepEqual(
      refusals.map(({ rule, urn }) => [rule, urn]),
      [["users-in-access-only", `${PROJECT}aws:iam/user:User::robot`]],
    );
  });

  it("knows what the preview does not show because it is secret", async () => {
    const database = (password: string) =>
      step({
        op: "create",
        type: "aws:rds/instance:Instance",
        in: "network",
        inputs: { password },
      });
    assert.deepEqual((await checked([database("[secret]")])).refusals, []);
    assert.equal((await checked([database("hunter22")])).refusals[0]?.rule, "secrets-are-secret");
  });

  it("says what it could not see", async () => {
    const role = (own: boolean) =>
      step({ op: "create", type: "aws:iam/role:Role", inputs: { assumeRolePolicy: UNKNOWN }, own });
    const { refusals, unseen } = await checked([role(false), role(true)], {
      more: { changeSummary: { same: 90 } },
    });
    assert.deepEqual(refusals, []);
    assert.match(
      unseen[0] ?? "",
      /assumeRolePolicy of aws:iam\/role:Role mine is known only after/,
    );
    assert.match(unseen[1] ?? "", /1 documents of the landing zone's own code/);
    assert.match(unseen[2] ?? "", /86 resources stay the same.*--show-sames/);
  });

  it("refuses a preview that failed", async () => {
    const diagnostics = [{ severity: "error", message: "error: no credentials\n" }];
    const { refusals } = await checked([], { more: { diagnostics } });
    assert.deepEqual(
      refusals.map(({ found }) => found),
      ["error: no credentials"],
    );
  });

  it("knows what is no preview", () => {
    for (const [text, why] of [
      ["{", /no JSON/],
      [
        '{"sequence":0}\n{"sequence":1}',
        /stream of events: unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW/,
      ],
      ['{"version":3}', /neither steps nor a changeSummary/],
    ] as const) {
      const read = readPreview(text);
      assert.ok(!read.ok);
      assert.match(read.why, why);
    }
  });

  it("is told as text and as JSON", async () => {
    const bad = await checked([step({ op: "delete", type: "aws:kms/key:Key" })]);
    const text = previewCheckText(bad);
    assert.match(text, /^REFUSED {2}nothing-kept-goes: No run deletes/);
    assert.match(text, /allowed: it stays for as long as the stack file has it/);
    assert.match(text, /1 refusal$/);
    assert.deepEqual(Object.keys(previewCheckJson(bad) as object), [
      "ok",
      "judged",
      "refusals",
      "unseen",
    ]);
    assert.match(previewCheckText(await checked([])), /nothing is refused$/);
  });
});
