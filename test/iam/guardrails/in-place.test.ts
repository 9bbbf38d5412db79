import assert from "node:assert/strict";
import { guardrailsHold, trialIn } from "../../../access/proofs/guardrails-hold";
import { examples } from "../../../access/proofs/actors";
import { decideCase } from "../../../access/guardrail-cases";
import { check } from "../../../access/check";
import { arnPattern, NO_RESOURCE } from "../../../access/policy/arn";
import type { Account } from "../../../access/world/accounts";
import {
  accessRole,
  everything,
  person,
  rootUser,
  stranger,
  type Actor,
} from "../../../access/world/actors";
import { ask, could } from "../../../access/world/ask";
import { breakGlassUser } from "../../../access/world/own-roles";
import { withoutGuardrails, type World } from "../../../access/world/world";
import { MONITORING } from "../../../iam/machines/needs/monitoring";
import { OIDC } from "../../../iam/machines/needs/needs";
import { STACK_SETS, type GuardrailCase } from "../../../iam/guardrails/guardrail";
import { bindsPermissions } from "../../../model/guardrails";
import { LIMITS } from "../../../model/limits";
import type { Plan } from "../../../model/plan";
import { resourceCounts } from "../../../model/resources";
import { QUARANTINE_UNIT, STAGING_UNIT } from "../../../model/units";
import { accountOf, worldMaker } from "../../access/worlds";
import { withNetworks } from "../../networks";
import { edited, EXAMPLE, planOf, stackText } from "../../stacks";
import { forwardingCalls } from "./monitoring-calls";
import { DETECTION_CALLS, DETECTION_IN_MANAGEMENT } from "./detection-calls";
import { NETWORK_CALLS } from "./network-calls";

const SMALL_LIMITS = `
guardrails:
  limits:
    scp: { characters: 5120, policies: 5 }
    rcp: { characters: 5120, policies: 5 }
`;

const PARTITIONS = { "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1" } as const;

const inPartition = (partition: keyof typeof PARTITIONS): string =>
  edited(EXAMPLE, [
    "homeRegion: eu-west-1",
    `homeRegion: ${PARTITIONS[partition]}\n  partition: ${partition}`,
  ]);

/** Stacks, and the region in which their partition's global services take calls. */
const STACKS: Readonly<Record<string, { readonly text: string; readonly global: string }>> = {
  example: { text: EXAMPLE, global: "us-east-1" },
  enterprise: { text: stackText("enterprise"), global: "us-east-1" },
  networks: { text: withNetworks(EXAMPLE), global: "us-east-1" },
  "the former limits": { text: EXAMPLE + SMALL_LIMITS, global: "us-east-1" },
  GovCloud: { text: inPartition("aws-us-gov"), global: "us-gov-west-1" },
  China: { text: inPartition("aws-cn"), global: "cn-north-1" },
};

/**
 * Actions that CloudFormation's handlers, and the provider, call for what is in a template: to make,
 * change, read and delete it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const ROLE_CALLS = [
  ...["AttachRolePolicy", "CreateRole", "DeleteRole", "DeleteRolePermissionsBoundary"],
  ...[
    "DeleteRolePolicy",
    "DetachRolePolicy",
    "GetRole",
    "GetRolePolicy",
    "ListAttachedRolePolicies",
  ],
  ...["ListRolePolicies", "ListRoleTags", "PutRolePermissionsBoundary", "PutRolePolicy", "TagRole"],
  ...["UntagRole", "UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription"],
];
const POLICY_CALLS = [
  ...["CreatePolicy", "CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion", "GetPolicy"],
  ...[
    "GetPolicyVersion",
    "ListPolicyVersions",
    "SetDefaultPolicyVersion",
    "TagPolicy",
    "UntagPolicy",
  ],
];
const TEMPLATE_CALLS: Readonly<
  Record<
    string,
    { readonly calls: readonly string[]; readonly name: string; readonly kind: string }
  >
> = {
  "AWS::IAM::Role": { calls: ROLE_CALLS, name: "RoleName", kind: "role" },
  "AWS::IAM::ManagedPolicy": { calls: POLICY_CALLS, name: "ManagedPolicyName", kind: "policy" },
};

const arn = (service: string, resource: string): string =>
  `arn:{{partition}}:${service}::{{account:self}}:${resource}`;
const LOGS = "arn:{{partition}}:s3:::{organization}-logs-{{account:self}}";
const WORKGROUP = "arn:{{partition}}:athena:{region}:{{account:self}}:workgroup/landing-zone";
const KEY = "arn:{{partition}}:kms:{region}:{{account:self}}:key/0123";

/** What the components make in core accounts: the calls for each type, and on what. */
const COMPONENT_CALLS: Readonly<
  Record<string, readonly (readonly [actions: readonly string[], on: string])[]>
