import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { IDENTITY_MODES, type IdentityMode } from "../../model/access-schema";
import { profilesIn, homeOf, ACME } from "../report/profiles/homes";
import type { Home } from "../../report/profiles/home";
import { blockText } from "../../report/profiles/block";
import { sectionsOf, type PersonProfiles } from "../../report/profiles/profiles";
import { pythonOrSkip, runPython, toolEnvironment } from "../tools/python";
import { lz } from "./access-run";
import { project, type Project } from "./profiles-project";

const READ = resolve(__dirname, "../tools/aws_profiles.py");

interface Read {
  readonly profiles: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How each comes by its credentials. */
  readonly methods: Readonly<Record<string, string | null>>;
  readonly sessions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The AWS command line itself reads what `lz profiles` writes. */
describe("profiles, read by the AWS command line", function () {
  this.timeout(60_000);
  let python = "";
  let here: Project;
  let home: Home;

  before(async function () {
    python = await pythonOrSkip(this, "profiles on the AWS command line");
    here = project();
    here.write(
      "credentials",
      "[acme]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n",
    );
    const keys = { Version: 1, AccessKeyId: "AKIAEXAMPLE", SecretAccessKey: "x" };
    const file = here.write("keys.json", JSON.stringify(keys));
    const command = `sh -c 'cat ${file}' {role} {profile} {person} {region} {seconds}`;
    home = homeOf(
      ACME.replaceAll(/credentialProcess: "[^"]*"/g, `credentialProcess: "${command}"`),
    );
  });
  after(() => {
    if (python !== "") here.leave();
  });

  /** All of a file, in one process. */
  async function read(file: string): Promise<Read> {
    const { code, stdout, stderr } = await runPython(python, [
      READ,
      file,
      here.path("credentials"),
    ]);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as Read;
  }

  /** `aws …` with a configuration file of its own. */
  async function aws(file: string, ...args: readonly string[]): Promise<string> {
    const env = toolEnvironment({
      AWS_CONFIG_FILE: file,
      AWS_SHARED_CREDENTIALS_FILE: here.path("credentials"),
    });
    const run = promisify(execFile);
    const options = { env, timeout: 30_000 };
    return (await run(python, ["-I", "-m", "awscli", ...args], options)).stdout.trim();
  }

  function expected({ profiles }: PersonProfiles): Read["profiles"] {
    return Object.fromEntries(
      profiles.map((one) => [
        one.name,
        {
          role_arn: one.roleArn,
          source_profile: one.sourceProfile,
          ...(one.mfaSerial === null ? {} : { mfa_serial: one.mfaSerial }),
          role_session_name: one.sessionName,
          duration_seconds: String(one.durationSeconds),
          region: one.region,
          sts_regional_endpoints: "regional",
        },
      ]),
    );
  }

  const SOURCES: Readonly<Record<IdentityMode, string>> = {
    "iam-users": "shared-credentials-file",
    "identity-center": "sso",
    saml: "custom-process",
    oidc: "custom-process",
  };
  for (const mode of IDENTITY_MODES) {
    it(`${mode}: every profile as planned, every source there`, async () => {
      const planned = profilesIn(home, "ada", { mode });
      const text = blockText({ ...planned, sections: sectionsOf(planned) });
      const { profiles, methods, sessions } = await read(here.write(`${mode}.ini`, text));
      const roles = Object.entries(profiles).filter(([, values]) => "role_arn" in values);
      assert.deepEqual(Object.fromEntries(roles), expected(planned));
      for (const [name, { source_profile: source = "" }] of roles) {
        assert.equal(methods[name], "assume-role");
        const from = profiles[source];
        assert.ok(from && !("role_arn" in from), source);
        assert.equal(methods[source], SOURCES[mode]);
        checkSource(mode, from, sessions);
      }
    });
  }

  function checkSource(
    mode: IdentityMode,
    from: Readonly<Record<string, string>>,
    sessions: Read["sessions"],
  ): void {
    assert.equal(from.sts_regional_endpoints, "regional");
    if (mode === "identity-center") {
      assert.equal(sessions[from.sso_session ?? ""]?.sso_region, "eu-west-1");
      assert.match(from.sso_role_name ?? "", /^lz-/);
    } else if (mode !== "iam-users") {
      assert.match(from.credential_process ?? "", /role\/landing-zone\/hub-/);
    }
  }

  it("aws configure knows them and their values, in a file that had others", async () => {
    const file = here.write("config", "[default]\noutput = json\n\n[profile mine]\nregion = x");
    const ids = here.path("acme.json");
    const { code } = await lz(
      ...["profiles", "--stack", "acme", "--person", "ada", "--ids", ids, "--merge", file],
    );
    assert.equal(code, 0);
    const names = [...readFileSync(file, "utf8").matchAll(/^\[(?:profile )?(.*)\]$/gm)].map(
      ([, name]) => name,
    );
    assert.equal(names.length, 9);
    // `aws configure list-profiles`, which version 2 alone has, prints the same list.
    assert.deepEqual(Object.keys((await read(file)).profiles).sort(), names.sort());
    const profile = ["--profile", "acme-documents-operations"];
    const get = (key: string): Promise<string> => aws(file, "configure", "get", key, ...profile);
    assert.equal(await get("role_arn"), "arn:aws:iam::300000000007:role/landing-zone/operations");
    assert.equal(await get("mfa_serial"), "arn:aws:iam::300000000003:mfa/ada");
    assert.equal(await get("duration_seconds"), "14400");
    assert.equal(await get("sts_regional_endpoints"), "regional");
    assert.match(
      await aws(file, "configure", "list", "--profile", "acme"),
      /region +eu-west-1 +config-file/,
    );
    assert.equal(await aws(file, "configure", "get", "region", "--profile", "mine"), "x");
    await assert.rejects(
      aws(file, "configure", "list", "--profile", "nobody"),
      /could not be found/,
    );
  });

  it("a file with a profile twice is one that it cannot read: why such are left out", async () => {
    const twice = here.write("twice", "[profile a]\nregion = x\n[profile a]\nregion = y\n");
    const { code, stderr } = await runPython(python, [READ, twice, "/dev/null"]);
    assert.equal(code, 1);
    assert.match(stderr, /ConfigParseError/);
  });
});
