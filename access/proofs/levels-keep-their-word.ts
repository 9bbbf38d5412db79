import { CUSTOMER_DATA } from "../../iam/permissions";
import type { Action } from "../actions";
import { functionNode, serviceNode } from "../reach/nodes";
import { pathText } from "../reach/reach";
import type { FunctionRole } from "../world/actors";
import { OPEN } from "../world/resource-policies";
import type { World } from "../world/world";
import { distinctRoles, says, tries, writes } from "./actors";
import { notInNamedBuckets } from "./auditor-only-reads";
import { BUCKET_POLICY, CHANGES_DATA, HANDS_DATA_OUT } from "./data";
import type { Examined, Proof } from "./proof";

/** Levels that keep away from data and from what runs, whoever has them. */
const WITHOUT_DATA = ["audit", "audit-logs", "network", "observe", "store"];

/** What levels of the project leave out on purpose. */
const LEFT_OUT: Readonly<Record<string, (world: World) => (action: Action) => boolean>> = {
  audit: () => writes,
  "audit-logs": () => writes,
  network: (world) => among(world, [...CHANGES_DATA, ...HANDS_DATA_OUT]),
  observe: () => writes,
  operate: (world) => {
    const handsOut = among(world, HANDS_DATA_OUT);
    return (action) => handsOut(action) || changesIam(action);
  },
  store: (world) =>
    among(world, [...CHANGES_DATA, ...HANDS_DATA_OUT.filter((one) => one !== BUCKET_POLICY)]),
};

export const levelsKeepTheirWord: Proof = {
  name: "levels-keep-their-word",
  sentence:
    "The levels audit, network, observe and store read no data of customers, even where a resource's own policy lets them, change none, and enter nothing that runs; audit and observe write nothing; network, operate and store share no data; operate changes nothing of IAM",
  *counterExamples(examined) {
    const { world } = examined;
    for (const role of distinctRoles(world)) {
      const { level } = role.role;
      if (WITHOUT_DATA.includes(level)) yield* dataOf(examined, role);
      const leftOut = LEFT_OUT[level]?.(world);
      if (!leftOut) continue;
      for (const action of world.grants(role).keys()) {
        if (leftOut(action)) yield says(role, action.name, "");
      }
    }
  },
};

function* dataOf({ world, reach }: Examined, role: FunctionRole): Iterable<string> {
  const asks = tries({ ...world, policyOn: () => OPEN }, role, role.account);
  const ofLogs = role.role.level === "audit-logs";
  for (const { name } of matching(world, CUSTOMER_DATA)) {
    // Whose objects it decrypts is up to the keys' policies: another proof is about those.
    if (ofLogs && name === "kms:Decrypt") continue;
    const objects = ofLogs && name.startsWith("s3:GetObject");
    const found = asks(name, undefined, objects ? notInNamedBuckets(world) : true);
    if (found !== null) yield says(role, name, found, "what a resource's own policy opens");
  }
  const inside = serviceNode(world, role.account);
  const way = reach.from(functionNode(role)).find(({ node }) => node.id === inside.id);
  if (way) yield pathText(way.path);
}

function matching({ actions }: World, patterns: readonly string[]): readonly Action[] {
  return patterns.flatMap((pattern) => actions.matching(pattern));
}

function among(world: World, patterns: readonly string[]): (action: Action) => boolean {
  const actions = new Set(matching(world, patterns));
  return (action) => actions.has(action);
}

/** Handing a role to a service is no change: it starts what runs. */
function changesIam(action: Action): boolean {
  return action.service === "iam" && writes(action) && action.name !== "iam:PassRole";
}
