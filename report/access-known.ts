import { questionOf, type Asking } from "../access/can";
import type { ContextValue } from "../access/policy/context";
import { comingsOf, rolesFor } from "../access/coming";
import type { Asker } from "../access/principals";
import type { Actor } from "../access/world/actors";
import { honestKeys } from "../access/world/ask";
import type { World } from "../access/world/world";
import { somebody } from "./access-words";
import { table } from "./table";
import { indented, wrap } from "./wrap";

/** What was taken as known of the requests of one principal. */
export interface Known {
  readonly of: string;
  /** Values by key; null where the request does not have the key. */
  readonly keys: Readonly<Record<string, string | readonly string[] | null>>;
}

/** Keys that whoever asks gave, what every honest request has, and what AWS fills in. */
export function knownOf(world: World, asker: Asker, asking: Asking): readonly Known[] {
  const { owner } = questionOf(world, asking);
  const every = {
    ...honestKeys(world, asking.action),
    "aws:ResourceAccount": owner?.id ?? undefined,
    "aws:ResourceOrgID": owner ? world.cast.organizationId : undefined,
    ...asking.context,
  };
  return [
    { of: "the request itself", keys: known(every) },
    ...actorsOf(world, asker, asking).map(({ name, facts, tagsKnown }) => ({
      of: somebody(name),
      keys: { ...known(facts), ...(tagsKnown ? { [OTHER_TAGS]: null } : {}) },
    })),
  ];
}

function actorsOf(world: World, asker: Asker, asking: Asking): readonly Actor[] {
  if (asker.kind === "principal") return [asker.actor];
  const comings = comingsOf(world, asker, asking.mfa ? "mfa" : "access-key");
  return [...comings.map(({ actor }) => actor), ...rolesFor(world, asker, asking.account)];
}

/** Stands for all tags of a principal that are not listed. */
const OTHER_TAGS = "aws:PrincipalTag/*";

/** As AWS spells them; the evaluator knows no case. */
const KEYS = [
  "aws:AssumedRoot",
  "aws:MultiFactorAuthAge",
  "aws:MultiFactorAuthPresent",
  "aws:PrincipalAccount",
  "aws:PrincipalArn",
  "aws:PrincipalIsAWSService",
  "aws:PrincipalOrgID",
  "aws:PrincipalServiceName",
  "aws:PrincipalTag/",
  "aws:PrincipalType",
  "ec2:RoleDelivery",
];

/** Keys have no case: of two that differ in it alone, the last counts. */
function known(facts: Readonly<Record<string, ContextValue>>): Known["keys"] {
  const keys = new Map<string, readonly [string, string | readonly string[] | null]>();
  for (const [key, value] of Object.entries(facts)) {
    if (value !== undefined) keys.set(key.toLowerCase(), [spelled(key), value]);
  }
  return Object.fromEntries(keys.values());
}

function spelled(key: string): string {
  const name = KEYS.find((one) => key === one.toLowerCase());
  if (name !== undefined) return name;
  const tag = KEYS.find((one) => one.endsWith("/") && key.startsWith(one.toLowerCase()));
  return tag === undefined ? key : `${tag}${key.slice(tag.length)}`;
}

/** The same for people. */
export function knownText(all: readonly Known[]): string {
  return all.map(oneText).join("\n\n");
}

function oneText({ of, keys }: Known): string {
  const entries = Object.entries(keys);
  const rows = entries.flatMap(([key, value]) =>
    value === null ? [] : [[key, typeof value === "string" ? value : value.join(", ")]],
  );
  const absent = entries.flatMap(([key, value]) => (value === null ? [key] : []));
  return [
    `Known of ${of}:`,
    ...(rows.length === 0 ? [] : [table(rows)]),
    ...(absent.length === 0
      ? []
      : [indented(wrap(`not part of the request: ${absent.join(", ")}`, "", 98), "  ")]),
  ].join("\n");
}
