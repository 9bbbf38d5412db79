import { UNKNOWN } from "../../access/registered/values";
import { assertFine, assertFound, assertUnseen, resource } from "./registered";

const RULE = "secrets-are-secret";
const DATABASE = "aws:rds/instance:Instance";
const FUNCTION = "aws:lambda/function:Function";
/** AWS's own example, in two halves, so that no scanner takes this file for a leak. */
const KEY_ID = ["AKIA", "IOSFODNN7EXAMPLE"].join("");
const SECRET_KEY = ["wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY"].join("");

describe("rule secrets-are-secret", () => {
  it("is content with secrets, with references to them, and with settings about them", async () => {
    await assertFine([
      resource(DATABASE, { password: "hunter22" }, { secrets: new Set(["password"]) }),
      resource(DATABASE, { password: UNKNOWN }, { name: "later" }),
      resource(DATABASE, { manageMasterUserPassword: true, masterUserSecretKmsKeyId: "k" }),
      resource("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", {
        allowUsersToChangePassword: true,
        minimumPasswordLength: 16,
      }),
      resource(FUNCTION, {
        environment: {
          variables: { DB_PASSWORD: "arn:aws:secretsmanager:eu-west-1:333333333333:secret:db" },
        },
      }),
      resource("aws:s3/bucketObject:BucketObject", {
        etag: "da39a3ee5e6b4b0d3255bfef95601890afd80709",
      }),
    ]);
  });

  for (const [what, type, inputs, says] of [
    [
      "a password",
      DATABASE,
      { password: "hunter22" },
      /password of .* holds the password in plain text/,
    ],
    [
      "a secret's text",
      "aws:secretsmanager/secretVersion:SecretVersion",
      { secretString: "x1" },
      /secretString/,
    ],
    [
      "a variable",
      FUNCTION,
      { environment: { variables: { DB_PASSWORD: "hunter22" } } },
      /environment\.variables\.DB_PASSWORD/,
    ],
    [
      "a secure parameter",
      "aws:ssm/parameter:Parameter",
      { type: "SecureString", value: "x1" },
      /value of/,
    ],
    [
      "a parameter of a template",
      "aws:cloudformation/stackSet:StackSet",
      { templateBody: '{"Resources":{}}', parameters: { DbPassword: "hunter22" } },
      /parameters\.DbPassword/,
    ],
    ["an access key's id", FUNCTION, { description: `uses ${KEY_ID}` }, /an access key id of AWS/],
    [
      "an access key's secret",
      FUNCTION,
      { environment: { variables: { X: SECRET_KEY } } },
      /a secret access key of AWS/,
    ],
    [
      "a private key",
      "aws:ec2/instance:Instance",
      { userData: "-----BEGIN RSA PRIVATE KEY-----\nMII" },
      /a private key/,
    ],
    [
      "a list of names and values",
      "aws:ecs/taskDefinition:TaskDefinition",
      {
        containerDefinitions: JSON.stringify([
          { environment: [{ name: "API_KEY", value: "x1y2" }] },
        ]),
      },
      /holds the API_KEY in plain text/,
    ],
  ] as const) {
    it(`finds ${what}`, async () => {
      await assertFound(RULE, says, [resource(type, inputs)]);
    });
  }

  it("never shows the secret itself", async () => {
    await assertFound(RULE, /^(?!.*hunter22)/s, [resource(DATABASE, { password: "hunter22" })]);
  });

  it("finds outputs that the state would hold in plain text", async () => {
    const key = "aws:iam/accessKey:AccessKey";
    await assertFine([
      resource(key, {}, { in: "access", secretOutputs: ["secret", "sesSmtpPasswordV4"] }),
      resource(key, { pgpKey: "keybase:ada" }, { in: "access", name: "by-pgp" }),
    ]);
    await assertFound(RULE, /the output secret of aws:iam\/accessKey:AccessKey mine/, [
      resource(key, {}, { in: "access", secretOutputs: ["sesSmtpPasswordV4"] }),
    ]);
  });

  it("says that it cannot see which properties are secret, rather than refuse", async () => {
    await assertUnseen(RULE, "password", [
      resource(DATABASE, { password: "x" }, { secrets: null }),
    ]);
  });
});
