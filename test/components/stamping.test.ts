import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { FunctionRoles } from "../../components/function-roles";
import { coreAccount, type Plan } from "../../model/plan";
import { planOf, testBindings } from "./plans";
import { registrationsOf, type Registration } from "./registrations";

/** A role as AWS would have it, whichever way it was made. */
interface MadeRole {
  readonly path: unknown;
  readonly description: unknown;
  readonly sessionSeconds: unknown;
  readonly trust: unknown;
  readonly boundary: unknown;
  readonly managed: readonly unknown[];
  readonly inline: Readonly<Record<string, unknown>>;
}

const SELF = "999999999999";
const VALUES: Readonly<Record<string, string>> = {
  "AWS::AccountId": SELF,
  "AWS::Partition": "aws",
  AccessAccountId: "444444444444",
  AuditAccountId: "222222222222",
  ManagementAccountId: "111111111111",
  NetworkAccountId: "333333333333",
  OrganizationId: "o-exampleorg1",
};

/** What CloudFormation makes of a template's value. */
function evaluated(value: unknown, boundary: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => evaluated(element, boundary));
  if (typeof value !== "object" || value === null) return value;
  const { "Fn::Sub": sub, Ref: ref } = value as Record<string, unknown>;
  if (ref === "Boundary") return boundary;
  if (typeof sub === "string") {
    return sub.replaceAll(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      const found = VALUES[name];
      if (found === undefined) throw new Error(`the template refers to ${name}`);
      return found;
    });
  }
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, evaluated(v, boundary)]));
}

/** Roles that a template makes, by name. */
function rolesOfTemplate(body: string): Readonly<Record<string, MadeRole>> {
  const template = JSON.parse(body) as {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  };
  const resources = Object.values(template.Resources);
  const policy = resources.find(({ Type }) => Type === "AWS::IAM::ManagedPolicy")?.Properties;
  const boundary = evaluated(policy?.PolicyDocument, undefined);
  return Object.fromEntries(
    resources
      .filter(({ Type }) => Type === "AWS::IAM::Role")
      .map(({ Properties }) => {
        const role = evaluated(Properties, boundary) as Record<string, unknown>;
        const policies = (role.Policies ?? []) as {
          PolicyName: string;
          PolicyDocument: unknown;
        }[];
        return [
          String(role.RoleName),
          {
            path: role.Path,
            description: role.Description,
            sessionSeconds: role.MaxSessionDuration,
            trust: role.AssumeRolePolicyDocument,
            boundary: role.PermissionsBoundary,
            managed: role.ManagedPolicyArns as unknown[],
            inline: Object.fromEntries(policies.map((p) => [p.PolicyName, p.PolicyDocument])),
          },
        ];
      }),
  );
}

/** Roles that the provider's resources make, by name. */
function rolesOfResources(
  registrations: readonly Registration[],
): Readonly<Record<string, MadeRole>> {
  const of = (type: string) => registrations.filter((r) => r.type === `aws:iam/${type}`);
  const boundary = of("policy:Policy")[0];
  return Object.fromEntries(
    of("role:Role").map(({ inputs }) => {
      const own = (type: string) => of(type).filter((r) => r.inputs.role === inputs.name);
      assert.equal(inputs.permissionsBoundary, `arn:of:${String(boundary?.name)}`);
      return [
        String(inputs.name),
        {
          path: inputs.path,
          description: inputs.description,
          sessionSeconds: inputs.maxSessionDuration,
          trust: JSON.parse(String(inputs.assumeRolePolicy)) as unknown,
          boundary: JSON.parse(String(boundary?.inputs.policy)) as unknown,
          managed: own("rolePolicyAttachment:RolePolicyAttachment").map((r) => r.inputs.policyArn),
          inline: Object.fromEntries(
            own("rolePolicy:RolePolicy").map((r) => [
              String(r.inputs.name),
              JSON.parse(String(r.inputs.policy)) as unknown,
            ]),
          ),
        },
      ];
    }),
  );
}

async function stampedByProvider(plan: Plan, type: string): Promise<readonly Registration[]> {
  return registrationsOf(() => {
    const bindings = { ...testBindings(plan, "management"), "account:self": SELF };
    new FunctionRoles(
      "roles-leaf",
      {
        roles: plan.roles.filter((role) => role.type === type),
        boundary: plan.boundary,
        bindings: { ...bindings, "account:management": "111111111111" },
      },
      { provider: new aws.Provider("leaf", { region: "eu-west-1" }) },
    );
  });
}

describe("both ways of stamping make the same roles", () => {
  for (const stack of ["example", "enterprise"]) {
    const plan = planOf(stack);
    assert.ok(coreAccount(plan, "access"));
    for (const { name, template } of plan.types) {
      it(`${stack}: ${name}`, async () => {
        assert.ok(template);
        const byStackSet = rolesOfTemplate(template.body);
        const byProvider = rolesOfResources(await stampedByProvider(plan, name));
        assert.ok(Object.keys(byStackSet).length > 0);
        assert.deepEqual(byStackSet, byProvider);
      });
    }
  }
});
