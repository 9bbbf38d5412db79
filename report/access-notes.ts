import type { Action } from "../access/actions";
import type { Asking } from "../access/can";
import { arnPattern, arnsOverlap } from "../access/policy/arn";
import { arnWithIds, type Asker } from "../access/principals";
import type { ActorKind } from "../access/world/actors";
import type { World } from "../access/world/world";
import { exampleArns } from "./access-words";

/** What is to be said beside an answer, so that nobody takes it for more than it is. */
export function notesOf(
  world: World,
  asker: Asker | null,
  asking: Pick<Asking, "account" | "action" | "resource" | "mfa">,
): readonly string[] {
  return [...aboutAsker(asker, asking), ...aboutResource(world, asking)];
}

function aboutAsker(asker: Asker | null, { mfa }: Pick<Asking, "mfa">): readonly string[] {
  if (asker?.kind !== "principal") return [];
  const { kind, name } = asker.actor;
  return [...aboutActor(kind, name), ...(mfa ? [] : [`--no-mfa is about people, not ${name}`])];
}

function aboutActor(kind: ActorKind, name: string): readonly string[] {
  switch (kind) {
    case "stranger":
      return [
        `nothing is known of the permissions of ${name}; it is taken to have all that its own ` +
          "account can give",
      ];
    case "service-role":
      return [`${name} are taken to be administrators inside the boundary: people make them`];
    default:
      return [];
  }
}

/** A resource that AWS never asks this action for is decided all the same. */
function aboutResource(
  world: World,
  { account, action: name, resource }: Pick<Asking, "account" | "action" | "resource">,
): readonly string[] {
  const action = world.actions.find(name);
  if (resource === null || resource === "*" || !action) return [];
  const formats = exampleArns(world, action, account);
  if (formats.length === 0) return [`${name} has no resources: only policies on * count`];
  return isAskedFor(world, action, arnWithIds(world, resource))
    ? []
    : [`AWS asks ${name} for resources like ${formats.slice(0, 2).join(" or ")}`];
}

function isAskedFor({ plan }: World, { resources }: Action, arn: string): boolean {
  const asked = arnPattern(arn);
  return resources.some((format) => {
    const any = format
      .replaceAll("${Partition}", plan.organization.partition)
      .replaceAll(/\$\{[^}]*\}/g, "*");
    return arnsOverlap(arnPattern(any), asked);
  });
}
