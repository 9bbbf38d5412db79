import assert from "node:assert/strict";
import { guardrailsText } from "../../report/plan-guardrails";
import { planText } from "../../report/plan-text";
import { edited, EXAMPLE, ORGANIZATION, planOf } from "../stacks";

const WITH_ID = edited(EXAMPLE, ["type: production }", 'type: production, id: "222222222222" }']);

const textOf = (text: string): string => guardrailsText(planOf(text)).join("\n\n");
const withGuardrails = (keys: string): string => textOf(`${WITH_ID}guardrails:\n${keys}`);

/** The lines of one target, without the room that is left. */
function held(text: string, target: string): string {
  const block = text.split(/\n(?= {2}at )/).find((one) => one.startsWith(`  at ${target} `));
  assert.ok(block, target);
  return block.replace(/\n {4}room:[^]*/, "");
}

describe("guardrails in a plan's text", () => {
  const text = textOf(EXAMPLE);

  it("of the root come first, with all accounts below it, and none of the management account", () => {
    assert.match(
      text,
      /^Guardrails: .*; none binds the management account:\n {2}at the root \(all 7/,
    );
    assert.match(held(text, "the root"), /deny-account-settings, deny-confused-deputy, /);
  });

  it("of units, with their accounts and how many they have from the root", () => {
    assert.equal(
      held(text, "workloads/sandbox"),
      `  at workloads/sandbox (playground), beside the root's 10:
    deny-access-keys, deny-default-vpc, deny-large-instances, deny-public, deny-public-identities,
    deny-regions, deny-unapproved-marketplace, require-encryption, require-imdsv2`,
    );
    assert.match(held(text, "quarantine"), / \(no account\), beside the root's 10:\n {4}deny-all$/);
  });

  it("of several units with the same are said once", () => {
    assert.match(
      held(text, "workloads/production").replaceAll(/\s+/g, " "),
      /^ at workloads\/production \(web-production\) and workloads\/nonproduction \(web-staging\), beside/,
    );
    // There, in the network account, and in sandboxes.
    assert.equal(text.match(/require-imdsv2/g)?.length, 3);
  });

  it("with what they were given: services, and services of which single actions", () => {
    assert.match(
      held(text, "workloads/storage").replaceAll(/\s+/g, " "),
      /only-services \(kms, s3, parts of iam\)$/,
    );
    const services = "[a4b, acm, backup, ce, chime, ec2, ecs, eks, rds]".replace("a4b", "s3");
    const many = textOf(
      `${ORGANIZATION}accountTypes: { shop: { guardrails: [{ only-services: ${services} }] } }\n`,
    );
    assert.match(
      held(many, "workloads/shop"),
      /only-services \(s3, acm, backup, ce, chime, ec2, ecs and 2 more\)$/,
    );
  });

  it("with the room that is left: policies used of those there may be, and the fullest", () => {
    const plan = planOf(EXAMPLE);
    const own = plan.guardrails.filter(({ target }) => target === "workloads/production");
    const left = (kind: "scp" | "rcp"): string =>
      Math.min(
        ...own.filter((one) => one.kind === kind).map(({ limit, size }) => limit - size),
      ).toLocaleString("en-US");
    assert.ok(
      text
        .replaceAll(/\s+/g, " ")
        .includes(
          `room: 7 of 8 service control policies, ${left("scp")} characters left in the fullest; 1 of 3 resource control policies, ${left("rcp")} characters left in the fullest at workloads/sandbox`,
        ),
      text,
    );
    assert.match(
      text,
      / {2}at the root [^]*?require-tls\n {4}room: 7 of 8 service .*; 3 of 3 resource\n? *control policies, /,
    );
    const limits = withGuardrails("  limits: { scp: { policies: 12 } }\n");
    assert.match(limits, /room: 7 of 10 service control policies/);
  });

  it("name the first of many accounts, and how many there are", () => {
    const accounts = Array.from({ length: 5 }, (_, i) => `{ name: a-${i}, type: sandbox }`);
    const many = textOf(`${ORGANIZATION}accounts: [${accounts.join(", ")}]\n`);
    assert.match(many, /workloads\/sandbox \(a-0 and 4 more\)/);
    assert.match(many, /at the root \(all 8 member accounts\)/);
  });

  it("say that nothing is attached", () => {
    assert.equal(
      withGuardrails("  attach: none\n"),
      "Guardrails: none, because nothing is attached (guardrails.attach: none)",
    );
  });

  it("say what holds at the units because nothing is attached at the root", () => {
    const units = withGuardrails("  attach: units\n").replaceAll(/\s+/g, " ");
    assert.match(units, /Nothing is attached at the root \(guardrails\.attach: units\)/);
    assert.match(
      units,
      /stay as they are\. at core \(audit, network and access\) and workloads \([^)]*\): deny-account-settings, .*, require-tls room: 7 of 8/,
    );
    assert.match(units, /at core\/audit \(audit\), beside the unit above's 10:/);
    assert.match(units, /at quarantine \(no account\): deny-account-settings, deny-all, /);
    assert.doesNotMatch(units, /beside the root/);
  });

  it("show exceptions with their reason and their last day", () => {
    const exceptions = withGuardrails(`  exceptions:
    - { guardrail: deny-regions, account: web-production, reason: workshop in Singapore, until: "2099-01-31" }
    - { guardrail: require-imdsv2, type: sandbox, reason: old courses, until: "2099-02-28" }
`);
    assert.match(
      exceptions,
      /\n\nExceptions from guardrails:\n {2}deny-regions does not hold in web-production until 2099-01-31: workshop in Singapore\n {2}require-imdsv2 does not hold in accounts of type sandbox until 2099-02-28: old courses$/,
    );
  });

  it("show other policies with the room that is left", () => {
    const others = withGuardrails("  tags: { owner: {} }\n  aiOptOut: true\n");
    assert.match(
      others,
      /\n\nOther policies, at the root:\n {2}tags: How tags are spelt, and their values \[9,\d+ characters left\]\n {2}ai-opt-out: /,
    );
    assert.doesNotMatch(text, /Other policies|Exceptions/);
  });

  it("can be read of forty types: the same is said once, in lines of a hundred columns", () => {
    const names = Array.from({ length: 40 }, (_, i) => `type-${i}`);
    const types = names.map(
      (name, i) => `  ${name}: ${i % 10 === 0 ? `{ guardrails: [deny-public] }` : "{}"}\n`,
    );
    const accounts = names.map((name) => `  - { name: account-of-${name}, type: ${name} }\n`);
    const many = textOf(
      `${ORGANIZATION}accounts:\n${accounts.join("")}accountTypes:\n${types.join("")}`,
    );
    const lines = many.split("\n");
    assert.ok(lines.length < 80, `${lines.length} lines`);
    for (const line of lines) assert.ok(line.length <= 100, line);
    for (const name of names) assert.match(many, new RegExp(`workloads/${name}\\s+\\(account-of-`));
  });

  it("are part of the plan, before the resources", () => {
    const plan = planText(planOf(EXAMPLE));
    assert.ok(plan.indexOf("\n\nGuardrails: ") < plan.indexOf(" resources:\n"));
    assert.match(plan, /\n {2}\d+ +organizations Policy\n/);
    assert.match(plan, /\n {2}\d+ +iam Policy\n/);
  });
});
