import assert from "node:assert/strict";
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  EnableAWSServiceAccessCommand,
  ListRootsCommand,
  MoveAccountCommand,
} from "@aws-sdk/client-organizations";
import { coreAccount, type Plan } from "../../model/plan";
import { enter, type MotoAccount, type Place } from "../tools/moto-accounts";
import type { Values } from "./documents";

/** An organization on moto as a plan has it, with a few leaf accounts. */
export interface MotoOrganization {
  readonly management: MotoAccount;
  /** Unit ids by path. */
  readonly unitIds: Readonly<Record<string, string>>;
  readonly core: readonly MotoAccount[];
  /** Two leaf accounts by account type. */
  readonly leaves: ReadonlyMap<string, readonly MotoAccount[]>;
  /** What placeholders stand for in an account. */
  readonly valuesIn: (account: MotoAccount) => Values;
}

/**
 * EC2 has trusted access for declarative policies, and IAM for centralized root access; moto's list is
 * older.
 * https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-ec2.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-iam.html
 */
const UNKNOWN_TO_MOTO = ["ec2.amazonaws.com", "iam.amazonaws.com"];

export async function makeOrganization(place: Place, plan: Plan): Promise<MotoOrganization> {
  const management = await enter(place, plan.organization.managementAccountId);
  const { organizations } = management;
  const { Organization } = await organizations.send(
    new CreateOrganizationCommand({ FeatureSet: "ALL" }),
  );
  for (const ServicePrincipal of plan.organization.trustedServices) {
    if (UNKNOWN_TO_MOTO.includes(ServicePrincipal)) continue;
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  }
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const rootId = present(Roots?.[0]?.Id);
  const unitIds: Record<string, string> = {};
  for (const { path, name, parent } of plan.units) {
    const ParentId = parent === null ? rootId : present(unitIds[parent]);
    const { OrganizationalUnit } = await organizations.send(
      new CreateOrganizationalUnitCommand({ ParentId, Name: name }),
    );
    unitIds[path] = present(OrganizationalUnit?.Id);
  }

  const member = async (name: string, unit: string | null): Promise<MotoAccount> => {
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
    );
    const id = present(CreateAccountStatus?.AccountId);
    await organizations.send(
      new MoveAccountCommand({
        AccountId: id,
        SourceParentId: rootId,
        DestinationParentId: present(unitIds[present(unit)]),
      }),
    );
    return enter(place, id);
  };
  const coreMember = (type: "audit" | "network" | "access"): Promise<MotoAccount> =>
    member(type, coreAccount(plan, type).unit);
  const audit = await coreMember("audit");
  const network = await coreMember("network");
  const access = await coreMember("access");
  const leaves = new Map<string, readonly MotoAccount[]>();
  for (const { name, unit } of plan.types) {
    leaves.set(name, [await member(`${name}-1`, unit), await member(`${name}-2`, unit)]);
  }

  return {
    management,
    unitIds,
    core: [management, audit, network, access],
    leaves,
    valuesIn: (account) => ({
      "account:self": account.id,
      "account:management": management.id,
      "account:audit": audit.id,
      "account:network": network.id,
      "account:access": access.id,
      "organization:id": present(Organization?.Id),
      partition: plan.organization.partition,
    }),
  };
}

function present<T>(value: T | null | undefined): T {
  assert.ok(value !== undefined && value !== null, "moto left something out of its answer");
  return value;
}
