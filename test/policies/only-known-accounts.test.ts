import { everyWay } from "../access/every-way";
import {
  assertFine,
  assertFound,
  IDS,
  OUTSIDE,
  resource,
  role,
  TRUST_OF_LAMBDA,
  trustOfPeople,
} from "./registered";

const RULE = "only-known-accounts";
const PARTNER = { settings: { [RULE]: { partners: [OUTSIDE] } } };
const MFA = {
  Bool: { "aws:MultiFactorAuthPresent": "true" },
  NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
};
const WITH_ID = { ...MFA, StringEquals: { "sts:ExternalId": "7f1c2d" } };
const GITHUB = `arn:aws:iam::${IDS.network}:oidc-provider/token.actions.githubusercontent.com`;

function web(provider: string, condition: unknown): ReturnType<typeof role> {
  return role({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: provider },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: condition,
      },
    ],
  });
}

describe("rule only-known-accounts", () => {
  it("is content with accounts of the stack file, and with those that the program makes", async () => {
    await assertFine([role(trustOfPeople()), role(TRUST_OF_LAMBDA, {}, { name: "other" })]);
    const account = resource(
      "aws:organizations/account:Account",
      { name: "another", tags: { "landing-zone:type": "sandbox" } },
      {
        in: "management",
        name: "another",
        protect: true,
        outputs: { arn: `arn:aws:organizations::${IDS.management}:account/o-abc/${OUTSIDE}` },
      },
    );
    await assertFine([account, role(trustOfPeople(MFA, { AWS: OUTSIDE }))]);
  });

  for (const [how, principal] of [
    ["its id", OUTSIDE],
    ["its root", `arn:aws:iam::${OUTSIDE}:root`],
    ["one of its roles", `arn:aws:iam::${OUTSIDE}:role/pipeline`],
  ] as const) {
    it(`finds an account that nobody knows, by ${how}`, async () => {
      await assertFound(
        RULE,
        /trusts "[^"]*999999999999[^"]*" of an account that the organization does not know/,
        [role(trustOfPeople(MFA, { AWS: principal }))],
      );
    });
  }

  it("lets a partner in who has to say an external id", async () => {
    await assertFine([role(trustOfPeople(WITH_ID, { AWS: OUTSIDE }))], PARTNER);
    await assertFound(RULE, /does not know/, [role(trustOfPeople(WITH_ID, { AWS: OUTSIDE }))]);
  });

  for (const [what, condition, says] of [
    ["without one", MFA, /enters without an external id/],
    [
      "with one that may be missing",
      { ...MFA, StringEqualsIfExists: { "sts:ExternalId": "7f1c2d" } },
      /enters without an external id/,
    ],
    ["with any", { ...MFA, StringLike: { "sts:ExternalId": "*" } }, /enters with any external id/],
  ] as const) {
    it(`finds a partner who comes ${what}`, async () => {
      await assertFound(RULE, says, [role(trustOfPeople(condition, { AWS: OUTSIDE }))], PARTNER);
    });
  }

  it("finds a partner's role that needs no external id", async () => {
    const partner = { AWS: `arn:aws:iam::${OUTSIDE}:role/pipeline` };
    await assertFine([role(trustOfPeople(WITH_ID, partner))], PARTNER);
    await assertFound(
      RULE,
      /role\/pipeline enters without an external id/,
      [role(trustOfPeople({}, partner))],
      PARTNER,
    );
  });

  it("asks a web identity provider's trust whose tokens it takes", async () => {
    const host = "token.actions.githubusercontent.com";
    const aud = { [`${host}:aud`]: "sts.amazonaws.com" };
    await assertFine([
      web(GITHUB, {
        StringEquals: { ...aud, [`${host}:sub`]: "repo:acme/web:ref:refs/heads/main" },
      }),
    ]);
    await assertFound(RULE, /lets in every token of .*githubusercontent\.com/, [
      web(GITHUB, { StringEquals: aud }),
    ]);
    const cognito = "cognito-identity.amazonaws.com";
    await assertFine([web(cognito, { StringEquals: { [`${cognito}:aud`]: "eu-west-1:pool" } })]);
    await assertFound(RULE, /lets in every token of cognito/, [
      web(cognito, { StringEquals: { [`${cognito}:sub`]: "eu-west-1:somebody" } }),
    ]);
  });

  it("finds an identity provider of another account", async () => {
    await assertFound(RULE, /oidc-provider\/x" of an account that the organization does not know/, [
      web(`arn:aws:iam::${OUTSIDE}:oidc-provider/x`, { StringEquals: { "x:sub": "me" } }),
    ]);
  });

  describe("of partners of the stack", () => {
    const plan = everyWay();
    const trust = (account: string, condition: object) =>
      role(
        trustOfPeople(condition as Readonly<Record<string, unknown>>, {
          AWS: `arn:aws:iam::${account}:root`,
        }),
      );
    const mfa = {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
    };
    const pinned = (account: string, name: string) => ({
      ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:${name}` },
    });

    it("is content with what their contracts say", async () => {
      for (const [account, condition] of [
        ["999999999999", { ...pinned("999999999999", "user/people/*"), ...mfa }],
        [
          "888888888888",
          {
            ...pinned("888888888888", "role/landing-zone/hub-developer"),
            StringEquals: { "aws:PrincipalTag/mfa": "true" },
          },
        ],
        ["777777777777", pinned("777777777777", "role/people")],
        ["666666666666", { StringEquals: { "sts:ExternalId": "3f1c5a52-1b0e" } }],
      ] as const) {
        await assertFine([trust(account, condition)], { plan });
      }
    });

    for (const [what, account, condition, says] of [
      [
        "people whom nobody named",
        "999999999999",
        mfa,
        /a user of 999999999999 enters whom nobody/,
      ],
      [
        "more people than were named",
        "999999999999",
        { ...pinned("999999999999", "user/*"), ...mfa },
        /a user of 999999999999 enters whom nobody/,
      ],
      [
        "people without MFA",
        "999999999999",
        pinned("999999999999", "user/people/*"),
        /a user of 999999999999 enters by access key, without MFA/,
      ],
      [
        "sessions without the tag",
        "888888888888",
        pinned("888888888888", "role/landing-zone/hub-developer"),
        /a role of 888888888888 enters whose provider says nothing of MFA/,
      ],
      ["anybody of one whose word counts", "777777777777", {}, /enters whom nobody named/],
      ["software without an external id", "666666666666", {}, /enters without an external id/],
      [
        "software with any external id",
        "666666666666",
        { StringLike: { "sts:ExternalId": "*" } },
        /enters with any external id/,
      ],
    ] as const) {
      it(`finds ${what}`, async () => {
        await assertFound(RULE, says, [trust(account, condition)], { plan });
      });
    }

    it("finds the same account where the stack has no such partner", async () => {
      await assertFound(RULE, /of an account that the organization does not know/, [
        trust("888888888888", {
          ...mfa,
          StringEquals: { "sts:ExternalId": "3f1c5a52-1b0e" },
        }),
      ]);
    });
  });
});
