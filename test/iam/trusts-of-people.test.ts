import {
  decidesTrusts,
  ACCESS,
  CENTER,
  WITH_SAML,
  TAG,
  ada,
  byToken,
  hub,
  saml,
  session,
  user,
} from "./trust-decisions";

describe("trusts by which people come in, by iam-simulate", () => {
  decidesTrusts({
    "trust of operations in production": [
      ["a user with the function everywhere", ada({}), "allowed"],
      [
        "a user limited to the type",
        ada({ "aws:PrincipalTag/operations": "/sandbox/production/" }),
        "allowed",
      ],
      [
        "a user limited to this account",
        ada({ "aws:PrincipalTag/operations": "/222222222222/" }),
        "allowed",
      ],
      [
        "a user limited to another type",
        ada({ "aws:PrincipalTag/operations": "/nonproduction/" }),
        "denied",
      ],
      [
        "a user limited to another account",
        ada({ "aws:PrincipalTag/operations": "/storage/333333333333/" }),
        "denied",
      ],
      [
        "a type whose name ends alike",
        ada({ "aws:PrincipalTag/operations": "/preproduction/" }),
        "denied",
      ],
      ["a value without slashes", ada({ "aws:PrincipalTag/operations": "production" }), "denied"],
      [
        "a user of another function",
        user("people/ada", { "aws:PrincipalTag/developer": "true" }),
        "denied",
      ],
      [
        "a user without MFA",
        ada({ "aws:MultiFactorAuthPresent": "false", "aws:MultiFactorAuthAge": null }),
        "denied",
      ],
      [
        "an access key",
        ada({ "aws:MultiFactorAuthPresent": null, "aws:MultiFactorAuthAge": null }),
        "denied",
      ],
      ["MFA of yesterday", ada({ "aws:MultiFactorAuthAge": "43200" }), "denied"],
      ["a user under another name", ada({ "sts:RoleSessionName": "grace" }), "denied"],
      [
        "a user outside of the people's path",
        user("robots/ada", { "aws:PrincipalTag/operations": "true" }),
        "denied",
      ],
      [
        "a user of another account",
        user("people/ada", { "aws:PrincipalTag/operations": "true" }, "999999999999"),
        "denied",
      ],
      ["a hub session", hub("operations", "ada", {}), "allowed"],
      [
        "a hub session with limits that hold here",
        hub("operations", "ada", { "aws:PrincipalTag/operations": "/production/" }),
        "allowed",
      ],
      [
        "a hub session with limits elsewhere",
        hub("operations", "ada", { "aws:PrincipalTag/operations": "/storage/" }),
        "denied",
      ],
      [
        "a hub session without MFA",
        hub("operations", "ada", { "aws:PrincipalTag/mfa": null }),
        "denied",
      ],
      [
        "a hub session whose provider says that there was no MFA",
        hub("operations", "ada", { "aws:PrincipalTag/mfa": "false" }),
        "denied",
      ],
      [
        "the hub of another function, with the tag of this one",
        hub("developer", "ada", { "aws:PrincipalTag/operations": "true" }),
        "denied",
      ],
      [
        "a hub session under another name",
        hub("operations", "ada", { "sts:RoleSessionName": "grace" }),
        "denied",
      ],
      [
        "a hub session under the end of its name",
        hub("operations", "ada", { "sts:RoleSessionName": "da" }),
        "denied",
      ],
      [
        "a role of the same name below another path",
        session("other/hub-operations", "ada", {
          "aws:PrincipalTag/mfa": "true",
          "aws:PrincipalTag/operations": "true",
        }),
        "denied",
      ],
      [
        "the permission set",
        session(`${CENTER}lz-operations_0123456789abcdef`, "ada", {}),
        "allowed",
      ],
      [
        "the permission set under another name",
        session(`${CENTER}lz-operations_0123456789abcdef`, "ada", {
          "sts:RoleSessionName": "grace",
        }),
        "denied",
      ],
      [
        "a permission set of another function",
        session(`${CENTER}lz-developer_0123456789abcdef`, "ada", {}),
        "denied",
      ],
      [
        "a permission set whose name begins alike",
        session(`${CENTER}lz-operations_x_0123456789abcdef`, "ada", {}),
        "denied",
      ],
      [
        "a permission set of another region",
        session(
          "aws-reserved/sso.amazonaws.com/us-west-2/AWSReservedSSO_lz-operations_0123456789abcdef",
          "ada",
          {},
        ),
        "denied",
      ],
      [
        "a role that somebody named alike",
        session("AWSReservedSSO_lz-operations_0123456789abcdef", "ada", {}),
        "denied",
      ],
      [
        "the permission set in another account",
        session(`${CENTER}lz-operations_0123456789abcdef`, "ada", {}, "999999999999"),
        "denied",
      ],
    ],
    "trust of own hub-operations in access": [
      ["a sign-in with MFA and the function", saml(WITH_SAML, {}), "allowed"],
      [
        "by the sign-in page of the home region",
        saml(WITH_SAML, { "saml:aud": "https://eu-west-1.signin.aws.amazon.com/saml" }),
        "allowed",
      ],
      [
        "an assertion for another page",
        saml(WITH_SAML, { "saml:aud": "https://example.com/saml" }),
        "denied",
      ],
      ["a sign-in without MFA", saml(WITH_SAML, { "aws:RequestTag/mfa": null }), "denied"],
      ["a sign-in with mfa=false", saml(WITH_SAML, { "aws:RequestTag/mfa": "false" }), "denied"],
      [
        "a sign-in without the function",
        saml(WITH_SAML, { "aws:RequestTag/operations": null }),
        "denied",
      ],
      ["a function of no value", saml(WITH_SAML, { "aws:RequestTag/operations": "" }), "denied"],
      [
        "a session under another name",
        saml(WITH_SAML, { "sts:RoleSessionName": "grace" }),
        "denied",
      ],
      [
        "a session without the tag of its person",
        saml(WITH_SAML, { "aws:RequestTag/person": null }),
        "denied",
      ],
      [
        "another provider",
        { ...saml(WITH_SAML, {}), arn: `${ACCESS}:saml-provider/other` },
        "denied",
      ],
      ["a user of the account", { ...ada({}), action: "sts:AssumeRole" }, "denied"],
      ["these tags", saml(TAG, {}), "allowed"],
      [
        "a tag that means nothing here",
        saml(TAG, { "aws:TagKeys": ["mfa", "person", "team"] }),
        "denied",
      ],
      ["a transitive tag", saml(TAG, { "sts:TransitiveTagKeys": ["person"] }), "denied"],
      ["tags without MFA", saml(TAG, { "aws:RequestTag/mfa": null }), "denied"],
    ],
    "trust of own hub-operations in access, by token": [
      ["a token with MFA and the function", byToken({}), "allowed"],
      ["a subject of the other pattern", byToken({ sub: "00u12" }), "allowed"],
      ["a token for another audience", byToken({ aud: "0oa9" }), "denied"],
      ["a subject of another company", byToken({ sub: "ada@other.example" }), "denied"],
      ["a subject that is longer than the pattern", byToken({ sub: "00u123" }), "denied"],
      ["a token without MFA", byToken({ "aws:RequestTag/mfa": null }), "denied"],
      ["a token without the function", byToken({ "aws:RequestTag/operations": null }), "denied"],
      ["a session under another name", byToken({ "sts:RoleSessionName": "grace" }), "denied"],
      [
        "another issuer's token",
        { ...byToken({}), arn: `${ACCESS}:oidc-provider/login.ways-in.example` },
        "denied",
      ],
    ],
    "trust of own break-glass in management": [
      ["a break-glass user", user("break-glass/break-glass-1", {}), "allowed"],
      ["the other one", user("break-glass/break-glass-2", {}), "allowed"],
      ["a third", user("break-glass/break-glass-3", {}), "denied"],
      ["a person of the name", user("people/break-glass-1", {}), "denied"],
      [
        "a break-glass user after a quarter of an hour",
        user("break-glass/break-glass-1", { "aws:MultiFactorAuthAge": "900" }),
        "denied",
      ],
      [
        "a break-glass user without MFA",
        user("break-glass/break-glass-1", {
          "aws:MultiFactorAuthPresent": "false",
          "aws:MultiFactorAuthAge": null,
        }),
        "denied",
      ],
      [
        "a break-glass user under another name",
        user("break-glass/break-glass-1", { "sts:RoleSessionName": "ada" }),
        "denied",
      ],
    ],
  });
});
