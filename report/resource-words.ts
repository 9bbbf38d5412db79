/** Words that several of AWS's services have for something of theirs. */
const SHARED = new Set([
  "Account",
  "OrganizationAdminAccount",
  "OrganizationConfiguration",
  "Policy",
  "Route",
  "RouteTable",
  "RouteTableAssociation",
]);

/** A type of resources by the last word of Pulumi's type, with the service where that says too little. */
export function typeWords(type: string): string {
  const [, module = "", noun = ""] = type.split(":");
  const [service = ""] = module.split("/");
  return SHARED.has(noun) ? `${service} ${noun}` : noun;
}
