import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { coreAccount, type Plan } from "../../../model/plan";
import { detectionCounts } from "../../../model/detection/resources";
import { makeDetection } from "../../../parts/detection";
import { lines } from "../lines";
import { planOfText, testBindings } from "../plans";
import { countsOf, named, type Registration, registrationsOf } from "../registrations";

const ORGANIZATION = `
organization:
  name: tiny
  homeRegion: eu-west-1
  regions: [eu-central-1]
  managementAccountId: "111111111111"
  email: "a+{account}@tiny.example"
`;
const OFF = "audit: { config: false, accessAnalyzer: false, guardDuty: false, securityHub: false }";
const audit = (keys: string): Plan => {
  const off = ["config", "accessAnalyzer", "guardDuty", "securityHub"]
    .filter((key) => !keys.includes(`${key}:`))
    .map((key) => `  ${key}: false\n`)
    .join("");
  return planOfText(`${ORGANIZATION}audit:\n${off}${keys}`);
};

class Thing extends pulumi.ComponentResource {
  constructor(name: string) {
    super("landingzone:test:Thing", name);
  }
}

function made(plan: Plan): Promise<readonly Registration[]> {
  return registrationsOf(() => {
    const providers = new Map(
      ["management", "audit"].map((name) => [
        name,
        new aws.Provider(name, { region: "eu-west-1" }),
      ]),
    );
    const at = (of: Parameters<Parameters<typeof makeDetection>[1]["at"]>[0]) => {
      const type = (typeof of === "string" ? of : of.type) as "management" | "audit";
      const provider = providers.get(type);
      assert.ok(provider, `nothing is made in ${type}`);
      return { bindings: testBindings(plan, type), opts: { provider } };
    };
    const management = providers.get("management");
    assert.ok(management);
    const { name } = coreAccount(plan, "audit");
    const once = { providers: [management], dependsOn: new Thing("organization") };
    makeDetection(
      plan,
      {
        at,
        accounts: new Thing("accounts"),
        functionRoles: {},
        ids: { [name]: "222222222222" },
        organizationId: "o-exampleorg1",
        rootId: "r-root",
        unitIds: {},
        onceMade: once,
      },
      [new Thing("archive")],
      new Thing("stamped"),
    );
  });
}

/** Without the test's own. What a component waits for, its children wait for, made and taken away. */
const own = (registrations: readonly Registration[]): readonly string[] =>
  lines(registrations.filter(({ type }) => !type.startsWith("landingzone:test:")));

