import assert from "node:assert/strict";
import {
  CreateStackInstancesCommand,
  CreateStackSetCommand,
  DeleteStackInstancesCommand,
  DeleteStackSetCommand,
  DescribeStackSetCommand,
  ListStackInstancesCommand,
  UpdateStackSetCommand,
} from "@aws-sdk/client-cloudformation";
import { DeletePolicyCommand } from "@aws-sdk/client-iam";
import { stampTemplate, type StampedRole } from "../../iam/stamp-template";
import { trustOfPeople } from "../../iam/trust";
import type { Plan, PlannedRole, PlannedType } from "../../model/plan";
import { type Moto, startMoto } from "../tools/moto";
import type { MotoAccount } from "../tools/moto-accounts";
import { pythonOrSkip } from "../tools/python";
import { makeOrganization, type MotoOrganization } from "./moto-organization";
import { stackSetCalls, type StackSetCalls } from "./stack-set-calls";
import { stackFiles } from "./stacks";
import { plannedIn, stampedIn } from "./stamped-roles";

describe("function roles, stamped by StackSets on moto", () => {
  let moto: Moto | undefined;

  before(async function () {
    const python = await pythonOrSkip(this, "stamping on moto");
    moto = await startMoto(python);
  });

  after(() => moto?.stop());

  for (const { name, plan } of stackFiles()) {
    describe(name, function () {
      this.timeout(60_000);
      stampingOf(plan, () => {
        assert.ok(moto);
        return moto;
      });
    });
  }
});

