import assert from "node:assert/strict";
import { runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { document } from "../../iam/document";
import { documentsOf, exampleValues, filled, filledDocument } from "./documents";
import type { Decision } from "./simulation";
import { waysIn } from "./ways-in";

/** Keys of a request; null takes one away that is there by default. */
type Keys = Readonly<Record<string, string | readonly string[] | null>>;

/** Somebody who asks, and may do everything as far as the own account goes. */
interface Asker {
  readonly arn: string;
  readonly action: string;
  readonly keys: Keys;
}

export const ACCESS = "arn:aws:iam::{{account:access}}";

export function user(path: string, keys: Keys, account = "{{account:access}}"): Asker {
  const arn = `arn:aws:iam::${account}:user/${path}`;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return {
    arn,
    action: "sts:AssumeRole",
    keys: {
      "aws:PrincipalArn": arn,
      "aws:PrincipalAccount": account,
      "aws:username": name,
      "aws:userid": "AIDAEXAMPLE",
      "aws:MultiFactorAuthPresent": "true",
      "aws:MultiFactorAuthAge": "60",
      "aws:CurrentTime": "2030-01-01T12:00:00Z",
      "sts:RoleSessionName": name,
      ...keys,
    },
  };
}

/** A session of a role, named like somebody. */
export function session(
  role: string,
  name: string,
  keys: Keys,
  account = "{{account:access}}",
): Asker {
  return {
    arn: `arn:aws:sts::${account}:assumed-role/${role.slice(role.lastIndexOf("/") + 1)}/${name}`,
    action: "sts:AssumeRole",
    keys: {
      "aws:PrincipalArn": `arn:aws:iam::${account}:role/${role}`,
      "aws:PrincipalAccount": account,
      "aws:userid": `AROAEXAMPLE:${name}`,
      "aws:CurrentTime": "2030-01-01T12:00:00Z",
      "sts:RoleSessionName": name,
      ...keys,
    },
  };
}

export const CENTER = "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_";
export const hub = (fn: string, name: string, keys: Keys): Asker =>
  session(`landing-zone/hub-${fn}`, name, {
    "aws:PrincipalTag/mfa": "true",
    [`aws:PrincipalTag/${fn}`]: "true",
    ...keys,
  });
export const ada = (keys: Keys): Asker =>
  user("people/ada", { "aws:PrincipalTag/operations": "true", ...keys });

/** Somebody for whom the SAML provider vouches. */
export const saml = (action: string, keys: Keys): Asker => ({
  arn: `${ACCESS}:saml-provider/landing-zone`,
  action,
  keys: {
    "saml:aud": "https://signin.aws.amazon.com/saml",
    "aws:RequestTag/mfa": "true",
    "aws:RequestTag/person": "ada",
    "aws:RequestTag/operations": "true",
    "aws:TagKeys": ["mfa", "person", "operations"],
    ...(action === "sts:TagSession" ? {} : { "sts:RoleSessionName": "ada" }),
    ...keys,
  },
});
const ISSUER = "login.ways-in.example/oauth2";
/** Somebody, or some job, for whom a provider of OpenID Connect vouches. */
const oidc = (issuer: string, account: string, keys: Keys): Asker => ({
  arn: `arn:aws:iam::{{account:${account}}}:oidc-provider/${issuer}`,
  action: "sts:AssumeRoleWithWebIdentity",
  keys: Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [
      key.includes(":") ? key : `${issuer}:${key}`,
      value,
    ]),
  ),
});
export const byToken = (keys: Keys): Asker =>
  oidc(ISSUER, "access", {
    aud: "0oa1b2c3",
    sub: "ada@ways-in.example",
    "aws:RequestTag/mfa": "true",
    "aws:RequestTag/person": "ada",
    "aws:RequestTag/operations": "true",
    "sts:RoleSessionName": "ada",
    ...keys,
  });
const GITHUB = "token.actions.githubusercontent.com";
export const github = (keys: Keys): Asker =>
  oidc(GITHUB, "management", {
    aud: "sts.amazonaws.com",
    sub: "repo:acme/landing-zone:environment:production",
    repository_id: "4711",
    ref: "refs/heads/main",
    ...keys,
  });
export const gitlab = (keys: Keys): Asker =>
  oidc("gitlab.com", "management", {
    aud: "https://gitlab.com",
    sub: "project_path:acme/platform/landing-zone:ref_type:branch:ref:main",
    project_id: "42",
    ref_protected: "true",
    pipeline_source: "push",
    ...keys,
  });
export const PULL_REQUEST = {
  sub: "repo:acme/landing-zone:pull_request",
  ref: "refs/pull/1/merge",
};
export const WITH_SAML = "sts:AssumeRoleWithSAML";
export const TAG = "sts:TagSession";

/** A row of a table about one trust. */
export type Row = readonly [name: string, who: Asker, decision: Decision];

/**
 * Keys of OpenID Connect begin with the name of the provider, so that iam-simulate knows none of them:
 * in its place stands one of the same type that every such request may have.
 */
function withStandIns<T>(value: T): T {
  const text = JSON.stringify(value).replaceAll(
    /"(?:login\.ways-in\.example\/oauth2|token\.actions\.githubusercontent\.com|gitlab\.com):(\w+)":/g,
    '"aws:RequestTag/token-$1":',
  );
  return JSON.parse(text) as T;
}

const ALL = document({ Effect: "Allow", Action: "*", Resource: "*" });
const OWNERS: Readonly<Record<string, string>> = {
  access: "555555555555",
  management: "111111111111",
  audit: "333333333333",
};

/** Tries rows on the trusts of the plan with every way in. */
export function decidesTrusts(trusts: Readonly<Record<string, readonly Row[]>>): void {
  const plan = waysIn()[0]?.plan;
  assert.ok(plan);
  const values = exampleValues(plan);
  const documents = new Map(documentsOf(plan).map(({ name, policy }) => [name, policy]));

  async function decide(name: string, { arn, action, keys }: Asker): Promise<Decision> {
    const trust = documents.get(name.replace(/, .*$/, ""));
    assert.ok(trust, name);
    const accountId = OWNERS[/ in (\w+)/.exec(name)?.[1] ?? ""] ?? "222222222222";
    const own = { ...values, "account:self": accountId };
    const context = Object.entries(keys).flatMap(([key, value]) =>
      value === null
        ? []
        : [[key, JSON.parse(filled(JSON.stringify(value), own)) as string | string[]] as const],
    );
    const simulation: Simulation = {
      request: {
        principal: filled(arn, own),
        action,
        resource: { resource: `arn:aws:iam::${accountId}:role/landing-zone/any`, accountId },
        contextVariables: Object.fromEntries(context),
      },
      identityPolicies: [{ name: "everything", policy: ALL }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: filledDocument(trust, own),
    };
    const answer = await runSimulation(withStandIns(simulation), {});
    assert.ok(answer.resultType !== "error", JSON.stringify(answer));
    if (answer.resultType === "single")
      assert.deepEqual(answer.result.ignoredContextKeys ?? [], []);
    return answer.overallResult === "Allowed" ? "allowed" : "denied";
  }

  for (const [name, rows] of Object.entries(trusts)) {
    describe(name, () => {
      for (const [what, who, decision] of rows) {
        it(`${what}: ${decision}`, async () => {
          assert.equal(await decide(name, who), decision);
        });
      }
    });
  }
}
