import { assertFine, assertFound, providerOf, resource, stackSet } from "./registered";

const RULE = "users-in-access-only";
const SECRET = { secretOutputs: ["secret", "sesSmtpPasswordV4", "password"] };

const THINGS = {
  "aws:iam/user:User": "a user",
  "aws:iam/accessKey:AccessKey": "an access key",
  "aws:iam/userLoginProfile:UserLoginProfile": "a password",
  "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": "a credential for one service",
  "aws:iam/sshKey:SshKey": "an SSH key",
  "aws:iam/signingCertificate:SigningCertificate": "a signing certificate",
  "aws-native:iam:User": "a user",
} as const;

describe("rule users-in-access-only", () => {
  for (const [type, what] of Object.entries(THINGS)) {
    it(`finds ${type} outside the access account`, async () => {
      await assertFine([resource(type, {}, { in: "access", ...SECRET })]);
      await assertFound(RULE, new RegExp(`makes ${what} in the account network`), [
        resource(type, {}, SECRET),
      ]);
    });
  }

  it("goes by the account that the provider works in, not by what it is called", async () => {
    const user = resource("aws:iam/user:User", {});
    const provider = {
      ...providerOf("network"),
      urn: "urn:pulumi:example::landing-zone::pulumi:providers:aws::mine",
      name: "mine",
    };
    await assertFound(RULE, /in the account network/, [{ ...user, provider }]);
    const assuming = {
      ...provider,
      inputs: { assumeRoles: '[{"roleArn":"arn:aws:iam::444444444444:role/any"}]' },
    };
    await assertFine([{ ...user, provider: assuming }]);
    const below = { ...providerOf("access"), inputs: {} };
    const urn = below.urn.replace("pulumi:providers", "my:component:Thing$pulumi:providers");
    await assertFound(RULE, /in an account that its provider does not tell/, [
      { ...user, provider: { ...below, urn } },
    ]);
    await assertFound(RULE, /does not tell/, [
      resource("aws:iam/user:User", {}, { nowhere: true }),
    ]);
  });

  it("finds users in templates, which go into many accounts", async () => {
    await assertFound(
      RULE,
      /Robot in the template of .* makes a user in every account of the template/,
      [stackSet({ Robot: { Type: "AWS::IAM::User" } })],
    );
    await assertFound(RULE, /makes an access key in every account/, [
      stackSet({ Key: { Type: "AWS::IAM::AccessKey", Properties: { UserName: "x" } } }),
    ]);
  });
});
