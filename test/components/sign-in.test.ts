import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { BreakGlass } from "../../components/break-glass";
import { IdentityCenter } from "../../components/identity-center";
import { IdentityCenterInstance } from "../../components/identity-center-instance";
import { IdentityProviders } from "../../components/identity-providers";
import { OwnRoles } from "../../components/own-roles";
import { People } from "../../components/people";
import { managementProviders } from "../../components/providers";
import { RoleStamps } from "../../components/role-stamps";
import type { PolicyDocument } from "../../iam/document";
import { coreIdentities, type CoreIdentity } from "../../model/core-identity";
import type { Plan } from "../../model/plan";
import type { CoreAccount } from "../../model/schema";
import { MODES, OIDC, signingIn } from "../modes";
import { inputOf, lines } from "./lines";
import { planOfText, testBindings } from "./plans";
import { IDENTITY_CENTER, named, registrationsOf, type Registration } from "./registrations";

const all = planOfText(MODES["all that there is"]);

const provider = (name: string): aws.Provider => new aws.Provider(name, { region: "eu-west-1" });

function identityOf(plan: Plan, account: CoreAccount): CoreIdentity {
  const found = coreIdentities(plan).find((one) => one.account === account);
  assert.ok(found, `${account} has no roles of its own`);
  return found;
}

const ownRoles = (plan: Plan, account: CoreAccount): Promise<readonly Registration[]> =>
  registrationsOf(() => {
    const { roles } = identityOf(plan, account);
    const args = { roles, bindings: testBindings(plan, account) };
    new OwnRoles(`own-roles-${account}`, args, { provider: provider(account) });
  });

