import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { FunctionRoles } from "../../components/function-roles";
import { coreAccount, type Plan } from "../../model/plan";
import { type MadeRole, rolesOfTemplate } from "../template-roles";
import type { StampedRole } from "../../iam/stamp-template";
import { MODES } from "../modes";
import { planOf, planOfText, testBindings } from "./plans";
import { registrationsOf, type Registration } from "./registrations";

const SELF = "999999999999";
const VALUES = new Map([
  ["AWS::AccountId", SELF],
  ["AWS::Partition", "aws"],
  ["AccessAccountId", "444444444444"],
  ["AuditAccountId", "222222222222"],
  ["ManagementAccountId", "111111111111"],
  ["NetworkAccountId", "333333333333"],
  ["OrganizationId", "o-exampleorg1"],
]);

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

async function stampedByProvider(
  plan: Plan,
  roles: readonly StampedRole[],
): Promise<readonly Registration[]> {
  return registrationsOf(() => {
    const bindings = { ...testBindings(plan, "management"), "account:self": SELF };
    new FunctionRoles(
      "roles-leaf",
      {
        roles,
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
        const byStackSet = rolesOfTemplate(template.body, VALUES);
        const byProvider = rolesOfResources(
          await stampedByProvider(
            plan,
            plan.roles.filter(({ type }) => type === name),
          ),
        );
        assert.ok(Object.keys(byStackSet).length > 0);
        assert.deepEqual(byStackSet, byProvider);
      });
    }
  }

  const plan = planOfText(MODES["all that there is"]);
  for (const { name, sets } of plan.partners) {
    for (const { type, roles, template } of sets) {
      it(`${name} in ${type}, below the boundary that the type's own stamp makes`, async () => {
        assert.ok(template);
        const byProvider = rolesOfResources(await stampedByProvider(plan, roles));
        const boundary = `arn:aws:iam::${SELF}:policy/landing-zone/boundary`;
        assert.deepEqual(
          rolesOfTemplate(template.body, VALUES),
          Object.fromEntries(
            Object.entries(byProvider).map(([role, made]) => [role, { ...made, boundary }]),
          ),
        );
        assert.equal(Object.keys(byProvider).length, roles.length);
      });
    }
  }
});
