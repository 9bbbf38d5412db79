import type { PolicyDocument } from "../../iam/document";
import { SERVICE_PATH } from "../../iam/names";
import { accountOf } from "../policy/arn";
import type { Principal } from "../policy/principal";
import type { Actor } from "../world/actors";
import type { World } from "../world/world";

/**
 * Somebody who can be any principal of an account can be each of those that a policy names, too.
 * `self` is the account of the policy.
 */
export function guises(
  { cast }: World,
  actor: Actor,
  policy: PolicyDocument,
  self: string,
): readonly Actor[] {
  const fits = FITS[actor.kind];
  if (!fits) return [actor];
  const names = policy.Statement.flatMap(({ Principal: named }) =>
    typeof named === "object" ? [named.AWS ?? []].flat() : [],
  ).map((name) => cast.documents.fill(name, self));
  const own = names.filter(
    (name) => accountOf(name) === actor.principal.account && fits(name) && !name.endsWith(":root"),
  );
  return [actor, ...[...new Set(own)].map((arn) => as(actor, arn))];
}

const FITS: Readonly<Partial<Record<Actor["kind"], (arn: string) => boolean>>> = {
  everything: () => true,
  "service-role": (arn) => arn.includes(`:role${SERVICE_PATH}`),
  stranger: () => true,
};

function as(actor: Actor, arn: string): Actor {
  const { account } = actor.principal;
  const role = arn.includes(":role/");
  const principal: Principal = arn.includes(":user/")
    ? { kind: "user", arn, account }
    : {
        kind: "session",
        arn: role ? `${arn}/session` : arn,
        account,
        ...(role && { issuer: arn }),
      };
  return {
    ...actor,
    name: `${actor.name}, as ${arn}`,
    principal,
    facts: arn.includes(":iam:") ? { ...actor.facts, "aws:principalarn": arn } : actor.facts,
    given: true,
  };
}
