import assert from "node:assert/strict";
import { DEPLOY, signingIn } from "../modes";
import { skipWithoutPulumi } from "./harness";
import { changesOf, type LandingZone, landingZone, succeeded, TIMEOUT_MS } from "./landing-zone";

const PREVIEW = { args: ["-c", "landing-zone:mode=preview"] };

/** Pipelines may preview what an administrator deployed, by roles that only look. */
describe("a preview by the preview roles", function () {
  this.timeout(TIMEOUT_MS);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "a preview by the preview roles");
    zone = await landingZone({ stackFile: signingIn("iam-users", DEPLOY) });
    close = () => zone.close();
    succeeded(await zone.up());
  });
  after(() => close?.());

  const entered = (): readonly string[] => [
    ...new Set(
      zone
        .log()
        .flatMap(({ event, assumeRole }) =>
          event === "configure" && assumeRole !== undefined
            ? [assumeRole.replace(/\d{12}/, "…")]
            : [],
        ),
    ),
  ];

  it("enters no account by the role that has everything there", async () => {
    await zone.clearLog();
    const run = succeeded(await zone.preview(PREVIEW));
    assert.deepEqual(entered(), ["arn:aws:iam::…:role/landing-zone/preview"]);
    // The roles of the providers differ, and nothing else does.
    assert.deepEqual(
      changesOf(run).filter((change) => !change.includes("pulumi:providers:aws")),
      [],
    );
  });

  it("is refused as a run that changes something", async () => {
    const run = await zone.up();
    assert.notEqual(run.code, 0);
    assert.match(run.stdout + run.stderr, /landing-zone:mode is preview: its roles only look/);
  });

  it("deploys again by the other roles when the setting is gone", async () => {
    await zone.pulumi(["config", "rm", "landing-zone:mode"]);
    await zone.clearLog();
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
    assert.deepEqual(entered(), ["arn:aws:iam::…:role/OrganizationAccountAccessRole"]);
  });
});
