import { bucketArn, flowLogBucketName } from "../../iam/names";
import { networkInCore, type Level } from "../../iam/permissions";
import type { Stack } from "../schema";

/** Level of the network function in a network account that has more than networks. */
export const NETWORK_LEVEL = "network-core";

/** What that level permits; null in an account without entry nodes and flow logs, where it is `network`. */
export function networkLevel({ network, organization }: Stack): Level | null {
  const entry = network.entry.length > 0;
  const logged = network.flowLogs && network.vpcs.length > 0;
  if (!entry && !logged) return null;
  const flowLogBucket = logged ? bucketArn(flowLogBucketName(organization.name)) : null;
  return networkInCore({ entry, flowLogBucket });
}
