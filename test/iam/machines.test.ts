import assert from "node:assert/strict";
import type { Statement } from "../../iam/document";
import { LOOKUPS } from "../../iam/machines/needs/needs";
import {
  deployPolicy,
  NEEDS,
  previewMemberPolicy,
  previewPolicy,
} from "../../iam/machines/permissions";
import type { Actions } from "../../access/actions";
import { loadActions } from "../../reference-data";

const deploy = deployPolicy({ accessRoles: ["OrganizationAccountAccessRole"] });

function actionsOf({ Action = [] }: Statement): readonly string[] {
  return [Action].flat();
}

describe("what machines need", () => {
  let actions: Actions;

  before(async () => {
    actions = await loadActions();
  });

  it("every action exists, and what reads only reads", () => {
    const wrong = Object.entries(NEEDS).flatMap(([account, types]) =>
      Object.entries(types).flatMap(([type, { reads, writes = [], writesAnywhere = [] }]) => [
        ...[...reads, ...writes, ...writesAnywhere]
          .filter((name) => actions.find(name) === undefined)
          .map((name) => `${account} ${type}: there is no ${name}`),
        ...reads
          .filter((name) => !["list", "read"].includes(actions.find(name)?.level ?? ""))
          .map((name) => `${account} ${type}: ${name} does more than read`),
      ]),
    );
    assert.deepEqual(wrong, []);
    const lookedUp = Object.values(LOOKUPS).flat();
    assert.deepEqual(
      lookedUp.filter((name) => !["list", "read"].includes(actions.find(name)?.level ?? "")),
      [],
    );
  });

  it("writes that AWS holds against no resource are said for all, and no others", () => {
    const wrong = Object.entries(NEEDS.management).flatMap(
      ([type, { writes = [], writesAnywhere = [], on }]) => [
        ...writes
          .filter((name) => on !== undefined && actions.find(name)?.resources.length === 0)
          .map((name) => `${type}: ${name} is refused on ${String(on)}`),
        ...writesAnywhere
          .filter((name) => (actions.find(name)?.resources.length ?? 0) > 0)
          .map((name) => `${type}: ${name} could name resources`),
      ],
    );
    assert.deepEqual(wrong, []);
  });

  it("previews allow nothing that writes, but entering their like", () => {
    const policies = [
      previewPolicy(),
      ...(["audit", "network", "access"] as const).map(previewMemberPolicy),
    ];
    const writes = policies
      .flatMap(({ Statement }) => Statement)
      .flatMap(actionsOf)
      .filter((name) => !["list", "read"].includes(actions.find(name)?.level ?? "list"));
    assert.deepEqual(writes, ["sts:AssumeRole"]);
    assert.ok(
      policies.every(({ Statement }) => Statement.every(({ Effect }) => Effect === "Allow")),
    );
    const wildcards = policies
      .flatMap(({ Statement }) => Statement.flatMap(actionsOf))
      .filter((name) => name.includes("*"));
    assert.deepEqual(wildcards, []);
  });

  it("deploying closes, removes and leaves no account, and switches nothing off", () => {
    const allowed = new Set(deploy.Statement.flatMap(actionsOf));
    for (const name of [
      "organizations:CloseAccount",
      "organizations:DeleteOrganization",
      "organizations:DisableAWSServiceAccess",
      "organizations:DisablePolicyType",
      "organizations:LeaveOrganization",
      "organizations:RemoveAccountFromOrganization",
      "cloudtrail:DeleteTrail",
      "cloudtrail:StopLogging",
      "iam:CreateAccessKey",
      "iam:CreateUser",
      "iam:DisableOrganizationsRootCredentialsManagement",
      "iam:DisableOrganizationsRootSessions",
      "sts:AssumeRoot",
      "s3:GetObject",
    ]) {
      assert.ok(!allowed.has(name), name);
    }
    assert.deepEqual(
      [...allowed].filter((name) => name.includes("*")),
      [],
    );
  });

  it("deploying hands roles of AWS's services to those services, and no others", () => {
    const passing = deploy.Statement.filter((one) => actionsOf(one).includes("iam:PassRole"));
    assert.deepEqual(
      passing.map(({ Action, Resource, Condition }) => [Action, Resource, Condition]),
      [
        ["recorder", "config.amazonaws.com"],
        ["forward-events", "events.amazonaws.com"],
      ].map(([name, service]) => [
        ["iam:PassRole"],
        [`arn:{{partition}}:iam::{{account:self}}:role/landing-zone/${String(name)}`],
        { StringEquals: { "iam:PassedToService": service } },
      ]),
    );
  });

  it("deploying leaves services to core accounts, and the organization to nobody", () => {
    const handing = deploy.Statement.filter((one) =>
      actionsOf(one).includes("organizations:RegisterDelegatedAdministrator"),
    );
    assert.deepEqual(
      handing.map(({ Condition }) => Condition),
      [
        {
          StringEquals: {
            "organizations:ServicePrincipal": [
              ...["access-analyzer.amazonaws.com", "config-multiaccountsetup.amazonaws.com"],
              ...["config.amazonaws.com", "guardduty.amazonaws.com", "iam.amazonaws.com"],
              ...["securityhub.amazonaws.com", "sso.amazonaws.com"],
            ],
          },
        },
      ],
    );
  });
});
