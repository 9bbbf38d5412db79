import { LOG_KEY_ALIAS, RECORDER_NAME } from "../../iam/names";
import { arnPattern, type ArnPattern } from "../policy/arn";
import { inResource, test } from "../policy/atom";
import type { ContextValue } from "../policy/context";
import { atomic, or, type Formula } from "../policy/formula";
import type { Account } from "../world/accounts";
import { awsService, type Actor } from "../world/actors";
import { could, honestKeys } from "../world/ask";
import type { World } from "../world/world";
import { examples, says, tries } from "./actors";

/** What AWS Config does to deliver what an account's recorder saw, and what it does it with. */
interface Delivery {
  readonly actions: readonly string[];
  readonly on: ArnPattern;
  readonly context: Readonly<Record<string, ContextValue>>;
  /** All that it could be done with by mistake; null where no account has some of its own. */
  readonly among: ArnPattern | null;
  /** That it is done with something else. */
  readonly other: Formula;
}

const VIA_S3 = "kms:ViaService";
const ENCRYPTED_FOR = "kms:EncryptionContext:aws:s3:arn";

/** Writing into the account's own folder, and encrypting there. */
export function deliveriesOf(world: World, { id }: Account): readonly Delivery[] {
  const bucket = recordsBucket(world);
  if (bucket === null) return [];
  const { cast, core } = world;
  const folder = `${bucket}/AWSLogs/${id}/Config/*`;
  const objects = [bucket, `${bucket}/*`];
  return [
    {
      actions: ["s3:PutObject", "s3:PutObjectAcl"],
      on: arnPattern(folder),
      among: arnPattern(`${bucket}/*`),
      context: { "s3:x-amz-acl": "bucket-owner-full-control" },
      other: atomic(inResource(folder, arnPattern(folder)), true),
    },
    {
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      on: arnPattern(`arn:${cast.partition}:kms:*:${core.audit.id}:key/*`),
      among: null,
      context: {
        "kms:ResourceAliases": LOG_KEY_ALIAS,
        [VIA_S3]: `s3.${world.plan.organization.homeRegion}.amazonaws.com`,
        [ENCRYPTED_FOR]: bucket,
      },
      other: or(
        atomic(test("", "StringLike", VIA_S3, ["s3.*"]), true),
        atomic(test("", "StringLike", ENCRYPTED_FOR, objects), true),
      ),
    },
  ];
}

/**
 * Records that do not arrive, below guardrails. Into a bucket of its own account AWS Config delivers by
 * the recorder's role alone, and from other accounts as its own service principal.
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export function* recordsThatStayAway(guarded: World): Iterable<string> {
  const bucket = recordsBucket(guarded);
  if (bucket === null) return;
  const { audit } = guarded.core;
  const looks: Delivery = {
    actions: ["s3:GetBucketAcl", "s3:ListBucket"],
    on: arnPattern(bucket),
    among: null,
    context: {},
    other: false,
  };
  for (const account of examples(guarded)) {
    const role = guarded.ownRoles(account).find((one) => one.role.name === RECORDER_NAME);
    if (!role) continue;
    const [by, from]: readonly [Actor, Delivery["context"]] =
      account === audit ? [role, {}] : [config(account), sourceOf(guarded, account)];
    if (by !== role) yield* inOthersFolders(guarded, account, by);
    for (const { actions, on, context } of [looks, ...deliveriesOf(guarded, account)]) {
      for (const action of actions) {
        // A service gives the object to its owner without a permission of its own for that.
        if (by !== role && action === "s3:PutObjectAcl") continue;
        const keys = { ...honestKeys(guarded, action), ...context, ...from };
        if (!could(guarded, by, { action, resources: [on], owner: audit, context: keys })) {
          yield `${by.name} cannot ${action}, so that what AWS Config records there does not arrive`;
        }
      }
    }
  }
}

/** Recorders of one account write nothing that looks like another's. */
function* inOthersFolders(guarded: World, account: Account, by: Actor): Iterable<string> {
  const asks = tries(guarded, by, guarded.core.audit, sourceOf(guarded, account));
  for (const { actions, among, other } of deliveriesOf(guarded, account)) {
    if (among === null) continue;
    for (const action of actions) {
      const found = asks(action, [among], other);
      if (found !== null) yield says(by, action, found);
    }
  }
}

const config = ({ name }: Account): Actor => {
  const service = awsService("config.amazonaws.com");
  return { ...service, name: `${service.name} for ${name}` };
};

/** What AWS Config says of whom it comes for. */
const sourceOf = ({ cast }: World, { id }: Account): Delivery["context"] => ({
  "aws:SourceAccount": id,
  "aws:SourceOrgID": cast.organizationId,
});

/** ARN of the bucket of records; null before there is one. */
function recordsBucket({ cast, core, plan }: World): string | null {
  const found = plan.logs.buckets.find(({ kind }) => kind === "config");
  return found
    ? `arn:${cast.partition}:s3:::${cast.documents.fill(found.bucketName, core.audit.id)}`
    : null;
}
