import type { Formula } from "../policy/formula";
import type { Account } from "../world/accounts";
import type { FunctionRole } from "../world/actors";
import { ask } from "../world/ask";
import type { World } from "../world/world";
import type { Edge } from "./edges";
import { serviceNode, targetsIn, type Node, type Target } from "./nodes";
import { possibly } from "./possibly";
import { begins, INTO_WORKLOADS, ONLY_DELIVER, STARTERS, type Together } from "./services";

/** Roles that can be handed to a service which somebody can make act with them. */
export function passedRoles(world: World, node: Node, account: Account): readonly Edge[] {
  const roles = targetsIn(world, account).filter(({ kind }) => kind === "role");
  // The same services for each of them.
  const used = remembered(servicesUsed(world, node, account));
  return roles.flatMap((target): readonly Edge[] => {
    const to = target.node(world);
    if (to.id === node.id) return [];
    const passed = passedTo(world, node, account, target, used);
    if (!passed) return [];
    const { principal, by } = passed;
    return [
      {
        to,
        does: `passes the role to ${principal} (${target.name})`,
        by: ["iam:PassRole", ...by],
        when: null,
      },
    ];
  });
}

interface Used {
  readonly principal: string;
  readonly by: Together;
}

function passedTo(
  world: World,
  node: Node,
  account: Account,
  { resources, given }: Target,
  services: Iterable<Used>,
): Used | undefined {
  const { actor } = node;
  const passes = possibly(world, actor, "iam:PassRole", resources, account, { given });
  if (!passes) return undefined;
  const takes = (principal: string): boolean =>
    spellings(world, principal).some((one) => {
      const context = { "iam:PassedToService": one };
      return possibly(world, actor, "iam:PassRole", resources, account, { given, context });
    });
  for (const used of services) if (takes(used.principal)) return used;
  const question = { action: "iam:PassRole", resources, owner: account };
  const unknown = namedServices(ask(world, actor, question)).find(
    (principal) => !isKnown(world, principal) && takes(principal),
  );
  return unknown === undefined ? undefined : { principal: unknown, by: [] };
}

/** What has been found is not looked for again; what nobody asks for is not looked for at all. */
function remembered<T>(source: Iterable<T>): Iterable<T> {
  const found: T[] = [];
  const rest = source[Symbol.iterator]();
  return {
    *[Symbol.iterator]() {
      for (let i = 0; ; i += 1) {
        if (i === found.length) {
          const next = rest.next();
          if (next.done === true) return;
          found.push(next.value);
        }
        yield found[i] as T;
      }
    },
  };
}

/** Some services in China have a name of their own as principals. */
function spellings({ cast }: World, principal: string): readonly string[] {
  return cast.partition === "aws-cn" ? [principal, `${principal}.cn`] : [principal];
}

const PLAINLY_STARTS = /:(Create|Run|Start|Put|Register|Request|Update)/;

/**
 * Services that somebody can make act, each with what does it; those of the table first, as the
 * others take long to find and are seldom needed.
 */
function* servicesUsed(world: World, node: Node, account: Account): Iterable<Used> {
  for (const [principal, { ways }] of Object.entries(STARTERS)) {
    const by = firstWay(world, node, account, ways);
    if (by) yield { principal, by };
  }
  // Only a function role's permissions are in doubt: others, where they may pass, may do the rest.
  if (node.what !== "function") return;
  const others = new Map<string, string>();
  for (const { name, service, level } of world.grants(node.actor as FunctionRole).keys()) {
    if (level === "list" || level === "read" || level === "tagging" || !begins(name)) continue;
    const principal = `${service}.amazonaws.com`;
    if (!countsAlone(principal, name) || ONLY_DELIVER.includes(principal)) continue;
    const known = others.get(principal);
    if (known === undefined || (PLAINLY_STARTS.test(name) && !PLAINLY_STARTS.test(known))) {
      others.set(principal, name);
    }
  }
  for (const [principal, action] of others) yield { principal, by: [action] };
}

function countsAlone(principal: string, action: string): boolean {
  const starter = Object.hasOwn(STARTERS, principal) ? STARTERS[principal] : undefined;
  if (!starter) return true;
  return starter.others === true && !starter.ways.some((way) => way.includes(action));
}

/** What runs already, where somebody can enter it or change it. */
export function intoWorkloads(world: World, node: Node, account: Account): readonly Edge[] {
  const to = serviceNode(world, account);
  if (node.id === to.id) return [];
  const by = firstWay(world, node, account, INTO_WORKLOADS);
  return by ? [{ to, does: "enters what runs there", by, when: null }] : [];
}

function firstWay(
  world: World,
  { actor }: Node,
  account: Account,
  ways: readonly Together[],
): Together | undefined {
  return ways.find((actions) =>
    actions.every((action) =>
      possibly(world, actor, action, world.anyResource(action, account), account),
    ),
  );
}

/** Values of `iam:PassedToService` that the policies name one by one. */
function namedServices(formula: Formula): readonly string[] {
  if (typeof formula === "boolean") return [];
  if (formula.kind !== "atom") return formula.parts.flatMap(namedServices);
  const { atom } = formula;
  return atom.kind === "test" && atom.key.toLowerCase() === "iam:passedtoservice"
    ? atom.values.filter((value) => !/[*?]/.test(value))
    : [];
}

/** Is it known what makes the service act? Of any other the worst is taken to be true. */
function isKnown({ actions }: World, principal: string): boolean {
  const name = principal.replace(/\.cn$/, "");
  const prefix = name.replace(/\.amazonaws\.com$/, "");
  return (
    Object.hasOwn(STARTERS, name) ||
    ONLY_DELIVER.includes(name) ||
    actions.services.includes(prefix)
  );
}