describe("components of signing in register exactly their children", () => {
  describe("People", () => {
    const people = (plan: Plan, accountIds = {}): Promise<readonly Registration[]> =>
      registrationsOf(() => {
        const bindings = testBindings(plan, "access");
        const { passwords } = plan.baseline;
        const { modes } = plan.identity;
        const args = { people: plan.people, passwords, modes, accountIds, bindings };
        new People("people", args, { provider: provider("access") });
      });

    it("keeps the rules for passwords where nobody is a user", async () => {
      assert.deepEqual(lines(await people(planOfText(MODES.saml))), [
        "AccountPasswordPolicy people-passwords in people by access",
        "People people in - by -",
      ]);
    });

    it("says by tags where somebody's functions hold, and by a policy until when", async () => {
      const made = await people(planOfText(MODES["iam-users"]), {
        "web-staging": "555555555555",
        playground: "666666666666",
      });
      assert.deepEqual(named(made, "people-joan").inputs.tags, {
        auditor: "/sandbox/555555555555/666666666666/",
        developer: "/sandbox/555555555555/666666666666/",
      });
      assert.deepEqual(named(made, "people-grace").inputs.tags, { auditor: "true" });
      const policies = made.filter(({ type }) => type === "aws:iam/userPolicy:UserPolicy");
      assert.deepEqual(lines(policies), ["UserPolicy people-joan-until in people by access"]);
      assert.equal(policies[0]?.inputs.user, "joan");
      assert.deepEqual(inputOf(made, "people-joan-until", "policy"), {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "NothingAfterTheLastDay",
            Effect: "Deny",
            Action: "*",
            Resource: "*",
            Condition: { DateGreaterThan: { "aws:CurrentTime": "2027-03-31T23:59:59Z" } },
          },
        ],
      });
    });

    it("opens nothing in an account that is gone", async () => {
      const made = await people(planOfText(MODES["iam-users"]), { playground: "666666666666" });
      const tags = named(made, "people-joan").inputs.tags;
      assert.deepEqual(Object.values(tags as object), Array(2).fill("/sandbox/666666666666/"));
    });
  });

  it("BreakGlass: two users in a group with the policy, no key and no password", async () => {
    const made = await registrationsOf(() => {
      const args = { breakGlass: all.breakGlass, bindings: testBindings(all, "access") };
      new BreakGlass("break-glass", args, { provider: provider("access") });
    });
    assert.deepEqual(lines(made), [
      "BreakGlass break-glass in - by -",
      "Group break-glass-group in break-glass by access",
      "GroupPolicyAttachment break-glass-group-policy in break-glass by access",
      "Policy break-glass-policy in break-glass by access",
      "User break-glass-break-glass-1 in break-glass by access protected",
      "User break-glass-break-glass-2 in break-glass by access protected",
      "UserGroupMembership break-glass-break-glass-1-groups in break-glass by access",
      "UserGroupMembership break-glass-break-glass-2-groups in break-glass by access",
    ]);
    const { name, path, tags } = named(made, "break-glass-break-glass-1").inputs;
    assert.deepEqual(
      { name, path, tags },
      { name: "break-glass-1", path: "/break-glass/", tags: undefined },
    );
    const membership = named(made, "break-glass-break-glass-2-groups");
    assert.deepEqual(membership.inputs, { groups: ["break-glass"], user: "break-glass-2" });
    assert.ok(membership.dependencies.includes("break-glass-group-policy"));
    const { Statement } = inputOf(made, "break-glass-policy", "policy") as PolicyDocument;
    assert.deepEqual(Statement[0]?.Resource, [
      "arn:aws:iam::111111111111:role/landing-zone/break-glass",
      "arn:aws:iam::444444444444:role/landing-zone/root-access",
    ]);
  });

  describe("IdentityProviders", () => {
    const made = (
      own: Pick<CoreIdentity, "saml" | "issuers">,
      samlMetadata: string | null,
    ): Promise<readonly Registration[]> =>
      registrationsOf(() => {
        const args = { saml: own.saml, issuers: own.issuers, samlMetadata };
        new IdentityProviders("trusted", args, { provider: provider("access") });
      });

    it("believes the company's providers in the access account", async () => {
      const registrations = await made(identityOf(all, "access"), "<md/>");
      assert.deepEqual(lines(registrations), [
        "IdentityProviders trusted in - by -",
        "OpenIdConnectProvider trusted-oidc:login.acme.example/oidc in trusted by access",
        "SamlProvider trusted-saml in trusted by access",
      ]);
      assert.deepEqual(named(registrations, "trusted-saml").inputs, {
        name: "landing-zone",
        samlMetadataDocument: "<md/>",
      });
      assert.deepEqual(named(registrations, "trusted-oidc:login.acme.example/oidc").inputs, {
        clientIdLists: ["aws"],
        url: "https://login.acme.example/oidc",
      });
    });

    it("believes pipelines in the management account, and nobody else there", async () => {
      const registrations = await made(identityOf(all, "management"), "<md/>");
      assert.deepEqual(lines(registrations), [
        "IdentityProviders trusted in - by -",
        "OpenIdConnectProvider trusted-oidc:gitlab.com in trusted by access",
        "OpenIdConnectProvider trusted-oidc:token.actions.githubusercontent.com in trusted by access",
      ]);
      const github = named(registrations, "trusted-oidc:token.actions.githubusercontent.com");
      assert.deepEqual(github.inputs, {
        clientIdLists: ["sts.amazonaws.com"],
        url: "https://token.actions.githubusercontent.com",
      });
    });

    it("makes no SAML provider without metadata, rather than an empty one", async () => {
      await assert.rejects(made(identityOf(all, "access"), null), /has no metadata/);
    });
  });

  describe("OwnRoles", () => {
    it("hubs in the access account, with their sessions, policies and no boundary", async () => {
      const plan = planOfText(signingIn("oidc", OIDC));
      const made = await ownRoles(plan, "access");
      assert.deepEqual(
        lines(made),
        [
          "OwnRoles own-roles-access in - by -",
          ...["auditor", "developer", "network", "operations"].flatMap((fn) => [
            `Role own-roles-access-role:hub-${fn} in own-roles-access by access`,
            `RolePolicy own-roles-access-role:hub-${fn}:permissions in own-roles-access by access`,
          ]),
          "Role own-roles-access-role:root-access in own-roles-access by access",
          "RolePolicy own-roles-access-role:root-access:permissions in own-roles-access by access",
        ].sort(),
      );
      const hub = named(made, "own-roles-access-role:hub-developer").inputs;
      assert.equal(hub.path, "/landing-zone/");
      assert.equal(hub.name, "hub-developer");
      assert.equal(hub.permissionsBoundary, undefined);
      const planned = plan.ownRoles.find(({ name }) => name === "hub-developer");
      assert.equal(hub.maxSessionDuration, (planned?.sessionHours ?? 0) * 3600);
      const trust = JSON.parse(String(hub.assumeRolePolicy)) as PolicyDocument;
      assert.deepEqual(
        trust.Statement.map(({ Action, Principal }) => [Action, Principal]),
        [
          [
            "sts:AssumeRoleWithWebIdentity",
            { Federated: "arn:aws:iam::444444444444:oidc-provider/login.acme.example/oidc" },
          ],
          [
            "sts:TagSession",
            { Federated: ["arn:aws:iam::444444444444:oidc-provider/login.acme.example/oidc"] },
          ],
        ],
      );
    });

    it("break-glass and pipelines in the management account", async () => {
      const made = await ownRoles(all, "management");
      assert.deepEqual(lines(made), [
        "OwnRoles own-roles-management in - by -",
        "Role own-roles-management-role:break-glass in own-roles-management by management",
        "Role own-roles-management-role:deploy in own-roles-management by management",
        "Role own-roles-management-role:preview in own-roles-management by management",
        "RolePolicy own-roles-management-role:deploy:permissions in own-roles-management by management",
        "RolePolicy own-roles-management-role:preview:permissions in own-roles-management by management",
        "RolePolicyAttachment own-roles-management-role:break-glass:AdministratorAccess in own-roles-management by management",
      ]);
      const trust = inputOf(made, "own-roles-management-role:break-glass", "assumeRolePolicy");
      assert.deepEqual((trust as PolicyDocument).Statement[0]?.Condition?.ArnEquals, {
        "aws:PrincipalArn": [
          "arn:aws:iam::444444444444:user/break-glass/break-glass-1",
          "arn:aws:iam::444444444444:user/break-glass/break-glass-2",
        ],
      });
    });

    it("preview in the other core accounts, and nothing without pipelines", async () => {
      assert.deepEqual(lines(await ownRoles(all, "audit")), [
        "OwnRoles own-roles-audit in - by -",
        "Role own-roles-audit-role:preview in own-roles-audit by audit",
        "RolePolicy own-roles-audit-role:preview:permissions in own-roles-audit by audit",
      ]);
      const without = coreIdentities(planOfText(MODES["iam-users"]));
      assert.deepEqual(
        without.map(({ account, roles }) => [account, roles.map(({ name }) => name)]),
        [
          ["management", ["break-glass"]],
          ["access", ["root-access"]],
        ],
      );
    });
  });

  describe("Identity Center", () => {
    it("IdentityCenterInstance: found in its region, administered from the access account", async () => {
      let found: IdentityCenterInstance | undefined;
      const made = await registrationsOf(
        () => {
          const management = managementProviders(all.organization);
          found = new IdentityCenterInstance(
            "instance",
            { region: "eu-central-1", administratorId: "444444444444" },
            { providers: [management.aws, management.native] },
          );
          return [found.arn, found.identityStoreId];
        },
        { calls: IDENTITY_CENTER },
      );
      assert.deepEqual(lines(made), [
        "DelegatedAdministrator instance-administrator in instance by management",
        "IdentityCenterInstance instance in - by -",
      ]);
      assert.deepEqual(named(made, "instance-administrator").inputs, {
        accountId: "444444444444",
        servicePrincipal: "sso.amazonaws.com",
      });
    });

    const center = (plan: Plan): Promise<readonly Registration[]> =>
      registrationsOf(
        () => {
          const { identityCenter } = plan.identity;
          assert.ok(identityCenter);
          const args = {
            identityCenter,
            users: plan.people.users,
            instanceArn: "arn:aws:sso:::instance/ssoins-1",
            identityStoreId: "d-1",
            bindings: testBindings(plan, "access"),
          };
          new IdentityCenter("center", args, { provider: provider("access") });
        },
        { calls: IDENTITY_CENTER },
      );

    it("IdentityCenter, groups from elsewhere: permission sets and their assignments", async () => {
      const plan = planOfText(MODES["identity-center"]);
      const made = await center(plan);
      assert.deepEqual(
        lines(made),
        [
          "IdentityCenter center in - by -",
          ...["auditor", "developer", "network", "operations"].flatMap((fn) => [
            `AccountAssignment center-${fn}-assignment in center by access`,
            `PermissionSet center-${fn} in center by access`,
            `PermissionSetInlinePolicy center-${fn}-policy in center by access`,
          ]),
        ].sort(),
      );
      const set = plan.identity.identityCenter?.permissionSets.find(
        (one) => one.function === "operations",
      );
      assert.deepEqual(named(made, "center-operations").inputs, {
        description: set?.description,
        instanceArn: "arn:aws:sso:::instance/ssoins-1",
        name: "lz-operations",
        region: "eu-central-1",
        sessionDuration: `PT${String(set?.sessionHours)}H`,
      });
      const policy = inputOf(made, "center-operations-policy", "inlinePolicy") as PolicyDocument;
      assert.deepEqual(
        policy.Statement[0]?.Resource,
        "arn:aws:iam::*:role/landing-zone/operations",
      );
      const assignment = named(made, "center-operations-assignment");
      assert.deepEqual(assignment.inputs, {
        instanceArn: "arn:aws:sso:::instance/ssoins-1",
        permissionSetArn: "arn:of:center-operations",
        principalId: "id-of-the-group",
        principalType: "GROUP",
        region: "eu-central-1",
        targetId: "444444444444",
        targetType: "AWS_ACCOUNT",
      });
      assert.ok(assignment.dependencies.includes("center-operations-policy"));
    });

    it("IdentityCenter, managed: groups, users and memberships too, and the second region", async () => {
      const plan = planOfText(MODES["identity-center, managed"]);
      const made = await center(plan);
      const more = made.filter(({ type }) => /identitystore|ssoadmin\/region/.test(type));
      assert.deepEqual(lines(more), [
        "Group center-group:Staff in center by access",
        "Group center-group:auditor in center by access",
        "Group center-group:developer in center by access",
        "Group center-group:network in center by access",
        "GroupMembership center-member:Staff:ada in center by access",
        "GroupMembership center-member:auditor:grace in center by access",
        "GroupMembership center-member:auditor:joan in center by access",
        "GroupMembership center-member:developer:ada in center by access",
        "GroupMembership center-member:developer:joan in center by access",
        "Region center-region-eu-central-1 in center by access",
        "User center-user:ada in center by access",
        "User center-user:grace in center by access",
        "User center-user:joan in center by access",
      ]);
      assert.deepEqual(named(made, "center-user:ada").inputs, {
        displayName: "Ada Lovelace",
        emails: { primary: true, value: "ada@acme.example" },
        identityStoreId: "d-1",
        name: { familyName: "Lovelace", givenName: "Ada" },
        region: "eu-west-1",
        userName: "ada",
      });
      assert.deepEqual(named(made, "center-member:Staff:ada").inputs, {
        groupId: "id-of-center-group:Staff",
        identityStoreId: "d-1",
        memberId: "id-of-center-user:ada",
        region: "eu-west-1",
      });
      assert.equal(
        named(made, "center-operations-assignment").inputs.principalId,
        "id-of-center-group:Staff",
      );
    });
  });

  describe("RoleStamps of partners", () => {
    const stamps = (plan: Plan, accountIds = {}): Promise<readonly Registration[]> =>
      registrationsOf(() => {
        const management = managementProviders(plan.organization);
        const args = {
          types: plan.types,
          partners: plan.partners,
          unitIds: Object.fromEntries(plan.units.map(({ path }) => [path, `ou-${path}`])),
          accountIds,
          region: "eu-west-1",
          bindings: testBindings(plan, "management"),
        };
        new RoleStamps("stamps", args, { providers: [management.aws, management.native] });
      });

    it("a set for each partner and type, in its accounts alone, after the type's own", async () => {
      const ids = { "web-production": "555555555555", playground: "666666666666" };
      const made = await stamps(all, ids);
      assert.deepEqual(
        lines(made).filter((line) => line.includes("partner")),
        ["msp:production", "msp:sandbox", "scanner:production"].map(
          (set) => `StackSet stamps-partner:${set} in stamps by management-native`,
        ),
      );
      const { inputs, dependencies } = named(made, "stamps-partner:msp:production");
      const own = named(made, "stamps-production").inputs;
      const set = all.partners[0]?.sets.find(({ type }) => type === "production");
      assert.ok(dependencies.includes("stamps-production"));
      assert.deepEqual(
        { ...inputs, parameters: undefined },
        {
          ...own,
          stackSetName: "landing-zone-partner-msp-In-production",
          description: "Roles of msp in production accounts",
          autoDeployment: { enabled: false },
          stackInstancesGroup: [
            {
              deploymentTargets: {
                accountFilterType: "INTERSECTION",
                accounts: ["555555555555"],
                organizationalUnitIds: ["ou-workloads/production"],
              },
              regions: ["eu-west-1"],
            },
          ],
          templateBody: set?.template?.body,
          parameters: undefined,
        },
      );
    });

    it("refuses an account without an id, and roles before their boundary", async () => {
      await assert.rejects(stamps(all), /web-production, an account of msp, has no id/);
      const types = all.types.map((type) => ({ ...type, template: null }));
      await assert.rejects(
        stamps({ ...all, types }),
        /nothing is stamped into production accounts before msp's roles/,
      );
    });
  });
});
