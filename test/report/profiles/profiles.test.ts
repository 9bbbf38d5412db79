import assert from "node:assert/strict";
import { sessionHoursBy } from "../../../model/identity";
import { sectionsText, valueFault } from "../../../report/profiles/ini";
import { uniqueNames } from "../../../report/profiles/names";
import { sectionsOf } from "../../../report/profiles/profiles";
import { edited } from "../../stacks";
import { ACME, homeOf, namesIn, profilesIn, refusalOf } from "./homes";

const home = homeOf(ACME);

describe("profiles", () => {
  describe("an IAM user", () => {
    it("a source, and a profile for each account and function", () => {
      const { signIn, profiles } = profilesIn(home, "ada");
      assert.deepEqual(signIn, [
        {
          name: "profile acme",
          values: [
            ["region", "eu-west-1"],
            ["sts_regional_endpoints", "regional"],
          ],
        },
      ]);
      assert.deepEqual(
        profiles.map(({ name }) => name),
        [
          "acme-web-production-operations",
          "acme-web-production-developer",
          "acme-web-staging-operations",
          "acme-web-staging-developer",
          "acme-playground-developer",
          "acme-documents-operations",
        ],
      );
    });

    it("with the device, the own name and the whole session", () => {
      const all = profilesIn(home, "ada");
      assert.equal(
        sectionsText(sectionsOf(all).slice(1, 2)),
        [
          "[profile acme-web-production-operations]",
          "role_arn = arn:aws:iam::300000000004:role/landing-zone/operations",
          "source_profile = acme",
          "mfa_serial = arn:aws:iam::300000000003:mfa/ada",
          "role_session_name = ada",
          "duration_seconds = 14400",
          "region = eu-west-1",
          "sts_regional_endpoints = regional",
          "",
        ].join("\n"),
      );
      const seconds = new Map(
        all.profiles.map(({ entry, durationSeconds }) => [entry.function, durationSeconds]),
      );
      assert.deepEqual(
        [...seconds],
        [
          ["operations", 4 * 3600],
          ["developer", 8 * 3600],
        ],
      );
    });

    it("core accounts too, where the function has a role there", () => {
      assert.deepEqual(namesIn(home, "grace").slice(0, 4), [
        "acme-management-auditor",
        "acme-audit-auditor",
        "acme-network-auditor",
        "acme-access-auditor",
      ]);
    });

    it("in other partitions, with their ARNs", () => {
      const cases = [
        ["us-gov-west-1", "aws-us-gov"],
        ["cn-north-1", "aws-cn"],
      ] as const;
      for (const [region, partition] of cases) {
        const text = edited(
          ACME.replace("  regions: [eu-west-1, eu-central-1]\n", "")
            .replace(/ {2}identity: \[.*\n/, "  identity: iam-users\n")
            .replace(/ {2}saml:[^]*? {2}people:/, "  people:"),
          ["homeRegion: eu-west-1", `homeRegion: ${region}\n  partition: ${partition}`],
        );
        const [profile] = profilesIn(homeOf(text), "ada").profiles;
        assert.ok(profile);
        assert.equal(profile.region, region);
        assert.ok(profile.roleArn.startsWith(`arn:${partition}:iam::`));
        assert.ok(profile.mfaSerial?.startsWith(`arn:${partition}:iam::`));
      }
    });

    it("an organization called default does not become everybody's default profile", () => {
      const other = homeOf(edited(ACME, ["name: acme\n", "name: default\n"]));
      assert.equal(profilesIn(other, "ada").signIn[0]?.name, "profile default-user");
      assert.equal(profilesIn(other, "ada").profiles[0]?.sourceProfile, "default-user");
    });
  });

  describe("Identity Center", () => {
    it("a session, a permission set for each function, an hour for each account", () => {
      const { signIn, profiles } = profilesIn(home, "ada", { mode: "identity-center" });
      assert.equal(
        sectionsText(signIn),
        [
          "[sso-session acme]",
          "sso_start_url = https://d-0123456789.awsapps.com/start",
          "sso_region = eu-west-1",
          "sso_registration_scopes = sso:account:access",
          "",
          ...["operations", "developer"].flatMap((fn) => [
            `[profile acme-sso-${fn}]`,
            "sso_session = acme",
            "sso_account_id = 300000000003",
            `sso_role_name = lz-${fn}`,
            "region = eu-west-1",
            "sts_regional_endpoints = regional",
            "",
          ]),
        ]
          .join("\n")
          .trimEnd() + "\n",
      );
      for (const { sourceProfile, entry, mfaSerial, durationSeconds, sessionName } of profiles) {
        assert.equal(sourceProfile, `acme-sso-${entry.function}`);
        assert.equal(mfaSerial, null);
        assert.equal(durationSeconds, 3600);
        assert.equal(sessionName, "ada");
      }
    });

    it("in another region, the second portal", () => {
      const there = profilesIn(home, "ada", { mode: "identity-center", region: "eu-central-1" });
      const session = Object.fromEntries(there.signIn[0]?.values ?? []);
      assert.equal(
        session.sso_start_url,
        "https://ssoins-0123456789abcdef.portal.eu-central-1.app.aws",
      );
      assert.equal(session.sso_region, "eu-central-1");
      assert.ok(there.profiles.every(({ region }) => region === "eu-central-1"));
    });

    it("asked for in its own region, the first portal", () => {
      const here = profilesIn(home, "ada", { mode: "identity-center", region: "eu-west-1" });
      assert.equal(Object.fromEntries(here.signIn[0]?.values ?? []).sso_region, "eu-west-1");
    });

    it("without a second region, the first portal and a word on it", () => {
      const only = homeOf(ACME.replace(/ {4}second.*\n/g, ""));
      const there = profilesIn(only, "ada", { mode: "identity-center", region: "eu-central-1" });
      assert.equal(Object.fromEntries(there.signIn[0]?.values ?? []).sso_region, "eu-west-1");
      assert.match(there.notes.join(), /still sign in by Identity Center in eu-west-1/);
    });

    it("names the key that is missing", () => {
      const none = homeOf(ACME.replace(/ {4}startUrl.*\n/, ""));
      assert.match(
        refusalOf(none, "ada", "identity-center"),
        /access\.identityCenter\.startUrl is/,
      );
      const second = homeOf(ACME.replace(/ {4}secondStartUrl.*\n/, ""));
      assert.match(
        refusalOf(second, "ada", "identity-center", "eu-central-1"),
        /access\.identityCenter\.secondStartUrl is missing/,
      );
    });
  });

  describe("SAML and OpenID Connect", () => {
    it("a hub for each function, by the command of the file with all of it filled in", () => {
      const { signIn, profiles } = profilesIn(home, "ada", { mode: "oidc" });
      assert.deepEqual(
        signIn.map(({ name, values }) => [name, values[0]]),
        ["operations", "developer"].map((fn) => [
          `profile acme-hub-${fn}`,
          [
            "credential_process",
            `get-keys arn:aws:iam::300000000003:role/landing-zone/hub-${fn} acme-hub-${fn} ada eu-west-1 43200`,
          ],
        ]),
      );
      assert.ok(
        profiles.every(
          ({ entry, sourceProfile }) => sourceProfile === `acme-hub-${entry.function}`,
        ),
      );
      assert.ok(profiles.every(({ durationSeconds }) => durationSeconds === 3600));
    });

    it("SAML by its own command", () => {
      const { signIn } = profilesIn(home, "grace", { mode: "saml" });
      assert.deepEqual(signIn[0]?.values[0], [
        "credential_process",
        "saml2aws login --role arn:aws:iam::300000000003:role/landing-zone/hub-auditor --profile acme-hub-auditor",
      ]);
    });

    it("a command over several lines is one", () => {
      const text = ACME.replace(
        /credentialProcess: "get-keys.*\n/,
        'credentialProcess: "get-keys\\n    {role}  \\n"\n',
      );
      const [hub] = profilesIn(homeOf(text), "grace", { mode: "oidc" }).signIn;
      assert.equal(
        Object.fromEntries(hub?.values ?? []).credential_process,
        "get-keys arn:aws:iam::300000000003:role/landing-zone/hub-auditor",
      );
    });

    it("names the key that is missing, or that no profile can hold", () => {
      for (const mode of ["saml", "oidc"] as const) {
        const without = homeOf(ACME.replace(/,? *credentialProcess: ".*?"/g, ""));
        assert.match(
          refusalOf(without, "ada", mode),
          new RegExp(`acme: access\\.${mode}\\.credentialProcess is missing`),
        );
      }
      for (const bad of ["{role} # x", "{role} ; x", "{role}\\tx \\u0007"]) {
        const text = ACME.replace(/"get-keys.*"/, `"${bad}"`);
        assert.match(
          refusalOf(homeOf(text), "ada", "oidc"),
          /oidc\.credentialProcess cannot stand/,
        );
      }
    });
  });

  it("no session is longer than its role and its way allow", () => {
    for (const mode of home.plan.identity.modes) {
      for (const { entry, durationSeconds } of profilesIn(home, "ada", { mode }).profiles) {
        const role = home.plan.roles.find(
          ({ type, name }) => type === entry.account.type && name === entry.role,
        );
        assert.ok(role && durationSeconds <= role.sessionHours * 3600);
        assert.equal(durationSeconds, sessionHoursBy(mode, role.sessionHours) * 3600);
      }
    }
  });

  it("without the access account's id, a word on where it comes from", () => {
    for (const mode of home.plan.identity.modes) {
      const message = refusalOf(homeOf(ACME, ["access"]), "ada", mode);
      assert.match(message, /organization\.coreAccounts\.access\.id.*--ids/);
    }
  });

  describe("names", () => {
    it("are unique where account and function read alike", () => {
      const text = edited(
        ACME,
        [
          "accounts:\n",
          "functions: { staging-operations: { permissions: { production: operate } } }\naccounts:\n  - { name: web, type: production }\n",
        ],
        ["functions: [operations, developer]", "functions: [operations, staging-operations]"],
      );
      const names = namesIn(homeOf(text), "ada");
      assert.equal(new Set(names).size, names.length);
      const ids = homeOf(text).ids;
      assert.ok(names.includes(`acme-web-staging-operations-${ids.get("web") ?? ""}`));
      assert.ok(names.includes(`acme-web-staging-operations-${ids.get("web-staging") ?? ""}`));
    });

    it("step aside for those that sign in", () => {
      const text = edited(ACME, ["name: web-production,", "name: hub,"]);
      const { signIn, profiles } = profilesIn(homeOf(text), "ada", { mode: "oidc" });
      const all = [
        ...signIn.map(({ name }) => name.slice("profile ".length)),
        ...profiles.map(({ name }) => name),
      ];
      assert.equal(new Set(all).size, all.length);
    });

    it("by number when nothing else is left", () => {
      const same = ["a", "a", "a"];
      assert.deepEqual(
        uniqueNames(same, (name) => [name]),
        ["a-2", "a-3", "a-4"],
      );
      assert.deepEqual(
        uniqueNames(["a", "b"], (name) => [name], new Set(["a"])),
        ["a-2", "b"],
      );
      assert.deepEqual(
        uniqueNames(["x", "y"], (name) => ["z", `z-${name}`]),
        ["z-x", "z-y"],
      );
    });
  });

  describe("values of the file", () => {
    const cases: readonly (readonly [string, boolean])[] = [
      ["arn:aws:iam::1:role/x", true],
      ["a#b;c", true],
      ["a # b", false],
      ["a ;b", false],
      ["a\nrole_arn = x", false],
      ["a\r", false],
      [" a", false],
      ["a ", false],
      ["", false],
      ["a\u0085b", false],
    ];
    for (const [value, fits] of cases) {
      it(`${JSON.stringify(value)} ${fits ? "fits" : "does not"}`, () => {
        assert.equal(valueFault(value) === null, fits);
        const write = () => sectionsText([{ name: "profile a", values: [["key", value]] }]);
        if (fits) assert.equal(write(), `[profile a]\nkey = ${value}\n`);
        else assert.throws(write, /cannot be written/);
      });
    }

    it("no section breaks out of its brackets", () => {
      for (const name of ["a]\n[b", "a]", "[", 'a"', "a\nb"]) {
        assert.throws(() => sectionsText([{ name, values: [] }]), /no section can be called/);
      }
    });
  });
});