function stampingOf(plan: Plan, motoOf: () => Moto): void {
  const types = plan.types.filter(({ template }) => template !== null);
  const [first] = types;
  assert.ok(first, "the stack stamps nothing");
  let organization: MotoOrganization;
  let calls: readonly StackSetCalls[];

  before(async () => {
    const moto = motoOf();
    await moto.reset();
    const { partition, homeRegion } = plan.organization;
    organization = await makeOrganization({ moto, partition, region: homeRegion }, plan);
    // moto has no ActivateOrganizationsAccess and asks for none; the engine's tests have.
    calls = await callsFor(types);
    for (const call of calls) await create(call);
  });

  const callsFor = (stamped: readonly PlannedType[]): Promise<readonly StackSetCalls[]> =>
    stackSetCalls({
      types: stamped,
      unitIds: organization.unitIds,
      region: plan.organization.homeRegion,
      bindings: organization.valuesIn(organization.management),
    });

  const leavesOf = (type: string): readonly MotoAccount[] => {
    const accounts = organization.leaves.get(type) ?? [];
    assert.equal(accounts.length, 2);
    return accounts;
  };

  const create = async ({ set, instances }: StackSetCalls): Promise<void> => {
    const { cloudFormation } = organization.management;
    await cloudFormation.send(new CreateStackSetCommand(set));
    for (const group of instances) {
      await cloudFormation.send(new CreateStackInstancesCommand(group));
    }
  };

  const remove = async ({ set, instances }: StackSetCalls, type: string): Promise<void> => {
    const { cloudFormation } = organization.management;
    const { StackSetName } = set;
    for (const group of instances) {
      await cloudFormation.send(
        new DeleteStackInstancesCommand({
          ...group,
          RetainStacks: false,
          // AWS takes the unit alone; moto knows the accounts alone.
          Accounts: leavesOf(type).map(({ id }) => id),
        }),
      );
    }
    await cloudFormation.send(new DeleteStackSetCommand({ StackSetName }));
  };

  const hasRoles = async (type: string, roles: readonly StampedRole[]): Promise<void> => {
    for (const account of leavesOf(type)) {
      const expected = plannedIn(roles, plan.boundary, organization.valuesIn(account));
      assert.deepEqual(await stampedIn(account.iam), expected, `account ${account.id}`);
    }
  };

  it("makes one set per account type, which AWS keeps deployed to the type's unit", async () => {
    const { cloudFormation } = organization.management;
    assert.equal(calls.length, types.length);
    for (const [index, { set, instances }] of calls.entries()) {
      const type = types[index];
      assert.ok(type);
      const { StackSetName } = set;
      const { StackSet } = await cloudFormation.send(new DescribeStackSetCommand({ StackSetName }));
      assert.equal(StackSet?.PermissionModel, "SERVICE_MANAGED");
      assert.equal(StackSet.TemplateBody, type.template?.body);
      // moto keeps neither of these, so the call is looked at instead.
      assert.deepEqual(set.AutoDeployment, { Enabled: true, RetainStacksOnAccountRemoval: false });
      assert.deepEqual(set.Capabilities, ["CAPABILITY_NAMED_IAM"]);
      assert.deepEqual(
        instances.map(({ DeploymentTargets, Regions }) => ({ DeploymentTargets, Regions })),
        [
          {
            DeploymentTargets: { OrganizationalUnitIds: [organization.unitIds[type.unit]] },
            Regions: [plan.organization.homeRegion],
          },
        ],
      );
      const { Summaries } = await cloudFormation.send(
        new ListStackInstancesCommand({ StackSetName }),
      );
      assert.deepEqual(
        Summaries?.map(({ Account }) => Account),
        leavesOf(type.name).map(({ id }) => id),
      );
    }
  });

  for (const { name } of types) {
    it(`${name}: accounts have exactly the planned roles and boundary`, async () => {
      await hasRoles(name, rolesOf(plan, name));
    });
  }

  it("stamps nothing into the core accounts", async () => {
    for (const { iam } of organization.core) {
      assert.deepEqual(await stampedIn(iam), { roles: [], policies: [] });
    }
  });

  // moto's model of AWS::IAM::Role leaves ManagedPolicyArns out, so they are read from the template
  // that moto was given. That AWS has such policies is in managed-policies.moto.test.ts.
  it("attaches the planned managed policies", () => {
    const { partition } = plan.organization;
    for (const { name, template } of types) {
      const inTemplate = managedInTemplate(template?.body ?? "", partition);
      for (const { name: role, policies } of rolesOf(plan, name)) {
        const expected = policies.managed.map((arn) => arn.replace("{{partition}}", partition));
        assert.deepEqual(inTemplate.get(role), expected, `${role} in ${name}`);
      }
    }
  });

  describe("when the documents change", () => {
    const changed = rolesOf(plan, first.name).map((role): PlannedRole => ({
      ...role,
      description: "Changed",
      sessionHours: role.sessionHours === 12 ? 11 : role.sessionHours + 1,
      trust: trustOfPeople({ function: role.function, type: role.type, mfaMaxAgeHours: 2 }, [
        { by: "users" },
      ]),
    }));
    const template = stampTemplate("Changed", changed, plan.boundary);
    let call: StackSetCalls | undefined;

    before(async () => {
      [call] = await callsFor([{ ...first, template }]);
    });

    // moto keeps a set's new template but does not carry it into the accounts.
    it("updates the set", async () => {
      assert.ok(call);
      const { cloudFormation } = organization.management;
      const { StackSetName } = call.set;
      await cloudFormation.send(new UpdateStackSetCommand(call.set));
      const { StackSet } = await cloudFormation.send(new DescribeStackSetCommand({ StackSetName }));
      assert.equal(StackSet?.TemplateBody, template.body);
    });

    it("leaves no role behind when the set goes", async () => {
      assert.ok(call);
      await remove(call, first.name);
      for (const { iam } of leavesOf(first.name)) {
        const { roles, policies } = await stampedIn(iam);
        assert.deepEqual(roles, []);
        // moto's CloudFormation deletes no AWS::IAM::ManagedPolicy. Nothing in the template asks to
        // retain the boundary, so what CloudFormation would do is done here.
        for (const { arn } of policies) await iam.send(new DeletePolicyCommand({ PolicyArn: arn }));
      }
      assert.doesNotMatch(template.body, /DeletionPolicy/);
    });

    it("stamps the changed roles under the same names", async () => {
      assert.ok(call);
      await create(call);
      await hasRoles(first.name, changed);
    });
  });
}

function rolesOf(plan: Plan, type: string): readonly PlannedRole[] {
  return plan.roles.filter((role) => role.type === type);
}

/** ARNs of managed policies in a template, by role. */
function managedInTemplate(
  body: string,
  partition: string,
): ReadonlyMap<string, readonly string[]> {
  const { Resources } = JSON.parse(body) as {
    readonly Resources: Readonly<
      Record<
        string,
        {
          readonly Type: string;
          readonly Properties: {
            readonly RoleName: string;
            readonly ManagedPolicyArns: readonly { readonly "Fn::Sub": string }[];
          };
        }
      >
    >;
  };
  return new Map(
    Object.values(Resources)
      .filter(({ Type }) => Type === "AWS::IAM::Role")
      .map(({ Properties: { RoleName, ManagedPolicyArns } }) => [
        RoleName,
        ManagedPolicyArns.map((arn) => arn["Fn::Sub"].replace("${AWS::Partition}", partition)),
      ]),
  );
}
