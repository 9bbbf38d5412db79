import type { ArnPattern } from "./arn";
import type { Context } from "./context";
import type { Formula } from "./formula";
import type { Policy } from "./policy";
import type { Principal } from "./principal";

/** One request. A key that the context does not know leaves the decision open. */
export interface Request {
  readonly principal: Principal;
  /** `service:Action`. */
  readonly action: string;
  /** What the action is asked for; several patterns, or a wildcard: any one of them. */
  readonly resources: readonly ArnPattern[];
  /** Account that owns the resource, null if that is AWS or nobody. */
  readonly owner: string | null;
  readonly context: Context;
}

/** Every policy that has a say, by layer. */
export interface Layers {
  /** Policies of the principal and of its groups. */
  readonly identity: readonly Policy[];
  readonly boundary?: Policy | undefined;
  readonly session?: readonly Policy[] | undefined;
  /**
   * Service control policies of the principal's account, from the root down: at every level one must
   * allow. None for the management account and outside an organization.
   */
  readonly scps?: readonly (readonly Policy[])[] | undefined;
  /** Resource control policies of the account that owns the resource, in the same way. */
  readonly rcps?: readonly (readonly Policy[])[] | undefined;
  /** The policy on the resource; a role's trust policy for its assumption. */
  readonly resource?: Policy | undefined;
}

export type Layer = "identity" | "boundary" | "session" | "scp" | "rcp" | "resource" | "aws";

/** A statement that had a say, or a layer in which none allowed. */
export interface Reason {
  readonly layer: Layer;
  readonly effect: "allow" | "deny" | "nothing allows";
  /** Name of the document, empty where a whole layer is silent. */
  readonly policy: string;
  /** Sid or place of the statement. */
  readonly statement: string;
  /** When it says so: `true`, or what would have to hold. */
  readonly when: Formula;
}

/** Collects reasons; deciding alone needs none. */
export type Trace = (reason: Reason) => void;

const NONE: readonly (readonly Policy[])[] = [];

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
export function scpsOf({ principal }: Request, { scps }: Layers): readonly (readonly Policy[])[] {
  return principal.account === null || isServiceLinked(principal) ? NONE : (scps ?? NONE);
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html */
export function rcpsOf({ principal }: Request, { rcps }: Layers): readonly (readonly Policy[])[] {
  return isServiceLinked(principal) ? NONE : (rcps ?? NONE);
}

const isServiceLinked = ({ issuer }: Principal): boolean =>
  issuer?.includes(":role/aws-service-role/") === true;
