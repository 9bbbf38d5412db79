import { document, type PolicyDocument, type Statement } from "./document";
import { after, endOf } from "./people";
import { MFA_TAG } from "./trust";

/** A company that does some function in accounts of the organization, from an account of its own. */
export interface PartnerEntry {
  readonly accountId: string;
  /** Users and roles of its account, as `user/…` and `role/…`; empty: all, with an external id. */
  readonly principals: readonly string[];
  readonly proof:
    /** AWS saw MFA: users of its account. */
    | "context"
    /** Its hub roles carry the session tag that says so. */
    | "tag"
    /** It says so. */
    | "declared"
    /** It is software, and says an external id. */
    | { readonly externalId: string };
  readonly mfaMaxAgeHours: number;
  /** Last day, as YYYY-MM-DD. */
  readonly until: string;
}

/**
 * Trust of a partner's role. Software says an external id, so that nobody has it enter for them (the
 * confused deputy); people are named, under their own names, and with what proves their MFA. The
 * console cannot switch to a role that asks for an external id, so that people have none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function trustOfPartner(entry: PartnerEntry): PolicyDocument {
  const { accountId, principals, proof, until } = entry;
  const named = principals.map((name) => `arn:{{partition}}:iam::${accountId}:${name}`);
  const statement: Statement = {
    Sid: "Partner",
    Effect: "Allow",
    Principal: { AWS: `arn:{{partition}}:iam::${accountId}:root` },
    Action: "sts:AssumeRole",
  };
  const who = named.length === 0 ? {} : { ArnLike: { "aws:PrincipalArn": named } };
  const inTime = { DateLessThan: { "aws:CurrentTime": endOf(until) } };
  const underOwnName = { "aws:userid": "*:${sts:RoleSessionName}" };
  if (typeof proof === "object") {
    const says = { StringEquals: { "sts:ExternalId": proof.externalId } };
    return document({ ...statement, Condition: { ...who, ...says, ...inTime } });
  }
  const proofs = {
    context: {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      NumericLessThan: { "aws:MultiFactorAuthAge": String(entry.mfaMaxAgeHours * 3600) },
      StringEquals: { "sts:RoleSessionName": "${aws:username}" },
    },
    tag: {
      StringEquals: { [`aws:PrincipalTag/${MFA_TAG}`]: "true" },
      StringLike: underOwnName,
    },
    declared: { StringLike: underOwnName },
  };
  return document({ ...statement, Condition: { ...who, ...proofs[proof], ...inTime } });
}

/** What ends a partner's sessions with its last day, behind what its function permits. */
export function endOfPartner(until: string): Statement {
  return {
    Sid: "NothingAfterTheLastDay",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: after(until),
  };
}
