import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edited, EXAMPLE, planOf } from "../stacks";
import { example, lz } from "./access-run";

const GUARDED = `${EXAMPLE}guardrails:
  custom:
    - name: deny-vaults
      sentence: Vaults stay
      types: [sandbox, storage]
      statements: [{ Action: "glacier:DeleteVault", Resource: "*" }]
`;
const excepted = (until: string): string =>
  `${EXAMPLE}guardrails:
  exceptions:
    - { guardrail: require-imdsv2, type: sandbox, reason: old courses, until: "${until}" }
`;

describe("guardrails, as lz shows them", function () {
  this.timeout(60_000);
  let folder: string;
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "lz-guardrails-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  describe("plan", () => {
    it("per unit and account, with what is inherited and the room that is left", async () => {
      const { code, stdout } = await example("plan");
      assert.equal(code, 0);
      assert.match(
        stdout,
        /\n {2}at the root \(all 7 member accounts\):\n {4}deny-account-settings, /,
      );
      assert.match(
        stdout,
        /\n {2}at workloads\/sandbox \(playground\), beside the root's 10:\n(.*\n){2} {4}room: 8 of 8 service control policies, [\d,]+ characters left in the fullest; 1 of 3 resource\n {6}control policies, [\d,]+ characters left in the fullest\n/,
      );
    });

    it("--json: the contract's form, for every policy of every target", async () => {
      const { stdout } = await lz("plan", "--stack", "enterprise", "--json");
      const { guardrails, exceptions, policyLimits } = JSON.parse(stdout) as {
        guardrails: Record<string, unknown>[];
        exceptions: Record<string, unknown>[];
        policyLimits: unknown;
      };
      assert.ok(guardrails.length > 50);
      const kinds = new Set<unknown>();
      for (const one of guardrails) {
        for (const key of ["target", "kind", "name", "description"]) {
          assert.equal(typeof one[key], "string", key);
        }
        assert.ok(Array.isArray(one.guardrails) && one.guardrails.length > 0);
        assert.ok(Number(one.size) > 0 && Number(one.size) <= Number(one.limit));
        assert.equal(typeof one.document, "object");
        kinds.add(one.kind);
      }
      assert.deepEqual([...kinds].sort(), ["ai-opt-out", "ec2", "rcp", "scp", "tag"]);
      assert.deepEqual(
        exceptions.map(({ guardrail, account, until }) => [guardrail, account, until]),
        [["deny-large-instances", "training", "2099-12-31"]],
      );
      assert.deepEqual(policyLimits, {
        scp: { characters: 10240, policies: 10 },
        rcp: { characters: 5120, policies: 5 },
      });
    });
  });

  describe("diff", () => {
    it("a guardrail that came to two units is one line, and people lose what it refuses", async () => {
      const { stdout } = await lz("diff", "example", file("guarded.yaml", GUARDED));
      assert.match(stdout, /^Built: {2}~1 guardrail, \+2 guardrails$/m);
      assert.match(
        stdout,
        /\n {2}~ guardrail landing-zone-deny-default-vpc: no longer at workloads\/sandbox;/,
      );
      assert.match(stdout, /; still held there by\s+landing-zone-scp-of-sandbox\n/);
      assert.match(
        stdout,
        /\n {2}\+ guardrail landing-zone-deny-vaults: at workloads\/storage; Vaults stay\n/,
      );
      assert.match(
        stdout,
        /\ndeveloper loses \(ada\):\n {2}write: 1 action of 1 service\n {4}playground\n {6}glacier: DeleteVault\n/,
      );
      assert.doesNotMatch(stdout, /gains/);
    });

    it("what changes in a policy of seven units, by its statements, once", async () => {
      const regions = edited(EXAMPLE, ["eu-west-1", "eu-west-1\n  regions: [eu-central-1]"]);
      const { stdout } = await lz("diff", "example", file("regions.yaml", regions));
      const rows = stdout.split("\n").filter((line) => line.includes("deny-regions"));
      assert.deepEqual(rows, [
        "  ~ guardrail landing-zone-deny-regions: statements: ~DenyRegions1, ~DenyRegions2",
      ]);
      // No function's: what sets the defaults of accounts, and root sessions, are in one more region.
      assert.match(
        stdout,
        /^Access: AWS's own services, as baseline gains permission management in 1 service \(ec2\), write in 1\n {10}service \(ec2\)\n {8}the break-glass users, as root-access gains write in 1 service \(sts\)\n\nWhat is built:$/m,
      );
      const { access } = JSON.parse(
        (await lz("diff", "example", file("regions.yaml", regions), "--json")).stdout,
      ) as { access: Record<"gained" | "lost", { kind: string; names: string[] }[]> };
      assert.deepEqual(
        access.gained.map(({ kind, names }) => [kind, names]),
        [
          ["others", ["AWS's own services, as baseline"]],
          ["others", ["the break-glass users, as root-access"]],
        ],
      );
      assert.deepEqual(access.lost, []);
    });

    it("exceptions, as Markdown and as JSON", async () => {
      const sides = ["example", file("excepted.yaml", excepted("2099-12-31"))];
      const markdown = await lz("diff", ...sides, "--format", "markdown");
      assert.match(
        markdown.stdout,
        /\n- ~ guardrail `landing-zone-require-imdsv2`: `no longer at workloads\/sandbox`\n- \+ exception `from require-imdsv2 in accounts of type sandbox`: `until 2099-12-31: old courses`\n/,
      );
      const { resources } = JSON.parse((await lz("diff", ...sides, "--json")).stdout) as {
        resources: { changes: { what: string; name: string }[] };
      };
      assert.deepEqual(
        resources.changes.map(({ what, name }) => [what, name]),
        [
          ["guardrail", "landing-zone-require-imdsv2"],
          ["exception", "from require-imdsv2 in accounts of type sandbox"],
        ],
      );
    });

    it("without any guardrail people gain what guardrails refused, and it is said which went", async () => {
      const none = file("none.yaml", `${EXAMPLE}guardrails: { attach: none }\n`);
      const { stdout } = await lz("diff", "example", none);
      const policies = new Set(planOf(EXAMPLE).guardrails.map(({ name }) => name));
      assert.match(stdout, new RegExp(`^Built: {2}-${policies.size} guardrails$`, "m"));
      assert.match(stdout, / gains? /);
      assert.doesNotMatch(stdout, / loses? /);
    });
  });

  describe("check", () => {
    it("reports exceptions that are in force", async () => {
      const { code, stdout } = await lz("check", "--file", file("on.yaml", excepted("2099-12-31")));
      assert.equal(code, 0, stdout);
      assert.match(
        stdout,
        /\n\nExceptions from guardrails:\n {2}require-imdsv2 does not hold in accounts of type sandbox until 2099-12-31: old courses\n\n\d+ proofs hold; 1 exception is in force\n$/,
      );
    });

    it("fails for an exception that has ended, with the choices, as text and as JSON", async () => {
      const ended = file("off.yaml", excepted("2020-12-31"));
      const { code, stdout } = await lz("check", "--file", ended);
      assert.equal(code, 1);
      assert.match(
        stdout,
        /\nFAILS {2}guardrails\.exceptions\[0\] {2}require-imdsv2 does not hold/,
      );
      assert.match(stdout, /- it ended on 2020-12-31, and today is .*: take the exception out, or/);
      assert.match(stdout, /\n1 of \d+ fails\n$/);
      const json = await lz("check", "--file", ended, "--json");
      assert.equal(json.code, 1);
      const { results } = JSON.parse(json.stdout) as { results: { name: string; ok: boolean }[] };
      assert.deepEqual(
        results.filter(({ ok }) => !ok).map(({ name }) => name),
        ["guardrails.exceptions[0]"],
      );
    });
  });

  describe("access", () => {
    it("explain names the guardrail's policy and statement, and AWS's own policies once", async () => {
      const { code, stdout } = await example(
        "access explain --as operations --account documents --action ec2:RunInstances",
      );
      assert.equal(code, 0);
      assert.match(
        stdout.replaceAll(/\s+/g, " "),
        /^denied: operations may not ec2:RunInstances in documents: OnlyServices of the guardrail landing-zone-only-services-of-storage denies it/,
      );
      assert.match(
        stdout,
        /\n +denies +scp +landing-zone-only-services-of-storage +OnlyServices\n/,
      );
      const [, second = ""] = stdout.split("\n  2. ");
      for (const own of [/allows +scp +FullAWSAccess/g, /allows +rcp +RCPFullAWSAccess/g]) {
        assert.equal(second.match(own)?.length, 1);
      }
    });

    it("a root user is refused, and whoever holds it is no longer listed", async () => {
      const { stdout } = await lz(
        ..."access can --stack example --account web-production --action iam:CreateAccessKey".split(
          " ",
        ),
        "--as",
        "arn:aws:iam::web-production:root",
      );
      assert.match(
        stdout.replaceAll(/\s+/g, " "),
        /DenyRootUser of the guardrail landing-zone-deny-root-user denies it/,
      );
      const who = await example("access who-can --account web-production --action s3:GetObject");
      assert.doesNotMatch(who.stdout, /root user/);
    });

    it("what is allowed is allowed by documents of the person, not by AWS's own policies", async () => {
      const { stdout } = await example(
        "access can --as ada --account web-production --action ec2:RebootInstances",
      );
      assert.doesNotMatch(stdout, /FullAWSAccess/);
    });
  });

  it("demo shows what a guardrail refuses", async () => {
    const { stdout } = await lz("demo");
    assert.match(stdout, /\n== Who can do what: lz access can .*:root --account web-production/);
    assert.match(
      stdout.replaceAll(/\s+/g, " "),
      /of the guardrail landing-zone-deny-root-user denies it/,
    );
  });
});
