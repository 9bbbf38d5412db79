import assert from "node:assert/strict";
import { errorName, LiveError, reason, told } from "../../../cli/live/errors";
import { EXIT } from "../../../cli/exit";

function named(name: string, message = "AWS's own words"): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

describe("what AWS's errors mean", () => {
  const ROWS: readonly (readonly [string, RegExp])[] = [
    ["ExpiredToken", /have expired: sign in again/],
    ["ExpiredTokenException", /have expired/],
    ["TokenProviderError", /have expired/],
    [
      "CredentialsProviderError",
      /no credentials \(AWS's own words\): sign in, .* or name a profile/,
    ],
    ["InvalidClientTokenId", /does not know these credentials/],
    ["SignatureDoesNotMatch", /does not know these credentials/],
    ["AccessDenied", /does not allow it \(AWS's own words\): use credentials that may/],
    ["AccessDeniedException", /does not allow it/],
    ["Throttling", /slow down: wait a minute and repeat/],
    ["TooManyRequestsException", /slow down/],
    ["RequestTimeTooSkewed", /clock of this machine is wrong/],
    ["TimeoutError", /cannot be reached/],
    ["ServiceFailure", /has a fault/],
    ["MalformedPolicyDocument", /^MalformedPolicyDocument: AWS's own words$/],
  ];
  for (const [name, expected] of ROWS) {
    it(`${name}: one sentence, with the fix`, () => {
      const text = reason(named(name));
      assert.match(text, expected);
      assert.doesNotMatch(text, /\n/);
    });
  }

  it("a profile that asks for MFA: the command that asks for the code", () => {
    const words = "Profile m requires multi-factor authentication, but no MFA code callback";
    assert.match(
      reason(named("CredentialsProviderError", words)),
      /asks for an MFA code.*aws configure export-credentials/,
    );
  });

  it("of the network, by its code", () => {
    const error = Object.assign(named("Error"), { code: "ECONNREFUSED" });
    assert.match(reason(error), /cannot be reached from here/);
  });

  it("repeats nothing of AWS's words where the request carried a secret", () => {
    for (const name of ["ValidationError", "AccessDenied", "PasswordPolicyViolation"]) {
      assert.doesNotMatch(reason(named(name, "hunter2 is too short"), true), /hunter2/);
    }
    assert.equal(reason(named("hunter2 as a name", "hunter2"), true), "Error");
    assert.equal(reason("hunter2", true), "Error");
  });

  it("on one line that is not too long, whatever AWS says", () => {
    const text = reason(named("Odd", `a\n  b\u001B[31m${"x".repeat(1000)}`));
    assert.match(text, /^Odd: a b \[31mx+…$/);
    assert.ok(text.length < 420);
  });

  it("knows a name in any shape", () => {
    assert.equal(errorName(null), "Error");
    assert.equal(errorName({ name: 1 }), "Error");
    assert.equal(errorName(named("NoSuchEntityException")), "NoSuchEntityException");
  });

  it("a request that fails ends as a mistake in use, without AWS's error inside", async () => {
    await assert.rejects(told("reading", Promise.reject(named("Throttling"))), (error) => {
      assert.ok(error instanceof LiveError);
      assert.equal(error.code, EXIT.usage);
      assert.match(error.message, /^reading: AWS asks to slow down/);
      assert.equal(error.cause, undefined);
      return true;
    });
    await assert.rejects(told("x", Promise.reject(new LiveError("as it is"))), /^Error: as it is$/);
  });
});
