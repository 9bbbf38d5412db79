import assert from "node:assert/strict";
import { DEFAULT_RULES, KNOWN_RULES, knownRule } from "../../model/detection/config-rules";
import { detectionCounts } from "../../model/detection/resources";
import { detectionServices } from "../../model/detection/services";
import { warningsOf } from "../../model/warnings";
import { ORGANIZATION, planOf, stackOf } from "../stacks";

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, one) => total + one, 0);

const inRegions = (...regions: readonly string[]): string =>
  ORGANIZATION.replace(
    "homeRegion: eu-west-1",
    `homeRegion: eu-west-1\n  regions: [${regions.join(", ")}]`,
  );

describe("the plan of what finds mistakes and intruders", () => {
  it("has everything on by default, with modest choices", () => {
    const { config, accessAnalyzer, guardDuty, securityHub } = planOf(ORGANIZATION).detection;
    assert.deepEqual(
      config?.rules.map(({ name }) => name),
      DEFAULT_RULES,
    );
    assert.deepEqual(accessAnalyzer, {
      homeRegion: "eu-west-1",
      externalAccess: ["eu-west-1"],
      unusedAccess: { region: "eu-west-1", days: 90 },
    });
    assert.deepEqual(
      guardDuty?.features.filter(({ autoEnable }) => autoEnable === "ALL").map(({ name }) => name),
      ["S3_DATA_EVENTS"],
    );
    assert.deepEqual(securityHub?.linkedRegions, []);
  });

  it("has each rule in the regions that it is about", () => {
    const { config } = planOf(inRegions("eu-central-1")).detection;
    const regions = new Map(config?.rules.map((rule) => [rule.name, rule.regions]));
    assert.deepEqual(regions.get("restricted-ssh"), ["eu-west-1", "eu-central-1"]);
    assert.deepEqual(regions.get("iam-user-mfa-enabled"), ["eu-west-1"]);
  });

  it("leaves out accounts that are closed, and those that the stack names", () => {
    const text = `${ORGANIZATION}accounts:
  - { name: a, type: production, id: "222222222222", lifecycle: closed }
  - { name: b, type: production, id: "333333333333" }
audit: { config: { excludedAccounts: ["999999999999"] } }
`;
    assert.deepEqual(planOf(text).detection.config?.excludedAccounts, [
      "222222222222",
      "999999999999",
    ]);
  });

  it("is as many resources for one leaf account as for hundreds", () => {
    const accounts = Array.from(
      { length: 300 },
      (_, n) => `  - { name: a-${n}, type: production }\n`,
    ).join("");
    const few = detectionCounts(planOf(inRegions("eu-central-1")));
    assert.deepEqual(
      detectionCounts(planOf(`${inRegions("eu-central-1")}accounts:\n${accounts}`)),
      few,
    );
    const more = sum(detectionCounts(planOf(inRegions("eu-central-1", "eu-north-1"))));
    const most = sum(detectionCounts(planOf(inRegions("eu-central-1", "eu-north-1", "eu-west-3"))));
    assert.equal(most - more, more - sum(few));
  });

  it("trusts the services that are on, and no others", () => {
    const services = (keys: string): readonly string[] =>
      detectionServices(stackOf(`${ORGANIZATION}audit: { ${keys} }\n`));
    assert.deepEqual(services("config: false, accessAnalyzer: false, guardDuty: false"), [
      "securityhub.amazonaws.com",
    ]);
    assert.deepEqual(
      services(
        "accessAnalyzer: false, securityHub: false, guardDuty: { features: [ebs-malware-protection] }",
      ),
      [
        ...["config.amazonaws.com", "config-multiaccountsetup.amazonaws.com"],
        ...["guardduty.amazonaws.com", "malware-protection.guardduty.amazonaws.com"],
      ],
    );
  });

  it("warns of Security Hub without AWS Config, whose records its controls need", () => {
    const warnings = (keys: string): readonly string[] =>
      warningsOf(planOf(`${ORGANIZATION}audit: { ${keys} }\n`)).filter((one) =>
        one.includes("Security Hub"),
      );
    assert.equal(warnings("config: false").length, 1);
    assert.deepEqual(warnings("config: false, securityHub: false"), []);
    assert.deepEqual(warnings("guardDuty: false"), []);
  });

  it("says nothing of features that other partitions may not have", () => {
    const text = ORGANIZATION.replace(
      "homeRegion: eu-west-1",
      "homeRegion: cn-north-1\n  partition: aws-cn",
    );
    const { guardDuty, securityHub } = planOf(text).detection;
    assert.deepEqual(
      guardDuty?.features.map(({ name, autoEnable }) => [name, autoEnable]),
      [["S3_DATA_EVENTS", "ALL"]],
    );
    assert.match(
      securityHub?.standards[0] ?? "",
      /^arn:aws-cn:securityhub:cn-north-1::standards\//,
    );
  });
});

describe("the table of AWS Config's rules", () => {
  it("has names and identifiers as AWS has them, each once", () => {
    for (const [name, { identifier, parameters = [], required = [] }] of Object.entries(
      KNOWN_RULES,
    )) {
      assert.match(name, /^[a-z0-9-]{1,51}$/);
      assert.match(identifier, /^[A-Z0-9_]+$/);
      for (const one of required) assert.ok(parameters.includes(one), `${name}: ${one}`);
    }
    const identifiers = Object.values(KNOWN_RULES).map(({ identifier }) => identifier);
    assert.equal(new Set(identifiers).size, identifiers.length);
    assert.deepEqual(Object.keys(KNOWN_RULES), Object.keys(KNOWN_RULES).toSorted());
  });

  it("has all that a stack has by default, none of which needs a parameter", () => {
    for (const name of DEFAULT_RULES) assert.deepEqual(knownRule(name)?.required, [], name);
    assert.equal(knownRule("toString"), undefined);
  });
});
