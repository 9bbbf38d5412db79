import { edited } from "./stacks";

/** A stack of the home region eu-west-1, with a second region and networks with all that there is. */
export function withNetworks(text: string): string {
  const HOME = "homeRegion: eu-west-1";
  return `${edited(text, [HOME, `${HOME}\n  regions: [eu-central-1]`])}${NETWORKS}`;
}

export const NETWORKS = `
network:
  transitGateway: true
  ipam: true
  vpcs:
    - { name: shop, types: [production], zones: 2, nat: one, endpoints: [s3, dynamodb, ssm, ssmmessages] }
    - { name: shop-test, types: [nonproduction, sandbox], zones: 2, tiers: [public, private], endpoints: [s3] }
    - { name: shop-far, region: eu-central-1, types: [production], zones: 2 }
  entry:
    - { region: eu-west-1, vpc: shop, reaches: [10.0.0.0/13] }
`;
