import { RESERVED_PATH } from "../../iam/names";
import type { StampedRole } from "../../iam/stamp-template";
import type { Plan } from "../../model/plan";
import type { DocumentReader } from "./document-reader";
import type { Role, Thing } from "./resource";
import { documentsOfRole } from "./role-as-registered";
import type { Scope } from "./scopes";

/** What a plan has of roles by which AWS's services work. */
type Services = Pick<Plan, "stackSets" | "detection" | "monitoring">;

interface Change {
  readonly thing: Thing;
  readonly what: string;
}

/**
 * Roles of AWS's services, with the documents that they really have: those of StackSets that go into
 * accounts of all types, and those that core accounts have from the program.
 */
export function servicesAsRegistered(
  plan: Plan,
  scopes: readonly Scope[],
  reader: DocumentReader,
  changed: Change[],
): Services & { readonly seen: ReadonlySet<Thing> } {
  const seen = new Set<Thing>();
  let { stackSets, detection, monitoring } = plan;
  for (const scope of scopes) {
    const read = (role: StampedRole): StampedRole => {
      const found = roleNamed(scope, role.name);
      if (!found) return role;
      seen.add(found.thing);
      return asRegistered(role, found, scope, reader, changed);
    };
    if (scope.stackSet !== null) {
      stackSets = stackSets.map((set) =>
        set.name === scope.stackSet
          ? {
              ...set,
              roles: [
                ...set.roles.map(read),
                ...unplanned(set.roles, scope, reader, changed, seen),
              ],
            }
          : set,
      );
    } else if (scope.account?.kind === "core") {
      ({ detection, monitoring } = inCore(scope.type, { detection, monitoring }, read));
    }
  }
  return { stackSets, detection, monitoring, seen };
}

interface Found {
  readonly thing: Thing;
  readonly shape: Role;
  readonly name: string;
}

function rolesOf({ things }: Scope): readonly Found[] {
  return things.flatMap((thing): readonly Found[] => {
    const { shape } = thing;
    if (shape.kind !== "role" || shape.path !== RESERVED_PATH) return [];
    return typeof shape.name === "string" ? [{ thing, shape, name: shape.name }] : [];
  });
}

const roleNamed = (scope: Scope, name: string): Found | undefined =>
  rolesOf(scope).find((one) => one.name === name);

function asRegistered(
  role: StampedRole,
  { thing, shape, name }: Found,
  scope: Scope,
  reader: DocumentReader,
  changed: Change[],
): StampedRole {
  const where = scope.account?.name ?? `the StackSet ${scope.stackSet ?? ""}`;
  const before = changed.length;
  // None of these has a boundary.
  const bare = { ...role, boundary: null };
  const { trust, policies } = documentsOfRole(bare, { shape, name }, scope, reader, (what) => {
    changed.push({ thing, what: `${what} of ${name} in ${where}` });
  });
  return changed.length === before ? role : { ...role, trust, policies };
}

/** Roles of a StackSet that nobody planned: what they are is judged with the others. */
function unplanned(
  planned: readonly StampedRole[],
  scope: Scope,
  reader: DocumentReader,
  changed: Change[],
  seen: Set<Thing>,
): readonly StampedRole[] {
  return rolesOf(scope)
    .filter(({ name }) => !planned.some((role) => role.name === name))
    .map((found) => {
      seen.add(found.thing);
      const { thing, name } = found;
      changed.push({ thing, what: `the role of ${name} in the StackSet ${scope.stackSet ?? ""}` });
      const nothing: StampedRole = {
        name,
        description: "",
        sessionHours: 1,
        trust: { Version: "2012-10-17", Statement: [] },
        policies: { managed: [], inline: null },
      };
      return asRegistered(nothing, found, scope, reader, changed);
    });
}

function inCore(
  type: string,
  { detection, monitoring }: Pick<Plan, "detection" | "monitoring">,
  read: (role: StampedRole) => StampedRole,
): Pick<Plan, "detection" | "monitoring"> {
  const { config } = detection;
  if (type === "management") {
    const { spoke } = monitoring;
    return {
      monitoring: { ...monitoring, spoke: { ...spoke, role: read(spoke.role) } },
      detection: config
        ? { ...detection, config: { ...config, recorderRole: read(config.recorderRole) } }
        : detection,
    };
  }
  if (type !== "audit" || !config) return { detection, monitoring };
  const aggregator = { ...config.aggregator, role: read(config.aggregator.role) };
  return { monitoring, detection: { ...detection, config: { ...config, aggregator } } };
}
