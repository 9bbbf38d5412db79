import assert from "node:assert/strict";
import { accountPairs } from "../../model/account-pairs";
import { expectationText } from "../../model/expectation-text";
import { planChanges, resourceChanges, type PlanChange } from "../../model/plan-changes";
import { planRecord, type PlanRecord } from "../../model/plan-record";
import { MODES } from "../modes";
import { EXAMPLE, planOf, stackOf } from "../stacks";

const record = (text: string): PlanRecord => planRecord(planOf(text));
const base = record(EXAMPLE);

/** "changed account documents: type: storage -> sandbox" */
const lines = (changes: readonly PlanChange[]): readonly string[] =>
  changes.map(({ kind, what, name, details }) => {
    const more = details.length === 0 ? "" : `: ${details.join("; ")}`;
    return `${kind} ${what} ${name}${more}`;
  });

const changed = (text: string): readonly string[] => lines(planChanges(base, record(text)));

const edit = (from: string, to: string): string => {
  assert.ok(EXAMPLE.includes(from), from);
  return EXAMPLE.replace(from, to);
};

describe("what two plans have differently", () => {
  it("nothing of equal plans, or of lists in another order", () => {
    assert.deepEqual(changed(EXAMPLE), []);
    assert.deepEqual(changed(edit("[operations, developer]", "[developer, operations]")), []);
  });

  it("people and their functions", () => {
    assert.deepEqual(changed(edit("[auditor]", "[auditor, network]")), [
      "changed person grace: functions: auditor -> auditor, network",
    ]);
    assert.deepEqual(changed(edit("name: grace", "name: zoe")), [
      "added person zoe: auditor",
      "removed person grace: auditor",
    ]);
  });

  it("accounts, which keep their identity through a change of name", () => {
    assert.deepEqual(changed(edit("name: documents", "name: papers, formerNames: [documents]")), [
      "changed account papers: name: documents -> papers",
    ]);
    assert.deepEqual(changed(edit("name: documents", "name: papers")), [
      "added account papers: storage",
      "removed account documents: storage",
    ]);
    assert.deepEqual(
      changed(edit("type: storage }", "type: storage, owner: legal, tags: { a: b } }")),
      ["changed account documents: tags.a: none -> b; tags.owner: none -> legal"],
    );
    const core = edit("accounts:", "  coreAccounts: { audit: { name: log-archive } }\naccounts:");
    assert.match(
      changed(core).join("\n"),
      /^changed account log-archive: name: audit -> log-archive/,
    );
  });

  it("units and resources come with the first account of a type", () => {
    const head = record(
      edit("\naccess:", "\n  - { name: shop, type: shop }\naccess:").concat(
        "accountTypes: { shop: { functions: { developer: observe } } }\n",
      ),
    );
    assert.deepEqual(lines(planChanges(base, head)), [
      "added unit workloads/shop",
      "added account shop: shop",
      "added role developer in shop: observe",
      "added role auditor in shop: audit",
      ...[
        "deny-access-keys",
        "deny-default-vpc",
        "deny-public",
        "deny-regions",
        "deny-unapproved-marketplace",
        "require-encryption",
        "deny-public-identities",
        "require-imdsv2",
      ].map((name) => `changed guardrail landing-zone-${name}: now at workloads/shop`),
    ]);
    assert.deepEqual(
      resourceChanges(base, head).map(({ type, before, after }) => [type, after - before]),
      [
        ["aws:organizations/organizationalUnit:OrganizationalUnit", 1],
        ["aws:organizations/account:Account", 1],
        ["aws:organizations/policyAttachment:PolicyAttachment", 8],
        ["aws-native:cloudformation:StackSet", 1],
      ],
    );
  });

  it("roles, with documents by name alone", () => {
    assert.deepEqual(
      changed(`${EXAMPLE}functions: { auditor: { sessionHours: 1 } }\n`).slice(0, 1),
      ["changed role auditor in management: sessionHours: 8 -> 1"],
    );
    assert.deepEqual(
      changed(`${EXAMPLE}accountTypes: { production: { functions: { developer: power } } }\n`),
      ["changed role developer in production: level: observe -> power; policies changed"],
    );
  });

  it("a boundary once, and of a role only where the role has its own", () => {
    const statement = { Effect: "Allow", Action: "*", Resource: "*" } as const;
    const open = { Version: "2012-10-17", Statement: [statement] } as const;
    const everywhere = {
      ...base,
      boundary: open,
      roles: base.roles.map((role) => ({ ...role, boundary: open })),
    };
    assert.deepEqual(lines(planChanges(base, everywhere)), [
      "changed boundary of function roles: Statement changed",
    ]);
    const [first, ...others] = base.roles;
    assert.ok(first);
    const one = { ...base, roles: [{ ...first, boundary: open }, ...others] };
    assert.deepEqual(lines(planChanges(base, one)), [
      "changed role auditor in management: boundary changed",
    ]);
  });

  it("expectations, as sentences", () => {
    const head = `${EXAMPLE}expectations:\n  - { who: ada, cannot: "s3:GetObject", in: { type: production } }\n`;
    assert.deepEqual(changed(head), [
      "added expectation ada cannot s3:GetObject in production accounts",
    ]);
  });

  it("exceptions, by the guardrail and the place", () => {
    const text = (until: string, reason = "workshop"): string =>
      `${EXAMPLE}guardrails: { exceptions: [{ guardrail: require-imdsv2, type: sandbox, reason: ${reason}, until: "${until}" }] }\n`;
    assert.deepEqual(changed(text("2099-01-01")), [
      "changed guardrail landing-zone-require-imdsv2: no longer at workloads/sandbox",
      "added exception from require-imdsv2 in accounts of type sandbox: until 2099-01-01: workshop",
    ]);
    assert.deepEqual(
      lines(planChanges(record(text("2099-01-01")), record(text("2099-06-30", "courses")))),
      [
        "changed exception from require-imdsv2 in accounts of type sandbox: reason: workshop -> courses; until: 2099-01-01 -> 2099-06-30",
      ],
    );
  });

  it("quotas of guardrails, and regions that are governed", () => {
    const limits = changed(`${EXAMPLE}guardrails: { limits: { scp: { policies: 12 } } }\n`);
    assert.deepEqual(limits, ["changed quotas of guardrails: scp.policies: 10 -> 12"]);
    assert.deepEqual(changed(edit("eu-west-1", "eu-west-1\n  regions: [eu-central-1]")), [
      "changed organization acme: regions: eu-west-1 -> eu-west-1, eu-central-1",
      "changed own role root-access in access: policies.inline changed",
      // Lists of all governed regions are said once, above.
      "changed detection settings: securityHub.linkedRegions: none -> eu-central-1",
      "changed root activity settings: regions: +eu-central-1",
      "changed stack sets root-activity: regions: +eu-central-1",
      "changed stack sets service-roles: roles.baseline.policies.inline changed",
      "changed guardrail landing-zone-deny-regions: statements: ~DenyRegions1, ~DenyRegions2",
    ]);
  });

  it("long lists by what came and went", () => {
    const [organization] = changed(`${EXAMPLE}guardrails: { tags: { owner: {} } }\n`);
    assert.match(organization ?? "", /; policyTypes: .*TAG_POLICY$/);
    assert.match(organization ?? "", /trustedServices: \+tagpolicies\.tag\.amazonaws\.com;/);
  });

  it("the parts of core accounts, fact by fact", () => {
    const audit = changed(`${EXAMPLE}audit: { retentionDays: 400, queries: false }\n`);
    assert.ok(audit.some((line) => /^changed log archive .*3650 -> 400/.test(line)));
    const vpcs = (more: string): string =>
      `${EXAMPLE}network: { vpcs: [{ name: main, types: [production], zones: 2${more} }] }\n`;
    assert.match(changed(vpcs("")).join("\n"), /^added network vpcs main: /m);
    const nat = lines(planChanges(record(vpcs("")), record(vpcs(", nat: one")))).join("\n");
    assert.match(nat, /^changed network vpcs main: .*nat: none -> one/m);
    const told = `${EXAMPLE}rootActivity: { notify: { security: ["a@acme.example"] } }\n`;
    assert.match(
      changed(told).join("\n"),
      /^changed root activity settings: notify.security: none -> a@acme.example/m,
    );
    const budget = `${EXAMPLE}management: { budget: { monthly: 900, notify: ["f@acme.example"] } }\n`;
    assert.match(changed(budget).join("\n"), /^(added|changed) management .*900/m);
    const passwords = `${EXAMPLE}baseline: { passwordPolicy: false }\n`;
    assert.match(changed(passwords).join("\n"), /^changed baseline settings: .*removed/m);
    assert.match(
      changed(`${EXAMPLE}audit: { guardDuty: false }\n`).join("\n"),
      /^changed detection settings: guardDuty removed/m,
    );
  });

  it("ways to sign in, pipelines and partners", () => {
    const saml = changed(MODES.saml).join("\n");
    assert.match(saml, /^changed sign-in of people: modes: iam-users -> saml; saml added/m);
    assert.match(saml, /^added own role hub-auditor in access: /m);
    const all = changed(MODES["all that there is"]).join("\n");
    assert.match(all, /^added pipelines that deploy$/m);
    assert.match(all, /^added partners msp: accountId: 999999999999/m);
    assert.match(all, /^changed break-glass users: notify: none -> /m);
    assert.match(all, /^added own role deploy in management: /m);
    const partners = MODES["partners by providers"];
    const until = partners.replace("2027-12-31", "2028-12-31");
    assert.match(
      lines(planChanges(record(partners), record(until))).join("\n"),
      /^changed partners msp: .*until: 2027-12-31 -> 2028-12-31/m,
    );
  });

  it("every other part of a plan", () => {
    const policy = { Version: "2012-10-17", Statement: [] } as const;
    const heads: readonly Partial<PlanRecord>[] = [
      { organization: { ...base.organization, id: "o-exampleorg1" } },
      { stamping: "none" },
      { logs: { ...base.logs, bucketPolicy: policy, auditorBuckets: [] } },
      { people: { ...base.people, policy } },
      { people: { ...base.people, groups: [] } },
    ];
    assert.deepEqual(
      heads.map((head) => lines(planChanges(base, { ...base, ...head }))),
      [
        ["changed organization acme: id: none -> o-exampleorg1"],
        ["changed stamping of roles: how: stackset -> none"],
        [
          `changed log archive of the audit account: bucketPolicy changed; auditorBuckets: ${base.logs.auditorBuckets.map((name) => `-${name}`).join(", ")}`,
        ],
        ["changed group of everybody: policy changed"],
        [
          "removed group operations",
          "removed group developer",
          "removed group auditor",
          "removed group network",
        ],
      ],
    );
    const adopted = { ...base, organization: { ...base.organization, adopt: true } };
    assert.deepEqual(lines(planChanges(base, adopted)), [
      "changed organization acme: adopt: false -> true",
    ]);
  });

  it("all of it where there was nothing, and where there is nothing left", () => {
    const come = planChanges(null, base);
    const go = planChanges(base, null);
    assert.deepEqual([...new Set(come.map(({ kind }) => kind))], ["added"]);
    assert.deepEqual([...new Set(go.map(({ kind }) => kind))], ["removed"]);
    assert.equal(come.length, go.length);
    assert.equal(come.filter(({ what }) => what === "account").length, base.accounts.length);
    assert.equal(
      resourceChanges(null, base).length,
      resourceChanges(base, null).filter(({ after }) => after === 0).length,
    );
    assert.deepEqual(planChanges(null, null), []);
  });
});

