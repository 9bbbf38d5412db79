import type { PolicyDocument } from "../../iam/document";
import type { PolicyOn } from "../../model/policies-on";
import { arnPattern } from "../policy/arn";
import { misledServices, type ResourceKind } from "../trust/services";
import { how } from "../world/ask";
import type { World } from "../world/world";
import { outsider, OUTSIDE } from "./guests";

/** What the policy of a core account's resource is about. */
export function kindOf({ on, alias }: Pick<PolicyOn, "on" | "alias">): ResourceKind {
  if (alias !== null) return "key";
  const [, , service = ""] = (on[0] ?? "").split(":");
  switch (service) {
    case "sns":
      return "topic";
    case "sqs":
      return "queue";
    case "events":
      return "bus";
    default:
      return "bucket";
  }
}

/** Services that come for somebody else than those whom a policy means. */
export function* servicesMisledIn(
  world: World,
  name: string,
  policy: PolicyDocument,
  kind: ResourceKind,
  account: string,
): Iterable<string> {
  const { documents, organizationId, partition } = world.cast;
  const faults = misledServices({
    kind,
    policy: documents.policy(policy, kind === "role" ? "trust" : "resource", name, account),
    statements: policy.Statement,
    account,
    partition,
    organizationId,
    fill: (text) => documents.fill(text, account),
    actionsOf: (pattern) => world.actions.matching(pattern).map((action) => action.name),
  });
  for (const fault of new Set(faults)) yield `${name}, ${fault}`;
}

/** Principals outside the organization that a resource's policy lets do anything. */
export function* outsidersLetIn(world: World, one: PolicyOn): Iterable<string> {
  const owner = world.core[one.account];
  const actor = outsider(world, OUTSIDE);
  const context = one.alias === null ? {} : { "kms:ResourceAliases": one.alias };
  const arns =
    one.alias === null ? one.on : [`arn:${world.cast.partition}:kms:*:${owner.id}:key/*`];
  const resources = arns.map((arn) => arnPattern(world.cast.documents.fill(arn, owner.id)));
  const actions = one.policy.Statement.flatMap(({ Effect, Action = [] }) =>
    Effect === "Allow" ? [Action].flat().flatMap((name) => world.actions.matching(name)) : [],
  );
  for (const { name: action } of new Set(actions)) {
    for (const resource of resources) {
      const found = how(world, actor, { action, resources: [resource], owner, context });
      if (found === null) continue;
      yield `the policy of the ${one.name}: ${actor.name} can ${action}${found && `, when ${found}`}`;
    }
  }
}