> = {
  "aws:athena/namedQuery:NamedQuery": [
    [["athena:CreateNamedQuery", "athena:UpdateNamedQuery", "athena:DeleteNamedQuery"], WORKGROUP],
  ],
  "aws:athena/workgroup:Workgroup": [
    [
      [
        ...["athena:CreateWorkGroup", "athena:GetWorkGroup", "athena:UpdateWorkGroup"],
        ...["athena:DeleteWorkGroup", "athena:ListTagsForResource"],
      ],
      WORKGROUP,
    ],
  ],
  "aws:glue/catalogDatabase:CatalogDatabase": [
    [
      ["glue:CreateDatabase", "glue:GetDatabase", "glue:UpdateDatabase", "glue:DeleteDatabase"],
      "arn:{{partition}}:glue:{region}:{{account:self}}:database/landing_zone",
    ],
  ],
  "aws:glue/catalogTable:CatalogTable": [
    [
      [
        ...["glue:CreateTable", "glue:GetTable", "glue:GetPartitionIndexes", "glue:UpdateTable"],
        "glue:DeleteTable",
      ],
      "arn:{{partition}}:glue:{region}:{{account:self}}:table/landing_zone/cloudtrail",
    ],
  ],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
    [["s3:PutLifecycleConfiguration", "s3:GetLifecycleConfiguration"], LOGS],
  ],
  "aws:s3/bucketLogging:BucketLogging": [[["s3:PutBucketLogging", "s3:GetBucketLogging"], LOGS]],
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": [
    [["s3:PutBucketObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"], LOGS],
  ],
  ...NETWORK_CALLS,
  ...DETECTION_CALLS,
  "aws:iam/policy:Policy": [[iam(POLICY_CALLS), arn("iam", "policy/landing-zone/boundary")]],
  "aws:iam/role:Role": [[iam(ROLE_CALLS), arn("iam", "role/landing-zone/auditor")]],
  "aws:iam/rolePolicy:RolePolicy": [
    [["iam:PutRolePolicy", "iam:DeleteRolePolicy"], arn("iam", "role/landing-zone/auditor")],
  ],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [
    [["iam:AttachRolePolicy", "iam:DetachRolePolicy"], arn("iam", "role/landing-zone/auditor")],
  ],
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": [
    [
      [
        "iam:UpdateAccountPasswordPolicy",
        "iam:GetAccountPasswordPolicy",
        "iam:DeleteAccountPasswordPolicy",
      ],
      "*",
    ],
  ],
  "aws:iam/group:Group": [
    [
      ["iam:CreateGroup", "iam:UpdateGroup", "iam:GetGroup", "iam:DeleteGroup"],
      arn("iam", "group/landing-zone/auditor"),
    ],
  ],
  "aws:iam/groupPolicy:GroupPolicy": [
    [
      ["iam:PutGroupPolicy", "iam:GetGroupPolicy", "iam:DeleteGroupPolicy"],
      arn("iam", "group/landing-zone/auditor"),
    ],
  ],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": [
    [["iam:AttachGroupPolicy", "iam:DetachGroupPolicy"], arn("iam", "group/landing-zone/people")],
  ],
  "aws:iam/user:User": [
    [
      [
        ...["iam:CreateUser", "iam:UpdateUser", "iam:GetUser", "iam:DeleteUser", "iam:TagUser"],
        ...["iam:UntagUser", "iam:DeleteLoginProfile", "iam:DeleteAccessKey"],
        ...["iam:ListAccessKeys", "iam:DeactivateMFADevice", "iam:CreateLoginProfile"],
      ],
      arn("iam", "user/people/ada"),
    ],
  ],
  "aws:iam/userGroupMembership:UserGroupMembership": [
    [["iam:AddUserToGroup", "iam:RemoveUserFromGroup"], arn("iam", "group/landing-zone/auditor")],
  ],
  "aws:iam/userPolicy:UserPolicy": [
    [
      ["iam:PutUserPolicy", "iam:GetUserPolicy", "iam:DeleteUserPolicy"],
      arn("iam", "user/people/ada"),
    ],
  ],
  "aws:iam/samlProvider:SamlProvider": [
    [
      ["iam:CreateSAMLProvider", "iam:UpdateSAMLProvider", "iam:DeleteSAMLProvider"],
      arn("iam", "saml-provider/landing-zone"),
    ],
  ],
  ...Object.fromEntries(
    Object.entries({ ...MONITORING.audit, ...OIDC }).map(([type, { reads, writes = [] }]) => [
      type,
      [[[...reads, ...writes], "*"]] as const,
    ]),
  ),
  "aws:ssoadmin/permissionSet:PermissionSet": [
    [
      [
        ...["sso:CreatePermissionSet", "sso:UpdatePermissionSet", "sso:DeletePermissionSet"],
        ...["sso:DescribePermissionSet", "sso:ProvisionPermissionSet", "sso:TagResource"],
      ],
      "*",
    ],
  ],
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": [
    [
      [
        ...["sso:PutInlinePolicyToPermissionSet", "sso:GetInlinePolicyForPermissionSet"],
        "sso:DeleteInlinePolicyFromPermissionSet",
      ],
      "*",
    ],
  ],
  "aws:ssoadmin/accountAssignment:AccountAssignment": [
    [
      [
        ...["sso:CreateAccountAssignment", "sso:DeleteAccountAssignment"],
        ...["sso:ListAccountAssignments", "sso:DescribeAccountAssignmentCreationStatus"],
      ],
      "*",
    ],
  ],
  "aws:kms/key:Key": [
    [["kms:CreateKey"], "*"],
    [
      [
        ...["kms:DescribeKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy", "kms:PutKeyPolicy"],
        ...["kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UpdateKeyDescription"],
      ],
      KEY,
    ],
  ],
  "aws:kms/alias:Alias": [
    [["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias", "kms:ListAliases"], KEY],
  ],
  "aws:s3/bucket:Bucket": [
    [
      [
        ...["s3:CreateBucket", "s3:ListBucket", "s3:GetBucketTagging", "s3:PutBucketTagging"],
        ...["s3:PutBucketObjectLockConfiguration"],
      ],
      LOGS,
    ],
  ],
  "aws:s3/bucketVersioning:BucketVersioning": [
    [["s3:PutBucketVersioning", "s3:GetBucketVersioning"], LOGS],
  ],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    [["s3:PutEncryptionConfiguration", "s3:GetEncryptionConfiguration"], LOGS],
  ],
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": [
    [["s3:PutBucketOwnershipControls", "s3:GetBucketOwnershipControls"], LOGS],
  ],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [
    [["s3:PutBucketPublicAccessBlock", "s3:GetBucketPublicAccessBlock"], LOGS],
  ],
  "aws:s3/bucketPolicy:BucketPolicy": [
    [["s3:PutBucketPolicy", "s3:GetBucketPolicy", "s3:DeleteBucketPolicy"], LOGS],
  ],
};

