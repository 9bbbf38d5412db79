import assert from "node:assert/strict";
import { setTrust } from "../../components/access-role-trust";
import { minified } from "../../iam/document";
import { trustOfAccessRole } from "../../iam/trust";
import { type AwsEndpoint, startAwsEndpoint } from "../engine/aws-endpoint";

const MANAGEMENT = "111111111111";
const roleArn = "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole";
const WHERE = { roleArn, region: "eu-west-1" };
const USER = `arn:aws:iam::${MANAGEMENT}:user/stand-in`;

function trust(...bootstrap: readonly string[]): string {
  return minified(trustOfAccessRole(bootstrap))
    .replaceAll("{{partition}}", "aws")
    .replaceAll("{{account:management}}", MANAGEMENT);
}

describe("narrowing who enters a core account", () => {
  let endpoint: AwsEndpoint | undefined;
  const before = { ...process.env };

  async function start(mfa = true): Promise<AwsEndpoint> {
    endpoint = await startAwsEndpoint({ caller: MANAGEMENT, mfa });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_ACCESS_KEY_ID: "AKIASTANDIN",
      AWS_SECRET_ACCESS_KEY: "stand-in",
    });
    return endpoint;
  }

  afterEach(async () => {
    await endpoint?.close();
    for (const key of ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) {
      if (before[key] === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = before[key];
    }
  });

  it("puts the trust, and enters again to see that it holds", async () => {
    const { calls, trusts } = await start();
    await setTrust(WHERE, () => trust("user/stand-in"), 1);
    assert.equal(trusts.get(roleArn), trust("user/stand-in"));
    assert.deepEqual(
      calls.map(({ action }) => action),
      ["GetCallerIdentity", "AssumeRole", "GetRole", "UpdateAssumeRolePolicy", "AssumeRole"],
    );
  });

  it("changes nothing for somebody whom it does not name", async () => {
    const { calls } = await start();
    await assert.rejects(
      setTrust(WHERE, () => trust(), 1),
      /user\/stand-in would narrow .*access\.deploy\.bootstrap/,
    );
    assert.deepEqual(
      calls.map(({ action }) => action),
      ["GetCallerIdentity"],
    );
  });

  it("gives the former trust back where the caller cannot enter any more", async () => {
    const { trusts } = await start(false);
    await assert.rejects(
      setTrust(WHERE, () => trust("user/stand-in"), 1),
      /cannot enter .* so it has the former one again.*a user has to come with MFA/s,
    );
    const former = JSON.parse(trusts.get(roleArn) ?? "{}") as {
      readonly Statement: readonly { readonly Principal: object; readonly Condition?: object }[];
    };
    assert.deepEqual(
      former.Statement.map(({ Principal, Condition }) => [Principal, Condition]),
      [[{ AWS: `arn:aws:iam::${MANAGEMENT}:root` }, undefined]],
    );
  });

  it("tells a session of a role by the role's name", async () => {
    const aws = await start();
    aws.signIn(`arn:aws:sts::${MANAGEMENT}:assumed-role/deploy/job`);
    await assert.rejects(
      setTrust(WHERE, () => trust(), 1),
      /cannot enter/,
    );
    aws.signIn(`arn:aws:sts::${MANAGEMENT}:assumed-role/preview/job`);
    await assert.rejects(
      setTrust(WHERE, () => trust(), 1),
      /would narrow/,
    );
    assert.ok(!(aws.trusts.get(roleArn) ?? "").includes(USER));
  });
});
