import { ACCESS_ROLE, deny, ROOT_USER, type Guardrail } from "./guardrail";

export const denyLeaveOrganization: Guardrail = {
  name: "deny-leave-organization",
  kind: "scp",
  sentence: "No account leaves the organization by itself",
  why: "An account that leaves takes its data with it, and no guardrail and no trail follows it. Handing an account over is done from the management account, which no guardrail binds.",
  statements: () => [deny("organizations:LeaveOrganization")],
  denies: () => [
    { what: "an administrator leaves", action: "organizations:LeaveOrganization" },
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
    { what: "an administrator sees its contacts", action: "account:GetContactInformation" },
    { what: "work goes on", action: "ec2:RunInstances" },
  ],
};