/** Types that are made in the management account, which no guardrail binds. */
const IN_MANAGEMENT =
  /^(aws:organizations|aws:ram\/sharing|aws:cloudtrail|aws:budgets|aws:costexplorer|aws:iam\/organizations|aws-native:cloudformation|pulumi-)/;

/** Where in a core account something is made: users and groups in one, logs in another. */
function coreOf(type: string): readonly ("audit" | "network" | "access")[] {
  if (/^aws:(iam\/(group|user|account|saml|openId)|ssoadmin|identitystore)/.test(type)) {
    return ["access"];
  }
  if (Object.hasOwn(NETWORK_CALLS, type)) return ["network"];
  if (Object.hasOwn(DETECTION_CALLS, type)) return ["audit"];
  if (/^aws:(athena|glue|s3|kms|cloudwatch|sns|sqs)/.test(type)) return ["audit"];
  return ["audit", "network", "access"];
}

function iam(names: readonly string[]): readonly string[] {
  return names.map((name) => `iam:${name}`);
}

/** What an auditor does in every account, of however few services it is. */
const AUDITED = [
  ...["iam:GetRole", "iam:GenerateCredentialReport", "config:DescribeConfigRules"],
  ...["cloudtrail:DescribeTrails", "access-analyzer:ListFindings"],
  ...["organizations:DescribeOrganization", "tag:GetResources"],
];

