import { deny, exceptOwnRoles, type Guardrail, type GuardrailStatement } from "./guardrail";

/** Buying, and changing what others may buy. */
const BUYING = [
  "aws-marketplace:AcceptAgreementApprovalRequest",
  "aws-marketplace:CreateAgreementRequest",
  "aws-marketplace:Subscribe",
  "aws-marketplace:Unsubscribe",
];
const ACCEPTING = "aws-marketplace:AcceptAgreementRequest";
const CATALOGUE = [
  "aws-marketplace:AssociateProductsWithPrivateMarketplace",
  "aws-marketplace:CreatePrivateMarketplace*",
  "aws-marketplace:DisassociateProductsFromPrivateMarketplace",
  "aws-marketplace:StartPrivateMarketplace",
  "aws-marketplace:StopPrivateMarketplace",
  "aws-marketplace:UpdatePrivateMarketplace*",
];

export const denyUnapprovedMarketplace: Guardrail = {
  name: "deny-unapproved-marketplace",
  kind: "scp",
  sentence: "Nothing is bought in the marketplace but approved products",
  why: "A subscription is a contract, a bill, and software of others with a role in the account.",
  parameter: {
    what: "ids of approved products",
    pattern: /^[\w-]+$/,
    example: "prod-0123456789abc",
    default: [],
  },
  // Some requests name no product, so that no approval can be read from them: those are refused.
  statements: (context, products): GuardrailStatement[] =>
    products.length === 0
      ? [deny([...BUYING, ACCEPTING, ...CATALOGUE], exceptOwnRoles(context))]
      : [
          deny([...BUYING, ...CATALOGUE], exceptOwnRoles(context)),
          deny(ACCEPTING, {
            "ForAnyValue:StringNotEquals": { "aws-marketplace:ProductId": products },
            ...exceptOwnRoles(context),
          }),
          deny(ACCEPTING, {
            Null: { "aws-marketplace:ProductId": "true" },
            ...exceptOwnRoles(context),
          }),
        ],
  denies: () => [
    { what: "a subscription", action: "aws-marketplace:Subscribe" },
    {
      what: "an agreement",
      action: "aws-marketplace:AcceptAgreementRequest",
      keys: { "aws-marketplace:ProductId": ["prod-unknown"] },
    },
    {
      what: "an agreement of two products, one not approved",
      action: "aws-marketplace:AcceptAgreementRequest",
      keys: { "aws-marketplace:ProductId": ["prod-approved", "prod-unknown"] },
    },
    {
      what: "an agreement that names no product",
      action: "aws-marketplace:AcceptAgreementRequest",
    },
    { what: "a subscription is given up", action: "aws-marketplace:Unsubscribe" },
  ],
  allows: () => [
    { what: "subscriptions are read", action: "aws-marketplace:ViewSubscriptions" },
    { what: "an agreement is read", action: "aws-marketplace:DescribeAgreement" },
    { what: "a product reports its use", action: "aws-marketplace:MeterUsage" },
  ],
};
