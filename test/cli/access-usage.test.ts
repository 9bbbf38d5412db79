import assert from "node:assert/strict";
import { example, lz } from "./access-run";

describe("lz access: mistakes", function () {
  this.timeout(20_000);

  describe("wrong usage: exit 2, a word on stderr, nothing on stdout", () => {
    const can = "access can --as ada --account audit --action s3:GetObject";
    const who = "access who-can --account audit";
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ["a misspelt person", can.replace("ada", "adda"), /"adda" is no .*did you mean "ada"\?/],
      ["a misspelt account", can.replace("audit", "audits"), /did you mean "audit"\?/],
      ["an account of a misspelt ARN", can.replace("ada", "arn:aws:iam::adit:root"), /"audit"\?/],
      ["no account in an ARN", can.replace("ada", "arn:aws:s3:::b"), /is not the ARN of a user/],
      ["a misspelt action", `${who} --action s3:GetObjekt`, /did you mean "s3:GetObject"\?/],
      ["a misspelt service", `${who} --action s4:GetObject`, /AWS has no service "s4"/],
      ["an action without service", `${who} --action GetObject`, /written service:Action/],
      ["a wildcard action", `${who} --action s3:Get*`, /lz access matrix .* --service s3/],
      ["all actions", `${who} --action *`, /lz access matrix --function FUNCTION --type TYPE\n/],
      [
        "a resource that is no ARN",
        `${can} --resource bucket`,
        /like arn:aws:s3:::BucketName\/Obj/,
      ],
      [
        "a resource for none",
        `${who} --action s3:ListAllMyBuckets --resource b`,
        /leave --resource/,
      ],
      ["a resource elsewhere", `${can} --resource arn:aws:s3:::`, /is no ARN/],
      ["a key without value", `${can} --context aws:SourceIp`, /write KEY=VALUE/],
      ["a key with an empty value", `${can} --context aws:SourceIp=`, /--without aws:SourceIp/],
      ["what is no key", `${can} --context SourceIp=10.0.0.1`, /written like aws:SourceIp/],
      ["what is no missing key", `${can} --without SourceIp`, /written like aws:SourceIp/],
      ["a key with and without", `${can} --context a:b=c --without A:B`, /cannot be given by/],
      ["no person", "access matrix --person adda", /no person "adda"; did you mean "ada"\?/],
      ["no function", "access matrix --function x", /no function "x"; there are: operations, /],
      ["no type", "access matrix --type sandbx", /did you mean "sandbox"\?/],
      ["no service", "access matrix --service s4", /AWS has no service "s4"/],
      ["both", "access matrix --person ada --function auditor", /exclude each other/],
      ["nobody to begin with", "access reach", /--from is missing/],
      ["a misspelt beginning", "access reach --from adda", /did you mean "ada"\?/],
      ["an unknown option", "access reach --form ada", /unknown option '--form'/],
      ["an unknown question", "access cann", /unknown command 'cann'/],
      ["a word too many", "access matrix now", /too many arguments/],
    ];
    for (const [title, command, message] of cases) {
      it(title, async () => {
        const { code, stdout, stderr } = await example(command);
        assert.equal(code, 2);
        assert.equal(stdout, "");
        assert.match(stderr, message);
        assert.doesNotMatch(stderr, /\n\s+at /);
      });
    }

    it("all mistakes at once", async () => {
      const { code, stderr } = await lz(
        ...["access", "can", "--account", "x", "--context", "y", "--resource", "z"],
      );
      assert.equal(code, 2);
      assert.match(stderr, /^4 mistakes:\n/);
      for (const word of [
        "--as is missing",
        "--action is missing",
        "--context y",
        "name one stack",
      ]) {
        assert.ok(stderr.includes(`\n  - ${word}`), word);
      }
      const names = await example(
        "access can --as adda --account audits --action a:b --resource z",
      );
      assert.match(names.stderr, /^4 mistakes:\n/);
    });
  });
});
