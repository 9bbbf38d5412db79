import assert from "node:assert/strict";
import { can } from "../../access/can";
import { askerNamed } from "../../access/principals";
import { arnPattern } from "../../access/policy/arn";
import { rootUser } from "../../access/world/actors";
import { ask } from "../../access/world/ask";
import type { World } from "../../access/world/world";
import { ROOT_TASKS } from "../../iam/management/root-access";
import { edited, EXAMPLE, planOf } from "../stacks";
import { accountOf, worldMaker } from "./worlds";

/** With an account in quarantine, one that waits for its type, and one that is to have a root user. */
const STACK = `${edited(EXAMPLE, [
  "accounts:\n",
  `accounts:
  - { name: broken-into, type: production, lifecycle: quarantined }
  - { name: on-its-way, type: production, lifecycle: moving }
`,
])}
guardrails:
  exceptions:
    - { guardrail: deny-access-keys, type: sandbox, reason: "its root user is needed", until: "2099-12-31" }
`;

/** What a session of each task does, as AWS's policy of the task lets it. */
const TASKS: Readonly<Record<(typeof ROOT_TASKS)[number], readonly string[]>> = {
  IAMAuditRootUserCredentials: ["iam:ListAccessKeys", "iam:GetLoginProfile", "iam:ListMFADevices"],
  IAMCreateRootUserPassword: ["iam:CreateLoginProfile", "iam:GetLoginProfile"],
  IAMDeleteRootUserCredentials: [
    ...["iam:DeactivateMFADevice", "iam:DeleteAccessKey", "iam:DeleteLoginProfile"],
    ...["iam:DeleteSigningCertificate", "iam:DeleteVirtualMFADevice"],
  ],
  S3UnlockBucketPolicy: ["s3:DeleteBucketPolicy", "s3:GetBucketPolicy", "s3:ListAllMyBuckets"],
  SQSUnlockQueuePolicy: ["sqs:GetQueueAttributes", "sqs:ListQueues", "sqs:SetQueueAttributes"],
};
const NEW_PASSWORD = "iam:CreateLoginProfile";
const CREDENTIALS = TASKS.IAMDeleteRootUserCredentials;

describe("root sessions in member accounts", () => {
  let world: World;

  before(async () => {
    world = (await worldMaker())(planOf(STACK));
  });

  function may(account: string, action: string, assumedRoot: boolean): boolean {
    const owner = accountOf(world, account);
    const root = rootUser(world.cast, owner);
    const facts = { ...root.facts, ...(assumedRoot ? { "aws:assumedroot": "true" } : {}) };
    const { id } = owner;
    const on = action.startsWith("s3:")
      ? "arn:aws:s3:::locked"
      : action.startsWith("sqs:")
        ? `arn:aws:sqs:eu-west-1:${id}:locked`
        : `arn:aws:iam::${id}:root`;
    const question = { action, resources: [arnPattern(on)], owner };
    return ask(world, { ...root, facts }, question) !== false;
  }

  const members = (): readonly string[] =>
    world.accounts.all.map(({ name }) => name).filter((name) => name !== "management");

  it("do their task in every account, whatever its guardrails, but for new passwords", () => {
    const refused = members().flatMap((account) =>
      Object.values(TASKS)
        .flat()
        .filter((action) => action !== NEW_PASSWORD && !may(account, action, true))
        .map((action) => `${action} in ${account}`),
    );
    assert.deepEqual(refused, []);
  });

  it("give a root user a password only where deny-access-keys has an exception", () => {
    const given = members().filter((account) => may(account, NEW_PASSWORD, true));
    assert.deepEqual(given, ["access", "broken-into", "playground"]);
  });

  it("are something else than root users, who do nothing to credentials", () => {
    const allowed = members().flatMap((account) =>
      CREDENTIALS.filter((action) => may(account, action, false)),
    );
    assert.deepEqual(allowed, []);
  });

  describe("are taken", () => {
    const verdictOf = (who: string, account: string, task: string): string => {
      const asker = askerNamed(world, who);
      assert.ok(asker.ok, who);
      return can(world, asker.value, {
        account: accountOf(world, account),
        action: "sts:AssumeRoot",
        resource: `arn:aws:iam::${accountOf(world, account).id}:root`,
        mfa: true,
        context: { "sts:TaskPolicyArn": `arn:aws:iam::aws:policy/${task}` },
      }).verdict;
    };

    for (const task of ROOT_TASKS) {
      it(`by root-access, for ${task}`, () => {
        for (const account of members()) {
          assert.equal(verdictOf("root-access", account, `root-task/${task}`), "allowed", account);
        }
      });
    }

    it("for no other task", () => {
      for (const task of ["AdministratorAccess", "root-task/Everything"]) {
        assert.equal(verdictOf("root-access", "web-production", task), "denied");
      }
    });

    it("by nobody else: not by whoever enters the access account, nor in one's own account", () => {
      const { access } = world.core;
      const role = (account: string, name: string): string =>
        `arn:aws:iam::${account}:role/${name}`;
      for (const [who, account] of [
        ["operations", "web-production"],
        ["break-glass", "web-production"],
        [role(access.id, "OrganizationAccountAccessRole"), "web-production"],
        [role(access.id, "administrator"), "web-production"],
        [role(accountOf(world, "web-production").id, "administrator"), "web-production"],
        [role("999999999999", "anybody"), "web-production"],
      ] as const) {
        assert.equal(verdictOf(who, account, "root-task/S3UnlockBucketPolicy"), "denied", who);
      }
    });
  });
});
