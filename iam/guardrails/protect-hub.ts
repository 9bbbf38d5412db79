import { ACCESS_ROLE, deny, exceptOwnRoles, ROOT_USER, type Guardrail } from "./guardrail";

/**
 * What silences the hub, or opens it, and cannot be held by the ARN of what it changes: AWS knows no
 * resources of permissions of a bus, and may not name the topic where a subscription is changed.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
const CHANGES = [
  "events:PutPermission",
  "events:RemovePermission",
  "sns:SetSubscriptionAttributes",
  "sns:Unsubscribe",
];

export const protectHub: Guardrail = {
  name: "protect-hub",
  kind: "scp",
  sentence:
    "Only the landing zone says who sends to event buses, and ends or filters subscriptions",
  why: "One call would keep every root sign-in of every account from those who have to hear of it.",
  statements: (context) => [deny(CHANGES, exceptOwnRoles(context))],
  denies: () => [
    { what: "no account may send any longer", action: "events:RemovePermission" },
    { what: "anybody may send", action: "events:PutPermission" },
    { what: "the security team hears nothing more", action: "sns:Unsubscribe" },
    {
      what: "the root user has the security team hear nothing more",
      by: ROOT_USER,
      action: "sns:Unsubscribe",
    },
    {
      what: "the security team hears of nothing that matters",
      action: "sns:SetSubscriptionAttributes",
    },
  ],
  allows: () => [
    { what: "subscriptions are read", action: "sns:ListSubscriptions" },
    { what: "a bus is read", action: "events:DescribeEventBus" },
    { what: "the landing zone opens its bus", by: ACCESS_ROLE, action: "events:PutPermission" },
    { what: "the landing zone ends a subscription", by: ACCESS_ROLE, action: "sns:Unsubscribe" },
  ],
};
