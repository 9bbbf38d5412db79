import assert from "node:assert/strict";
import { decideCase } from "../../../access/guardrail-cases";
import { examples } from "../../../access/proofs/actors";
import { trialIn } from "../../../access/proofs/guardrails-hold";
import { arnPattern } from "../../../access/policy/arn";
import type { Account } from "../../../access/world/accounts";
import { could } from "../../../access/world/ask";
import type { OwnRole } from "../../../access/world/own-roles";
import type { World } from "../../../access/world/world";
import { SETTING_ACTIONS } from "../../../iam/baseline/settings";
import { BASELINE_TAG } from "../../../iam/baseline/template";
import { STACK_SETS } from "../../../iam/guardrails/guardrail";
import { detectionStackSets } from "../../../model/detection/stack-sets";
import { QUARANTINE_UNIT, STAGING_UNIT } from "../../../model/units";
import { worldMaker } from "../../access/worlds";
import { EXAMPLE, planOf, stackOf, stackText } from "../../stacks";

const REGION = "eu-west-1";
const arn = (service: string, resource: string, region = ""): string =>
  `arn:{{partition}}:${service}:${region}:{{account:self}}:${resource}`;

interface Calls {
  readonly on: string;
  readonly actions: readonly string[];
  readonly keys?: Readonly<Record<string, string>>;
}

/**
 * What CloudFormation calls to make, read, change and delete what is in the templates, from the
 * handlers in its schemas of these types.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html#schema-properties-handlers
 */
const CALLS: Readonly<Record<string, Calls>> = {
  "AWS::Config::ConfigurationRecorder": {
    on: arn("config", "configuration-recorder/landing-zone/0123", REGION),
    actions: [
      ...["config:DescribeConfigurationRecorders", "config:PutConfigurationRecorder"],
      ...["config:StartConfigurationRecorder", "config:StopConfigurationRecorder"],
      ...["config:DeleteConfigurationRecorder", "config:ListTagsForResource"],
    ],
  },
  "AWS::Config::DeliveryChannel": {
    on: "*",
    actions: [
      ...["config:DescribeDeliveryChannels", "config:PutDeliveryChannel"],
      "config:DeleteDeliveryChannel",
    ],
  },
  "AWS::IAM::Role": {
    on: arn("iam", "role/landing-zone/recorder"),
    actions: [
      ...["iam:CreateRole", "iam:GetRole", "iam:UpdateRole", "iam:DeleteRole", "iam:PassRole"],
      ...["iam:AttachRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePolicy"],
      ...["iam:DeleteRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:TagRole"],
    ],
  },
  "AWS::SSM::Association": {
    on: arn("ssm", "association/01234567-89ab-4cde-8f01-23456789abcd", REGION),
    keys: { [`aws:ResourceTag/${BASELINE_TAG.Key}`]: BASELINE_TAG.Value },
    actions: [
      ...["ssm:CreateAssociation", "ssm:DescribeAssociation", "ssm:UpdateAssociation"],
      ...["ssm:DeleteAssociation", "ssm:AddTagsToResource", "ssm:RemoveTagsFromResource"],
      ...["ssm:ListTagsForResource", "ssm:GetCalendarState"],
    ],
  },
  "AWS::SSM::Document": {
    on: arn("ssm", "document/landing-zone-baseline", REGION),
    actions: [
      ...["ssm:CreateDocument", "ssm:GetDocument", "ssm:DescribeDocument", "ssm:UpdateDocument"],
      ...["ssm:UpdateDocumentDefaultVersion", "ssm:DeleteDocument", "ssm:AddTagsToResource"],
      ...["ssm:ListTagsForResource", "ssm:CreateAssociation"],
    ],
  },
};

