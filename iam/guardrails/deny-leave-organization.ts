import { ACCESS_ROLE, deny, ROOT_USER, type Guardrail } from "./guardrail";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_AcceptHandshake.html */
export const denyLeaveOrganization: Guardrail = {
  name: "deny-leave-organization",
  kind: "scp",
  sentence: "No account leaves the organization by itself",
  why: "An account that leaves takes its data with it, and no guardrail and no trail follows it. Handing an account over is done from the management account, which no guardrail binds.",
  // Who accepts another organization's invitation leaves this one, without leaving it first.
  statements: () => [deny(["organizations:AcceptHandshake", "organizations:LeaveOrganization"])],
  denies: () => [
    { what: "an administrator leaves", action: "organizations:LeaveOrganization" },
    {
      what: "an administrator joins another organization",
      action: "organizations:AcceptHandshake",
      on: "arn:{{partition}}:organizations::000000000000:handshake/o-other00000/invite/h-0123",
    },
    {
      what: "the root user leaves",
      by: ROOT_USER,
      action: "organizations:LeaveOrganization",
    },
    {
      what: "the management account's role leaves in the account's name",
      by: ACCESS_ROLE,
      action: "organizations:LeaveOrganization",
    },
  ],
  allows: () => [
    {
      what: "an account sees which organization it is in",
      action: "organizations:DescribeOrganization",
    },
    {
      what: "an invitation of another organization is turned down",
      action: "organizations:DeclineHandshake",
      on: "arn:{{partition}}:organizations::000000000000:handshake/o-other00000/invite/h-0123",
    },
    { what: "an administrator sees its contacts", action: "account:GetContactInformation" },
    { what: "work goes on", action: "ec2:RunInstances" },
  ],
};
