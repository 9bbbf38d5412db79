import { UNKNOWN } from "../../access/registered/values";
import { everyWay } from "../access/every-way";
import {
  assertFine,
  assertFound,
  assertUnseen,
  IDS,
  role,
  stackSet,
  TRUST_OF_LAMBDA,
  trustOfPeople,
} from "./registered";

const RULE = "people-come-with-mfa";
const PRESENT = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const YOUNG = { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } };

describe("rule people-come-with-mfa", () => {
  it("is content with a role that people enter with young MFA, and with one of a service", async () => {
    await assertFine([role(trustOfPeople())]);
    await assertFine([role(TRUST_OF_LAMBDA)]);
  });

  for (const [what, condition, says] of [
    ["no condition at all", {}, /a user of 444444444444 enters by access key, without MFA/],
    ["no word of MFA itself", YOUNG, /enters by access key, without MFA/],
    [
      "BoolIfExists, which lets keys in",
      { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" }, ...YOUNG },
      /enters by access key, without MFA/,
    ],
    [
      "a condition for each of no values",
      { "ForAllValues:Bool": { "aws:MultiFactorAuthPresent": "true" }, ...YOUNG },
      /enters by access key, without MFA/,
    ],
    [
      "MFA that must be missing",
      { Null: { "aws:MultiFactorAuthPresent": "true" } },
      /enters by access key, without MFA/,
    ],
    [
      "MFA that must be false",
      { Bool: { "aws:MultiFactorAuthPresent": "false" }, ...YOUNG },
      /enters by the console, without MFA/,
    ],
    [
      "MFA that may be true or false",
      { Bool: { "aws:MultiFactorAuthPresent": ["true", "false"] }, ...YOUNG },
      /enters by the console, without MFA/,
    ],
    ["no age of MFA", PRESENT, /enters with MFA of two days ago/],
    [
      "an age that may be missing or high",
      { ...PRESENT, NumericGreaterThan: { "aws:MultiFactorAuthAge": "60" } },
      /enters with MFA of two days ago/,
    ],
  ] as const) {
    it(`finds ${what}`, async () => {
      await assertFound(RULE, says, [role(trustOfPeople(condition))]);
    });
  }

  it("finds a user who is named, a federated user, and whoever a SAML provider vouches for", async () => {
    const user = `arn:aws:iam::${IDS.access}:user/robot`;
    await assertFound(RULE, /user\/robot enters by access key/, [
      role(trustOfPeople({}, { AWS: user })),
    ]);
    const federated = `arn:aws:sts::${IDS.access}:federated-user/ada`;
    await assertFound(RULE, /federated-user\/ada enters/, [
      role(trustOfPeople({}, { AWS: federated })),
    ]);
    const provider = `arn:aws:iam::${IDS.access}:saml-provider/company`;
    const trust = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: provider },
          Action: "sts:AssumeRoleWithSAML",
        },
      ],
    };
    await assertFound(RULE, /whoever arn:.*saml-provider\/company vouches for enters/, [
      role(trust),
    ]);
  });

  it("is content where only roles of an account enter, who have entered before", async () => {
    const roles = { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${IDS.network}:role/*` } };
    await assertFine([role(trustOfPeople(roles, { AWS: IDS.network }))]);
    await assertFine([
      role(trustOfPeople({}, { AWS: `arn:aws:iam::${IDS.network}:role/service/pipeline` })),
    ]);
  });

  it("finds it in the template of a StackSet, with its functions worked out", async () => {
    const inTemplate = (condition: unknown): ReturnType<typeof stackSet> =>
      stackSet({
        Mine: {
          Type: "AWS::IAM::Role",
          Properties: {
            PermissionsBoundary: {
              "Fn::Sub":
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/landing-zone/boundary",
            },
            AssumeRolePolicyDocument: {
              Version: "2012-10-17",
              Statement: [
                {
                  Effect: "Allow",
                  Principal: {
                    AWS: { "Fn::Sub": `arn:\${AWS::Partition}:iam::${IDS.access}:root` },
                  },
                  Action: "sts:AssumeRole",
                  Condition: condition,
                },
              ],
            },
          },
        },
      });
    await assertFine([inTemplate({ ...PRESENT, ...YOUNG })]);
    await assertFound(
      RULE,
      /Mine in the template of aws-native:cloudformation:StackSet mine: a user/,
      [inTemplate(YOUNG)],
    );
  });

  it("says what it cannot see", async () => {
    await assertUnseen(RULE, "assumeRolePolicy", [role({}, { assumeRolePolicy: UNKNOWN })]);
  });

  describe("of people who sign in elsewhere", () => {
    const plan = everyWay();
    const saml = `arn:aws:iam::${IDS.access}:saml-provider/landing-zone`;
    const oidc = `arn:aws:iam::${IDS.access}:oidc-provider/login.acme.example`;
    const hub = (provider: string, action: string, condition: object) =>
      role({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Federated: provider },
            Action: `sts:AssumeRoleWith${action}`,
            Condition: condition,
          },
        ],
      });
    const tagged = { "aws:RequestTag/mfa": "true" };
    const subject = { StringLike: { "login.acme.example:sub": "*@acme.example" } };

    it("is content where the provider says that there was MFA", async () => {
      await assertFine([hub(saml, "SAML", { StringEquals: tagged })], { plan });
      await assertFine([hub(oidc, "WebIdentity", { StringEquals: tagged, ...subject })], { plan });
    });

    it("finds a trust that does not ask, or takes no for an answer", async () => {
      await assertFound(
        RULE,
        /enters whose provider says nothing of MFA/,
        [hub(saml, "SAML", {})],
        {
          plan,
        },
      );
      await assertFound(
        RULE,
        /enters whose provider says nothing of MFA/,
        [hub(oidc, "WebIdentity", { StringEqualsIfExists: tagged, ...subject })],
        { plan },
      );
      await assertFound(
        RULE,
        /enters whose provider says that there was no MFA/,
        [hub(saml, "SAML", { StringLike: { "aws:RequestTag/mfa": "*" } })],
        { plan },
      );
    });

    it("leaves partners to their contracts, and nobody else", async () => {
      const robot = { AWS: "arn:aws:iam::666666666666:root" };
      const says = { StringEquals: { "sts:ExternalId": "3f1c5a52-1b0e" } };
      await assertFine([role(trustOfPeople(says, robot))], { plan });
      await assertFound(
        RULE,
        /a user of 444444444444 enters by access key, without MFA/,
        [role(trustOfPeople(says, { AWS: [robot.AWS, `arn:aws:iam::${IDS.access}:root`] }))],
        { plan },
      );
    });
  });
});
