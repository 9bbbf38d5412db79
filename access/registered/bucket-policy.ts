import { attemptsOnLogs } from "../log-attempts";
import { arnPattern } from "../policy/arn";
import { test } from "../policy/atom";
import { contextOf, type Context } from "../policy/context";
import { decide } from "../policy/decide";
import { and, atomic } from "../policy/formula";
import { compilePolicy, PolicyError } from "../policy/policy";
import { possible } from "../policy/possible";

/** Enough to see whether a policy refuses whatever comes without TLS. */
const USUAL = ["s3:GetObject", "s3:ListBucket", "s3:PutObject"];

const ANYTHING = compilePolicy(
  { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  "identity",
  "everything",
);

/** What somebody who has everything in the bucket's account can still do to its logs. */
export function* possibleOnLogs(
  document: unknown,
  bucket: string,
  account: string,
  partition: string,
): Iterable<string> {
  let policy;
  try {
    policy = compilePolicy(document, "resource", "bucket policy");
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    yield `nothing can be said of: its policy is none (${error.message})`;
    return;
  }
  const arn = `arn:${partition}:s3:::${bucket}`;
  const role = `arn:${partition}:iam::${account}:role/anything`;
  const principal = { kind: "session", arn: `${role}/session`, account, issuer: role } as const;
  const given = atomic(
    test("", "ArnLike", "aws:PrincipalArn", [`arn:${partition}:iam::${account}:*`]),
  );
  const otherwise: Context = () => undefined;
  for (const { how, actions, context } of attemptsOnLogs(USUAL)) {
    const facts = { "aws:SecureTransport": "true", "aws:PrincipalAccount": account, ...context };
    const can = actions.filter((action) => {
      const isObject = /Object|Governance/.test(action);
      const resources = [arnPattern(isObject ? `${arn}/*` : arn)];
      const request = {
        principal,
        action,
        resources,
        owner: account,
        context: contextOf(facts, otherwise),
      };
      const formula = decide(request, { identity: [ANYTHING], resource: policy });
      return possible(and(formula, given), resources);
    });
    if (can.length > 0) yield `${can.join(", ")}${how}`;
  }
}
