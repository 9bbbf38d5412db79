import assert from "node:assert/strict";
import type { Entry } from "../../../report/profiles/entries";
import { grantedRegistry } from "../../../report/profiles/granted";
import {
  colourOf,
  COLOURS,
  linkGroups,
  linksText,
  switchRoleLink,
  userSignInLink,
} from "../../../report/profiles/links";
import { linksPage } from "../../../report/profiles/page";
import { pageSignIn } from "../../../report/profiles/page-sign-in";
import { entriesOf } from "../../../report/profiles/profiles";
import { ACME, homeOf, wantedOf } from "./homes";

const home = homeOf(ACME);
const of = (name: string): readonly Entry[] => entriesOf(home, wantedOf(home, name)).entries;

const ENTRY: Entry = {
  organization: "acme",
  partition: "aws",
  regions: ["eu-west-1"],
  account: { name: "web", id: "200000000001", type: "production", kind: "leaf" },
  function: "operations",
  role: "operations",
  sessionHours: 4,
};

describe("console links", () => {
  it("switch to the role, with a name and the type's colour", () => {
    assert.equal(
      switchRoleLink(ENTRY, null),
      "https://signin.aws.amazon.com/switchrole?account=200000000001&roleName=landing-zone/operations&displayName=operations%40web&color=f2b0a9",
    );
  });

  describe("hosts", () => {
    const cases: readonly (readonly [string, string | null, string])[] = [
      ["aws", null, "signin.aws.amazon.com"],
      ["aws", "eu-central-1", "eu-central-1.signin.aws.amazon.com"],
      ["aws-us-gov", null, "signin.amazonaws-us-gov.com"],
      ["aws-us-gov", "us-gov-east-1", "us-gov-east-1.signin.amazonaws-us-gov.com"],
      ["aws-cn", null, "signin.amazonaws.cn"],
      ["aws-cn", "cn-north-1", "cn-north-1.signin.amazonaws.cn"],
      ["aws-cn", "eu-west-1", "signin.amazonaws.cn"],
    ];
    for (const [partition, region, host] of cases) {
      it(`${partition} ${region ?? "anywhere"}`, () => {
        assert.equal(new URL(switchRoleLink({ ...ENTRY, partition }, region)).host, host);
      });
    }
    it("sign-in pages of users", () => {
      assert.equal(
        userSignInLink("300000000003", "aws", null),
        "https://300000000003.signin.aws.amazon.com/console",
      );
      assert.equal(
        userSignInLink("300000000003", "aws-us-gov", "us-gov-east-1"),
        "https://us-gov-east-1.console.amazonaws-us-gov.com/console/home?region=us-gov-east-1",
      );
    });
  });

  it("names are no longer than the console takes", () => {
    const name = "a".repeat(50);
    const long = { ...ENTRY, function: "f".repeat(30), account: { ...ENTRY.account, name } };
    assert.equal(new URL(switchRoleLink(long, null)).searchParams.get("displayName")?.length, 64);
  });

  it("colours: each built-in type has its own, and all are the console's", () => {
    const types = ["production", "nonproduction", "sandbox", "storage"];
    const colours = types.map((type) => colourOf({ kind: "leaf", type }));
    assert.equal(new Set(colours).size, types.length);
    assert.equal(colourOf({ kind: "core", type: "audit" }), "blue");
    assert.equal(colourOf({ kind: "leaf", type: "analytics" }), "orange");
    assert.ok(Object.values(COLOURS).every((hex) => /^[0-9a-f]{6}$/.test(hex)));
  });

  it("as text: by type, the core accounts at the end", () => {
    const text = linksText(of("grace"), null);
    assert.deepEqual(
      text.split("\n").filter((line) => !line.startsWith(" ") && line !== ""),
      ["production", "nonproduction", "sandbox", "storage", "core"],
    );
    assert.equal(text.match(/https:/g)?.length, of("grace").length);
    assert.deepEqual(
      linkGroups(of("grace")).map(({ accounts }) => accounts.length),
      [1, 1, 1, 1, 4],
    );
  });

  it("of two with one function in an account, by their roles", () => {
    const partner = { ...ENTRY, role: "partner-msp-operations" };
    const words = linksText(
      [ENTRY, partner, { ...ENTRY, function: "auditor", role: "auditor" }],
      null,
    );
    assert.deepEqual(
      words
        .split("\n")
        .slice(1)
        .map((line) => line.trim().split(/ +/)[1]),
      ["operations", "partner-msp-operations", "auditor"],
    );
  });

  describe("the page", () => {
    const page = linksPage({
      people: ["ada", "grace"].map((name) => ({ name, entries: of(name) })),
      signIns: [pageSignIn(home, "iam-users", null)],
      region: null,
    });

    it("has every link of everybody once, and says whose it is", () => {
      const links = [...page.matchAll(/<a href="([^"]*switchrole[^"]*)" data-set="(\d)"/g)];
      const all = new Set(
        [...of("ada"), ...of("grace")].map((entry) => switchRoleLink(entry, null)),
      );
      assert.equal(links.length, all.size);
      const sets = JSON.parse(/id="sets">(.*?)</.exec(page)?.[1] ?? "") as number[][];
      const mine = (person: number): number =>
        links.filter(([, , set]) => sets[Number(set)]?.includes(person)).length;
      assert.deepEqual([mine(0), mine(1)], [of("ada").length, of("grace").length]);
    });

    it("takes nothing from elsewhere", () => {
      assert.doesNotMatch(page, /<link|<img|<iframe|@import|url\(|src=/);
      assert.match(page, /default-src 'none'/);
    });

    it("lets no name out of its place", () => {
      const account = { ...ENTRY.account, name: `<script>"'&`, type: `"><b>` };
      const bad = linksPage({
        people: [{ name: "<i>", entries: [{ ...ENTRY, organization: "<u>", account }] }],
        signIns: [{ organization: "<u>", text: "<s>", link: `https://x/"onclick="y` }],
        region: null,
      });
      assert.doesNotMatch(bad, /<i>|<u>|<s>|<b>|<script>"|"onclick/);
      assert.ok(bad.includes("&lt;script&gt;&quot;&#39;&amp;"));
    });

    it("says where people of each way sign in", () => {
      assert.equal(
        pageSignIn(home, "iam-users", null).link,
        "https://300000000003.signin.aws.amazon.com/console",
      );
      assert.equal(
        pageSignIn(home, "identity-center", null).link,
        "https://d-0123456789.awsapps.com/start",
      );
      assert.equal(
        pageSignIn(home, "identity-center", "eu-central-1").link,
        "https://ssoins-0123456789abcdef.portal.eu-central-1.app.aws",
      );
      assert.equal(pageSignIn(home, "saml", null).link, null);
      assert.equal(pageSignIn(homeOf(ACME, ["access"]), "iam-users", null).link, null);
    });
  });
});

describe("a registry of granted", () => {
  const sections = [{ name: "profile acme", values: [["region", "eu-west-1"]] as const }];

  it("of one person: granted.yml, and the file that it names", () => {
    assert.deepEqual(grantedRegistry([{ person: "ada", sections }], false), [
      { path: "granted.yml", text: "awsConfig:\n  - ./config\n" },
      { path: "config", text: "[profile acme]\nregion = eu-west-1\n" },
    ]);
  });

  it("of several: a folder for each", () => {
    const people = ["ada", "grace"].map((person) => ({ person, sections }));
    assert.deepEqual(
      grantedRegistry(people, true).map(({ path }) => path),
      ["ada/granted.yml", "ada/config", "grace/granted.yml", "grace/config"],
    );
  });
});
