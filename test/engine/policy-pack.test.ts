import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readPreview } from "../../access/registered/preview";
import { checkPreview } from "../../policies/check-preview";
import { prove } from "../../policies/plan";
import { RULES } from "../../policies/rules";
import { metadata } from "../model/metadata";
import { METADATA_FILE, MODES } from "../modes";
import { skipWithoutPulumi } from "./harness";
import {
  edited,
  EXAMPLE,
  type LandingZone,
  landingZone,
  planOf,
  stackFile,
  succeeded,
  TIMEOUT_MS,
} from "./landing-zone";
import { ACCOUNTS, MANAGEMENT, ORGANIZATION } from "./old-organization";
import { INSTANCE } from "./switched-on";

const WITH_PACK = { args: ["--policy-pack", "policies"], text: true } as const;

const INDEX = readFileSync(resolve(__dirname, "../../index.ts"), "utf8");

/** The program with what a team adds to it. */
function withAdded(...code: readonly string[]): string {
  const imports =
    'import * as added from "@pulumi/aws";\nimport { secret } from "@pulumi/pulumi";\n';
  return `${imports}${edited(INDEX, ["  return outputsOf(", `  ${code.join("\n  ")}\n  return outputsOf(`])}`;
}

const user = (name: string, apiKey: string): string =>
  `new added.iam.User("${name}", { name: "${name}", tags: { apiKey: ${apiKey} } }, at("access").opts);`;

const SECRET = 'secret("4f7a9c")';

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

  it("says so where the stack has no valid file beside the pack", async () => {
    await zone.writeFile("index.ts", "export = {};\n");
    await zone.writeStackFile("organization: {}\n");
    const { code, stdout } = await zone.preview(WITH_PACK);
    assert.notEqual(code, 0);
    assert.match(stdout, /\[mandatory\] {2}the-stack-has-a-file/);
    assert.match(stdout, /stacks\/example\.yaml has problems/);
    await zone.writeFile("index.ts", INDEX);
    await zone.writeStackFile(EXAMPLE);
  });

  it("lets the shipped stack through, before anything exists and when it is made", async () => {
    for (const run of [await zone.preview(WITH_PACK), await zone.up(WITH_PACK)]) {
      const { stdout } = succeeded(run);
      assert.match(stdout, /✅ landing-zone@v/);
      assert.doesNotMatch(stdout, /\[(mandatory|advisory)\]/);
    }
  });

  it("lets the shipped stack of an organization that is taken over through", async () => {
    const old = await landingZone(
      { stack: "enterprise", stackFile: stackFile("enterprise"), caller: MANAGEMENT },
      { caller: MANAGEMENT },
    );
    try {
      old.seed(ORGANIZATION, ...ACCOUNTS);
      const { stdout } = succeeded(await old.preview(WITH_PACK));
      assert.match(stdout, /✅ landing-zone@v/);
      assert.doesNotMatch(stdout, /\[(mandatory|advisory)\]/);
    } finally {
      await old.close();
    }
  });

  it("lets every way to sign in through, with pipelines, partners and alarms", async () => {
    const all = await landingZone({
      stackFile: MODES["all that there is"],
      files: { [`stacks/${METADATA_FILE}`]: metadata() },
    });
    try {
      all.seed(INSTANCE);
      for (const run of [await all.preview(WITH_PACK), await all.up(WITH_PACK)]) {
        const { stdout } = succeeded(run);
        assert.match(stdout, /✅ landing-zone@v/);
        assert.doesNotMatch(stdout, /\[(mandatory|advisory)\]/);
      }
    } finally {
      await all.close();
    }
  });

  it("refuses what a team adds, with the rules' sentences, and sees which inputs are secret", async () => {
    await zone.writeFile(
      "index.ts",
      withAdded(ROLE, user("robot", '"4f7a9c"'), user("quiet", SECRET)),
    );
    const { code, stdout } = await zone.preview(WITH_PACK);
    assert.notEqual(code, 0);
    const rule = RULES.find(({ name }) => name === "people-come-with-mfa");
    assert.match(stdout, /\[mandatory\] {2}people-come-with-mfa {2}\(aws:iam:Role: mine\)/);
    assert.ok(stdout.includes(`${rule?.sentence ?? "?"}.`));
    assert.match(stdout, /a user of 111111111111 enters by access key, without MFA/);
    assert.match(stdout, /tags\.apiKey of aws:iam\/user:User robot holds the apiKey in plain text/);
    assert.doesNotMatch(stdout, /tags\.apiKey of aws:iam\/user:User quiet/);
    assert.doesNotMatch(stdout, /\] {2}(?!people-come-with-mfa|secrets-are-secret)/);
  });

  it("only warns where the configuration says so", async () => {
    const levels = { "people-come-with-mfa": "advisory", "secrets-are-secret": "disabled" };
    await zone.writeFile("policy-levels.json", JSON.stringify(levels));
    const args = [...WITH_PACK.args, "--policy-pack-config", "policy-levels.json"];
    const { stdout } = succeeded(await zone.preview({ ...WITH_PACK, args }));
    assert.match(stdout, /\[advisory\] {2}people-come-with-mfa/);
    assert.doesNotMatch(stdout, /secrets-are-secret/);
  });

  it("is told by lz preview-check what a pack cannot see: what goes", async () => {
    await zone.writeFile("index.ts", INDEX);
    const trail = "components/audit/organization-trail.ts";
    const component = readFileSync(resolve(__dirname, "../..", trail), "utf8");
    await zone.writeFile(trail, edited(component, [", protect: true", ""]));
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
});
