import { issuerOf, oidcProviderArn, samlProviderArn } from "../../iam/hub";
import type { Pipelines } from "../../iam/machines/trust";
import { federated } from "../coming";
import { arnPattern } from "../policy/arn";
import { test } from "../policy/atom";
import { atomic } from "../policy/formula";
import type { Actor } from "../world/actors";
import { how } from "../world/ask";
import { isPartnerRole, type OwnRole } from "../world/own-roles";
import type { World } from "../world/world";
import { assumptionBy } from "./guests";

/** By which pipelines ask for a role's session. */
export const BY_TOKEN = "sts:AssumeRoleWithWebIdentity";

/** What a provider's token has to say, so that a role opens: values by key, as patterns. */
interface Token {
  /** Whose token it is, for people. */
  readonly of: string;
  readonly provider: string;
  readonly says: Readonly<Record<string, readonly string[]>>;
}

/** Tokens other than those that the stack means, which open a role; each as a sentence. */
export function* otherTokens(world: World): Iterable<string> {
  const { plan, core } = world;
  for (const pipelines of plan.deploy?.pipelines ?? []) yield* looseSubjects(pipelines);
  for (const account of [core.access, core.management]) {
    for (const role of world.ownRoles(account)) {
      for (const token of tokensFor(world, role)) yield* opening(world, role, token);
    }
  }
}

function tokensFor(world: World, { role }: OwnRole): readonly Token[] {
  if (isPartnerRole(role)) return [];
  const pipelines = world.plan.deploy?.pipelines ?? [];
  switch (role.kind) {
    case "hub":
      return peoplesTokens(world);
    case "deploy":
      return pipelines.map((one) => ofPipelines(world, one, one.deploys, one.deployClaims));
    case "preview":
      // The others are entered by management's, and by no token.
      if (role.account !== "management") return [];
      return pipelines.map((one) => ofPipelines(world, one, one.previews, {}));
    default:
      return [];
  }
}

function peoplesTokens({ cast, plan }: World): readonly Token[] {
  const { saml, oidc } = plan.identity;
  const token = (arn: string, says: Token["says"]): Token => {
    const provider = cast.documents.fill(arn, "");
    return { of: provider, provider, says };
  };
  const issuer = issuerOf(oidc?.url ?? "");
  return [
    ...(saml ? [token(samlProviderArn, { "SAML:aud": saml.audiences })] : []),
    ...(oidc
      ? [
          token(oidcProviderArn("access", issuer), {
            [`${issuer}:aud`]: [oidc.audience],
            [`${issuer}:sub`]: oidc.subjects,
          }),
        ]
      : []),
  ];
}

function ofPipelines(
  world: World,
  one: Pipelines,
  sub: readonly string[],
  more: Pipelines["deployClaims"],
): Token {
  const { issuer, audience, claims } = one;
  const says = { sub, ...lists({ aud: audience, ...claims, ...more }) };
  return {
    of: issuer,
    provider: anyJob(world, one).principal.arn,
    says: Object.fromEntries(
      Object.entries(says).map(([claim, values]) => [`${issuer}:${claim}`, values]),
    ),
  };
}

const lists = (claims: Pipelines["deployClaims"]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.entries(claims).map(([claim, value]) => [claim, [value].flat()]));

/** Whoever has a token that says something else, and all the rest as it should be. */
function* opening(
  world: World,
  { arn, account, name }: OwnRole,
  { of, provider, says }: Token,
): Iterable<string> {
  const comer = federated(of, provider);
  const question = { action: assumptionBy(comer), resources: [arnPattern(arn)], owner: account };
  for (const [key, values] of Object.entries(says)) {
    const other = atomic(test("", "StringLike", key, values), true);
    const found = how(world, comer, question, other);
    if (found !== null) {
      const claim = key.slice(key.lastIndexOf(":") + 1);
      yield `a token of ${of} that says another ${claim} opens ${name}${found && `, when ${found}`}`;
    }
  }
}

/**
 * Kind and path of the repository: all of a subject up to the second colon. A path has no colon.
 * https://docs.github.com/en/actions/concepts/security/openid-connect
 */
const REPOSITORY = /^[^:*?]+:[^:*?]+:/;

/** A wildcard may stand for branches and jobs; before them, another repository could match. */
function* looseSubjects({ deploys, previews }: Pipelines): Iterable<string> {
  const own = deploys.flatMap((subject) => REPOSITORY.exec(subject)?.[0] ?? []);
  for (const subject of deploys) {
    if (!REPOSITORY.test(subject) || /[*?]/.test(subject)) {
      yield `the subject "${subject}", by which pipelines deploy, can be another job's`;
    }
  }
  // Ids may stand behind the names of one repository, and no other name beside it.
  const named = new Set(own.map((repository) => repository.replaceAll(/@[0-9]+(?=[/:])/g, "")));
  if (named.size > 1) yield `jobs of several repositories deploy: ${[...named].join(" and ")}`;
  for (const subject of previews) {
    const [repository] = REPOSITORY.exec(subject) ?? [];
    if (repository === undefined || !own.includes(repository)) {
      yield `the subject "${subject}", by which pipelines look, can be another repository's`;
    }
  }
}

/** Any job of an issuer, whatever its token says. */
export function anyJob({ cast }: World, { issuer }: Pick<Pipelines, "issuer">): Actor {
  const provider = cast.documents.fill(oidcProviderArn("management", issuer), "");
  return federated(`a job of ${issuer}`, provider);
}
