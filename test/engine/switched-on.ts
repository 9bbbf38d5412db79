/** IAM Identity Center, as a person switches it on in the management account. */
import { CALLER } from "./harness";
import type { Resource } from "./stand-in/store";

export const STORE = "d-0123456789";

export const instanceIn = (region: string): Resource => ({
  account: CALLER,
  region,
  type: "stand-in:ssoadmin:Instance",
  id: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
  inputs: { identityStoreId: STORE },
});

/** In the home region of the example. */
export const INSTANCE = instanceIn("eu-west-1");

/** A group that an identity provider has sent. */
export const groupIn = (region: string, displayName: string, index: number): Resource => ({
  account: CALLER,
  region,
  type: "aws:identitystore/group:Group",
  id: `${STORE}/group-${index}`,
  inputs: { identityStoreId: STORE, displayName },
});
