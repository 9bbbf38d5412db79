import { functionRoleArn, PREVIEW_NAME } from "../../iam/names";
import type { Pipelines } from "../../iam/machines/trust";
import { CUSTOMER_DATA } from "../../iam/permissions";
import type { Action } from "../actions";
import { arnPattern } from "../policy/arn";
import { inResource } from "../policy/atom";
import { atomic } from "../policy/formula";
import { functionNode, ownRoleNode, type Node } from "../reach/nodes";
import { pathText, type PathStep } from "../reach/reach";
import type { Actor } from "../world/actors";
import { how } from "../world/ask";
import { isPartnerRole } from "../world/own-roles";
import { OPEN } from "../world/resource-policies";
import type { World } from "../world/world";
import { anywhere, examples, says, tries, writes } from "./actors";
import { HANDS_OUT, HANDS_SECRETS_OUT, LOG_CONTENTS } from "./data";
import type { Proof } from "./proof";
import { anyJob, BY_TOKEN } from "./tokens";

/** Becoming somebody is judged by whom one becomes. */
const BECOMING = ["sts:AssumeRole", "sts:TagSession"];

/** The code of a pull request is anybody's, and so is whatever its preview can do. */
export const previewOnlyLooks: Proof = {
  name: "preview-only-looks",
  sentence:
    "No pull request, whatever its code, reaches a write anywhere: its jobs enter the preview role alone, and neither that role nor any role that it becomes writes, tags or changes permissions, reads data, logs or secrets, or gets credentials but of other preview roles",
  *counterExamples({ world, reach }) {
    const done = new Set<string>();
    for (const { node: start, path: before } of starts(world)) {
      for (const { node, path } of [{ node: start, path: [] }, ...reach.from(start)]) {
        if (done.has(node.id)) continue;
        done.add(node.id);
        yield* doesMore(world, node, [...before, ...path]);
      }
    }
  },
};

interface Start {
  readonly node: Node;
  readonly path: readonly PathStep[];
}

/** Management's preview role, and whatever else lets in a job that no reviewer saw. */
function starts(world: World): readonly Start[] {
  const preview = world
    .ownRoles(world.core.management)
    .filter(({ role }) => !isPartnerRole(role) && role.kind === "preview")
    .map((role) => ({ node: ownRoleNode(role), path: [] }));
  const entered = (world.plan.deploy?.pipelines ?? []).flatMap((one) => enteredBy(world, one));
  return [...preview, ...entered];
}

/** Roles that a job of a pull request, or of any branch, enters by its own token. */
function enteredBy(world: World, pipelines: Pipelines): readonly Start[] {
  const { issuer } = pipelines;
  const job = anyJob(world, pipelines);
  const from = `a pull request's job of ${issuer}`;
  return examples(world).flatMap((account) =>
    [
      ...world.roles(account).map((role) => [role, functionNode(role)] as const),
      ...world.ownRoles(account).map((role) => [role, ownRoleNode(role)] as const),
    ].flatMap(([role, node]) =>
      tokensOf(pipelines).flatMap((token): readonly Start[] => {
        const context = Object.fromEntries(
          Object.entries(token).map(([claim, value]) => [`${issuer}:${claim}`, value]),
        );
        const question = { action: BY_TOKEN, resources: [arnPattern(role.arn)], owner: account };
        const found = how(world, job, { ...question, context });
        if (found === null) return [];
        const when = found === "" ? null : found;
        return [{ node, path: [{ from, to: role.name, does: "enters", by: [BY_TOKEN], when }] }];
      }),
    ),
  );
}

/**
 * What such jobs' tokens say. A pull request may name the environment in its own workflow, and then
 * has the subject of a job that deploys; of a branch it says its own.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
function tokensOf({ audience, claims, deploys, previews }: Pipelines) {
  const all = { aud: audience, ...claims };
  return [
    ...previews.map((subject) => ({ ...all, sub: subject.replaceAll("*", "<branch>") })),
    ...deploys
      .filter((subject) => subject.includes(":environment:"))
      .map((sub) => ({ ...all, sub, ref: "refs/pull/1/merge" })),
  ];
}

/** What somebody can do that is more than to look. */
function* doesMore(
  world: World,
  { actor, what }: Node,
  path: readonly PathStep[],
): Iterable<string> {
  const way = path.length === 0 ? "" : `${pathText(path)}; then `;
  if (what === "everything") {
    yield `${way}${actor.name} can do everything`;
    return;
  }
  const { account } = actor;
  if (!account) return;
  const asks = tries(world, actor, account);
  const handsOut = handingOut(world);
  for (const action of world.named(actor)) {
    const { name } = action;
    if (BECOMING.includes(name) || !(writes(action) || handsOut(action))) continue;
    const found = asks(name, anywhere(world, name));
    if (found !== null) yield `${way}${says(actor, name, found)}`;
  }
  yield* otherRoles(world, actor, way);
}

/** Roles that it may assume, if every role of other accounts trusted everybody: preview roles alone. */
function* otherRoles(world: World, actor: Actor, way: string): Iterable<string> {
  const own = world.cast.documents.fill(functionRoleArn("*", PREVIEW_NAME), "");
  const given = atomic(inResource(own, arnPattern(own)), true);
  const resources = [arnPattern(`arn:${world.cast.partition}:iam::*:role/*`)];
  const trusting: World = { ...world, policyOn: () => OPEN };
  for (const action of BECOMING) {
    const found = how(trusting, actor, { action, resources, owner: null }, given);
    if (found !== null)
      yield `${way}${says(actor, action, found, "a role that is no preview role")}`;
  }
}

/** Reads that hand out what is no metadata: data, what is logged, secrets, credentials. */
function handingOut({ actions }: World): (action: Action) => boolean {
  const patterns = [...CUSTOMER_DATA, ...LOG_CONTENTS, ...HANDS_SECRETS_OUT];
  const listed = new Set(patterns.flatMap((pattern) => actions.matching(pattern)));
  return (action) => listed.has(action) || HANDS_OUT.test(action.name);
}
