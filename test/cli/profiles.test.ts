import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { resolve } from "node:path";
import { lz, type Answer } from "./access-run";
import { ACME, outputsOf, project, type Project } from "./profiles-project";

const LZ = resolve(__dirname, "../../cli/bin.js");

describe("lz profiles", function () {
  this.timeout(30_000);
  let here: Project;
  before(() => {
    here = project();
  });
  after(() => {
    here.leave();
  });

  const profiles = (options: string): Promise<Answer> =>
    lz("profiles", ...options.split(" ").filter((word) => word !== ""));
  const ada = (options = ""): Promise<Answer> =>
    profiles(`--stack acme --person ada --ids ${here.path("acme.json")} ${options}`);

  describe("prints", () => {
    it("the profiles of a person, between markers", async () => {
      const { code, stdout, stderr } = await ada();
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, /^# >>> landing-zone acme\n[^]*\n# <<< landing-zone acme\n$/);
      assert.equal(stdout.match(/^\[profile /gm)?.length, 7);
    });

    it("JSON", async () => {
      const { people, withoutId, notes } = JSON.parse((await ada("--json")).stdout) as {
        people: { profiles: Record<string, unknown>[]; signIn: unknown[] }[];
        withoutId: unknown;
        notes: unknown;
      };
      assert.deepEqual([withoutId, notes, people.length], [[], [], 1]);
      assert.deepEqual(people[0]?.signIn, [
        {
          section: "profile acme",
          values: { region: "eu-west-1", sts_regional_endpoints: "regional" },
        },
      ]);
      assert.deepEqual(people[0].profiles[0], {
        name: "acme-web-production-operations",
        organization: "acme",
        account: { name: "web-production", id: "300000000004", type: "production" },
        function: "operations",
        role: "operations",
        roleArn: "arn:aws:iam::300000000004:role/landing-zone/operations",
        sourceProfile: "acme",
        mfaSerial: "arn:aws:iam::300000000003:mfa/ada",
        sessionName: "ada",
        durationSeconds: 14400,
        region: "eu-west-1",
        link: "https://signin.aws.amazon.com/switchrole?account=300000000004&roleName=landing-zone/operations&displayName=operations%40web-production&color=f2b0a9",
      });
    });

    it("links, of one and of all", async () => {
      const one = await ada("--format links");
      assert.equal(one.stdout.match(/switchrole/g)?.length, 6);
      const all = await profiles(`--stack acme --ids ${here.path("acme.json")} --format links`);
      assert.match(all.stdout, /^== ada\n\nproduction\n[^]*\n\n== grace\n/);
      const json = JSON.parse((await ada("--format links --json")).stdout) as {
        people: { person: string; links: { colour: string; link: string }[] }[];
      };
      assert.equal(json.people[0]?.links.length, 6);
      assert.equal(json.people[0].links[0]?.colour, "red");
    });

    it("a page, and writes it where it is told", async () => {
      const { stdout } = await ada("--format html");
      assert.match(stdout, /^<!doctype html>[^]*<\/html>\n$/);
      const told = await ada(`--format html --out ${here.path("pages", "ada.html")}`);
      assert.equal(told.stdout, `${here.path("pages", "ada.html")}\n`);
      assert.equal(readFileSync(here.path("pages", "ada.html"), "utf8"), stdout);
    });

    it("a registry of granted, for one and for all", async () => {
      await ada(`--format granted --out ${here.path("one")}`);
      assert.deepEqual(readdirSync(here.path("one")).sort(), ["config", "granted.yml"]);
      const all = await profiles(
        `--stack acme --ids ${here.path("acme.json")} --format granted --out ${here.path("all")}`,
      );
      assert.equal(all.code, 0);
      assert.deepEqual(readdirSync(here.path("all")).sort(), ["ada", "grace"]);
      assert.match(readFileSync(here.path("all", "grace", "config"), "utf8"), /mfa\/grace/);
    });

    it("what still works in another region", async () => {
      const { stdout } = await profiles("--stack msp --person zoe --region eu-west-1");
      assert.equal(stdout.match(/^region = eu-west-1$/gm)?.length, 2);
      assert.doesNotMatch(stdout, /eu-central-1/);
      const links = await profiles("--stack msp --person zoe --region eu-west-1 --format links");
      assert.match(links.stdout, /https:\/\/eu-west-1\.signin\.aws\.amazon\.com\/switchrole/);
    });
  });

  describe("account ids", () => {
    it("none yet: nothing is left, exit 1, and a word on where they come from", async () => {
      const { code, stdout, stderr } = await profiles("--stack acme --person ada");
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, /no id of them: web-production, web-staging, playground, documents\./);
      assert.match(stderr, /pulumi stack output accounts --json/);
    });

    it("some: the others are named, exit 0", async () => {
      const some = outputsOf(ACME).filter(({ name }) => name !== "documents");
      const file = here.write("some.json", JSON.stringify(some));
      const { code, stdout, stderr } = await profiles(`--stack acme --person ada --ids ${file}`);
      assert.equal(code, 0);
      assert.match(stderr, /no id of them: documents\./);
      assert.equal(stdout.match(/role_arn/g)?.length, 5);
    });

    it("from standard input, and from all outputs together", async () => {
      const args = ["profiles", "--stack", "acme", "--person", "ada", "--ids", "-"];
      const input = JSON.stringify({ accounts: outputsOf(ACME), roles: {} });
      const { status, stdout } = spawnSync(process.execPath, [LZ, ...args], {
        cwd: here.folder,
        input,
        encoding: "utf8",
        env: { PATH: process.env.PATH, HOME: here.folder, NODE_V8_COVERAGE: "" },
      });
      assert.equal(status, 0);
      assert.equal(stdout, (await ada()).stdout);
    });
  });

  describe("every stack", () => {
    const ids = (): string => `--ids acme=${here.path("acme.json")}`;

    it("a provider's person: one login, the customer's accounts too", async () => {
      const { code, stdout, stderr } = await profiles(`--all-stacks --person zoe ${ids()}`);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.equal(stdout.match(/# >>>/g)?.length, 1);
      assert.match(
        stdout,
        /\[profile acme-web-production-operations\]\nrole_arn = arn:aws:iam::300000000004:role\/landing-zone\/partner-msp-operations\nsource_profile = msp\nmfa_serial = arn:aws:iam::999999999999:mfa\/zoe\n/,
      );
      const links = await profiles(`--all-stacks --person zoe ${ids()} --format links`);
      assert.match(
        links.stdout,
        /^msp, nonproduction\n[^]*\n\nacme, production\n.*partner-msp-operations/,
      );
    });

    it("a person of two organizations: a block for each", async () => {
      const { stdout } = await profiles(`--all-stacks --person ada ${ids()}`);
      assert.deepEqual(stdout.match(/^# >>> landing-zone \S+/gm), [
        "# >>> landing-zone acme",
        "# >>> landing-zone msp",
      ]);
    });

    it("somebody whose time is over: nothing", async () => {
      const { code, stderr } = await profiles(`--all-stacks --person yan ${ids()}`);
      assert.equal(code, 1);
      assert.match(stderr, /yan can do nothing since the end of 2020-01-01/);
    });

    it("one that is not valid ends it, with its problems", async () => {
      here.write("stacks/zzz.yaml", "organization: {}\n");
      const { code, stdout } = await profiles("--all-stacks --person zoe");
      assert.equal(code, 1);
      assert.match(stdout, /stacks\/zzz\.yaml:/);
      here.write("stacks/zzz.yaml", ACME);
      const same = await profiles("--all-stacks --person ada");
      assert.equal(same.code, 2);
      assert.match(same.stderr, /the stacks acme and zzz are both called acme/);
      rmSync(here.path("stacks/zzz.yaml"));
    });
  });

  describe("--merge", () => {
    const file = (): string => here.path("home", "config");
    const read = (): string => readFileSync(file(), "latin1");
    const modeOf = (path: string): number => statSync(path).mode & 0o777;
    const merge = (options = ""): Promise<Answer> => ada(`--merge ${file()} ${options}`);
    beforeEach(() => {
      mkdirSync(here.path("home"), { recursive: true });
      writeFileSync(file(), "[default]\r\nregion = caf\xe9", { encoding: "latin1", mode: 0o640 });
      chmodSync(file(), 0o640);
    });

    it("into a file that there is: its bytes and its mode stay", async () => {
      const { code, stdout } = await merge();
      assert.deepEqual([code, stdout], [0, `${file()} now has 6 profiles\n`]);
      assert.ok(
        read().startsWith("[default]\r\nregion = caf\xe9\r\n\r\n# >>> landing-zone acme\r\n"),
      );
      assert.equal(modeOf(file()), 0o640);
      assert.deepEqual(readdirSync(here.path("home")), ["config"]);
    });

    it("twice changes nothing, not even the file's time", async () => {
      await merge();
      const before = read();
      utimesSync(file(), 1, 1);
      assert.equal((await merge()).stdout, `${file()} has already 6 profiles\n`);
      assert.equal(read(), before);
      assert.equal(statSync(file()).mtimeMs, 1000);
    });

    it("into no file yet: its owner alone reads it", async () => {
      const path = here.path("new", "aws", "config");
      assert.equal((await ada(`--merge ${path}`)).code, 0);
      assert.equal(modeOf(path), 0o600);
      assert.equal(modeOf(here.path("new", "aws")), 0o700);
      assert.equal(readFileSync(path, "utf8"), (await ada()).stdout);
    });

    it("through links, which stay links", async () => {
      mkdirSync(here.path("dotfiles"), { recursive: true });
      const link = here.path("home", "link");
      if (!existsSync(link)) symlinkSync("../dotfiles/aws", link);
      for (const start of [null, "[default]\n"]) {
        if (start !== null) writeFileSync(here.path("dotfiles", "aws"), start);
        assert.equal((await ada(`--merge ${link}`)).code, 0);
        assert.ok(lstatSync(link).isSymbolicLink());
        assert.match(
          readFileSync(here.path("dotfiles", "aws"), "utf8"),
          /# <<< landing-zone acme\n$/,
        );
      }
    });

    it("two organizations, each in its own block", async () => {
      await merge();
      const first = read();
      assert.equal((await profiles(`--stack msp --person zoe --merge ${file()}`)).code, 0);
      assert.ok(read().startsWith(first));
      const both = read();
      await merge();
      assert.equal(read(), both);
    });

    it("another region replaces, and home again comes back", async () => {
      const zoe = (options: string): Promise<Answer> =>
        profiles(`--stack msp --person zoe --merge ${file()} ${options}`);
      await zoe("");
      const home = read();
      await zoe("--region eu-west-1");
      assert.match(read(), /region = eu-west-1/);
      await zoe("");
      assert.equal(read(), home);
    });

    it("what the file has already is reported and stays: exit 1", async () => {
      writeFileSync(file(), "[profile acme]\noutput = json\n");
      const { code, stderr, stdout } = await merge();
      assert.equal(code, 1);
      assert.match(
        stderr,
        /has \[profile acme\] outside of the markers already; it stays as it is/,
      );
      assert.equal(stdout, `${file()} now has 6 profiles\n`);
      assert.ok(read().startsWith("[profile acme]\noutput = json\n"));
      assert.equal(read().match(/\[profile acme\]/g)?.length, 1);
      const json = JSON.parse((await merge("--json")).stdout) as { merged: unknown };
      assert.deepEqual(json.merged, {
        file: file(),
        changed: false,
        profiles: 6,
        leftOut: ["profile acme"],
      });
    });

    it("damaged markers are an error that changes nothing", async () => {
      const damaged = "# >>> landing-zone acme\n[profile x]\n";
      writeFileSync(file(), damaged);
      const { code, stderr } = await merge();
      assert.equal(code, 2);
      assert.match(stderr, /config: the markers of acme are damaged: /);
      assert.equal(read(), damaged);
    });

    it("nothing to write leaves the file alone", async () => {
      const before = read();
      const { code } = await profiles(`--stack acme --person ada --merge ${file()}`);
      assert.equal(code, 1);
      assert.equal(read(), before);
    });

    it("a folder, a circle of links: a word, and nothing else", async () => {
      symlinkSync("circle", here.path("circle"));
      for (const [path, word] of [
        [here.folder, /is no file/],
        [here.path("circle"), /a link that leads to itself/],
        [here.path("Pulumi.yaml", "config"), /cannot (read|write)/],
      ] as const) {
        const { code, stderr } = await ada(`--merge ${path}`);
        assert.equal(code, 2);
        assert.match(stderr, word);
        assert.doesNotMatch(stderr, /\n\s+at /);
      }
    });
  });

  describe("wrong usage: exit 2, a word on stderr, nothing on stdout", () => {
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ["no person", "--stack acme", /--person is missing/],
      ["a misspelt person", "--stack acme --person adda", /no person "adda"; did you mean "ada"\?/],
      [
        "a way that nobody signs in",
        "--stack acme --person ada --mode saml",
        /sign in by iam-users/,
      ],
      ["what is no way", "--stack acme --person ada --mode ldap", /Allowed choices are iam-users/],
      ["what is no format", "--stack acme --person ada --format ini", /Allowed choices are config/],
      [
        "a region that is not governed",
        "--stack msp --person zoe --region us-east-1",
        /not governed; organization\.regions: eu-central-1, eu-west-1/,
      ],
      ["links to merge", "--stack acme --format links --merge x", /--merge is for --format config/],
      ["a registry nowhere", "--stack acme --format granted", /--out is missing/],
      [
        "profiles to a path",
        "--stack acme --person ada --out x",
        /--out is for --format granted and/,
      ],
      [
        "a stack and all",
        "--all-stacks --stack acme --person ada",
        /leave --stack and --file away/,
      ],
      ["no stack", "--person ada", /name one stack/],
      [
        "ids that are not there",
        "--stack acme --person ada --ids nowhere.json",
        /cannot read nowhere/,
      ],
      [
        "ids that are none",
        "--stack acme --person ada --ids stacks/acme.yaml",
        /cannot read stacks/,
      ],
      ["other JSON", "--stack acme --person ada --ids other.json", /not what pulumi stack output/],
      [
        "ids of another stack",
        "--stack msp --person zoe --ids strange.json",
        /tools is 123456789012 there/,
      ],
      ["ids of no stack in all", "--all-stacks --person zoe --ids acme.json", /write STACK=FILE/],
      [
        "ids of a stack that is not",
        "--all-stacks --person zoe --ids x=acme.json",
        /no stack x; there/,
      ],
      ["ids twice", "--stack acme --person ada --ids acme.json acme.json", /two files for acme/],
    ];
    before(() => {
      here.write("other.json", '[{"name":"web-production","id":1}]');
      here.write("strange.json", '[{"name":"tools","id":"123456789012"}]');
    });
    for (const [title, options, message] of cases) {
      it(title, async () => {
        const { code, stdout, stderr } = await profiles(options);
        assert.equal(code, 2);
        assert.equal(stdout, "");
        assert.match(stderr, message);
        assert.doesNotMatch(stderr, /\n\s+at /);
      });
    }
  });

  it("several ways: the first of the file, or the one that is asked for", async () => {
    const oidc =
      'oidc: { url: "https://login.acme.example", audience: aws, subjects: ["*@acme.example"], credentialProcess: "get {role}" }';
    const text = ACME.replace("identity: iam-users", `identity: [oidc, iam-users]\n  ${oidc}`);
    const file = here.write("several.yaml", text);
    const options = `--file ${file} --person ada --ids ${here.path("acme.json")}`;
    assert.match((await profiles(options)).stdout, /\ncredential_process = get arn:/);
    assert.match((await profiles(`${options} --mode iam-users`)).stdout, /\nmfa_serial = arn:/);
    const other = await profiles(`${options} --mode saml`);
    assert.equal(other.code, 2);
    assert.match(other.stderr, /people sign in by oidc, iam-users/);
  });

  it("a way whose address is missing: exit 1, and the key's name", async () => {
    const text = ACME.replace("identity: iam-users", "identity: identity-center");
    const file = here.write("center.yaml", text.replace(/ {2}partners:.*\n/, ""));
    const options = `--file ${file} --person ada --ids ${here.path("acme.json")}`;
    const { code, stdout, stderr } = await profiles(options);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /^acme: access\.identityCenter\.startUrl is missing: /);
    const json = await profiles(`${options} --json`);
    assert.equal(json.code, 1);
    assert.match(json.stdout, /"notes": \[\n +"acme: access\.identityCenter\.startUrl is missing/);
  });
});

describe("lz regions", function () {
  this.timeout(30_000);
  let here: Project;
  before(() => {
    here = project();
  });
  after(() => {
    here.leave();
  });

  it("text and JSON, with where Pulumi's settings keep the state", async () => {
    here.write("Pulumi.yaml", "name: x\nbackend: { url: 's3://state?region=eu-north-1' }\n");
    here.write("stacks/Pulumi.msp.yaml", "secretsprovider: awskms://alias/p?region=eu-central-1\n");
    const text = await lz("regions", "--stack", "msp");
    assert.equal(text.code, 0);
    assert.match(text.stdout, /Pulumi's state and secrets +eu-north-1 and eu-central-1\n/);
    assert.match(
      text.stdout,
      /lz profiles --stack msp --person PERSON\n +--region eu-west-1 --merge/,
    );
    const json = JSON.parse((await lz("regions", "--stack", "msp", "--json")).stdout) as {
      organization: string;
      failures: { region: string }[];
    };
    assert.equal(json.organization, "msp");
    assert.deepEqual(
      json.failures.map(({ region }) => region),
      ["eu-central-1", "eu-west-1", "us-east-1", "eu-north-1"],
    );
  });

  it("without such settings; with some that cannot be read", async () => {
    here.write("Pulumi.yaml", "name: x\n");
    assert.match((await lz("regions", "--stack", "acme")).stdout, /it is where pulumi login/);
    here.write("stacks/Pulumi.acme.yaml", "{ secretsprovider: [");
    const { code, stderr } = await lz("regions", "--stack", "acme");
    assert.equal(code, 2);
    assert.match(stderr, /cannot read stacks\/Pulumi\.acme\.yaml/);
  });
});
