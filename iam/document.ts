/** IAM policy documents as plain data, in the grammar that AWS documents. */

export type OneOrMore = string | readonly string[];

export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;

export interface Principal {
  readonly AWS?: OneOrMore | undefined;
  readonly Service?: OneOrMore | undefined;
  /** ARN of an identity provider. */
  readonly Federated?: OneOrMore | undefined;
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface Statement {
  readonly Sid?: string | undefined;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principal | "*" | undefined;
  readonly Action?: OneOrMore | undefined;
  readonly NotAction?: OneOrMore | undefined;
  readonly Resource?: OneOrMore | undefined;
  readonly NotResource?: OneOrMore | undefined;
  readonly Condition?: Conditions | undefined;
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

export function document(...statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** The document's minified text, as it is sent to AWS. */
export function minified(policy: PolicyDocument): string {
  return JSON.stringify(policy);
}
