import type { PolicyDocument } from "../../iam/document";
import { endpointPolicy } from "../../iam/network/endpoints";
import type { Stack } from "../schema";
import { isVpcId, type EntryNode, type StackVpc } from "./schema";

/** A node through which ports are forwarded, and where it is. */
export interface PlannedEntryNode extends Omit<EntryNode, "subnet" | "endpoints"> {
  /** Id of its subnet; null: the first private one of a VPC of the plan, which `vpc` then names. */
  readonly subnet: string | null;
  /** Endpoints that are made beside it, of VPCs that the plan does not make. */
  readonly endpoints: readonly { readonly service: string; readonly policy: PolicyDocument }[];
}

/** What Session Manager's agent talks to. https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html */
const SESSION_MANAGER_SERVICES = ["ssm", "ssmmessages"] as const;

/**
 * Entry nodes. In a VPC of the file, the endpoints of Session Manager belong to the VPC, so that they are
 * there once, whoever asks for them: two of a service in a VPC have the same name.
 */
export function plannedEntry({ network }: Pick<Stack, "network">): readonly PlannedEntryNode[] {
  return network.entry.map((node) => ({
    ...node,
    subnet: node.subnet ?? null,
    endpoints: (node.endpoints && isVpcId(node.vpc) ? SESSION_MANAGER_SERVICES : []).map(
      (service) => ({ service, policy: endpointPolicy(service, node.region) }),
    ),
  }));
}

/** Services with endpoints in a VPC: those that the file names, and those that an entry node there needs. */
export function servicesIn(
  { network }: Pick<Stack, "network">,
  { name, endpoints }: Pick<StackVpc, "name" | "endpoints">,
): readonly string[] {
  const isEntered = network.entry.some((node) => node.vpc === name && node.endpoints);
  return [...new Set([...endpoints, ...(isEntered ? SESSION_MANAGER_SERVICES : [])])];
}