/** Actions that tell what a level of permissions is for; where a resource tells more, on that. */
const TELLING: Readonly<Record<string, readonly (string | readonly [string, string])[]>> = {
  audit: [...AUDITED, "ec2:DescribeInstances", "s3:GetBucketPolicy"],
  "audit-logs": [["s3:GetObject", `${LOGS}/AWSLogs/a`], "iam:GetRole", "s3:ListBucket"],
  observe: ["logs:FilterLogEvents", "cloudwatch:GetMetricData", "ec2:DescribeInstances"],
  operate: [
    ...["ec2:RebootInstances", "ec2:StopInstances", "rds:RebootDBInstance", "ecs:UpdateService"],
    ...["logs:FilterLogEvents"],
  ],
  power: [
    ...["ec2:RunInstances", "lambda:CreateFunction", "s3:PutObject", "rds:CreateDBCluster"],
    ["iam:CreateRole", arn("iam", "role/service/web")] as const,
    ["iam:PassRole", arn("iam", "role/service/web")] as const,
  ],
  administer: [
    ...["ec2:RunInstances", "lambda:CreateFunction", "s3:PutBucketPolicy", "dynamodb:CreateTable"],
    ["iam:CreateRole", arn("iam", "role/service/web")] as const,
  ],
  network: ["ec2:CreateVpc", "ec2:CreateRoute", "ec2:DescribeFlowLogs", "route53:CreateHostedZone"],
  "network-core": ["ec2:CreateVpc", "ec2:DescribeFlowLogs", "route53:CreateHostedZone"],
  store: ["s3:CreateBucket", "s3:PutBucketPolicy", "s3:PutLifecycleConfiguration"],
  rescue: ["ec2:RebootInstances", "rds:FailoverDBCluster", "logs:FilterLogEvents"],
};

/** What people do to themselves in the access account, and how they may have signed in. */
const SELF_SERVICE: readonly (readonly [action: string, on: string, how: "mfa" | "console"])[] = [
  ["iam:CreateVirtualMFADevice", "mfa/ada", "console"],
  ["iam:EnableMFADevice", "user/people/ada", "console"],
  ["iam:ChangePassword", "user/people/ada", "mfa"],
  ["iam:CreateAccessKey", "user/people/ada", "mfa"],
  ["iam:UpdateAccessKey", "user/people/ada", "mfa"],
  ["iam:DeleteAccessKey", "user/people/ada", "mfa"],
  ["iam:DeactivateMFADevice", "user/people/ada", "mfa"],
];

/** The same of a break-glass user. */
const SELF_SERVICE_OF_BREAK_GLASS: typeof SELF_SERVICE = [
  ["iam:EnableMFADevice", "user/break-glass/break-glass-1", "console"],
  ["iam:ChangePassword", "user/break-glass/break-glass-1", "mfa"],
];