describe("which account is which", () => {
  const { accounts } = base;
  const [leaf] = accounts.slice(-1);
  assert.ok(leaf);
  const named = (name: string, ...formerNames: readonly string[]) => ({
    ...leaf,
    name,
    formerNames,
  });
  const pairs = (before: readonly ReturnType<typeof named>[], after: typeof before) =>
    accountPairs(before, after).map(
      (pair) => `${pair.before?.name ?? ""}>${pair.after?.name ?? ""}`,
    );

  it("by name first, then by former names, in both directions", () => {
    assert.deepEqual(pairs([named("a")], [named("b", "a")]), ["a>b"]);
    assert.deepEqual(pairs([named("b", "a")], [named("a")]), ["b>a"]);
    assert.deepEqual(pairs([named("b", "a")], [named("c", "a")]), ["b>c"]);
    assert.deepEqual(pairs([named("b", "a")], [named("b"), named("a")]), ["b>b", ">a"]);
    assert.deepEqual(pairs([named("a"), named("b")], [named("c", "a")]), ["a>c", "b>"]);
  });

  it("whoever is named comes before whoever had the same name", () => {
    assert.deepEqual(pairs([named("x", "a"), named("b")], [named("c", "a", "b")]), ["b>c", "x>"]);
  });

  it("a core account is not a leaf account of the same name", () => {
    const [, audit] = accounts;
    assert.ok(audit);
    assert.deepEqual(accountPairs([audit], [named("audit")]).length, 2);
  });
});

describe("an expectation as a sentence", () => {
  const sentence = (text: string): string => {
    const [expectation] = stackOf(`${EXAMPLE}expectations: [${text}]\n`).expectations;
    assert.ok(expectation);
    return expectationText(expectation);
  };

  const cases: readonly (readonly [string, string])[] = [
    ['{ who: ada, can: "s3:GetObject" }', "ada can s3:GetObject"],
    [
      '{ who: everyone, cannot: ["s3:GetObject", "sqs:*"], in: { account: playground } }',
      "everyone cannot s3:GetObject, sqs:* in playground",
    ],
    [
      '{ who: developer, cannot: "*", in: { type: audit }, without: mfa }',
      "developer cannot do anything in the audit account, without MFA",
    ],
    [
      '{ who: developer, can: "s3:GetObject", resource: "arn:aws:s3:::a/*", context: { "aws:RequestedRegion": eu-west-1 } }',
      "developer can s3:GetObject, on arn:aws:s3:::a/*, when aws:RequestedRegion is eu-west-1",
    ],
  ];
  for (const [text, words] of cases) {
    it(words, () => {
      assert.equal(sentence(text), words);
    });
  }
});
