import { FLOW_LOG_PREFIX } from "../../iam/audit/flow-logs";
import { bucketArn, flowLogBucketName } from "../../iam/names";
import { NETWORK_LEVEL } from "../../model/network/level";
import { arnPattern } from "../policy/arn";
import { inResource, test } from "../policy/atom";
import type { ContextValue } from "../policy/context";
import { atomic, or, type Formula } from "../policy/formula";
import type { FunctionRole } from "../world/actors";
import { OPEN } from "../world/resource-policies";
import type { World } from "../world/world";
import { distinctRoles, says, tries } from "./actors";
import type { Proof } from "./proof";

/** What shares by RAM, and the key by which a request says that anybody may be let in. */
const SHARES = {
  "ram:AssociateResourceShare": "ram:AllowsExternalPrincipals",
  "ram:CreateResourceShare": "ram:RequestedAllowsExternalPrincipals",
  "ram:UpdateResourceShare": "ram:RequestedAllowsExternalPrincipals",
} as const;

const LOG_READS = ["logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery"];

export const networksStayInside: Proof = {
  name: "networks-stay-inside",
  sentence:
    "The levels network and network-core share networks alone, inside the organization alone, and read no logs but flow logs; network-core reads no object but flow logs of the audit account, and decrypts nothing else",
  *counterExamples({ world }) {
    const levels = ["network", NETWORK_LEVEL];
    for (const role of distinctRoles(world).filter((one) => levels.includes(one.role.level))) {
      if (role.role.level === NETWORK_LEVEL) yield* otherData(world, role);
      yield* shares(world, role);
      const flowLogs = `arn:${world.cast.partition}:logs:*:${role.account.id}:log-group:*flow-logs*`;
      const other = atomic(inResource(flowLogs, arnPattern(flowLogs)), true);
      const asks = tries(world, role, role.account);
      for (const action of LOG_READS) {
        const found = asks(action, undefined, other);
        if (found !== null) yield says(role, action, found);
      }
    }
  },
};

/** Objects and what is encrypted, whatever its own policy opens, but flow logs. */
function* otherData(world: World, role: FunctionRole): Iterable<string> {
  const asks = tries({ ...world, policyOn: () => OPEN }, role, role.account);
  for (const { name } of world.actions.matching("s3:GetObject*")) {
    const found = asks(name, undefined, noFlowLog(world, name));
    if (found !== null) yield says(role, name, found);
  }
  const found = asks("kms:Decrypt", undefined, noFlowLog(world, "kms:Decrypt"));
  if (found !== null) yield says(role, "kms:Decrypt", found);
}

/**
 * That what is read or decrypted is no flow log of the audit account: an object elsewhere than in their
 * folder; a text that S3 did not ask for, or not of their bucket, or by another account's key.
 */
export function noFlowLog({ cast, core, plan }: World, action: string): Formula {
  const { documents, partition } = cast;
  const audit = core.audit.id;
  const bucket = documents.fill(bucketArn(flowLogBucketName(plan.organization.name)), audit);
  const outside = (arn: string): Formula => atomic(inResource(arn, arnPattern(arn)), true);
  if (action.startsWith("s3:")) return outside(`${bucket}/${FLOW_LOG_PREFIX}/*`);
  const not = (key: string, values: readonly string[]): Formula =>
    atomic(test("", "StringLike", key, values), true);
  return or(
    outside(`arn:${partition}:kms:*:${audit}:key/*`),
    not("kms:ViaService", ["s3.*"]),
    not("kms:EncryptionContext:aws:s3:arn", [bucket, `${bucket}/*`]),
  );
}

function* shares(world: World, role: FunctionRole): Iterable<string> {
  for (const [action, external] of Object.entries(SHARES)) {
    const ways: readonly (readonly [string, Readonly<Record<string, ContextValue>>])[] = [
      ["shares with anybody", { [external]: "true" }],
      // RAM lets anybody in where a request does not say otherwise.
      ["shares with anybody, saying nothing of it", { [external]: null }],
      ["shares of databases", { [external]: "false", "ram:RequestedResourceType": "rds:Cluster" }],
    ];
    for (const [what, context] of ways) {
      const found = tries(world, role, role.account, context)(action);
      if (found !== null) yield says(role, action, found, what);
    }
  }
}
