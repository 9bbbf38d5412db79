import {
  LOG_KEY_ALIAS,
  RESERVED_PATH,
  STACKSET_EXECUTION_ROLES,
  STACKSET_STACKS,
} from "../../iam/names";
import { arnPattern } from "../policy/arn";
import type { Account } from "../world/accounts";
import type { World } from "../world/world";
import { examples, how, rolesAtWorst, says, writes } from "./actors";
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
}

/** AWS makes and deletes service-linked roles under a path of its own, whatever the request says. */
const SERVICE_LINKED = ["iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole"];

export const landingZoneStays: Proof = {
  name: "landing-zone-stays",
  sentence:
    "No function, and no role that people make, changes the landing zone's roles, boundaries, StackSets, organization, trail, log bucket or key",
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
          for (const { name: action } of actions) {
            const question = { action, resources, owner: kept.owner, ...context(kept) };
            const found = how(world, actor, question);
            if (found !== null) yield says(actor, action, found, kept.name);
          }
        }
      }
      yield* organizationIn(world, account);
    }
  },
};

function context({ context: keys }: Kept): { readonly context?: Readonly<Record<string, string>> } {
  return keys ? { context: keys } : {};
}

function keptIn(world: World, account: Account): readonly Kept[] {
  const { partition, documents } = world.cast;
  const { audit, management } = world.core;
  const iam = (resource: string): string => `arn:${partition}:iam::${account.id}:${resource}`;
  const { logs, organization } = world.plan;
  const bucket = `arn:${partition}:s3:::${documents.fill(logs.bucketName, audit.id)}`;
  const access = account.class.accessRole;
  const trail = `arn:${partition}:cloudtrail:${organization.homeRegion}:${management.id}:trail/${logs.trailName}`;
  const everywhere: readonly Kept[] = [
    {
      name: "the landing zone's roles",
      service: "iam",
      format: /:role\//,
      arns: [
        iam(`role${RESERVED_PATH}*`),
        iam(`role/${STACKSET_EXECUTION_ROLES}`),
        ...(access === null ? [] : [iam(`role/${access}`)]),
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
    {
      name: "the log bucket",
      service: "s3",
      format: /^arn:[^:]*:s3:::\$\{BucketName\}/,
      arns: [bucket, `${bucket}/*`],
      owner: audit,
    },
    {
      name: "the log key",
      service: "kms",
      format: /:key\//,
      arns: [`arn:${partition}:kms:*:${audit.id}:key/*`],
      owner: audit,
      context: { "kms:ResourceAliases": LOG_KEY_ALIAS },
    },
  ];
  return everywhere;
}

/** Services by which the management account rules over the others. */
const OVER_ACCOUNTS = ["organizations", "sso", "identitystore", "sso-directory", "account"];

function* organizationIn(world: World, account: Account): Iterable<string> {
  const stackSets = world.actions
    .of("cloudformation")
    .filter(({ name }) => /StackSet|StackInstances/.test(name));
  const actions = [
    ...OVER_ACCOUNTS.flatMap((service) => world.actions.of(service)),
    ...(account === world.core.management ? stackSets : []),
  ].filter(writes);
  const actors =
    account === world.core.management ? world.roles(account) : rolesAtWorst(world, account);
  for (const actor of actors) {
    for (const { name: action } of actions) {
      const resources = world.anyResource(action, account);
      const found = how(world, actor, { action, resources, owner: account });
      if (found !== null) yield says(actor, action, found);
    }
  }
}