describe("AWS's services at work in accounts, below guardrails", () => {
  const texts = { example: EXAMPLE, enterprise: stackText("enterprise") };
  const worlds = new Map<string, World>();

  before(async () => {
    const worldOf = await worldMaker();
    for (const [name, text] of Object.entries(texts)) worlds.set(name, worldOf(planOf(text)));
  });

  /** Accounts of every class, and one in each unit through which accounts pass. */
  function everywhere(world: World): readonly Account[] {
    const members = examples(world).filter(({ planned }) => planned.type !== "management");
    const [one] = members.filter(({ planned }) => planned.kind === "leaf");
    assert.ok(one);
    return [
      ...members,
      ...[STAGING_UNIT, QUARANTINE_UNIT].map((unit) => ({
        ...one,
        name: `${one.name} (${unit})`,
        planned: { ...one.planned, unit },
      })),
    ];
  }

  for (const [name, text] of Object.entries(texts)) {
    const worldNamed = (): World => {
      const world = worlds.get(name);
      assert.ok(world);
      return world;
    };

    it(`${name}: stack sets make, change and delete recorders and defaults, in every unit`, () => {
      const world = worldNamed();
      const types = detectionStackSets(stackOf(text), ["workloads"]).flatMap(({ template }) => {
        const { Resources } = JSON.parse(template.body) as {
          readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
        };
        return Object.values(Resources).map(({ Type }) => Type);
      });
      assert.deepEqual([...new Set(types)].sort(), Object.keys(CALLS));
      const refused: string[] = [];
      for (const account of everywhere(world)) {
        const trial = trialIn(world, account);
        for (const { on, actions, keys } of Object.values(CALLS)) {
          for (const action of actions) {
            const one = { what: action, by: STACK_SETS, action, on, ...(keys ? { keys } : {}) };
            if (decideCase(one, trial) !== true) refused.push(`${action} in ${account.name}`);
          }
        }
      }
      assert.deepEqual(refused, []);
    });

    /** Every account has both roles; those of the account in quarantine are as good as any. */
    const rolesNamed = (world: World, role: string): readonly (readonly [Account, OwnRole])[] =>
      examples(world)
        .filter(({ planned }) => planned.type !== "management" && planned.unit !== null)
        .map((account) => {
          const found = world.ownRoles(account).find((one) => one.role.name === role);
          assert.ok(found, `${account.name} has no role ${role}`);
          return [account, found] as const;
        });
    const asks = (world: World, role: OwnRole, owner: Account, action: string): boolean =>
      could(world, role, { action, resources: world.anyResource(action, owner), owner });

    it(`${name}: the baseline sets what it sets in every account, and does nothing else`, () => {
      const world = worldNamed();
      const wrong: string[] = [];
      for (const [account, role] of rolesNamed(world, "baseline")) {
        for (const action of SETTING_ACTIONS) {
          if (!asks(world, role, account, action)) wrong.push(`${action} in ${account.name}`);
        }
        for (const action of [
          ...["ec2:DisableEbsEncryptionByDefault", "ec2:RunInstances", "iam:PassRole"],
          ...["iam:DeleteAccountPasswordPolicy", "iam:CreateUser", "s3:PutBucketPolicy"],
          ...["s3:GetObject", "sts:AssumeRole", "ssm:UpdateDocument"],
        ]) {
          if (asks(world, role, account, action)) wrong.push(`${action} in ${account.name}, too`);
        }
      }
      assert.deepEqual(wrong, []);
    });

    it(`${name}: the recorder looks at every account, and reads no data`, () => {
      const world = worldNamed();
      const wrong: string[] = [];
      for (const [account, role] of rolesNamed(world, "recorder")) {
        for (const action of [
          ...["ec2:DescribeInstances", "rds:DescribeDBInstances", "s3:GetBucketPolicy"],
          ...["iam:GetAccountAuthorizationDetails", "lambda:ListFunctions"],
        ]) {
          if (!asks(world, role, account, action)) wrong.push(`${action} in ${account.name}`);
        }
        for (const action of [
          ...["s3:GetObject", "s3:DeleteObject", "s3:PutBucketPolicy", "dynamodb:GetItem"],
          ...["secretsmanager:GetSecretValue", "kms:Encrypt", "iam:CreateRole", "sts:AssumeRole"],
        ]) {
          if (asks(world, role, account, action)) wrong.push(`${action} in ${account.name}, too`);
        }
        // It delivers into one folder of one bucket, and uses a key for that.
        for (const [action, on] of [
          ["s3:PutObject", "arn:aws:s3:::orders/AWSLogs/x"],
          ["kms:Decrypt", `arn:aws:kms:eu-west-1:${account.id}:key/orders`],
        ] as const) {
          const resources = [arnPattern(on)];
          const context = { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::orders" };
          if (could(world, role, { action, resources, owner: account, context }))
            wrong.push(`${action} on ${on}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }
});
