import { deny, exceptOwnRoles, type Guardrail, type GuardrailStatement } from "./guardrail";

/**
 * Buying by steps that say which product: AWS's reference lists the key for the first two, and
 * Bedrock's guide uses it for the third.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsmarketplace.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html#model-access-permissions
 */
const OF_PRODUCTS = [
  "aws-marketplace:AcceptAgreementRequest",
  "aws-marketplace:CreateAgreementRequest",
  "aws-marketplace:Subscribe",
];
/** What changes contracts that are there, and names no product. */
const CONTRACTS = [
  "aws-marketplace:AcceptAgreementApprovalRequest",
  "aws-marketplace:AcceptAgreementPaymentRequest",
  "aws-marketplace:CancelAgreement",
  "aws-marketplace:Unsubscribe",
];
/** What others may buy. */
const CATALOGUE = [
  "aws-marketplace:AssociateProductsWithPrivateMarketplace",
  "aws-marketplace:CreatePrivateMarketplaceRequests",
  "aws-marketplace:DisassociateProductsFromPrivateMarketplace",
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
      ? [deny([...CONTRACTS, ...OF_PRODUCTS, ...CATALOGUE], exceptOwnRoles(context))]
      : [
          deny([...CONTRACTS, ...CATALOGUE], exceptOwnRoles(context)),
          deny(OF_PRODUCTS, {
            "ForAnyValue:StringNotEquals": { "aws-marketplace:ProductId": products },
            ...exceptOwnRoles(context),
          }),
          deny(OF_PRODUCTS, {
            Null: { "aws-marketplace:ProductId": "true" },
            ...exceptOwnRoles(context),
          }),
        ],
  denies: () => [
    { what: "a subscription that names no product", action: "aws-marketplace:Subscribe" },
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
