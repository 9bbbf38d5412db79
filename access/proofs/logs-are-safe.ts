import type { PolicyDocument } from "../../iam/document";
import { functionRoleArn, LOG_KEY_ALIAS } from "../../iam/names";
import { attemptsOnLogs } from "../log-attempts";
import type { ContextValue } from "../policy/context";
import { arnPattern, type ArnPattern } from "../policy/arn";
import { test } from "../policy/atom";
import { atomic, type Formula } from "../policy/formula";
import { guises } from "../reach/guises";
import { awsService, everything, stranger, type Actor } from "../world/actors";
import type { World } from "../world/world";
import { examples, says, tries } from "./actors";
import { AUDITOR } from "./auditor-only-reads";
import type { Proof } from "./proof";

/** What gives out or makes text, rather than keeping the key. */
const KEY_USE = /^kms:(CreateGrant|Decrypt|Derive|Encrypt|Generate|ReEncrypt|Sign|Verify)/;

const DECRYPT = "kms:Decrypt";

export const logsAreSafe: Proof = {
  name: "logs-are-safe",
  sentence:
    "Logs are written by the organization's own trail, over TLS, read by the auditor, and deleted by nobody; no other account touches them or their key",
  *counterExamples({ world }) {
    const things = thingsOf(world);
    for (const { actor, actions, of, given = true, on = of.on, context } of [
      ...onBucket(world, things.bucket),
      ...onKey(world, things.key),
      ...fromElsewhere(world, things),
    ]) {
      const asks = tries(world, actor, world.core.audit, { ...of.context, ...context });
      for (const action of actions) {
        const found = asks(action, of.resources, given);
        if (found !== null) yield says(actor, action, found, on);
      }
    }
  },
};

/** The log bucket, or its key. */
interface Thing {
  readonly on: string;
  readonly resources: readonly ArnPattern[];
  readonly policy: PolicyDocument;
  /** All that can be done with it. */
  readonly actions: readonly string[];
  readonly context: Readonly<Record<string, ContextValue>>;
}

interface Attempt {
  readonly actor: Actor;
  readonly actions: readonly string[];
  readonly of: Thing;
  readonly on?: string;
  readonly given?: Formula;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

function thingsOf({ actions, cast, core, plan }: World): Record<"bucket" | "key", Thing> {
  const { partition, documents } = cast;
  const bucket = `arn:${partition}:s3:::${documents.fill(plan.logs.bucketName, core.audit.id)}`;
  const about = (service: string, format: RegExp): readonly string[] =>
    actions
      .of(service)
      .filter(({ resources }) => resources.some((one) => format.test(one)))
      .map(({ name }) => name);
  return {
    bucket: {
      on: "the log bucket",
      resources: [arnPattern(bucket), arnPattern(`${bucket}/*`)],
      policy: plan.logs.bucketPolicy,
      actions: about("s3", /:s3:::\$\{BucketName\}/),
      context: {},
    },
    key: {
      on: "the log key",
      resources: [arnPattern(`arn:${partition}:kms:*:${core.audit.id}:key/*`)],
      policy: plan.logs.keyPolicy,
      actions: about("kms", /:key\//),
      context: { "kms:ResourceAliases": LOG_KEY_ALIAS },
    },
  };
}

/** Whoever has everything in the audit account, and its functions. */
function onBucket(world: World, of: Thing): readonly Attempt[] {
  const { audit } = world.core;
  const everybody = guises(world, everything(world.cast, audit), of.policy, audit.id);
  const reads = of.actions.filter((action) => /^s3:GetObject(Version|Torrent)?$/.test(action));
  return [
    ...everybody.flatMap((actor) =>
      attemptsOnLogs(of.actions).map(({ how, ...attempt }): Attempt => {
        return { ...attempt, actor, of, on: `the log bucket${how}` };
      }),
    ),
    ...world
      .roles(audit)
      .filter(({ role }) => role.function !== AUDITOR)
      .map((actor) => ({ actor, actions: reads, of })),
  ];
}

/** Administrators of the audit account keep the key, and cannot use it: the auditor decrypts. */
function onKey(world: World, of: Thing): readonly Attempt[] {
  const { cast, core } = world;
  const auditor = cast.documents.fill(functionRoleArn("audit", AUDITOR), core.audit.id);
  const notAuditor = atomic(test("", "ArnLike", "aws:PrincipalArn", [auditor]), true);
  const others = of.actions.filter((action) => KEY_USE.test(action) && action !== DECRYPT);
  const everybody = guises(world, everything(cast, core.audit), of.policy, core.audit.id);
  return everybody.flatMap((actor): readonly Attempt[] => [
    { actor, actions: [DECRYPT], of, given: notAuditor },
    { actor, actions: others, of },
  ]);
}

/** Services for somebody else's trail, and everybody in other accounts. */
function fromElsewhere(
  world: World,
  { bucket, key }: Record<"bucket" | "key", Thing>,
): readonly Attempt[] {
  const { cast, core, plan } = world;
  const { homeRegion } = plan.organization;
  const trail = `arn:${cast.partition}:cloudtrail:${homeRegion}:${core.management.id}:trail/${plan.logs.trailName}`;
  const given = atomic(test("", "StringEquals", "aws:SourceArn", [trail]), true);
  const outside = "<an account outside>";
  const outsiders = [
    stranger(cast, `arn:${cast.partition}:iam::${outside}:role/any`, outside, null),
    ...examples(world)
      .filter((account) => account !== core.audit)
      .map((account) => everything(cast, account)),
  ];
  return [bucket, key].flatMap((of): readonly Attempt[] => [
    ...servicesIn(of.policy).map((service) => ({
      actor: { ...awsService(service), name: `${service} for another trail` },
      actions: of.actions,
      of,
      given,
    })),
    ...outsiders
      .flatMap((actor) => guises(world, actor, of.policy, core.audit.id))
      .map((actor) => ({ actor, actions: of.actions, of })),
  ]);
}

/** CloudTrail, and whatever else a policy names. */
function servicesIn({ Statement }: PolicyDocument): readonly string[] {
  const named = Statement.flatMap(({ Principal }) =>
    typeof Principal === "object" ? [Principal.Service ?? []].flat() : [],
  );
  return [...new Set(["cloudtrail.amazonaws.com", ...named])];
}
