import {
  LOG_KEY_ALIAS,
  RESERVED_PATH,
  STACKSET_EXECUTION_ROLES,
  STACKSET_STACKS,
} from "../../iam/names";
import type { Action } from "../actions";
import { arnPattern } from "../policy/arn";
import type { Account } from "../world/accounts";
import type { Actor, FunctionRole } from "../world/actors";
import type { World } from "../world/world";
import { examples, rolesAtWorst, says, tries, writes } from "./actors";
import { AUDITOR } from "./auditor-only-reads";
import type { Proof } from "./proof";

/** Something of the landing zone that stays as it is. */
interface Kept {
  readonly name: string;
  readonly service: string;
  /** Words that the formats of an action's resources have, if it is about such things. */
  readonly format: RegExp;
  readonly arns: readonly string[];
  readonly owner: Account;
  readonly context?: Readonly<Record<string, string>>;
  /** What a function of the owner does all the same, by its name. */
  readonly but?: Readonly<Record<string, readonly string[]>>;
}

/** AWS makes and deletes service-linked roles under a path of its own, whatever the request says. */
const SERVICE_LINKED = ["iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole"];

export const landingZoneStays: Proof = {
  name: "landing-zone-stays",
  sentence:
    "No function, no partner, and no role that people make, changes the landing zone's roles, boundaries, StackSets, trail, what tells people of root users, log buckets or key, the organization, or what it pays",
  *counterExamples({ world }) {
    for (const account of examples(world)) {
      const actors = rolesAtWorst(world, account);
      for (const kept of keptIn(world, account)) {
        const resources = kept.arns.map(arnPattern);
        const actions = world.actions
          .of(kept.service)
          .filter(
            (action) =>
              writes(action) &&
              !SERVICE_LINKED.includes(action.name) &&
              action.resources.some((one) => kept.format.test(one)),
          );
        for (const actor of actors) {
          const asks = tries(world, actor, kept.owner, kept.context);
          const allowed = allowedOf(kept, actor);
          for (const { name: action } of actions) {
            if (allowed.includes(action)) continue;
            const found = asks(action, resources);
            if (found !== null) yield says(actor, action, found, kept.name);
          }
        }
      }
      yield* organizationIn(world, account);
    }
  },
};

/** What a function of the owning account does with something that stays as it is. */
function allowedOf({ but = {}, owner }: Kept, actor: Actor): readonly string[] {
  if (actor.kind !== "function-role" || actor.account !== owner) return [];
  return but[(actor as FunctionRole).role.function] ?? [];
}

function keptIn(world: World, account: Account): readonly Kept[] {
  const { partition, documents } = world.cast;
  const { audit, management } = world.core;
  const iam = (resource: string): string => `arn:${partition}:iam::${account.id}:${resource}`;
  const { logs, organization } = world.plan;
  const buckets = [{ kind: "log", bucketName: logs.bucketName }, ...logs.buckets].map(
    ({ kind, bucketName }): Kept => {
      const bucket = `arn:${partition}:s3:::${documents.fill(bucketName, audit.id)}`;
      return {
        name: `the ${kind} bucket`,
        service: "s3",
        format: /^arn:[^:]*:s3:::\$\{BucketName\}/,
        arns: [bucket, `${bucket}/*`],
        owner: audit,
        // Athena writes the answers to the auditor's questions, in the auditor's name.
        ...(kind === "query"
          ? { but: { [AUDITOR]: ["s3:AbortMultipartUpload", "s3:PutObject"] } }
          : {}),
      };
    },
  );
  const trail = `arn:${partition}:cloudtrail:${organization.homeRegion}:${management.id}:trail/${logs.trailName}`;
  const everywhere: readonly Kept[] = [
    {
      name: "the landing zone's roles",
      service: "iam",
      format: /:role\//,
      arns: [
        iam(`role${RESERVED_PATH}*`),
        iam(`role/${STACKSET_EXECUTION_ROLES}`),
        iam(`role/${account.planned.accessRole}`),
      ],
      owner: account,
    },
    {
      name: "the landing zone's policies",
      service: "iam",
      format: /:policy\//,
      arns: [iam(`policy${RESERVED_PATH}*`)],
      owner: account,
    },
    {
      name: "the stacks of StackSets",
      service: "cloudformation",
      format: /:stack\//,
      arns: [`arn:${partition}:cloudformation:*:${account.id}:stack/${STACKSET_STACKS}`],
      owner: account,
    },
    {
      name: "the trail",
      service: "cloudtrail",
      format: /:trail\//,
      arns: [trail],
      owner: management,
    },
    ...buckets,
    ...monitoringIn(world),
    {
      name: "the log key",
      service: "kms",
      format: /:key\//,
      arns: [`arn:${partition}:kms:*:${audit.id}:key/*`],
      owner: audit,
      context: { "kms:ResourceAliases": LOG_KEY_ALIAS },
      but: { [AUDITOR]: ["kms:GenerateDataKey"] },
    },
  ];
  return everywhere;
}

