import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edited, stackText } from "../stacks";
import { example, lz } from "./access-run";

describe("lz access: one decision", function () {
  this.timeout(20_000);

  describe("can", () => {
    it("allowed: exit 0, the role, and what allows it at each layer", async () => {
      const asked = await example(
        "access can --as ada --account web-production --action ec2:rebootinstances",
      );
      assert.equal(asked.code, 0);
      assert.equal(asked.stderr, "");
      assert.match(
        asked.stdout,
        /^allowed: ada may ec2:RebootInstances in web-production, as operations\n/,
      );
      assert.match(asked.stdout, /ada, entering operations in web-production:\n/);
      assert.match(asked.stdout, /allows +identity +level operate +Compute\n/);
      assert.match(asked.stdout, /allows +boundary +boundary +Ceiling\n/);
    });

    it("denied: exit 1, and the statement that denies", async () => {
      const asked = await example(
        "access can --as developer --account web-production --action s3:GetObject",
      );
      assert.equal(asked.code, 1);
      assert.match(
        asked.stdout,
        /^denied: developer may not s3:GetObject in web-production: NoCusto/,
      );
      assert.match(asked.stdout, /denies +identity +level observe +NoCustomerData\n/);
    });

    it("denied without MFA: the role cannot be entered", async () => {
      const asked = await example(
        "access can --as auditor --account audit --action s3:ListBucket --no-mfa",
      );
      assert.equal(asked.code, 1);
      assert.match(
        asked.stdout,
        /without MFA: it cannot enter auditor in audit,\s+NothingElseBeforeMfa of people/,
      );
    });

    it("conditional: exit 1, until what is open is given", async () => {
      const question = "access can --as developer --account web-staging --action iam:CreateRole";
      const asked = await example(question);
      assert.equal(asked.code, 1);
      assert.match(asked.stdout, /^conditional: developer may iam:CreateRole in web-staging, if /);
      assert.match(asked.stdout, /when iam:PermissionsBoundary is not/);
      const boundary = "arn:aws:iam::web-staging:policy/landing-zone/boundary";
      const given =
        `${question} --resource arn:aws:iam::web-staging:role/service/x` +
        ` --context iam:PermissionsBoundary=${boundary}`;
      assert.equal((await example(given)).code, 0);
      const without =
        `${question} --resource arn:aws:iam::web-staging:role/service/x` +
        ` --without iam:PermissionsBoundary`;
      assert.match(
        (await example(without)).stdout,
        /^denied: [^\n]*\n {2}OnlyWithThisBoundary of boundary/,
      );
    });

    it("a key that is given twice has both values", async () => {
      const question =
        "access can --as auditor --account audit --action s3:GetObject " +
        "--resource arn:aws:s3:::acme-logs-<audit>/x --context aws:CalledVia=a";
      assert.equal((await example(question)).code, 0);
      const explained = await example(
        `${question.replace(" can ", " explain ")} --context AWS:CalledVia=b x:y=z`,
      );
      assert.match(explained.stdout, /aws:CalledVia +a, b\n/);
      assert.match(explained.stdout, /x:y +z\n/);
    });

    it("principals by ARN, with account names; what is assumed of them is said", async () => {
      const service = await example(
        "access can --as arn:aws:iam::playground:role/service/x --account playground --action s3:PutObject",
      );
      assert.match(service.stdout, /note: roles below \/service\/ in playground are taken to be/);
      const stranger = await example(
        "access can --as arn:aws:iam::999999999999:role/x --account audit --action s3:GetObject --no-mfa",
      );
      assert.match(
        stranger.stdout,
        /note: nothing is known of the permissions of arn:aws:iam::9999/,
      );
      assert.match(stranger.stdout, /note: --no-mfa is about people/);
      assert.match(stranger.stdout, /\(there is no policy\)/);
    });

    it("says when AWS would not ask for such a resource", async () => {
      const bucket = await example(
        "access can --as auditor --account audit --action s3:GetObject --resource arn:aws:s3:::b",
      );
      assert.match(
        bucket.stdout,
        /note: AWS asks s3:GetObject for resources like\n? +arn:aws:s3:::Buc/,
      );
      const list = await example(
        "access can --as auditor --account audit --action s3:ListAllMyBuckets --resource arn:aws:s3:::b",
      );
      assert.match(list.stdout, /note: s3:ListAllMyBuckets has no resources/);
      const fine = await example(
        "access can --as auditor --account audit --action s3:GetObject --resource *",
      );
      assert.doesNotMatch(fine.stdout, /note/);
    });

    it("--json: the contract's form", async () => {
      const asked = await example(
        "access can --as developer --account web-production --action s3:GetObject --json",
      );
      assert.equal(asked.code, 1);
      const { decision, condition, because } = JSON.parse(asked.stdout) as Record<string, unknown>;
      assert.equal(decision, "denied");
      assert.equal(condition, null);
      assert.deepEqual((because as readonly unknown[])[0], {
        who: "developer in web-production",
        action: "s3:GetObject",
        resource: "arn:aws:s3:*:<web-production>:accesspoint/*/object/* or arn:aws:s3:::*/*",
        layer: "identity",
        effect: "deny",
        policy: "level observe",
        statement: "NoCustomerData",
        when: null,
      });
      const nobody = await example(
        "access can --as network --account documents --action ec2:RebootInstances --json",
      );
      assert.deepEqual(JSON.parse(nobody.stdout), {
        decision: "denied",
        condition: null,
        because: [],
        notes: ["network: there is no role in documents to enter"],
      });
    });
  });

  describe("explain", () => {
    const question =
      "access explain --as ada --account web-production --action ec2:RebootInstances";

    it("every way, every statement, and what is known; exit 0 whatever the answer is", async () => {
      const { code, stdout } = await example(`${question} --no-mfa`);
      assert.equal(code, 0);
      assert.match(stdout, /^denied: ada may not/);
      assert.match(
        stdout,
        /\nAs operations in web-production: denied\n {2}1\. ada asks sts:Assume/,
      );
      assert.match(stdout, /\nAs developer in web-production: denied\n/);
      assert.match(stdout, /2\. operations in web-production asks ec2:RebootInstances/);
      assert.match(stdout, /Known of the request itself:\n {2}aws:SecureTransport +true\n/);
      assert.match(stdout, /Known of ada:\n {2}aws:PrincipalArn +arn:aws:iam::<access>:user/);
      assert.match(stdout, /not part of the request: .*aws:MultiFactorAuthPresent/);
    });

    it("--json", async () => {
      const { code, stdout } = await example(`${question} --json`);
      assert.equal(code, 0);
      const { decision, routes, known } = JSON.parse(stdout) as {
        decision: string;
        routes: { as: string; hops: { because: unknown[] }[] }[];
        known: { of: string; keys: Record<string, unknown> }[];
      };
      assert.equal(decision, "allowed");
      assert.deepEqual(
        routes.map(({ as, hops }) => [as, hops.length]),
        [
          ["operations in web-production", 2],
          ["developer in web-production", 2],
        ],
      );
      assert.ok(routes.every(({ hops }) => hops.every(({ because }) => because.length > 0)));
      assert.equal(known[1]?.keys["aws:MultiFactorAuthPresent"], "true");
      assert.equal(known[2]?.keys["aws:MultiFactorAuthPresent"], null);
    });
  });

  describe("the time of people that ends", () => {
    const folder = mkdtempSync(join(tmpdir(), "lz-can-"));
    const file = join(folder, "stack.yaml");
    const ask = (who: string, ...more: readonly string[]) => {
      const question = ["access", "can", "--as", who, "--account", "web-production"];
      return lz(...question, "--action", "ec2:RebootInstances", "--file", file, ...more);
    };

    before(() => {
      const people = "    - { name: ada, functions: [operations, developer] }\n";
      const ending = (name: string, until: string): string =>
        `    - { name: ${name}, functions: [operations], until: "${until}" }\n`;
      const all = `${people}${ending("gone", "2020-12-31")}${ending("here", "2999-12-31")}`;
      writeFileSync(file, edited(stackText("example"), [people, all]));
    });

    after(() => {
      rmSync(folder, { recursive: true });
    });

    it("is asked about now", async () => {
      assert.equal((await ask("here")).code, 0);
      const gone = await ask("gone");
      assert.equal(gone.code, 1);
      assert.match(gone.stdout, /^denied: gone may not .*\s.*NothingAfterTheLastDay/);
    });

    it("unless the question says when, in any case, or that nobody knows", async () => {
      const at = (time: string): readonly string[] => ["--context", `AWS:currenttime=${time}`];
      assert.equal((await ask("gone", ...at("2020-12-31T12:00:00Z"))).code, 0);
      assert.equal((await ask("here", ...at("3000-01-01T00:00:00Z"))).code, 1);
      const without = await ask("gone", "--without", "aws:CurrentTime");
      assert.equal(without.code, 0, without.stdout);
    });
  });
});
