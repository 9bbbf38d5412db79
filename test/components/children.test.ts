import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { FunctionRoles } from "../../components/function-roles";
import { Guardrails } from "../../components/guardrails";
import { Organization } from "../../components/organization";
import { People } from "../../components/people";
import { managementProviders } from "../../components/providers";
import { RoleStamps } from "../../components/role-stamps";
import type { PolicyDocument } from "../../iam/document";
import { coreAccount, rolesIn, type Plan } from "../../model/plan";
import { inputOf, lines } from "./lines";
import { planOf, planOfText, testBindings } from "./plans";
import { named, registrationsOf } from "./registrations";

const small = planOfText(`
organization: { name: tiny, homeRegion: eu-west-1, managementAccountId: "111111111111", email: "a+{account}@tiny.example" }
accounts: [{ name: web, type: storage }]
access: { people: [{ name: ada, functions: [operations] }] }
`);

const provider = (name: string): aws.Provider => new aws.Provider(name, { region: "eu-west-1" });

describe("components register exactly their children", () => {
  it("FunctionRoles: one boundary, and for each role its policy and attachments", async () => {
    const plan = planOf("example");
    const registrations = await registrationsOf(() => {
      new FunctionRoles(
        "roles-network",
        {
          roles: rolesIn(plan, coreAccount(plan, "network")),
          boundary: plan.boundary,
          bindings: testBindings(plan, "network"),
        },
        { provider: provider("network") },
      );
    });
    assert.deepEqual(lines(registrations), [
      "FunctionRoles roles-network in - by -",
      "Policy roles-network-boundary in roles-network by network",
      "Role roles-network-role:auditor in roles-network by network",
      "Role roles-network-role:network in roles-network by network",
      "RolePolicy roles-network-role:auditor:permissions in roles-network by network",
      "RolePolicy roles-network-role:network:permissions in roles-network by network",
      "RolePolicyAttachment roles-network-role:auditor:SecurityAudit in roles-network by network",
      "RolePolicyAttachment roles-network-role:auditor:job-function/ViewOnlyAccess in roles-network by network",
      "RolePolicyAttachment roles-network-role:network:job-function/ViewOnlyAccess in roles-network by network",
    ]);
    assert.deepEqual(inputOf(registrations, "roles-network-role:network", "assumeRolePolicy"), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "PeopleOfThisFunctionWithMfa",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::444444444444:root" },
          Action: "sts:AssumeRole",
          Condition: {
            ArnLike: { "aws:PrincipalArn": "arn:aws:iam::444444444444:user/people/*" },
            Bool: { "aws:MultiFactorAuthPresent": "true" },
            NumericLessThan: { "aws:MultiFactorAuthAge": "43200" },
            StringEquals: { "sts:RoleSessionName": "${aws:username}" },
            StringLike: {
              "aws:PrincipalTag/network": ["true", "*/network/*", "*/333333333333/*"],
            },
          },
        },
      ],
    });
    const { permissionsBoundary, path, maxSessionDuration } = named(
      registrations,
      "roles-network-role:network",
    ).inputs;
    assert.deepEqual(
      { permissionsBoundary, path, maxSessionDuration },
      {
        permissionsBoundary: "arn:of:roles-network-boundary",
        path: "/landing-zone/",
        maxSessionDuration: 14400,
      },
    );
  });

  it("People: users with their tags, a group for each function, one for everybody", async () => {
    const registrations = await registrationsOf(() => {
      new People(
        "people",
        {
          people: small.people,
          passwords: small.baseline.passwords,
          modes: ["iam-users"],
          accountIds: {},
          bindings: testBindings(small, "access"),
        },
        { provider: provider("access") },
      );
    });
    assert.deepEqual(lines(registrations), [
      "AccountPasswordPolicy people-passwords in people by access",
      "Group people-everybody in people by access",
      "Group people-group-auditor in people by access",
      "Group people-group-network in people by access",
      "Group people-group-operations in people by access",
      "GroupPolicy people-group-auditor-enter in people by access",
      "GroupPolicy people-group-network-enter in people by access",
      "GroupPolicy people-group-operations-enter in people by access",
      "GroupPolicyAttachment people-everybody-policy in people by access",
      "People people in - by -",
      "Policy people-policy in people by access",
      "User people-ada in people by access",
      "UserGroupMembership people-ada-groups in people by access",
    ]);
    const { name, path, tags } = named(registrations, "people-ada").inputs;
    assert.deepEqual(
      { name, path, tags },
      { name: "ada", path: "/people/", tags: { operations: "true" } },
    );
    assert.deepEqual(named(registrations, "people-ada-groups").inputs.groups, [
      "people",
      "operations",
    ]);
    assert.deepEqual(inputOf(registrations, "people-group-operations-enter", "policy"), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "EnterAsThisFunction",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Resource: "arn:aws:iam::*:role/landing-zone/operations",
          Condition: {
            Bool: { "aws:MultiFactorAuthPresent": "true" },
            StringEquals: { "aws:ResourceOrgID": "o-exampleorg1" },
          },
        },
      ],
    });
  });

  it("Guardrails: each policy once, attached wherever it holds", async () => {
    const units = Object.fromEntries(small.units.map(({ path }) => [path, `ou-${path}`]));
    const registrations = await registrationsOf(() => {
      new Guardrails(
        "guardrails",
        {
          plan: small,
          importing: false,
          rootId: "r-root",
          unitIds: units,
          organizationId: "o-exampleorg1",
        },
        { provider: provider("management") },
      );
    });
    const policies = new Set(small.guardrails.map(({ name }) => name));
    assert.deepEqual(
      lines(registrations),
      [
        "Guardrails guardrails in - by -",
        ...[...policies].map((name) => `Policy guardrails-${name} in guardrails by management`),
        ...small.guardrails.map(
          ({ name, target }) =>
            `PolicyAttachment guardrails-${name}-at-${target} in guardrails by management`,
        ),
      ].sort(),
    );
    const outsiders = named(registrations, "guardrails-landing-zone-deny-outsiders").inputs;
    assert.equal(outsiders.type, "RESOURCE_CONTROL_POLICY");
    assert.equal(outsiders.name, "landing-zone-deny-outsiders");
    assert.match(String(outsiders.description), /^Nobody outside the organization reaches data/);
    const document = inputOf(
      registrations,
      "guardrails-landing-zone-deny-outsiders",
      "content",
    ) as PolicyDocument;
    assert.deepEqual(document.Statement[0]?.Condition, {
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorg1" },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    });
    const quarantine = named(registrations, "guardrails-landing-zone-deny-all-at-quarantine");
    assert.equal(quarantine.inputs.targetId, "ou-quarantine");
    const root = named(registrations, "guardrails-landing-zone-deny-root-user-at-/");
    assert.equal(root.inputs.targetId, "r-root");
  });

  it("Guardrails: refuses a document that names an account, and a target that is not there", async () => {
    const [first] = small.guardrails;
    assert.ok(first);
    const make = (guardrail: object, unitIds: Record<string, string> = {}) =>
      registrationsOf(() => {
        const plan = { ...small, guardrails: [{ ...first, ...guardrail }] } as Plan;
        const args = {
          plan,
          importing: false,
          rootId: "r-root",
          unitIds,
          organizationId: "o-exampleorg1",
        };
        new Guardrails("guardrails", args, { provider: provider("management") });
      });
    await assert.rejects(
      make({ document: { Statement: ["arn:aws:iam::{{account:access}}:root"] } }),
      /has \{\{account:access\}\}, which is not known yet/,
    );
    await assert.rejects(make({ target: "nowhere" }), /a guardrail for nowhere and no such unit/);
  });

  it("Organization: units below each other, services one by one, StackSets after both", async () => {
    const registrations = await registrationsOf(() => {
      const management = managementProviders(small.organization);
      new Organization(
        "organization",
        {
          organization: small.organization,
          units: small.units,
          importing: false,
          rootAccess: true,
        },
        { providers: [management.aws, management.native] },
      );
    });
    assert.deepEqual(lines(registrations), [
      "AwsServiceAccess organization-service-access-analyzer.amazonaws.com in organization by management retained",
      "AwsServiceAccess organization-service-cloudtrail.amazonaws.com in organization by management retained",
      "AwsServiceAccess organization-service-config-multiaccountsetup.amazonaws.com in organization by management retained",
      "AwsServiceAccess organization-service-config.amazonaws.com in organization by management retained",
      "AwsServiceAccess organization-service-guardduty.amazonaws.com in organization by management retained",
      "AwsServiceAccess organization-service-iam.amazonaws.com in organization by management retained",
      "AwsServiceAccess organization-service-member.org.stacksets.cloudformation.amazonaws.com in organization by management retained",
      "AwsServiceAccess organization-service-ram.amazonaws.com in organization by management retained",
      "AwsServiceAccess organization-service-securityhub.amazonaws.com in organization by management retained",
      "Organization organization in - by -",
      "Organization organization-self in organization by management protected retained",
      "OrganizationalUnit organization-unit-core in organization by management",
      "OrganizationalUnit organization-unit-core/access in organization by management",
      "OrganizationalUnit organization-unit-core/audit in organization by management",
      "OrganizationalUnit organization-unit-core/network in organization by management",
      "OrganizationalUnit organization-unit-quarantine in organization by management",
      "OrganizationalUnit organization-unit-staging in organization by management",
      "OrganizationalUnit organization-unit-workloads in organization by management",
      "OrganizationalUnit organization-unit-workloads/storage in organization by management",
      "OrganizationsFeatures organization-root-access in organization by management retained",
      "SharingWithOrganization organization-ram in organization by management retained",
      "StackSetsAccess organization-stacksets in organization by -",
    ]);
    const self = named(registrations, "organization-self");
    assert.equal(self.inputs.awsServiceAccessPrincipals, undefined);
    assert.deepEqual(self.ignoreChanges, ["awsServiceAccessPrincipals"]);
    const after = named(registrations, "organization-stacksets").dependencies;
    assert.equal(after.filter((name) => name.startsWith("organization-service-")).length, 9);
  });

  it("RoleStamps: one StackSet per type, aimed at the type's unit, deploying by itself", async () => {
    const registrations = await registrationsOf(() => {
      stamps(small);
    });
    assert.deepEqual(lines(registrations), [
      "RoleStamps stamps in - by -",
      "StackSet stamps-storage in stamps by management-native",
    ]);
    const { templateBody, ...inputs } = named(registrations, "stamps-storage").inputs;
    assert.equal(templateBody, small.types[0]?.template?.body);
    assert.deepEqual(inputs, {
      stackSetName: "landing-zone-roles-storage",
      description: "Function roles of storage accounts",
      permissionModel: "SERVICE_MANAGED",
      callAs: "SELF",
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      capabilities: ["CAPABILITY_NAMED_IAM"],
      managedExecution: { active: true },
      operationPreferences: {
        failureTolerancePercentage: 0,
        maxConcurrentPercentage: 100,
        regionConcurrencyType: "PARALLEL",
      },
      stackInstancesGroup: [
        { deploymentTargets: { organizationalUnitIds: ["ou-storage"] }, regions: ["eu-west-1"] },
      ],
      parameters: [
        { parameterKey: "AccessAccountId", parameterValue: "444444444444" },
        { parameterKey: "AuditAccountId", parameterValue: "222222222222" },
      ],
    });
  });
});

function stamps(plan: Plan): void {
  const management = managementProviders(plan.organization);
  new RoleStamps(
    "stamps",
    {
      types: plan.types,
      partners: plan.partners,
      unitIds: { "workloads/storage": "ou-storage" },
      accountIds: {},
      region: "eu-west-1",
      bindings: testBindings(plan, "management"),
    },
    { providers: [management.aws, management.native] },
  );
}
