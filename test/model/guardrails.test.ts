import assert from "node:assert/strict";
import fc from "fast-check";
import { GUARDRAILS } from "../../iam/guardrails";
import { pieces } from "../../iam/placeholder";
import {
  bindsPermissions,
  EVERYWHERE,
  heldBy,
  roomFor,
  sentenceOf,
  WITHOUT_EXCEPTION,
  type PlannedGuardrail,
} from "../../model/guardrails";
import { LIMITS } from "../../model/limits";
import type { Plan } from "../../model/plan";
import { edited, EXAMPLE, messagesOf, ORGANIZATION, planOf, stackOf, stackText } from "../stacks";

const ROOT = "/";

/** `landing-zone-deny-regions` for each policy at a target, of all kinds or of one. */
const namesAt = (plan: Plan, target: string, kind?: PlannedGuardrail["kind"]): readonly string[] =>
  plan.guardrails
    .filter((one) => one.target === target && (kind === undefined || one.kind === kind))
    .map(({ name }) => name);

/** Guardrails at a target, whatever policies they are in. */
const heldAt = (plan: Plan, target: string): readonly string[] =>
  plan.guardrails
    .filter((one) => one.target === target)
    .flatMap(({ guardrails }) => guardrails)
    .sort();

function policyOf(plan: Plan, name: string): PlannedGuardrail {
  const found = plan.guardrails.find((one) => one.name === `landing-zone-${name}`);
  assert.ok(found, name);
  return found;
}

const textOf = (plan: Plan, name: string): string => JSON.stringify(policyOf(plan, name).document);

const withGuardrails = (keys: string): string => `${EXAMPLE}guardrails:\n${keys}`;

const WORKLOAD: readonly string[] = [
  "deny-access-keys",
  "deny-default-vpc",
  "deny-public",
  "deny-public-identities",
  "deny-regions",
  "deny-unapproved-marketplace",
  "require-encryption",
  "require-imdsv2",
];

