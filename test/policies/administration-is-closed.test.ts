import { UNKNOWN } from "../../access/registered/values";
import { assertFine, assertFound, assertUnseen, resource, stackSet } from "./registered";

const RULE = "administration-is-closed";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const SSH = { protocol: "tcp", fromPort: 22, toPort: 22 };
const WORLD = { cidrBlocks: ["0.0.0.0/0"] };

function group(...ingress: readonly object[]): ReturnType<typeof resource> {
  return resource(GROUP, { ingress });
}

describe("rule administration-is-closed", () => {
  it("is content with a web server, with private ranges, and with what goes out", async () => {
    await assertFine([
      group(
        { protocol: "tcp", fromPort: 443, toPort: 443, ...WORLD },
        { ...SSH, cidrBlocks: ["10.0.0.0/8", "172.16.0.0/12", "203.0.113.0/24"] },
        { ...SSH, ipv6CidrBlocks: ["fc00::/7", "2001:db8::/32"] },
        { ...SSH, securityGroups: ["sg-1"] },
        { protocol: "icmp", fromPort: -1, toPort: -1, ...WORLD },
      ),
      resource("aws:ec2/securityGroupRule:SecurityGroupRule", { type: "egress", ...SSH, ...WORLD }),
    ]);
  });

  for (const [what, rule, says] of [
    ["SSH", { ...SSH, ...WORLD }, /opens 22 \(SSH\) to 0\.0\.0\.0\/0/],
    ["IPv6", { ...SSH, ipv6CidrBlocks: ["::/0"] }, /opens 22 \(SSH\) to ::\/0/],
    [
      "a range of ports",
      { protocol: "tcp", fromPort: 3000, toPort: 4000, ...WORLD },
      /3306 \(MySQL\), 3389 \(RDP\)/,
    ],
    [
      "every protocol",
      { protocol: "-1", fromPort: 0, toPort: 0, ...WORLD },
      /every port of every protocol/,
    ],
    [
      "every port",
      { protocol: "6", fromPort: 0, toPort: 65535, ...WORLD },
      /22 \(SSH\), 23 \(Telnet\), .* more/,
    ],
    ["UDP", { protocol: "udp", fromPort: 3389, toPort: 3389, ...WORLD }, /3389 \(RDP\)/],
    [
      "WinRM",
      { protocol: "tcp", fromPort: 5985, toPort: 5986, ...WORLD },
      /5985 \(WinRM\), 5986 \(WinRM\)/,
    ],
    ["half of the world", { ...SSH, cidrBlocks: ["128.0.0.0/1"] }, /128\.0\.0\.0\/1/],
    ["a private range that is not", { ...SSH, cidrBlocks: ["10.0.0.0/4"] }, /10\.0\.0\.0\/4/],
  ] as const) {
    it(`finds ${what}`, async () => {
      await assertFound(RULE, says, [group(rule)]);
    });
  }

  it("finds it in rules that are resources of their own", async () => {
    await assertFound(RULE, /22 \(SSH\)/, [
      resource("aws:ec2/securityGroupRule:SecurityGroupRule", {
        type: "ingress",
        ...SSH,
        ...WORLD,
      }),
    ]);
    const own = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };
    const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    await assertFound(RULE, /to 0\.0\.0\.0\/0/, [
      resource(type, { ...own, cidrIpv4: "0.0.0.0/0" }),
    ]);
    await assertFound(RULE, /to ::\/0/, [resource(type, { ...own, cidrIpv6: "::/0" })]);
    await assertFound(RULE, /22 \(SSH\)/, [
      resource("aws-native:ec2:SecurityGroup", {
        securityGroupIngress: [{ ...own, cidrIp: "0.0.0.0/0" }],
      }),
    ]);
  });

  it("finds it in templates, where a port may be a parameter", async () => {
    const template = stackSet(
      {
        Open: {
          Type: "AWS::EC2::SecurityGroup",
          Properties: {
            SecurityGroupIngress: [
              {
                IpProtocol: "tcp",
                FromPort: { Ref: "Port" },
                ToPort: { Ref: "Port" },
                CidrIp: "0.0.0.0/0",
              },
            ],
          },
        },
      },
      { Parameters: { Port: { Type: "Number", Default: 22 } } },
    );
    await assertFound(RULE, /Open in the template of .* opens 22/, [template]);
    const inputs = {
      ...template.inputs,
      parameters: [{ parameterKey: "Port", parameterValue: "443" }],
    };
    await assertFine([{ ...template, inputs }]);
  });

  it("says when it cannot see", async () => {
    await assertUnseen(RULE, "ingress", [group({ ...SSH, cidrBlocks: [UNKNOWN] })]);
    await assertUnseen(RULE, "ingress", [group({ ...SSH, ...WORLD, fromPort: UNKNOWN })]);
  });
});
