import type { PolicyDocument } from "../../iam/document";
import { FLOW_LOG_PREFIX } from "../../iam/audit/flow-logs";
import { functionRoleArn, LOG_KEY_ALIAS, RECORDER_NAME } from "../../iam/names";
import { attemptsOnLogs } from "../log-attempts";
import type { ContextValue } from "../policy/context";
import { arnPattern, type ArnPattern } from "../policy/arn";
import { inResource, test } from "../policy/atom";
import { and, atomic, or, type Formula } from "../policy/formula";
import { guises } from "../reach/guises";
import { awsService, everything, stranger, type Actor } from "../world/actors";
import type { World } from "../world/world";
import { examples, says, tries, writes } from "./actors";
import { AUDITOR } from "./auditor-only-reads";
import type { Proof } from "./proof";

/** What gives out or makes text, rather than keeping the key. */
const KEY_USE = /^kms:(CreateGrant|Decrypt|Derive|Encrypt|Generate|ReEncrypt|Sign|Verify)/;

/** What roles of the audit account do with the key, by way of S3. */
const BY_ROLES = ["kms:Decrypt", "kms:GenerateDataKey"];

/** Roles of the audit account that write into a log bucket, beside AWS's services. */
const WRITERS: Readonly<Record<string, string>> = { config: RECORDER_NAME, query: AUDITOR };

/** What writing objects takes. */
const OBJECT_WRITES = ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"];

export const logsAreSafe: Proof = {
  name: "logs-are-safe",
  sentence:
    "Logs are written by AWS's services for this organization alone, over TLS, read by the auditor, and deleted by nobody; nobody but the landing zone changes their buckets or how long these keep them; no other account touches them or their key, but that the network function reads flow logs",
  *counterExamples({ world }) {
    const buckets = bucketsOf(world);
    const key = keyOf(world);
    for (const { actor, actions, of, given = true, on = of.on, context } of [
      ...buckets.flatMap((bucket) => onBucket(world, bucket)),
      ...onKey(world, key),
      ...[...buckets, key].flatMap((of) => fromElsewhere(world, of)),
    ]) {
      const asks = tries(world, actor, world.core.audit, { ...of.context, ...context });
      for (const action of actions) {
        const found = asks(action, of.resources, given);
        if (found !== null) yield says(actor, action, found, on);
      }
    }
  },
};

/** A log bucket, or the logs' key. */
interface Thing {
  readonly on: string;
  readonly resources: readonly ArnPattern[];
  readonly policy: PolicyDocument;
  /** All that can be done with it. */
  readonly actions: readonly string[];
  readonly context: Readonly<Record<string, ContextValue>>;
  /** Role of the audit account that writes there; null: none does. */
  readonly writer: string | null;
  /** What the network function reads of it, and what holds of all else; null: nothing. */
  readonly network: { readonly actions: readonly string[]; readonly other: Formula } | null;
}