/** What tells people of root users: in the account's own regions, and the hub in the audit account. */
function monitoringIn({ cast, core, plan }: World): readonly Kept[] {
  const { hub, spoke } = plan.monitoring;
  const { documents, partition } = cast;
  const { audit, management } = core;
  const inAudit = (arn: string): string => documents.fill(arn, audit.id);
  return [
    {
      name: "the hub's bus",
      service: "events",
      format: /:event-bus\//,
      arns: [inAudit(hub.busArn)],
      owner: audit,
    },
    ...[audit, management].map((owner): Kept => ({
      name: `the rules of ${owner.name} that see root users`,
      service: "events",
      format: /:rule\//,
      arns: [
        `arn:${partition}:events:*:${owner.id}:rule/${spoke.name}`,
        `arn:${partition}:events:*:${owner.id}:rule/${hub.busName}/*`,
      ],
      owner,
    })),
    {
      name: "the topics",
      service: "sns",
      format: /:\$\{TopicName\}/,
      arns: hub.topics.map(({ arn }) => inAudit(arn)),
      owner: audit,
    },
    ...[audit, management].map((owner): Kept => ({
      name: `the queues of ${owner.name}`,
      service: "sqs",
      format: /:\$\{QueueName\}/,
      arns: [
        `arn:${partition}:sqs:*:${owner.id}:${spoke.name}`,
        ...(owner === audit ? [inAudit(hub.queue.arn)] : []),
      ],
      owner,
    })),
  ];
}

/** Services by which the management account rules over the others, and pays for them. */
const OVER_ACCOUNTS = [
  "account",
  "aws-portal",
  "billing",
  "consolidatedbilling",
  "identitystore",
  "invoicing",
  "organizations",
  "payments",
  "purchase-orders",
  "sso",
  "sso-directory",
  "tax",
];

function* organizationIn(world: World, account: Account): Iterable<string> {
  const ofStacks = world.actions.of("cloudformation").filter(writes);
  const overAccounts = [
    ...OVER_ACCOUNTS.flatMap((service) => world.actions.of(service)).filter(writes),
    ...ofStacks.filter(({ name }) => name.endsWith("OrganizationsAccess")),
  ];
  // StackSets of management rule over members; other accounts' StackSets rule over nobody.
  const stackSets = ofStacks.filter(({ name }) => /StackSet|StackInstances/.test(name));
  yield* changes(world, account, rolesAtWorst(world, account), overAccounts);
  if (account === world.core.management) {
    yield* changes(world, account, world.roles(account), stackSets);
  }
}

function* changes(
  world: World,
  account: Account,
  actors: readonly Actor[],
  actions: readonly Action[],
): Iterable<string> {
  for (const actor of actors) {
    const asks = tries(world, actor, account);
    for (const { name: action } of actions) {
      const found = asks(action);
      if (found !== null) yield says(actor, action, found);
    }
  }
}
