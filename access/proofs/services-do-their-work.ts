import { ownRoles } from "../../iam/guardrails/guardrail";
import {
  AGGREGATOR_NAME,
  BASELINE_DOCUMENT,
  BASELINE_NAME,
  FORWARD_EVENTS_NAME,
  RECORDER_NAME,
} from "../../iam/names";
import type { Action } from "../actions";
import { arnPattern } from "../policy/arn";
import type { Account } from "../world/accounts";
import { everything } from "../world/actors";
import { isGuarded } from "../world/guardrails";
import { isPartnerRole, type OwnRole } from "../world/own-roles";
import type { World } from "../world/world";
import { anywhere, examples, says, tries, writes } from "./actors";
import { contextOf } from "./guardrails-hold";
import { noneOf } from "./guests";
import { deliveriesOf, recordsThatStayAway } from "./records-arrive";
import type { Proof } from "./proof";

export const servicesDoTheirWork: Proof = {
  name: "services-do-their-work",
  sentence:
    "The roles by which AWS's services work in accounts change what they are there to change, and nothing else; what AWS Config records in each of them arrives in the audit account, in the account's own folder; and whoever has everything in a member account, outside the boundary too, neither enters them nor hands them to a service, and changes neither them nor what runs as them",
  *counterExamples({ world, guarded }) {
    for (const account of examples(world)) {
      for (const role of serviceRolesOf(world, account)) yield* beyond(world, role);
    }
    for (const account of examples(guarded)) {
      // Of the management account, which nothing guards, other proofs say who is there.
      if (!isGuarded(guarded.above(account))) continue;
      for (const role of serviceRolesOf(guarded, account)) yield* taken(guarded, account, role);
      yield* rewritten(guarded, account);
    }
    yield* recordsThatStayAway(guarded);
  },
};

/** What a role's service changes, as patterns of actions. */
const WORK: Readonly<Record<string, readonly string[]>> = {
  [AGGREGATOR_NAME]: [],
  [BASELINE_NAME]: [
    "ec2:EnableEbsEncryptionByDefault",
    "ec2:EnableImageBlockPublicAccess",
    "ec2:EnableSnapshotBlockPublicAccess",
    "ec2:ModifyInstanceMetadataDefaults",
    "iam:UpdateAccountPasswordPolicy",
    "s3:PutAccountPublicAccessBlock",
  ],
  [FORWARD_EVENTS_NAME]: ["events:PutEvents"],
  // AWS's own policy: what it records, and logs of rules that do not run with this role.
  [RECORDER_NAME]: [
    "config:Put*",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ],
};

function serviceRolesOf(world: World, account: Account): readonly OwnRole[] {
  return world
    .ownRoles(account)
    .filter(({ role }) => !isPartnerRole(role) && role.kind === "service");
}

function* beyond(world: World, own: OwnRole): Iterable<string> {
  const { name } = own.role;
  const work = Object.hasOwn(WORK, name) ? (WORK[name] ?? []) : [];
  const expected = new Set(work.flatMap((pattern) => world.actions.matching(pattern)));
  const delivered = name === RECORDER_NAME ? deliveriesOf(world, own.account) : [];
  const asks = tries(world, own, own.account);
  for (const action of writesNamed(world, own)) {
    if (expected.has(action)) continue;
    const delivery = delivered.find(({ actions }) => actions.includes(action.name));
    const found = asks(action.name, anywhere(world, action.name), delivery?.other);
    if (found !== null) yield says(own, action.name, found);
  }
}

/** Found once for a role of many accounts: AWS's own policies are long. */
const WRITES = new WeakMap<OwnRole["role"]["policies"], readonly Action[]>();

function writesNamed(world: World, own: OwnRole): readonly Action[] {
  let found = WRITES.get(own.role.policies);
  if (!found) WRITES.set(own.role.policies, (found = world.named(own).filter(writes)));
  return found;
}

/** What makes somebody one of these roles, or one of these roles something else. */
const TAKING = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:PassRole",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
  "sts:AssumeRole",
];

function* taken(world: World, account: Account, { arn }: OwnRole): Iterable<string> {
  yield* somebody(world, account, TAKING, arn);
}

/** What Systems Manager runs as the baseline's role. */
const REWRITING = ["ssm:DeleteDocument", "ssm:UpdateDocument", "ssm:UpdateDocumentDefaultVersion"];

/** What has AWS Config run any document as the baseline's role, by a role of its own. */
const BORROWING = ["config:PutConformancePack", "config:PutRemediationConfigurations"];

function* rewritten(world: World, account: Account): Iterable<string> {
  if (!serviceRolesOf(world, account).some(({ role }) => role.name === BASELINE_NAME)) return;
  yield* somebody(world, account, BORROWING, "*");
  const { partition } = world.cast;
  const arn = `arn:${partition}:ssm:*:${account.id}:document/${BASELINE_DOCUMENT}`;
  yield* somebody(world, account, REWRITING, arn);
}

/** Whoever has everything there, but for the roles by which the landing zone itself is made. */
function* somebody(
  world: World,
  account: Account,
  actions: readonly string[],
  arn: string,
): Iterable<string> {
  const actor = everything(world.cast, account);
  const makers = ownRoles(contextOf(world)).map((one) =>
    world.cast.documents.fill(one, account.id),
  );
  const asks = tries(world, actor, account);
  for (const action of actions) {
    const found = asks(action, [arnPattern(arn)], noneOf(makers));
    if (found !== null) yield says(actor, action, found, arn);
  }
}
