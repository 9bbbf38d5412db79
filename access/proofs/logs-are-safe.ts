import { LOG_KEY_ALIAS } from "../../iam/names";
import { arnPattern, type ArnPattern } from "../policy/arn";
import { test } from "../policy/atom";
import { atomic, type Formula } from "../policy/formula";
import { awsService, everything, stranger, type Actor } from "../world/actors";
import type { World } from "../world/world";
import { examples, how, says } from "./actors";
import type { Proof } from "./proof";

/** What nobody does to logs, not even who has everything in the audit account. */
const DELETIONS = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
];
const READS_AND_WRITES = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:PutBucketPolicy"];
const KEY_USES = ["kms:Decrypt", "kms:GenerateDataKey", "kms:Encrypt", "kms:CreateGrant"];

export const logsAreSafe: Proof = {
  name: "logs-are-safe",
  sentence:
    "Logs are written by the organization's own trail, over TLS, and deleted by nobody; no other account touches them or their key",
  *counterExamples({ world }) {
    const { audit } = world.core;
    for (const attempt of attempts(world)) {
      const { actor, actions, resources, given, context } = attempt;
      for (const action of actions) {
        const question = { action, resources, owner: audit, context };
        const found = how(world, actor, question, given);
        if (found !== null) yield says(actor, action, found, attempt.on);
      }
    }
  },
};

interface Attempt {
  readonly actor: Actor;
  readonly actions: readonly string[];
  readonly resources: readonly ArnPattern[];
  readonly on: string;
  readonly given: Formula;
  readonly context: Readonly<Record<string, string>>;
}

function attempts(world: World): readonly Attempt[] {
  const { cast, core, plan } = world;
  const { partition, documents } = cast;
  const arn = `arn:${partition}:s3:::${documents.fill(plan.logs.bucketName, core.audit.id)}`;
  const bucket = { resources: [arnPattern(arn), arnPattern(`${arn}/*`)], on: "the log bucket" };
  const key = {
    resources: [arnPattern(`arn:${partition}:kms:*:${core.audit.id}:key/*`)],
    on: "the log key",
  };
  const alias = { "kms:ResourceAliases": LOG_KEY_ALIAS };
  const trail = `arn:${partition}:cloudtrail:${plan.organization.homeRegion}:${core.management.id}:trail/${plan.logs.trailName}`;
  const otherSource = atomic(test("", "StringEquals", "aws:SourceArn", [trail]), true);
  const inAudit = everything(cast, core.audit);
  const services = [
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "delivery.logs.amazonaws.com",
  ];
  const outsiders: readonly Actor[] = [
    stranger(
      cast,
      `arn:${partition}:iam::<an account outside>:role/any`,
      "<an account outside>",
      null,
    ),
    ...examples(world)
      .filter((account) => account !== core.audit)
      .map((account) => everything(cast, account)),
  ];
  return [
    { actor: inAudit, actions: DELETIONS, ...bucket, given: true, context: {} },
    {
      actor: inAudit,
      actions: ["s3:GetObject", "s3:PutObject"],
      ...bucket,
      on: "the log bucket without TLS",
      given: true,
      context: { "aws:SecureTransport": "false" },
    },
    ...services.flatMap((service): readonly Attempt[] => {
      const actor = { ...awsService(service), name: `${service} for another trail` };
      return [
        { actor, actions: READS_AND_WRITES, ...bucket, given: otherSource, context: {} },
        { actor, actions: KEY_USES, ...key, given: otherSource, context: alias },
      ];
    }),
    ...outsiders.flatMap((actor): readonly Attempt[] => [
      { actor, actions: READS_AND_WRITES, ...bucket, given: true, context: {} },
      { actor, actions: KEY_USES, ...key, given: true, context: alias },
    ]),
  ];
}
