import assert from "node:assert/strict";
import { accessDiff, type AccessChange } from "../../access/diff";
import { matrixOf } from "../../access/matrix";
import { can } from "../../access/can";
import { askerNamed } from "../../access/principals";
import { whoCan } from "../../access/who-can";
import type { World } from "../../access/world/world";
import type { Plan } from "../../model/plan";
import { edited, planOf } from "../stacks";
import { EVERY_WAY } from "./every-way";
import { accountOf, worldMaker } from "./worlds";

/** What people ask where they sign in in several ways, and others come in beside them. */
describe("who can do what, in every way", () => {
  let worldOf: (plan: Plan) => World;
  let world: World;

  before(async () => {
    worldOf = await worldMaker();
    world = worldOf(planOf(EVERY_WAY));
  });

  const changed = (...edits: readonly (readonly [string, string])[]): World =>
    worldOf(planOf(edited(EVERY_WAY, ...edits)));
  /** "gains operations in web-production: sts (entry)". */
  const words = (sign: string, changes: readonly AccessChange[]): readonly string[] =>
    changes.map(
      ({ names, accounts, service, danger }) =>
        `${sign} ${names.join(" and ")} in ${accounts.join(", ")}: ${service} (${danger})`,
    );
  const diff = (head: World): readonly string[] => {
    const { gained, lost } = accessDiff(world, head);
    return [...words("+", gained), ...words("-", lost)];
  };

  it("lists partners, break-glass and pipelines", () => {
    const holders = (account: string, action: string, one = world): readonly string[] =>
      whoCan(one, {
        account: accountOf(one, account),
        action,
        resource: null,
        context: { "aws:CurrentTime": "2026-11-21T12:00:00Z" },
      }).map(({ kind, name, people }) => [kind, name, ...people].join(" "));
    assert.deepEqual(holders("web-production", "ec2:RebootInstances"), [
      "function operations ada hedy",
      "partner msp",
      "service-role roles below /service/ in web-production",
      "access-role OrganizationAccountAccessRole in web-production",
    ]);
    // Her function ends in another account, which nothing says to Identity Center.
    const inDocuments = (one: World) => holders("documents", "s3:PutBucketPolicy", one).slice(0, 2);
    assert.deepEqual(inDocuments(world), ["function operations ada hedy", "partner trusted"]);
    assert.deepEqual(inDocuments(changed(["identity-center, ", ""])), [
      "function operations ada",
      "partner trusted",
    ]);
    assert.deepEqual(holders("management", "organizations:DescribeOrganization"), [
      "function auditor grace",
      "break-glass break-glass in management",
      "machine deploy in management",
      "machine preview in management",
      "aws-service recorder in management",
      "root root user of management",
    ]);
    assert.deepEqual(
      holders("access", "iam:ChangePassword").filter((one) => one.startsWith("break-glass")),
      ["break-glass break-glass-1", "break-glass break-glass-2"],
    );
  });

  it("shows partners' roles in the matrix", () => {
    const matrix = matrixOf(world);
    assert.deepEqual(matrix.functions.slice(-4), [
      "partner-msp-operations",
      "partner-tagged-developer",
      "partner-trusted-operations",
      "partner-robot-auditor",
    ]);
    const cells = matrix.cells.filter((one) => one.function.startsWith("partner-"));
    assert.deepEqual(
      cells.map(({ type, function: fn, summary }) => `${fn} in ${type}: ${summary}`),
      [
        "partner-msp-operations in production: write",
        "partner-tagged-developer in nonproduction: administer",
        "partner-trusted-operations in storage: administer",
        "partner-robot-auditor in production: read",
      ],
    );
  });

  for (const [who, account, action, time, verdict] of [
    ["linus", "web-staging", "ec2:DescribeInstances", "2027-06-30T23:59:00Z", "allowed"],
    ["linus", "web-staging", "ec2:DescribeInstances", "2027-07-01T00:00:00Z", "conditional"],
    ["linus", "playground", "ec2:DescribeInstances", "2027-06-30T23:59:00Z", "conditional"],
    ["msp", "web-production", "ec2:RebootInstances", "2027-12-31T12:00:00Z", "allowed"],
    ["msp", "web-production", "ec2:RebootInstances", "2028-01-01T00:00:00Z", "denied"],
  ] as const) {
    it(`${who} in ${account} at ${time}`, () => {
      const asker = askerNamed(world, who);
      assert.ok(asker.ok);
      const answer = can(world, asker.value, {
        account: accountOf(world, account),
        action,
        resource: null,
        context: { "aws:CurrentTime": time },
        mfa: true,
      });
      // Sessions of Identity Center are limited by no tag, and named by nobody but Identity Center.
      const ways = answer.routes.filter(({ hops }) => !hops[0]?.who.includes(" as lz-"));
      const verdicts = [...new Set(ways.map((one) => one.verdict))];
      assert.deepEqual(verdicts, [verdict === "conditional" ? "denied" : verdict]);
    });
  }

  it("says nothing where nothing changes", () => {
    assert.deepEqual(diff(worldOf(planOf(EVERY_WAY))), []);
  });

  it("shows a change of identity mode, as entry alone", () => {
    const less = diff(changed(["[iam-users, identity-center, saml, oidc]", "[saml, oidc]"]));
    assert.ok(less.includes("- operations in web-production: sts (entry)"), less.join("\n"));
    // linus is limited by none of Identity Center's sessions, and by all others.
    assert.ok(
      less.every((one) => one.endsWith(": sts (entry)") || one.startsWith("- linus in ")),
      less.join("\n"),
    );
    assert.deepEqual(
      less.filter((one) => one.startsWith("+")),
      [],
    );
    const other = diff(
      changed(
        ["identity-center, saml, oidc]", "identity-center, saml]"],
        [
          '  oidc: { url: "https://login.acme.example", audience: aws, subjects: ["*@acme.example"] }\n',
          "",
        ],
      ),
    );
    assert.ok(
      other.includes("- people of operations, as hub-operations in access: sts (entry)"),
      other.join("\n"),
    );
  });

  it("shows other limits of a person, and nobody else", () => {
    const wider = diff(changed(["accounts: [web-production] }", "types: [storage] }"]));
    assert.ok(wider.includes("+ hedy in documents: sts (entry)"), wider.join("\n"));
    assert.ok(wider.includes("- hedy in web-production: sts (entry)"), wider.join("\n"));
    assert.ok(wider.every((one) => /^. hedy in /.test(one)));
  });

  it("shows another last day of a person", () => {
    const later = diff(changed(['until: "2027-06-30"', 'until: "2028-06-30"']));
    assert.ok(later.includes("+ linus in web-staging: sts (entry)"), later.join("\n"));
  });

  it("shows another last day, another proof and another account of a partner", () => {
    const who = "the partner msp, as operations";
    const later = diff(
      changed([
        'principals: ["user/people/*"], until: "2027-12-31"',
        'principals: ["user/people/*"], until: "2028-12-31"',
      ]),
    );
    assert.ok(later.includes(`+ ${who} in web-production: sts (entry)`), later.join("\n"));
    assert.ok(later.every((one) => one.includes(who)));
    const weaker = diff(
      changed(["mfa: tag", 'mfa: { declared: "somebody said so on the phone" }']),
    );
    assert.ok(
      weaker.includes("+ the partner tagged, as developer in web-staging: sts (entry)"),
      weaker.join("\n"),
    );
    const elsewhere = diff(
      changed([
        "functions: [operations], accounts: [web-production],",
        "functions: [operations], accounts: [web-staging],",
      ]),
    );
    assert.ok(elsewhere.includes(`+ ${who} in web-staging: ec2 (write)`), elsewhere.join("\n"));
    assert.ok(elsewhere.includes(`- ${who} in web-production: ec2 (write)`), elsewhere.join("\n"));
  });

  it("shows another repository, and another way in of the first run", () => {
    const moved = diff(changed(["repository: acme/landing-zone", "repository: acme/other"]));
    for (const sign of ["+", "-"]) {
      assert.ok(moved.includes(`${sign} pipelines, as deploy in management: sts (entry)`));
      assert.ok(moved.includes(`${sign} pipelines, as preview in management: sts (entry)`));
    }
    const wider = diff(changed(['bootstrap: ["user/first-run"]', 'bootstrap: ["user/other"]']));
    assert.ok(
      wider.includes(
        "+ the management account, as OrganizationAccountAccessRole in audit, network, access: sts (entry)",
      ),
      wider.join("\n"),
    );
  });

  it("shows another customer, by the function whose people go there", () => {
    const more = diff(changed(["o-globex00001", "o-initech0001"]));
    assert.deepEqual(more, [
      "+ operations in access: sts (entry)",
      "- operations in access: sts (entry)",
    ]);
  });
});
