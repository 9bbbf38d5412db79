import type { Partner } from "../access-schema";
import { realDay, repeated } from "../known-names";
import type { Finding, Path } from "../problem";
import type { Rule } from "./rule";

/** Who of a partner's account enters, what proves it, and until when: what fits together. */
export const partnerEntry: Rule = {
  reads: ["access.partners"],
  *check({ access }) {
    for (const [index, partner] of access.partners.entries()) {
      const path = ["access", "partners", index];
      yield* realDay(partner.until, [...path, "until"]);
      yield* repeated(partner.principals ?? [], [...path, "principals"]);
      yield* partner.externalId === undefined ? people(partner, path) : software(partner, path);
    }
  },
};

function* software({ name, mfa }: Partner, path: Path): Generator<Finding> {
  if (mfa === undefined) return;
  yield {
    path: [...path, "mfa"],
    atKey: true,
    message: `${name} has an external id, so it is software, which has no MFA; the console could not say the id`,
    fix: "take mfa out, or, for people, take externalId out",
  };
}

/** What each proof is of: users of IAM, whose MFA AWS sees, or roles, which somebody entered before. */
const PROVES = {
  context: { kind: "user", example: "user/people/*", because: "AWS sees the MFA of users alone" },
  tag: {
    kind: "role",
    example: "role/landing-zone/hub-on-call",
    because: "session tags come with roles that an identity provider opens",
  },
  declared: {
    kind: "role",
    example: "role/on-call",
    because: "AWS sees the MFA of users itself, so that nothing has to be declared of them",
  },
} as const;

function* people({ name, mfa, principals }: Partner, path: Path): Generator<Finding> {
  const proof = typeof mfa === "object" ? "declared" : (mfa ?? "context");
  const { kind, example, because } = PROVES[proof];
  if (principals === undefined) {
    yield {
      path,
      message: `nothing says who of the account of ${name} enters, and people have no external id`,
      fix: `write principals: ["${example}"], or, for software, externalId`,
    };
  }
  for (const [at, principal] of (principals ?? []).entries()) {
    if (principal.startsWith(`${kind}/`)) continue;
    yield {
      path: [...path, "principals", at],
      message: `"${principal}" is no ${kind}, and mfa: ${proof}${mfa === undefined ? ", the default," : ""} is of ${kind}s: ${because}`,
      fix:
        kind === "user"
          ? 'name users, or write what proves the MFA of the role: mfa: tag, or mfa: { declared: "…" }'
          : "name roles, or take mfa out: of users AWS sees it",
    };
  }
}
