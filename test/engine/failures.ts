import assert from "node:assert/strict";
import { CALLER } from "./harness";
import { edited, EXAMPLE, idsOf, type LandingZone, refused } from "./landing-zone";

/** A level by which developers read production, and an expectation that another level breaks. */
const WEAK = `accountTypes:
  production: { functions: { developer: look-in } }
  storage: { functions: { operations: operate } }
permissions:
  look-in: { statements: [{ Action: "s3:GetObject", Resource: "*" }] }
expectations:
  - { who: operations, can: "ec2:RebootInstances", in: { account: web-production } }
  - { who: operations, cannot: "cloudwatch:GetMetricData", in: { type: storage } }
`;

/** Tests of what goes wrong before and in a first run, on an empty stack. */
export function testFailures(empty: () => LandingZone): void {
  it("says all that is wrong with a file, with line, column and fix", async () => {
    const zone = empty();
    await zone.writeStackFile(
      edited(EXAMPLE, ["type: production", "type: prodction"], ["name: ada", "nam: ada"]),
    );
    const errors = await refused(zone, () => zone.preview());
    assert.match(errors, /stacks\/example\.yaml:9:35 accounts\[0\]\.type\n.*"prodction"/);
    assert.match(errors, /did you mean "production"\?/);
    assert.match(errors, /stacks\/example\.yaml:\d+:\d+ access\.people\[0\]\.nam\n.*unknown key/);
    assert.match(errors, /problems$/);
    await zone.writeStackFile(EXAMPLE);
  });

  it("refuses access that nobody may have, and access that the file says nobody has", async () => {
    const zone = empty();
    await zone.writeStackFile(`${EXAMPLE}${WEAK}`);
    const errors = await refused(zone, () => zone.preview());
    assert.match(errors, /^Refused, and nothing was changed: this does not hold\n/);
    assert.match(
      errors,
      /- production-data: .*\n {4}but developer in web-production can s3:GetObject/,
    );
    assert.match(
      errors,
      /- expectations\[1\]: operations cannot cloudwatch:GetMetricData in storage accounts\n {4}but operations can cloudwatch:GetMetricData in documents/,
    );
    assert.doesNotMatch(errors, /expectations\[0\]|no-way-to-the-core/);
    await zone.writeStackFile(EXAMPLE);
  });

  it("tells the root user who to sign in as, and assumes no role", async () => {
    const zone = empty();
    zone.endpoint.signIn(`arn:aws:iam::${CALLER}:root`);
    const { code, errors } = await zone.up();
    assert.notEqual(code, 0);
    assert.match(
      errors,
      /signed in as the root user of 111111111111, which cannot assume roles\. Sign in as an IAM user or role of the management account/,
    );
    const calls = zone.endpoint.calls.map(({ action }) => action);
    assert.ok(calls.includes("GetCallerIdentity") && !calls.includes("AssumeRole"));
    // The engine saves outputs of a run that failed too, all of them or none.
    const { accounts } = await zone.stackOutput();
    if (accounts !== undefined) assert.equal((await idsOf(zone)).size, 8);
    zone.endpoint.signIn(`arn:aws:iam::${CALLER}:user/admin`);
  });
}