interface Attempt {
  readonly actor: Actor;
  readonly actions: readonly string[];
  readonly of: Thing;
  readonly on?: string;
  readonly given?: Formula;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** All that can be done with things of a format. */
function about({ actions }: World, service: string, format: RegExp): readonly string[] {
  return actions
    .of(service)
    .filter(({ resources }) => resources.some((one) => format.test(one)))
    .map(({ name }) => name);
}

function bucketsOf(world: World): readonly Thing[] {
  const { cast, core, plan } = world;
  const { bucketName, bucketPolicy } = plan.logs;
  const actions = about(world, "s3", /:s3:::\$\{BucketName\}/);
  return [{ kind: "log", bucketName, policy: bucketPolicy }, ...plan.logs.buckets].map(
    (one): Thing => {
      const bucket = `arn:${cast.partition}:s3:::${cast.documents.fill(one.bucketName, core.audit.id)}`;
      const writer = WRITERS[one.kind];
      return {
        on: `the ${one.kind} bucket`,
        resources: [arnPattern(bucket), arnPattern(`${bucket}/*`)],
        policy: one.policy,
        actions,
        context: {},
        writer: writer === undefined ? null : roleArnOf(world, writer),
        network: one.kind === "flow-log" ? flowLogReads(world, bucket) : null,
      };
    },
  );
}

function keyOf(world: World): Thing {
  const { partition } = world.cast;
  return {
    on: "the log key",
    resources: [arnPattern(`arn:${partition}:kms:*:${world.core.audit.id}:key/*`)],
    policy: world.plan.logs.keyPolicy,
    actions: about(world, "kms", /:key\//),
    context: { "kms:ResourceAliases": LOG_KEY_ALIAS },
    writer: null,
    network: flowLogDecryption(world),
  };
}

/** The network function reads flow logs, and lists their folder. */
function flowLogReads(world: World, bucket: string): Thing["network"] {
  const folder = `${bucket}/${FLOW_LOG_PREFIX}/*`;
  return {
    actions: ["s3:GetObject", "s3:ListBucket"],
    other: or(
      isNot(networkRole(world)),
      and(
        atomic(inResource(folder, arnPattern(folder)), true),
        atomic(test("", "StringLike", "s3:prefix", [`${FLOW_LOG_PREFIX}/*`]), true),
      ),
    ),
  };
}

/** And decrypts them, by way of S3. */
function flowLogDecryption(world: World): Thing["network"] {
  const { cast, core, plan } = world;
  const buckets = plan.logs.buckets
    .filter(({ kind }) => kind === "flow-log")
    .map(
      ({ bucketName }) =>
        `arn:${cast.partition}:s3:::${cast.documents.fill(bucketName, core.audit.id)}`,
    )
    .flatMap((bucket) => [bucket, `${bucket}/*`]);
  const context = "kms:EncryptionContext:aws:s3:arn";
  return {
    actions: ["kms:Decrypt"],
    other: or(
      isNot(networkRole(world)),
      atomic(test("", "StringLike", "kms:ViaService", ["s3.*"]), true),
      atomic(test("", "StringLike", context, buckets), true),
    ),
  };
}

function networkRole({ cast, core }: World): string {
  return cast.documents.fill(functionRoleArn("network", "network"), core.network.id);
}

/** ARN of a role of the audit account. */
function roleArnOf({ cast, core }: World, name: string): string {
  return cast.documents.fill(functionRoleArn("audit", name), core.audit.id);
}

/** That somebody is none of these roles. */
function isNot(...arns: readonly string[]): Formula {
  return atomic(test("", "ArnLike", "aws:PrincipalArn", arns), true);
}

/** Whoever has everything in the audit account, and its functions. */
function onBucket(world: World, of: Thing): readonly Attempt[] {
  const { audit } = world.core;
  const everybody = guises(world, everything(world.cast, audit), of.policy, audit.id);
  const reads = of.actions.filter((action) => /^s3:GetObject(Version|Torrent)?$/.test(action));
  const changes = of.actions.filter((name) => {
    const action = world.actions.find(name);
    return action !== undefined && writes(action);
  });
  const entering = `arn:${world.cast.partition}:iam::${audit.id}:role/${audit.class.accessRole ?? ""}`;
  return [
    ...everybody.flatMap((actor) => [
      ...attemptsOnLogs(of.actions).map(({ how, ...attempt }): Attempt => {
        return { ...attempt, actor, of, on: `${of.on}${how}` };
      }),
      {
        actor,
        of,
        actions: changes.filter((one) => !OBJECT_WRITES.includes(one)),
        given: isNot(entering),
      },
      {
        actor,
        of,
        actions: OBJECT_WRITES,
        given: of.writer === null ? true : isNot(of.writer),
      },
    ]),
    ...world
      .roles(audit)
      .filter(({ role }) => role.function !== AUDITOR)
      .map((actor) => ({ actor, actions: reads, of })),
  ];
}

/** Administrators of the audit account keep the key, and cannot use it: the auditor decrypts. */
function onKey(world: World, of: Thing): readonly Attempt[] {
  const { cast, core } = world;
  const given = isNot(roleArnOf(world, AUDITOR), roleArnOf(world, RECORDER_NAME));
  const others = of.actions.filter((one) => KEY_USE.test(one) && !BY_ROLES.includes(one));
  const everybody = guises(world, everything(cast, core.audit), of.policy, core.audit.id);
  return everybody.flatMap((actor): readonly Attempt[] => [
    { actor, actions: BY_ROLES, of, given },
    { actor, actions: others, of },
  ]);
}

/** For whom a service that writes logs comes: a key of the request, and its value. */
function sources({ cast, core, plan }: World): Readonly<Record<string, readonly [string, string]>> {
  const { homeRegion } = plan.organization;
  const trail = `arn:${cast.partition}:cloudtrail:${homeRegion}:${core.management.id}:trail/${plan.logs.trailName}`;
  return {
    "cloudtrail.amazonaws.com": ["aws:SourceArn", trail],
    "config.amazonaws.com": ["aws:SourceOrgID", cast.organizationId],
    "delivery.logs.amazonaws.com": ["aws:SourceAccount", core.network.id],
    "logging.s3.amazonaws.com": ["aws:SourceAccount", core.audit.id],
  };
}

/** Services for somebody else's trail, recorder, network or bucket, and everybody in other accounts. */
function fromElsewhere(world: World, of: Thing): readonly Attempt[] {
  const { cast, core } = world;
  const outside = "<an account outside>";
  const outsiders = [
    stranger(cast, `arn:${cast.partition}:iam::${outside}:role/any`, outside, null),
    ...examples(world)
      .filter((account) => account !== core.audit)
      .map((account) => everything(cast, account)),
  ];
  const known = sources(world);
  const named = [...new Set(servicesIn(of.policy))];
  // To a policy, all services that it does not name are the same one.
  const unnamed = Object.keys(known).find((service) => !named.includes(service));
  return [
    ...named.map((service): Attempt => {
      const [key, value] = known[service] ?? [];
      const actor = { ...awsService(service), name: `${service} for somebody else` };
      const given =
        key === undefined || value === undefined
          ? true
          : atomic(test("", "StringEquals", key, [value]), true);
      return { actor, actions: of.actions, of, given };
    }),
    ...[unnamed ?? []].flat().map((service) => ({
      actor: { ...awsService(service), name: `${service}, which the policy does not name,` },
      actions: of.actions,
      of,
    })),
    ...outsiders
      .flatMap((actor) => guises(world, actor, of.policy, core.audit.id))
      .flatMap((actor): readonly Attempt[] => {
        const reads = actor.account === core.network ? of.network : null;
        return [
          {
            actor,
            actions: of.actions.filter((one) => !reads?.actions.includes(one)),
            of,
          },
          ...(reads ? [{ actor, actions: reads.actions, of, given: reads.other }] : []),
        ];
      }),
  ];
}

function servicesIn({ Statement }: PolicyDocument): readonly string[] {
  return Statement.flatMap(({ Principal }) =>
    typeof Principal === "object" ? [Principal.Service ?? []].flat() : [],
  );
}