describe("what finds mistakes and intruders", () => {
  it("AWS Config: a recorder in management, aggregator and rules in audit, after all recorders", async () => {
    const plan = audit(`  config:
    excludedAccounts: ["999999999999"]
    rules:
      - restricted-ssh
      - { name: access-keys-rotated, parameters: { maxAccessKeyAge: "90" } }
      - { name: addresses, identifier: EIP_ATTACHED }
`);
    const registrations = await made(plan);
    assert.deepEqual(own(registrations), [
      "ConfigAggregator config in - by -",
      "ConfigRules config-rules in - by -",
      "ConfigurationAggregator config-aggregator in config by audit",
      "DelegatedAdministrator delegations-config in delegations by management",
      "DelegatedAdministrator delegations-config-multiaccountsetup in delegations by management",
      "Delegations delegations in - by -",
      "DeliveryChannel recorder-eu-central-1-channel in recorder by management",
      "DeliveryChannel recorder-eu-west-1-channel in recorder by management",
      "OrganizationManagedRule config-rules-access-keys-rotated-eu-west-1 in config-rules by audit",
      "OrganizationManagedRule config-rules-addresses-eu-central-1 in config-rules by audit",
      "OrganizationManagedRule config-rules-addresses-eu-west-1 in config-rules by audit",
      "OrganizationManagedRule config-rules-restricted-ssh-eu-central-1 in config-rules by audit",
      "OrganizationManagedRule config-rules-restricted-ssh-eu-west-1 in config-rules by audit",
      "Recorder recorder in - by -",
      "Recorder recorder-eu-central-1 in recorder by management",
      "Recorder recorder-eu-west-1 in recorder by management",
      "RecorderStatus recorder-eu-central-1-status in recorder by management",
      "RecorderStatus recorder-eu-west-1-status in recorder by management",
      "Role config-role:aggregator in config by audit",
      "Role recorder-role:recorder in recorder by management",
      "RolePolicyAttachment config-role:aggregator:service-role/AWSConfigRoleForOrganizations in config by audit",
      "RolePolicyAttachment recorder-role:recorder:service-role/AWS_ConfigRole in recorder by management",
    ]);
    assert.deepEqual(countsOf(registrations), nonZero(detectionCounts(plan)));
    const global = ["eu-west-1", "eu-central-1"].map(
      (region) => named(registrations, `recorder-${region}`).inputs.recordingGroup,
    );
    assert.deepEqual(global, [
      { allSupported: true, includeGlobalResourceTypes: true },
      { allSupported: true, includeGlobalResourceTypes: false },
    ]);
    const channel = named(registrations, "recorder-eu-west-1-channel");
    assert.equal(channel.inputs.s3BucketName, "tiny-logs-config-222222222222");
    const rule = named(registrations, "config-rules-access-keys-rotated-eu-west-1").inputs;
    assert.deepEqual(
      [rule.name, rule.ruleIdentifier, rule.inputParameters, rule.excludedAccounts, rule.region],
      [
        "landing-zone-access-keys-rotated",
        "ACCESS_KEYS_ROTATED",
        '{"maxAccessKeyAge":"90"}',
        ["999999999999"],
        "eu-west-1",
      ],
    );
    const { dependencies } = named(registrations, "config-rules");
    for (const before of ["recorder-eu-central-1-status", "delegations-config-multiaccountsetup"]) {
      assert.ok(dependencies.includes(before), before);
    }
  });

  it("Access Analyzer: the organization's analyzers after the one of management", async () => {
    const plan = audit("  accessAnalyzer: { unusedAccessDays: 30 }\n");
    const registrations = await made(plan);
    assert.deepEqual(own(registrations), [
      "AccessAnalyzers access-analyzer in - by -",
      "Analyzer access-analyzer-eu-central-1 in access-analyzer by audit",
      "Analyzer access-analyzer-eu-west-1 in access-analyzer by audit",
      "Analyzer access-analyzer-own-account in access-analyzer-own by management",
      "Analyzer access-analyzer-unused in access-analyzer by audit",
      "DelegatedAdministrator delegations-access-analyzer in delegations by management",
      "Delegations delegations in - by -",
      "ManagementAnalyzer access-analyzer-own in - by -",
    ]);
    assert.deepEqual(countsOf(registrations), nonZero(detectionCounts(plan)));
    const unused = named(registrations, "access-analyzer-unused");
    assert.deepEqual(unused.inputs.configuration, { unusedAccess: { unusedAccessAge: 30 } });
    for (const before of ["access-analyzer-own-account", "delegations-access-analyzer"]) {
      assert.ok(named(registrations, "access-analyzer").dependencies.includes(before), before);
    }
  });

  it("GuardDuty: detectors, then the delegation, then all members, with every feature said", async () => {
    const plan = audit("  guardDuty: { features: [rds-login-events, runtime-monitoring] }\n");
    const registrations = await made(plan);
    assert.deepEqual(countsOf(registrations), nonZero(detectionCounts(plan)));
    const inHome = own(registrations).filter((line) => line.includes("eu-west-1"));
    assert.deepEqual(inHome, [
      "Detector guard-duty-eu-west-1 in guard-duty by audit",
      "Detector guard-duty-own-eu-west-1 in guard-duty-own by management",
      "OrganizationAdminAccount guard-duty-delegation-eu-west-1 in guard-duty-delegation by management",
      "OrganizationConfiguration guard-duty-members-eu-west-1 in guard-duty-members by audit",
      ...[
        ...["EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS"],
        ...["RUNTIME_MONITORING", "S3_DATA_EVENTS"],
      ].map(
        (one) =>
          `OrganizationConfigurationFeature guard-duty-members-eu-west-1-${one} in guard-duty-members by audit`,
      ),
    ]);
    const feature = (name: string): unknown => {
      const { inputs } = named(registrations, `guard-duty-members-eu-west-1-${name}`);
      return [inputs.autoEnable, inputs.additionalConfigurations];
    };
    assert.deepEqual(feature("RDS_LOGIN_EVENTS"), ["ALL", undefined]);
    assert.deepEqual(feature("S3_DATA_EVENTS"), ["NONE", undefined]);
    assert.deepEqual(feature("RUNTIME_MONITORING"), [
      "ALL",
      ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"].map(
        (name) => ({ name, autoEnable: "ALL" }),
      ),
    ]);
    const delegation = named(registrations, "guard-duty-delegation-eu-west-1");
    assert.equal(delegation.inputs.adminAccountId, "222222222222");
    for (const before of ["guard-duty-eu-west-1", "guard-duty-own-eu-west-1"]) {
      assert.ok(
        named(registrations, "guard-duty-delegation").dependencies.includes(before),
        before,
      );
    }
    const members = named(registrations, "guard-duty-members-eu-west-1");
    assert.equal(members.inputs.autoEnableOrganizationMembers, "ALL");
    assert.deepEqual(
      named(registrations, "guard-duty-members").dependencies,
      ["eu-west-1", "eu-central-1"].map((region) => `guard-duty-delegation-${region}`),
    );
  });

  it("Security Hub: one policy for all accounts and regions, by central configuration", async () => {
    const plan = audit("  securityHub: { standards: [aws-foundational, cis-3.0] }\n");
    const registrations = await made(plan);
    assert.deepEqual(countsOf(registrations), nonZero(detectionCounts(plan)));
    assert.deepEqual(
      own(registrations).filter((line) => /by (audit|management)$/.test(line)),
      [
        "Account security-hub-eu-central-1 in security-hub by audit",
        "Account security-hub-eu-west-1 in security-hub by audit",
        "Account security-hub-own-eu-central-1 in security-hub-own by management",
        "Account security-hub-own-eu-west-1 in security-hub-own by management",
        "ConfigurationPolicy security-hub-members-policy in security-hub-members by audit",
        "ConfigurationPolicyAssociation security-hub-members-everywhere in security-hub-members by audit",
        "FindingAggregator security-hub-members-aggregator in security-hub-members by audit",
        "OrganizationAdminAccount security-hub-delegation-eu-central-1 in security-hub-delegation by management",
        "OrganizationAdminAccount security-hub-delegation-eu-west-1 in security-hub-delegation by management",
        "OrganizationConfiguration security-hub-members-central in security-hub-members by audit",
      ],
    );
    const { inputs } = named(registrations, "security-hub-members-aggregator");
    assert.deepEqual(
      [inputs.linkingMode, inputs.specifiedRegions, inputs.region],
      ["SPECIFIED_REGIONS", ["eu-central-1"], "eu-west-1"],
    );
    const { configurationPolicy } = named(registrations, "security-hub-members-policy").inputs;
    assert.deepEqual(configurationPolicy, {
      serviceEnabled: true,
      enabledStandardArns: [
        "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0",
        "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/3.0.0",
      ],
      securityControlsConfiguration: { disabledControlIdentifiers: [] },
    });
    const everywhere = named(registrations, "security-hub-members-everywhere");
    assert.equal(everywhere.inputs.targetId, "r-root");
  });

  it("one delegation after the other, the home region first: AWS makes one at a time", async () => {
    const plan = audit(`  guardDuty: { features: [] }
  securityHub: { standards: [aws-foundational] }
  accessAnalyzer: {}
`);
    const registrations = await made(plan);
    const after = (name: string): readonly string[] => named(registrations, name).dependencies;
    for (const service of ["guard-duty", "security-hub"]) {
      const [home, other] = ["eu-west-1", "eu-central-1"].map(
        (region) => `${service}-delegation-${region}`,
      );
      assert.ok(home !== undefined && other !== undefined);
      assert.ok(after(other).includes(home), `${other} comes after ${home}`);
      assert.ok(!after(home).includes(other));
      assert.ok(after(`${service}-delegation`).includes("delegations-access-analyzer"));
    }
    for (const region of ["eu-west-1", "eu-central-1"]) {
      const before = `guard-duty-delegation-${region}`;
      assert.ok(after("security-hub-delegation").includes(before), before);
    }
  });

  it("is nothing but an empty component where all of it is off", async () => {
    const plan = planOfText(`${ORGANIZATION}${OFF}`);
    assert.deepEqual(own(await made(plan)), ["Delegations delegations in - by -"]);
    assert.deepEqual(nonZero(detectionCounts(plan)), {});
    assert.equal(
      plan.stackSets.some(({ name }) => name === "recorder"),
      false,
    );
  });
});

function nonZero(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