describe("guardrails in their place", () => {
  const plans = new Map(Object.entries(STACKS).map(([name, { text }]) => [name, planOf(text)]));
  const worlds = new Map<string, World>();
  let worldOf: (plan: Plan) => World;

  before(async () => {
    worldOf = await worldMaker();
    for (const [name, plan] of plans) worlds.set(name, worldOf(plan));
  });

  function planNamed(name: string): Plan {
    const plan = plans.get(name);
    assert.ok(plan);
    return plan;
  }

  function worldNamed(name: string): World {
    const world = worlds.get(name);
    assert.ok(world);
    return world;
  }

  for (const [name, { global }] of Object.entries(STACKS)) {
    describe(name, () => {
      it("they fit, and are attached at the root and at every unit of accounts", () => {
        const plan = planNamed(name);
        const binding = plan.guardrails.filter(bindsPermissions);
        for (const { size, limit } of binding) assert.ok(size <= limit);
        const units = new Set(
          plan.accounts.flatMap(({ unit, type }) => (type === "management" ? [] : (unit ?? []))),
        );
        const without = [...units, "/", STAGING_UNIT, QUARANTINE_UNIT].filter(
          (unit) => !binding.some(({ target }) => target === unit),
        );
        assert.deepEqual(without, []);
        for (const kind of ["scp", "rcp"] as const) {
          for (const target of new Set(binding.map((one) => one.target))) {
            const there = binding.filter((one) => one.kind === kind && one.target === target);
            // AWS's own is attached, too, and one place stays free.
            assert.ok(there.length <= plan.policyLimits[kind].policies - 2, `${kind} at ${target}`);
          }
        }
        assert.equal(
          binding.some(({ kind }) => kind === "rcp"),
          name !== "China",
        );
      });

      it("stack sets make, change and delete what is in their templates, in every unit", () => {
        const world = worldNamed(name);
        const cases = [
          ...stackSetCases(planNamed(name), global),
          ...forwardingCalls(planNamed(name).monitoring),
        ];
        assert.notEqual(cases.length, 0);
        const refused: string[] = [];
        for (const account of everywhere(world)) {
          const trial = trialIn(world, account);
          for (const one of cases) {
            if (decideCase(one, trial) !== true) refused.push(`${one.what} in ${account.name}`);
          }
        }
        assert.deepEqual(refused, []);
      });

      it("the landing zone makes, changes and deletes what is in core accounts", () => {
        const world = worldNamed(name);
        const types = Object.keys(resourceCounts(planNamed(name))).filter(
          (type) => !IN_MANAGEMENT.test(type) && !DETECTION_IN_MANAGEMENT.includes(type),
        );
        assert.deepEqual(
          types.filter((type) => !Object.hasOwn(COMPONENT_CALLS, type)),
          [],
          "calls of these types are not listed",
        );
        const refused: string[] = [];
        for (const type of types) {
          for (const core of coreOf(type)) {
            const account = world.core[core];
            const actor = accessRole(world.cast, account);
            for (const [actions, on] of COMPONENT_CALLS[type] ?? []) {
              for (const action of actions) {
                if (!stillCan(world, actor, account, action, on))
                  refused.push(`${action} in ${core}`);
              }
            }
          }
        }
        assert.deepEqual(refused, []);
      });

      it("each function does what its level is for, with the services that there are", () => {
        const world = worldNamed(name);
        const wrong: string[] = [];
        const levels = new Set<string>();
        for (const account of examples(world)) {
          if (account.planned.unit === QUARANTINE_UNIT) continue;
          for (const role of world.roles(account)) {
            const telling = TELLING[role.role.level] ?? [];
            levels.add(role.role.level);
            for (const one of telling) {
              const [action, on] = typeof one === "string" ? [one, "any"] : one;
              const isThere = AUDITED.includes(action) || hasService(world, account, action);
              if (stillCan(world, role, account, action, on) !== isThere) {
                wrong.push(`${role.name}: ${action}`);
              }
            }
          }
        }
        assert.deepEqual(wrong, []);
        assert.deepEqual(
          [...levels].filter((level) => !Object.hasOwn(TELLING, level)),
          [],
        );
      });

      it("people enter every role of theirs, and look after themselves", () => {
        const world = worldNamed(name);
        const { access } = world.core;
        const refused: string[] = [];
        for (const account of examples(world)) {
          for (const role of world.roles(account)) {
            const ada = person(world.cast, "ada", [role.role.function], "mfa");
            const entry = {
              action: "sts:AssumeRole",
              resources: [arnPattern(role.arn)],
              owner: account,
            };
            if (!could(world, ada, entry)) refused.push(`entry to ${role.name}`);
          }
        }
        for (const [action, on, how] of SELF_SERVICE) {
          const ada = person(world.cast, "ada", ["auditor"], how);
          if (!stillCan(world, ada, access, action, arn("iam", on))) refused.push(action);
        }
        const { users, policy } = world.plan.breakGlass;
        for (const [action, on, how] of SELF_SERVICE_OF_BREAK_GLASS) {
          const user = breakGlassUser(world.cast, policy, users[0] ?? "", how);
          if (!stillCan(world, user, access, action, arn("iam", on))) refused.push(action);
        }
        assert.deepEqual(refused, []);
      });
    });
  }

  /** Is an action's service among those of an account, if only some are? */
  function hasService({ plan }: World, { planned }: Account, action: string): boolean {
    const few = plan.guardrails
      .filter(({ target }) => target === planned.unit)
      .flatMap(({ values }) => values?.["only-services"] ?? []);
    const [service = ""] = action.split(":");
    return few.length === 0 || few.includes(service) || few.includes(action);
  }

  /** Accounts of every class, and one of them in each unit through which accounts pass. */
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

  function stackSetCases(plan: Plan, region: string): readonly GuardrailCase[] {
    const cases = new Map<string, GuardrailCase>();
    for (const { template } of plan.types) {
      if (!template) continue;
      const { Resources } = JSON.parse(template.body) as {
        readonly Resources: Readonly<
          Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>
        >;
      };
      for (const { Type, Properties } of Object.values(Resources)) {
        const known = TEMPLATE_CALLS[Type];
        assert.ok(known, `calls for a ${Type} are not listed`);
        const { Path: path } = Properties;
        const on = arn("iam", `${known.kind}${String(path)}${String(Properties[known.name])}`);
        for (const action of iam(known.calls)) {
          const what = `${action} on ${on}`;
          cases.set(what, {
            what,
            by: STACK_SETS,
            action,
            on,
            keys: { "aws:RequestedRegion": region },
          });
        }
      }
    }
    return [...cases.values()];
  }

  /** Can the actor do it, if it could without guardrails? Fails where it could not. */
  function stillCan(
    world: World,
    actor: Actor,
    owner: Account,
    action: string,
    on: string,
  ): boolean {
    const { organization } = world.plan;
    const text = world.cast.documents.fill(
      on.replace("{organization}", organization.name).replace("{region}", organization.homeRegion),
      owner.id,
    );
    const resources =
      on === "any"
        ? world.anyResource(action, owner)
        : [text === "*" ? NO_RESOURCE : arnPattern(text)];
    const question = { action, resources, owner };
    assert.ok(
      could(withoutGuardrails(world), actor, question),
      `${actor.name} has no ${action} on ${text} anyway`,
    );
    return could(world, actor, question);
  }

  describe("the example", () => {
    const administrator = (world: World, account: Account): Actor =>
      stranger(world.cast, `arn:aws:iam::${account.id}:role/administrator`, account.id, account);

    const asks = (world: World, actor: Actor, owner: Account, action: string): unknown =>
      ask(world, actor, { action, resources: world.anyResource(action, owner), owner });

    /** Whoever there is in an account but for the landing zone's own roles. */
    const anybody = (world: World, account: Account): readonly Actor[] => [
      administrator(world, account),
      rootUser(world.cast, account),
      ...world.roles(account),
    ];

    it("has a storage account that starts no instance", () => {
      const world = worldNamed("example");
      const account = accountOf(world, "documents");
      for (const actor of anybody(world, account)) {
        for (const action of ["ec2:RunInstances", "ec2:StartInstances", "lambda:InvokeFunction"]) {
          assert.equal(asks(world, actor, account, action), false, `${actor.name}: ${action}`);
        }
      }
      assert.ok(
        could(world, administrator(world, account), {
          action: "s3:PutObject",
          resources: world.anyResource("s3:PutObject", account),
          owner: account,
        }),
      );
    });

    it("has an access account that reads no object", () => {
      const world = worldNamed("example");
      const { access } = world.core;
      const owner = accountOf(world, "documents");
      const ada = person(world.cast, "ada", ["operations", "developer"], "mfa");
      for (const actor of [...anybody(world, access), ada]) {
        assert.equal(asks(world, actor, access, "s3:GetObject"), false, actor.name);
        assert.equal(asks(world, actor, owner, "s3:GetObject"), false, actor.name);
      }
    });

    it("is left nothing in quarantine", () => {
      const text = edited(EXAMPLE, [
        "{ name: web-staging, type: nonproduction }",
        "{ name: web-staging, type: nonproduction, lifecycle: quarantined }",
      ]);
      const example = worldNamed("example");
      const world = worldOf(planOf(text));
      const account = accountOf(world, "web-staging");
      let tried = 0;
      for (const { name } of example.actions.all) {
        // Nothing can refuse these: they are answered whatever policies say.
        if (/^sts:Get(CallerIdentity|SessionToken)$/.test(name)) continue;
        tried += 1;
        for (const actor of [administrator(world, account), rootUser(world.cast, account)]) {
          const question = { action: name, resources: [NO_RESOURCE], owner: account };
          assert.equal(ask(world, actor, question), false, `${actor.name}: ${name}`);
        }
      }
      assert.ok(tried > 10_000);
      for (const role of world.roles(account)) assert.equal(world.grants(role).size, 0, role.name);
    });

    it("leaves what its roles exempt to those roles alone", () => {
      const world = worldNamed("example");
      const account = accountOf(world, "documents");
      const question = {
        action: "ec2:RunInstances",
        resources: world.anyResource("ec2:RunInstances", account),
        owner: account,
      };
      // Whoever has any name at all could only be one of them.
      assert.ok(could(world, everything(world.cast, account), question));
      for (const name of [
        "administrator",
        "service/OrganizationAccountAccessRole",
        "OrganizationAccountAccessRole2",
        "my-stacksets-exec-0123",
        "landing-zone/operations",
      ]) {
        const actor = stranger(
          world.cast,
          `arn:aws:iam::${account.id}:role/${name}`,
          account.id,
          account,
        );
        assert.equal(could(world, actor, question), false, name);
      }
    });
  });

  it("let in the landing zone's trail, the accounts outside that a stack names, and no others", () => {
    const partner = "888888888888";
    const text = `${EXAMPLE}
guardrails:
  outsideAccounts:
    - { id: "${partner}", reason: writes reports into buckets }
`;
    const world = worldOf(planOf(text));
    const { audit } = world.core;
    const key = "arn:{{partition}}:kms:eu-west-1:{{account:self}}:key/logs";
    const source = {
      "aws:SourceAccount": "{{account:management}}",
      "aws:SourceOrgID": "{{organization:id}}",
      "aws:SourceArn":
        "arn:{{partition}}:cloudtrail:eu-west-1:{{account:management}}:trail/landing-zone",
    };
    const trail = "cloudtrail.amazonaws.com";
    const asked: readonly (GuardrailCase & { readonly allowed: boolean })[] = [
      ...[true, false].flatMap((own) =>
        [
          {
            action: "s3:PutObject",
            on: `arn:{{partition}}:s3:::acme-logs-{{account:self}}/AWSLogs/a`,
          },
          { action: "kms:GenerateDataKey", on: key },
        ].map((one) => ({
          ...one,
          what: `${own ? "the" : "another organization's"} trail: ${one.action}`,
          by: trail,
          keys: own
            ? source
            : { ...source, "aws:SourceAccount": "999999999999", "aws:SourceOrgID": "o-other00000" },
          allowed: own,
        })),
      ),
      ...[partner, "999999999999", "{{account:management}}", "{{account:network}}"].map((id) => ({
        what: `somebody of ${id} writes`,
        by: `arn:{{partition}}:iam::${id}:role/reports`,
        action: "s3:PutObject",
        on: "arn:{{partition}}:s3:::reports/a",
        allowed: id !== "999999999999",
      })),
    ];
    for (const account of [audit, accountOf(world, "documents")]) {
      const trial = trialIn(world, account);
      for (const one of asked) assert.equal(decideCase(one, trial), one.allowed, one.what);
    }
  });

  it("hold with values that a stack gives them, and in regions that it governs", () => {
    const text = `${EXAMPLE.replace(
      "  - { name: playground, type: sandbox }",
      "  - { name: playground, type: compute }",
    ).replace("homeRegion: eu-west-1", "homeRegion: eu-west-1\n  regions: [sa-east-1, us-east-1]")}
accountTypes:
  compute:
    functions: { developer: power }
    guardrails:
      - deny-regions
      - only-services: [ec2, "lambda:Invoke*"]
      - deny-large-instances: [48xlarge, metal-24xl]
      - deny-unapproved-marketplace: [prod-0123456789abc]
`;
    const [held, ...others] = check(worldOf(planOf(text)), "2026-11-21", [guardrailsHold]);
    assert.deepEqual(held?.counterExamples, []);
    assert.deepEqual(others, []);
  });

  it("are bound by limits of one table, which a stack may change", () => {
    const { policyLimits } = planOf(EXAMPLE);
    assert.deepEqual(policyLimits, {
      scp: { characters: LIMITS.scp.value, policies: LIMITS.scpsPerTarget.value },
      rcp: { characters: LIMITS.rcp.value, policies: LIMITS.rcpsPerTarget.value },
    });
    assert.equal(LIMITS.scp.value, 10_240);
    assert.equal(LIMITS.scpsPerTarget.value, 10);
    assert.deepEqual(planOf(EXAMPLE + SMALL_LIMITS).policyLimits.scp, {
      characters: 5120,
      policies: 5,
    });
  });
});
