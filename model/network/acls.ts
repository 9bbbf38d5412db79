import type { SubnetTier } from "./addresses";

/** One rule of a network ACL, for one direction. Evaluated in the order of numbers. */
export interface AclRule {
  readonly ruleNo: number;
  readonly action: "allow" | "deny";
  /** `-1` for all, or a number of IANA as text: 1 ICMP, 6 TCP, 17 UDP. */
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidrBlock: string;
  /** Of ICMP: type and code; -1 for all. */
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

export interface Acl {
  readonly ingress: readonly AclRule[];
  readonly egress: readonly AclRule[];
}

/** What the ACLs of a VPC depend on. */
export interface AclContext {
  /** Range of the VPC. */
  readonly vpc: string;
  /** Range of all networks, where routes lead to some of them; else that of the VPC. */
  readonly near: string;
  /** Do answers come from the internet, by NAT or by gateway endpoints? */
  readonly answers: boolean;
}

const ANYWHERE = "0.0.0.0/0";
const TCP = "6";
const UDP = "17";
const ICMP = "1";
const EVERYTHING = "-1";

type Draft = Omit<AclRule, "ruleNo">;

const all = (cidrBlock: string): Draft => ({
  action: "allow",
  protocol: EVERYTHING,
  fromPort: 0,
  toPort: 0,
  cidrBlock,
});
const ports = (protocol: string, fromPort: number, toPort = fromPort): Draft => ({
  action: "allow",
  protocol,
  fromPort,
  toPort,
  cidrBlock: ANYWHERE,
});
const refused = (port: number): Draft => ({ ...ports(TCP, port), action: "deny" });

/** Packets that were too large: without them, connections hang. https://docs.aws.amazon.com/vpc/latest/userguide/path_mtu_discovery.html */
const TOO_LARGE: Draft = { ...ports(ICMP, 0), icmpType: 3, icmpCode: 4 };

/** Shells and remote desktops, also among the ports on which answers arrive. */
const NO_SHELLS: readonly Draft[] = [22, 3389].map(refused);
/** Ports on which answers arrive. https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports */
const ANSWERS: readonly Draft[] = [ports(TCP, 1024, 65535), ports(UDP, 1024, 65535), TOO_LARGE];

const numbered = (rules: readonly Draft[]): readonly AclRule[] =>
  rules.map((rule, index) => ({ ...rule, ruleNo: (index + 1) * 10 }));

const acl = (ingress: readonly Draft[], egress: readonly Draft[]): Acl => ({
  ingress: numbered(ingress),
  egress: numbered(egress),
});

/**
 * The network ACL of a tier. ACLs keep no state: what goes out needs a rule for its answers. They are a
 * second line: security groups decide what talks with what, and routes which VPCs meet. A rule for each
 * VPC would soon be more than the 20 that an ACL has.
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export function aclOf(tier: SubnetTier, { vpc, near, answers }: AclContext): Acl {
  const back = answers ? [...NO_SHELLS, ...ANSWERS] : [];
  switch (tier) {
    case "public":
      return acl(
        [all(vpc), ...NO_SHELLS, ports(TCP, 80), ports(TCP, 443), ...ANSWERS],
        [all(ANYWHERE)],
      );
    case "private":
      return acl([all(near), ...back], [all(ANYWHERE)]);
    case "isolated":
      return acl([all(vpc), ...back], [all(vpc), ...(answers ? [ports(TCP, 443)] : [])]);
    case "transit":
      return acl([all(near)], [all(near)]);
  }
}
