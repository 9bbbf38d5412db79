import {
  assertFine,
  assertFound,
  IDS,
  role,
  stackSet,
  TRUST_OF_LAMBDA,
  trustOfPeople,
} from "./registered";

const RULE = "trusts-name-exactly";
const [STATEMENT] = TRUST_OF_LAMBDA.Statement;

describe("rule trusts-name-exactly", () => {
  it("is content with services, accounts, roles and identity providers", async () => {
    await assertFine([role(TRUST_OF_LAMBDA), role(trustOfPeople(), {}, { name: "other" })]);
    await assertFine([role(trustOfPeople(undefined, { AWS: [IDS.access, IDS.network] }))]);
  });

  it("finds wildcards that let people in without MFA, too", async () => {
    // With MFA demanded, this rule alone has something to say.
    for (const principal of ["*", { AWS: "*" }, { AWS: ["*"] }]) {
      await assertFound(RULE, /its principal is "\*"/, [role(trustOfPeople(undefined, principal))]);
    }
  });

  it("finds a part of an ARN that is a wildcard", async () => {
    await assertFound(RULE, /its principal is "arn:aws:iam::\*:role\/x"/, [
      role(trustOfPeople(undefined, { AWS: "arn:aws:iam::*:role/x" })),
    ]);
    await assertFound(RULE, /its principal is "\*.amazonaws.com"/, [
      role({
        ...TRUST_OF_LAMBDA,
        Statement: { ...STATEMENT, Principal: { Service: "*.amazonaws.com" } },
      }),
    ]);
  });

  it("finds NotPrincipal, which is everybody but some", async () => {
    const { Principal, ...rest } = STATEMENT ?? {};
    await assertFound(RULE, /allows all but those whom it names/, [
      role({ ...TRUST_OF_LAMBDA, Statement: [{ ...rest, NotPrincipal: Principal }] }),
    ]);
  });

  it("finds a trust that is none", async () => {
    await assertFound(RULE, /cannot be read: it is no JSON/, [role({}, { assumeRolePolicy: "{" })]);
    await assertFound(RULE, /has no trust/, [role({}, { assumeRolePolicy: "" })]);
    await assertFound(RULE, /is no trust policy: Statement\[0\] needs Action/, [
      role({ ...TRUST_OF_LAMBDA, Statement: [{ ...STATEMENT, Action: undefined }] }),
    ]);
  });

  it("lets a Deny name everybody", async () => {
    const deny = { Effect: "Deny", Principal: "*", Action: "sts:TagSession" };
    await assertFine([role({ ...TRUST_OF_LAMBDA, Statement: [STATEMENT, deny] })]);
  });

  it("finds it in YAML with CloudFormation's short tags", async () => {
    const set = stackSet({});
    const templateBody = `
Parameters: { Who: { Type: String, Default: "*" } }
Resources:
  Mine:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { AWS: !Ref Who }
            Action: sts:AssumeRole
            Condition:
              Bool: { aws:MultiFactorAuthPresent: "true" }
              NumericLessThan: { aws:MultiFactorAuthAge: 3600 }
`;
    await assertFound(RULE, /the trust of Mine in the template of .*: its principal is "\*"/, [
      { ...set, inputs: { ...set.inputs, templateBody } },
    ]);
  });
});