describe("guardrails of the example", () => {
  const plan = planOf(EXAMPLE);

  const sets: Readonly<Record<string, readonly string[]>> = {
    [ROOT]: EVERYWHERE,
    "core/audit": [...WORKLOAD.filter((name) => name !== "require-imdsv2"), "protect-hub"].sort(),
    "core/network": [...WORKLOAD, "protect-networks"].sort(),
    "core/access": ["deny-public-identities", "deny-regions", "only-services", "protect-people"],
    "workloads/production": WORKLOAD,
    "workloads/nonproduction": WORKLOAD,
    "workloads/sandbox": [...WORKLOAD, "deny-large-instances"].sort(),
    "workloads/storage": [
      "deny-access-keys",
      "deny-public",
      "deny-public-identities",
      "deny-regions",
      "only-services",
    ],
    staging: ["deny-access-keys", "deny-public", "deny-public-identities", "deny-regions"],
    quarantine: ["deny-all"],
  };
  for (const [target, expected] of Object.entries(sets)) {
    it(`at ${target}`, () => {
      assert.deepEqual(heldAt(plan, target), expected);
    });
  }

  it("are at these targets and no others", () => {
    const targets = new Set(plan.guardrails.map(({ target }) => target));
    assert.deepEqual([...targets].sort(), Object.keys(sets).sort());
  });

  it("are one policy each, which all targets with the same share", () => {
    for (const { guardrails } of plan.guardrails) assert.equal(guardrails.length, 1);
    const regions = plan.guardrails.filter(({ name }) => name === "landing-zone-deny-regions");
    assert.ok(regions.length > 5);
    for (const { document } of regions) assert.equal(document, regions[0]?.document);
  });

  it("with values of their own are the target's own", () => {
    assert.ok(namesAt(plan, "core/access").includes("landing-zone-only-services-of-access"));
    assert.ok(namesAt(plan, "workloads/storage").includes("landing-zone-only-services-of-storage"));
    assert.notEqual(
      textOf(plan, "only-services-of-access"),
      textOf(plan, "only-services-of-storage"),
    );
  });

  it("describe themselves by their sentence", () => {
    for (const { guardrails, description } of plan.guardrails) {
      assert.equal(description, GUARDRAILS.get(guardrails[0] ?? "")?.sentence);
    }
  });

  it("name all that there are, together with what a type can choose", () => {
    const held = new Set(plan.guardrails.flatMap(({ guardrails }) => guardrails));
    assert.deepEqual([...held].sort(), [...GUARDRAILS.keys()].sort());
  });

  it("deny alone, and name no account", () => {
    for (const one of plan.guardrails.filter(bindsPermissions)) {
      for (const { Effect } of one.document.Statement) assert.equal(Effect, "Deny");
      assert.doesNotMatch(
        JSON.stringify(one.document),
        /\{\{account:|(?<!\d)\d{12}(?!\d)/,
        one.name,
      );
    }
  });

  it("do not depend on the accounts that there are", () => {
    const more = planOf(
      edited(EXAMPLE, ["accounts:\n", "accounts:\n  - { name: a, type: sandbox }\n"]),
    );
    assert.deepEqual(more.guardrails, plan.guardrails);
  });

  it("switch their two kinds of policies on, and no others", () => {
    assert.deepEqual(plan.organization.policyTypes, [
      "SERVICE_CONTROL_POLICY",
      "RESOURCE_CONTROL_POLICY",
    ]);
  });
});

/** What holds of every plan. */
function assertSound(plan: Plan): void {
  const documents = new Map<string, string>();
  const seen = new Set<string>();
  for (const {
    target,
    kind,
    name,
    description,
    size,
    limit,
    document,
    guardrails,
  } of plan.guardrails) {
    assert.ok(name.length <= LIMITS.policyName.value, name);
    assert.ok(description.length <= LIMITS.policyDescription.value, name);
    assert.notEqual(description, "");
    assert.ok(size <= limit, `${name}: ${size} of ${limit}`);
    assert.notEqual(guardrails.length, 0);
    // What is made for one name is one policy.
    const text = JSON.stringify([kind, document]);
    assert.equal(documents.get(name) ?? text, text, `${name} is two policies`);
    documents.set(name, text);
    const place = `${target} ${name}`;
    assert.ok(!seen.has(place), `${place} twice`);
    seen.add(place);
    assert.ok(target === ROOT || plan.units.some(({ path }) => path === target), target);
    pieces(text);
  }
  for (const { path } of [{ path: ROOT }, ...plan.units]) {
    for (const kind of ["scp", "rcp"] as const) {
      const attached = plan.guardrails.filter((one) => one.target === path && one.kind === kind);
      assert.ok(attached.length <= roomFor(plan.policyLimits[kind].policies), `${path} ${kind}`);
    }
  }
}

describe("every plan's policies", () => {
  const texts: readonly (readonly [string, string])[] = [
    ["example", EXAMPLE],
    ["enterprise", stackText("enterprise")],
    ["of an organization without accounts", ORGANIZATION],
    [
      "of types with the names of the landing zone's own units",
      `${ORGANIZATION}accountTypes:
  staging: { guardrails: [{ only-services: [s3] }, deny-public, deny-regions] }
  quarantine: { guardrails: [{ only-services: [sqs] }, deny-public, deny-regions] }
  root: {}
  organization: {}
guardrails:
  limits: { scp: { policies: 4 }, rcp: { policies: 3 } }
  custom: [{ name: deny-vaults, types: [staging], statements: [{ Action: "glacier:DeleteVault", Resource: "*" }] }]
`,
    ],
    [
      "of a guardrail that takes several, beside one named like its second part",
      withGuardrails(`  custom:
    - name: deny-objects
      types: [storage]
      statements: [{ Action: "s3:GetObject", Resource: [${buckets(500)}] }]
    - name: deny-objects-2
      types: [storage]
      statements: [{ Action: "s3:PutObject", Resource: "*" }]
`),
    ],
  ];
  for (const [name, text] of texts) {
    it(`fit, and have names of their own: ${name}`, () => {
      assertSound(planOf(text));
    });
  }

  it("refuse a file whose access roles take the room, and leave no guardrail out", () => {
    const accounts = Array.from(
      { length: 24 },
      (_, i) =>
        `  - { name: a-${i}, type: production, origin: invited, id: "${200000000000 + i}", email: a${i}@x.example, accessRole: Administration-of-a-subsidiary-that-was-bought-${i} }`,
    );
    const file = (limits: string): string =>
      `${ORGANIZATION}guardrails: { limits: { scp: { ${limits} } } }
access: { stamping: provider }
accounts:
${accounts.join("\n")}
`;
    const messages = messagesOf(file("characters: 5120, policies: 5"));
    assert.match(messages[0] ?? "", /^the guardrails of the unit core\/access do not fit/);
    assert.ok(
      messages.some((one) => one.startsWith("the guardrails of the whole organization do")),
    );
    const plan = planOf(file("characters: 10240, policies: 10"));
    assertSound(plan);
    // What is too long for one policy is in two.
    assert.deepEqual(heldAt(plan, ROOT), [...EVERYWHERE, "protect-landing-zone"].sort());
  });

  it("fit, whatever a type chooses", () => {
    const names = [...GUARDRAILS.keys()].filter((name) => name !== "only-services");
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...names), { maxLength: names.length }),
        fc.array(fc.constantFrom("s3", "sqs", "kms", "lambda"), { minLength: 1 }),
        fc.constantFrom("everywhere", "units"),
        (chosen, services, attach) => {
          const list = [...chosen, `{ only-services: [${services.join(", ")}] }`];
          const plan = planOf(
            `${ORGANIZATION}accountTypes: { shop: { guardrails: [${list.join(", ")}] } }\nguardrails: { attach: ${attach} }\n`,
          );
          assertSound(plan);
          assert.deepEqual(
            heldAt(plan, "workloads/shop"),
            [...chosen.filter((name) => !EVERYWHERE.includes(name)), "only-services"].sort(),
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});

function buckets(count: number): string {
  return Array.from({ length: count }, (_, i) => `"arn:aws:s3:::bucket-${i}/*"`).join(", ");
}

describe("where guardrails are attached", () => {
  const attached = (attach: string): Plan =>
    planOf(withGuardrails(`  attach: ${attach}\n  tags: { a: {} }\n`));

  it("everywhere, by default: at the root, and at units", () => {
    assert.deepEqual(attached("everywhere").guardrails.slice(0, -1), planOf(EXAMPLE).guardrails);
  });

  it("units: nothing at the root, and what it would have at the units below it", () => {
    const plan = attached("units");
    assert.deepEqual(namesAt(plan, ROOT), []);
    const below = planOf(EXAMPLE).guardrails.filter(
      ({ target }) => target.includes("/") && target !== ROOT,
    );
    assert.deepEqual(
      plan.guardrails.filter(({ target }) => target.includes("/")),
      below,
    );
    for (const top of ["core", "workloads"]) {
      assert.deepEqual(heldAt(plan, top), heldAt(planOf(EXAMPLE), ROOT));
    }
    for (const [unit, own] of [
      ["staging", ["deny-access-keys", "deny-public", "deny-public-identities", "deny-regions"]],
      ["quarantine", ["deny-all"]],
    ] as const) {
      assert.deepEqual(heldAt(plan, unit), [...EVERYWHERE, ...own].sort());
    }
  });

  it("units: a type whose unit is right below the root has both", () => {
    const plan = planOf(
      `${ORGANIZATION}accountTypes: { shop: { unit: shop, guardrails: [deny-public] } }\nguardrails: { attach: units }\n`,
    );
    assertSound(plan);
    assert.deepEqual(heldAt(plan, "shop"), [...EVERYWHERE, "deny-public"].sort());
  });

  it("none: nothing at all, and the kinds of policies stay on", () => {
    const plan = attached("none");
    assert.deepEqual(plan.guardrails, []);
    assert.deepEqual(plan.organization.policyTypes, planOf(EXAMPLE).organization.policyTypes);
  });

  it("a type's own list need not have what holds everywhere", () => {
    const text = (attach: string): string =>
      `${ORGANIZATION}accountTypes: { shop: { guardrails: [deny-root-user, deny-public] } }\nguardrails: { attach: ${attach} }\n`;
    assert.deepEqual(heldAt(planOf(text("everywhere")), "workloads/shop"), ["deny-public"]);
    assert.deepEqual(heldAt(planOf(text("units")), "workloads/shop"), ["deny-public"]);
  });
});

describe("guardrails of a stack's own", () => {
  const custom = (more: string): Plan =>
    planOf(
      `${withGuardrails(`  custom:
    - name: deny-vaults
      sentence: Vaults stay
      statements: [{ Sid: Mine, Action: "glacier:DeleteVault", Resource: "*", Condition: { Bool: { "aws:SecureTransport": true }, NumericLessThan: { "aws:MultiFactorAuthAge": [1, 2] } } }]
`)}${more}`,
    );

  it("hold everywhere by default", () => {
    const plan = custom("");
    assert.ok(heldAt(plan, ROOT).includes("deny-vaults"));
    assert.deepEqual(
      plan.guardrails.filter(({ guardrails }) => guardrails.includes("deny-vaults")).length,
      1,
    );
    assert.equal(policyOf(plan, "deny-vaults").description, "Vaults stay");
  });

  it("hold where their types say, core accounts too", () => {
    const plan = custom("      types: [sandbox, audit]\n");
    const targets = plan.guardrails
      .filter(({ guardrails }) => guardrails.includes("deny-vaults"))
      .map(({ target }) => target);
    assert.deepEqual(targets, ["core/audit", "workloads/sandbox"]);
  });

  it("hold where a type's list names them, and nowhere else", () => {
    const plan = custom("accountTypes: { sandbox: { guardrails: [deny-regions, deny-vaults] } }\n");
    const targets = plan.guardrails
      .filter(({ guardrails }) => guardrails.includes("deny-vaults"))
      .map(({ target }) => target);
    assert.deepEqual(targets, ["workloads/sandbox"]);
    assert.deepEqual(heldAt(plan, "workloads/sandbox"), ["deny-regions", "deny-vaults"]);
  });

  it("are statements with texts for values, under the landing zone's own Sid", () => {
    const policy = policyOf(custom(""), "deny-vaults");
    assert.ok(bindsPermissions(policy));
    assert.deepEqual(policy.document.Statement, [
      {
        Sid: "DenyVaults",
        Effect: "Deny",
        Action: "glacier:DeleteVault",
        Resource: "*",
        Condition: {
          Bool: { "aws:SecureTransport": "true" },
          NumericLessThan: { "aws:MultiFactorAuthAge": ["1", "2"] },
        },
      },
    ]);
  });

  it("bind resources as resource control policies, which say whom", () => {
    const plan = planOf(
      withGuardrails(`  custom:
    - { name: deny-strangers, kind: rcp, types: [storage], statements: [{ Principal: "*", Action: "s3:*", Resource: "*", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "{{organization:id}}" } } }] }
`),
    );
    const policy = policyOf(plan, "deny-strangers");
    assert.equal(policy.kind, "rcp");
    assert.equal(policy.limit, LIMITS.rcp.value);
    assert.match(JSON.stringify(policy.document), /"Principal":"\*".*\{\{organization:id\}\}/);
  });

  it("are known by their sentence, or by their name", () => {
    const stack = stackOf(
      withGuardrails(
        '  custom: [{ name: deny-x, statements: [{ Action: "s3:*", Resource: "*" }] }]\n',
      ),
    );
    assert.equal(sentenceOf(stack, "deny-x"), "deny-x");
    assert.match(sentenceOf(stack, "deny-all"), /^Nobody does anything/);
  });

  it("share policies where there are more than fit, with a description that fits", () => {
    const many = Array.from(
      { length: 30 },
      (_, i) =>
        `    - { name: deny-number-${i}-of-a-rather-long-name, types: [sandbox], statements: [{ Action: "s3:Get*", Resource: "arn:aws:s3:::b${i}/*" }] }\n`,
    ).join("");
    const plan = planOf(withGuardrails(`  custom:\n${many}`));
    assertSound(plan);
    const shared = policyOf(plan, "scp-of-sandbox");
    assert.ok(shared.guardrails.length > 20);
    assert.ok(shared.description.endsWith("…"));
    const own = heldAt(plan, "workloads/sandbox");
    assert.equal(own.length, new Set(own).size);
    assert.equal(own.length, 39);
    assert.equal(namesAt(plan, "workloads/sandbox", "scp").length, roomFor(10));
    assert.deepEqual(namesAt(plan, "workloads/sandbox", "rcp"), [
      "landing-zone-deny-public-identities",
    ]);
  });
});

describe("exceptions", () => {
  const WITH_ID = edited(EXAMPLE, ["type: production }", 'type: production, id: "222222222222" }']);
  const excepted = (...lines: readonly string[]): Plan =>
    planOf(
      `${WITH_ID}guardrails:\n  exceptions:\n${lines
        .map((line) => `    - { ${line}, reason: because, until: "2099-01-01" }\n`)
        .join("")}`,
    );

  it("of a type: its unit goes without, and all others stay as they are", () => {
    const plan = excepted("guardrail: deny-public, type: sandbox");
    const before = planOf(WITH_ID);
    assert.deepEqual(
      plan.guardrails,
      before.guardrails.filter(
        ({ target, name }) => target !== "workloads/sandbox" || name !== "landing-zone-deny-public",
      ),
    );
  });

  it("of a core account's type", () => {
    const plan = excepted("guardrail: deny-default-vpc, type: network");
    assert.ok(!heldAt(plan, "core/network").includes("deny-default-vpc"));
    assert.ok(heldAt(plan, "core/audit").includes("deny-default-vpc"));
  });

  it("of an account, by its id: of principals in service control policies", () => {
    const plan = excepted("guardrail: deny-regions, account: web-production");
    const policy = policyOf(plan, "deny-regions");
    assert.ok(bindsPermissions(policy));
    for (const { Condition } of policy.document.Statement) {
      const { StringNotEquals: other = {} } = Condition ?? {};
      assert.deepEqual(other["aws:PrincipalAccount"], ["222222222222"]);
      // What it asked before is still asked.
      assert.ok("aws:RequestedRegion" in other);
    }
    assert.deepEqual(
      plan.exceptions.map(({ account }) => account),
      ["web-production"],
    );
  });

  it("of an account, by its id: of resources in resource control policies", () => {
    const plan = excepted("guardrail: require-tls, account: web-production");
    assert.match(textOf(plan, "require-tls"), /"aws:ResourceAccount":\["222222222222"\]/);
    assert.doesNotMatch(textOf(plan, "require-tls"), /PrincipalAccount/);
  });

  it("change the policy of their guardrail and no other", () => {
    const before = planOf(WITH_ID);
    const after = excepted("guardrail: deny-root-user, account: web-production");
    const changed = after.guardrails.filter(
      (one, index) => JSON.stringify(one) !== JSON.stringify(before.guardrails[index]),
    );
    assert.deepEqual(
      changed.map(({ name }) => name),
      ["landing-zone-deny-root-user"],
    );
  });

  it("are none from what all others rest on", () => {
    for (const name of WITHOUT_EXCEPTION) {
      assert.ok(GUARDRAILS.has(name), name);
      const [message] = messagesOf(
        `${WITH_ID}guardrails: { exceptions: [{ guardrail: ${name}, account: web-production, reason: x, until: "2099-01-01" }] }\n`,
      );
      assert.match(message ?? "", /there is no exception from/);
    }
  });

  it("are from what an account has: of the whole organization, of its type, of the stack's own", () => {
    const stack = stackOf(
      withGuardrails(
        '  custom: [{ name: deny-x, types: [storage], statements: [{ Action: "s3:*", Resource: "*" }] }]\n',
      ),
    );
    assert.deepEqual(heldBy(stack, "documents"), [
      ...EVERYWHERE,
      ...["deny-access-keys", "deny-public", "deny-public-identities", "deny-regions"],
      ...["only-services", "deny-x"],
    ]);
    assert.deepEqual(heldBy(stack, "access"), [
      ...EVERYWHERE,
      ...["deny-public-identities", "deny-regions", "protect-people", "only-services"],
    ]);
    assert.deepEqual(heldBy(stack, "nobody"), EVERYWHERE);
  });
});

describe("limits of policies", () => {
  const limited = (limits: string): string => withGuardrails(`  limits: { ${limits} }\n`);

  it("leave AWS's own policy and a free place out of account", () => {
    assert.deepEqual([1, 2, 3, 5, 10, 40].map(roomFor), [1, 1, 1, 3, 8, 38]);
  });

  it("of a stack are those that its policies are packed for", () => {
    const plan = planOf(limited("scp: { characters: 20480, policies: 4 }"));
    assertSound(plan);
    assert.deepEqual(plan.policyLimits, {
      scp: { characters: 20480, policies: 4 },
      rcp: { characters: LIMITS.rcp.value, policies: LIMITS.rcpsPerTarget.value },
    });
    assert.equal(namesAt(plan, "workloads/production", "scp").length, 2);
    assert.deepEqual(namesAt(plan, "workloads/production", "rcp"), [
      "landing-zone-deny-public-identities",
    ]);
    assert.deepEqual(heldAt(plan, "workloads/production"), WORKLOAD);
  });

  it("are refused with what fits and what is left over, at what the user wrote", () => {
    const text = `${limited("scp: { characters: 3500, policies: 3 }")}accountTypes: { shop: { guardrails: [deny-access-keys, deny-public, deny-regions] } }\n`;
    const messages = messagesOf(text);
    const [shop = ""] = messages.filter((one) => one.includes("workloads/shop"));
    assert.match(shop, /do not fit into 1 policies of 3500 characters \(of what AWS takes, one is/);
    assert.match(shop, /Characters: deny-public \d+, deny-regions \d+, deny-access-keys \d+\. /);
    assert.match(
      shop,
      /Fitting together: deny-access-keys, deny-regions\. Left over: deny-public$/,
    );
    assert.ok(messages.some((one) => one.includes("the whole organization")));
  });

  it("name a guardrail that is too long for one policy once", () => {
    const [message = "", ...others] = messagesOf(
      withGuardrails(`  custom:
    - name: deny-the-rest
      types: [storage]
      statements: [{ NotAction: [${actions(500)}], Resource: "*" }]
`),
    );
    assert.match(
      message,
      /^a statement of deny-the-rest \(\d+\) is longer than the 10240 characters of one scp, and cannot be taken apart$/,
    );
    assert.deepEqual(others, []);
  });

  it("count for other policies, too", () => {
    const values = Array.from({ length: 700 }, (_, i) => `"cost center ${i}"`).join(", ");
    assert.match(
      messagesOf(withGuardrails(`  tags: { CostCenter: { values: [${values}] } }\n`)).join(),
      /^the tag policy has \d+ characters; AWS allows 10000$/,
    );
  });
});

const actions = (count: number): string =>
  Array.from({ length: count }, (_, i) => `"s3:Get*${"x".repeat(20)}${i}"`).join(", ");

describe("partitions", () => {
  it("of China have no resource control policies, and nothing of AWS's commercial regions", () => {
    const plan = planOf(
      `${ORGANIZATION.replace("eu-west-1", "cn-north-1\n  partition: aws-cn")}accounts: [{ name: web, type: production }]\n`,
    );
    assertSound(plan);
    assert.ok(plan.guardrails.every(({ kind }) => kind === "scp"));
    assert.match(textOf(plan, "deny-regions"), /"cn-north-1"/);
    assert.doesNotMatch(textOf(plan, "deny-regions"), /us-east-1/);
  });

  it("of GovCloud have both kinds, and their own region for global services", () => {
    const plan = planOf(
      ORGANIZATION.replace("eu-west-1", "us-gov-east-1\n  partition: aws-us-gov"),
    );
    assertSound(plan);
    assert.ok(plan.guardrails.some(({ kind }) => kind === "rcp"));
    assert.match(textOf(plan, "deny-regions"), /"us-gov-west-1"/);
  });
});

describe("what guardrails are told", () => {
  it("all governed regions, the home region among them, each once", () => {
    const plan = planOf(
      edited(EXAMPLE, ["eu-west-1", "eu-west-1\n  regions: [eu-central-1, eu-west-1]"]),
    );
    assert.deepEqual(plan.organization.regions, ["eu-west-1", "eu-central-1"]);
    assert.match(
      textOf(plan, "deny-regions"),
      /"aws:RequestedRegion":\["eu-central-1","eu-west-1"\]/,
    );
  });

  it("the roles by which management enters, whose names are reserved then", () => {
    const plan = planOf(
      `${ORGANIZATION}access: { stamping: provider }\naccounts: [{ name: web, type: production, accessRole: Entry }]\n`,
    );
    assert.match(textOf(plan, "protect-landing-zone"), /:role\/Entry"/);
    assert.doesNotMatch(textOf(planOf(EXAMPLE), "protect-landing-zone"), /:role\/Entry"/);
  });

  it("accounts outside that may use resources", () => {
    const plan = planOf(
      withGuardrails('  outsideAccounts: [{ id: "999999999999", reason: delivers logs }]\n'),
    );
    assert.match(textOf(plan, "deny-outsiders"), /999999999999/);
    assert.deepEqual(heldAt(plan, ROOT), heldAt(planOf(EXAMPLE), ROOT));
  });
});

describe("other policies of the organization", () => {
  const plan = planOf(
    withGuardrails(`  tags:
    CostCenter: { values: ["1", "2"], enforcedFor: ["ec2:instance"] }
    owner: {}
  backups:
    daily: { schedule: "cron(0 5 ? * * *)", keepDays: 35, tag: { key: backup, values: [daily] } }
  aiOptOut: true
  ec2Defaults: true
`),
  );
  const others = plan.guardrails.filter((one) => !bindsPermissions(one));

  it("are at the root, one of each kind", () => {
    assertSound(plan);
    assert.deepEqual(
      others.map(({ target, kind, name }) => [target, kind, name]),
      [
        [ROOT, "tag", "landing-zone-tags"],
        [ROOT, "backup", "landing-zone-backups"],
        [ROOT, "ai-opt-out", "landing-zone-ai-opt-out"],
        [ROOT, "ec2", "landing-zone-ec2-defaults"],
      ],
    );
  });

  it("switch on their kind, and the services that hold accounts to them", () => {
    const { policyTypes, trustedServices } = plan.organization;
    const before = planOf(EXAMPLE).organization;
    assert.deepEqual(policyTypes.slice(before.policyTypes.length), [
      "TAG_POLICY",
      "BACKUP_POLICY",
      "AISERVICES_OPT_OUT_POLICY",
      "DECLARATIVE_POLICY_EC2",
    ]);
    const more = ["tagpolicies.tag.amazonaws.com", "backup.amazonaws.com", "ec2.amazonaws.com"];
    assert.deepEqual([...trustedServices].sort(), [...before.trustedServices, ...more].sort());
  });

  it("are not there unless they are asked for", () => {
    assert.ok(planOf(EXAMPLE).guardrails.every(bindsPermissions));
  });

  it("spell tags as the file does, and hold the values and types that it says", () => {
    assert.deepEqual(policyOf(plan, "tags").document, {
      tags: {
        costcenter: {
          tag_key: { "@@assign": "CostCenter" },
          tag_value: { "@@assign": ["1", "2"] },
          enforced_for: { "@@assign": ["ec2:instance"] },
        },
        owner: { tag_key: { "@@assign": "owner" } },
      },
    });
  });

  it("back up in the governed regions, by AWS's role and vault unless the file says others", () => {
    const text = textOf(plan, "backups");
    assert.match(text, /"regions":\{"@@assign":\["eu-west-1"\]\}/);
    assert.match(text, /role\/service-role\/AWSBackupDefaultServiceRole"/);
    assert.match(text, /"target_backup_vault_name":\{"@@assign":"Default"\}/);
    assert.match(text, /"delete_after_days":\{"@@assign":"35"\}/);
  });

  it("are attached where guardrails are attached everywhere", () => {
    const units = planOf(withGuardrails("  attach: units\n  aiOptOut: true\n"));
    assert.ok(units.guardrails.every(bindsPermissions));
    assert.deepEqual(units.organization.policyTypes, planOf(EXAMPLE).organization.policyTypes);
  });
});
