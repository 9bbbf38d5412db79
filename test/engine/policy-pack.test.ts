import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readPreview } from "../../access/registered/preview";
import { checkPreview } from "../../policies/check-preview";
import { prove } from "../../policies/plan";
import { RULES } from "../../policies/rules";
import { skipWithoutPulumi } from "./harness";
import {
  EXAMPLE,
  type LandingZone,
  landingZone,
  planOf,
  succeeded,
  TIMEOUT_MS,
} from "./landing-zone";

const WITH_PACK = { args: ["--policy-pack", "policies"], text: true } as const;

const INDEX = readFileSync(resolve(__dirname, "../../index.ts"), "utf8");

/** The program with something that a team adds to it, in the access account or another. */
function withAdded(code: string): string {
  const added = `import * as added from "@pulumi/aws";\n${INDEX}`;
  assert.ok(added.includes("  return outputsOf("));
  return added.replace("  return outputsOf(", `  ${code}\n  return outputsOf(`);
}

const ROLE = `new added.iam.Role("mine", {
  name: "mine",
  assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111111111111:root" }, Action: "sts:AssumeRole" },
  ] }),
}, { provider: management.aws });`;

describe("the policy pack on the engine", function () {
  this.timeout(TIMEOUT_MS);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "previews with the policy pack");
    zone = await landingZone({ env: { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "" } });
    close = () => zone.close();
  });
  after(() => close?.());

  it("lets the shipped stack through, before anything exists", async () => {
    const { stdout } = succeeded(await zone.preview(WITH_PACK));
    assert.match(stdout, /✅ landing-zone@v/);
    assert.doesNotMatch(stdout, /\[(mandatory|advisory)\]/);
  });

  it("lets it through when it is made, and when everything is known", async () => {
    assert.match(succeeded(await zone.up(WITH_PACK)).stdout, /✅ landing-zone@v/);
    const { stdout } = succeeded(await zone.preview(WITH_PACK));
    assert.doesNotMatch(stdout, /\[(mandatory|advisory)\]/);
  });

  it("refuses a role that a team adds without MFA, with the rule's sentence", async () => {
    await zone.writeFile("index.ts", withAdded(ROLE));
    const run = await zone.preview(WITH_PACK);
    assert.notEqual(run.code, 0);
    const rule = RULES.find(({ name }) => name === "people-come-with-mfa");
    assert.match(run.stdout, /\[mandatory\] {2}people-come-with-mfa {2}\(aws:iam:Role: mine\)/);
    assert.ok(run.stdout.includes(`${rule?.sentence ?? "?"}.`));
    assert.match(run.stdout, /a user of 111111111111 enters by access key, without MFA/);
  });

  it("only warns where the configuration says so", async () => {
    const config = { "people-come-with-mfa": "advisory" };
    await zone.writeFile("policy-levels.json", JSON.stringify(config));
    const run = await zone.preview({
      ...WITH_PACK,
      args: [...WITH_PACK.args, "--policy-pack-config", "policy-levels.json"],
    });
    assert.match(succeeded(run).stdout, /\[advisory\] {2}people-come-with-mfa/);
  });

  it("sees which inputs are secrets", async () => {
    const user = (tags: string): string =>
      withAdded(
        `new added.iam.User("robot", { name: "robot", tags: ${tags} }, { provider: provider(access) });`,
      );
    await zone.writeFile("index.ts", user('{ apiKey: "4f7a9c" }'));
    const plain = await zone.preview(WITH_PACK);
    assert.notEqual(plain.code, 0);
    assert.match(
      plain.stdout,
      /tags\.apiKey of aws:iam\/user:User robot holds the apiKey in plain text/,
    );
    await zone.writeFile(
      "index.ts",
      `import { secret } from "@pulumi/pulumi";\n${user('{ apiKey: secret("4f7a9c") }')}`,
    );
    succeeded(await zone.preview(WITH_PACK));
  });

  it("is told by lz preview-check what a pack cannot see: what goes", async () => {
    await zone.writeFile("index.ts", INDEX);
    const component = readFileSync(
      resolve(__dirname, "../../components/organization-trail.ts"),
      "utf8",
    );
    await zone.writeFile(
      "components/organization-trail.ts",
      component.replace(", protect: true", ""),
    );
    const digest = await zone.pulumi(["preview", "--json", "--show-sames"]);
    const preview = readPreview(digest.stdout);
    assert.ok(preview.ok);
    const { refusals, unseen, judged } = await checkPreview(preview, planOf(EXAMPLE), prove);
    assert.deepEqual(
      refusals.map(({ rule, found }) => `${rule}: ${found}`),
      [
        "nothing-kept-goes: aws:cloudtrail/trail:Trail trail-trail would lose its protection: it is a trail",
      ],
    );
    assert.deepEqual(unseen, []);
    assert.ok(judged > 100);
  });

  it("says so where the stack has no file beside the pack", async () => {
    await zone.writeFile(
      "components/organization-trail.ts",
      readFileSync(resolve(__dirname, "../../components/organization-trail.ts"), "utf8"),
    );
    await zone.writeFile("index.ts", "export = {};\n");
    await zone.writeStackFile("organization: {}\n");
    const run = await zone.preview(WITH_PACK);
    assert.notEqual(run.code, 0);
    assert.match(run.stdout, /the-stack-has-a-file/);
    assert.match(run.stdout, /stacks\/example\.yaml has problems/);
  });
});
