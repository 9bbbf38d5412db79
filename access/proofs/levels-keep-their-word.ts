import { CUSTOMER_DATA } from "../../iam/permissions";
import type { Action } from "../actions";
import type { Formula } from "../policy/formula";
import { NETWORK_LEVEL } from "../../model/network/level";
import { functionNode, serviceNode } from "../reach/nodes";
import { pathText, type PathStep } from "../reach/reach";
import type { FunctionRole } from "../world/actors";
import { OPEN } from "../world/resource-policies";
import type { World } from "../world/world";
import { distinctRoles, says, tries, writes } from "./actors";
import { elsewhere, notInNamedBuckets, notOwnAnswers } from "./auditor-only-reads";
import { BUCKET_POLICY, CHANGES_DATA, HANDS_DATA_OUT } from "./data";
import { noFlowLog } from "./networks-stay-inside";
import type { Examined, Proof } from "./proof";

/** Levels that keep away from data and from what runs, whoever has them. */
const WITHOUT_DATA = ["audit", "audit-logs", "network", NETWORK_LEVEL, "observe", "store"];

/** What levels of the project leave out on purpose. */
const LEFT_OUT: Readonly<Record<string, (world: World) => (action: Action) => boolean>> = {
  audit: () => writes,
  network: (world) => among(world, [...CHANGES_DATA, ...HANDS_DATA_OUT]),
  [NETWORK_LEVEL]: (world) => among(world, [...CHANGES_DATA, ...HANDS_DATA_OUT]),
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
    "The levels audit, network, network-core, observe and store read no data of customers, even where a resource's own policy lets them, change none, and enter nothing that runs, but that network-core reads flow logs and forwards ports through entry nodes; audit and observe write nothing, but for answers to the auditor's own queries; network, operate and store share no data; operate changes nothing of IAM",
  *counterExamples(examined) {
    const { world } = examined;
    for (const role of distinctRoles(world)) {
      const { level } = role.role;
      if (WITHOUT_DATA.includes(level)) yield* dataOf(examined, role);
      if (level === "audit-logs") yield* writesOf(world, role);
      const leftOut = LEFT_OUT[level]?.(world);
      if (!leftOut) continue;
      for (const action of world.grants(role).keys()) {
        if (leftOut(action)) yield says(role, action.name, "");
      }
    }
  },
};

/** Whoever asks the logs writes answers, and nothing else. */
function* writesOf(world: World, role: FunctionRole): Iterable<string> {
  const asks = tries(world, role, role.account);
  for (const action of world.grants(role).keys()) {
    const found = writes(action)
      ? asks(action.name, undefined, elsewhere(world, role, action))
      : null;
    if (found !== null) yield says(role, action.name, found);
  }
}

function* dataOf({ world, reach }: Examined, role: FunctionRole): Iterable<string> {
  const asks = tries({ ...world, policyOn: () => OPEN }, role, role.account);
  const ofLogs = role.role.level === "audit-logs";
  for (const { name } of matching(world, CUSTOMER_DATA)) {
    // Whose objects it decrypts is up to the keys' policies: another proof is about those.
    if (ofLogs && name === "kms:Decrypt") continue;
    const but = ofLogs
      ? notOfLogs(world, name)
      : ofFlowLogs(role)
        ? notOfFlowLogs(world, name)
        : true;
    const found = asks(name, undefined, but);
    if (found !== null) yield says(role, name, found, "what a resource's own policy opens");
  }
  const inside = serviceNode(world, role.account);
  const way = reach.from(functionNode(role)).find(({ node }) => node.id === inside.id);
  if (way && !forwards(role, way.path)) yield pathText(way.path);
}

/** That what is read is neither in a bucket that the auditor reads nor an answer to its own query. */
function notOfLogs(world: World, action: string): Formula {
  if (action.startsWith("s3:GetObject")) return notInNamedBuckets(world);
  return action.startsWith("athena:GetQueryResults") ? notOwnAnswers(world) : true;
}

/**
 * A session on an entry node forwards ports: shells are other documents, which the level does not allow.
 * Without entry nodes it has no sessions at all.
 */
function forwards({ role }: FunctionRole, path: readonly PathStep[]): boolean {
  const [step, ...more] = path;
  const bySession = step?.by.join() === "ssm:StartSession" && more.length === 0;
  return role.level === NETWORK_LEVEL && bySession;
}

function ofFlowLogs({ role }: FunctionRole): boolean {
  return role.level === NETWORK_LEVEL;
}

function notOfFlowLogs(world: World, action: string): Formula {
  return /^(s3:GetObject|kms:Decrypt)/.test(action) ? noFlowLog(world, action) : true;
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
