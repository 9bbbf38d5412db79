import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DescribePolicyCommand,
  ListRootsCommand,
  paginateListPolicies,
  UpdatePolicyCommand,
  type OrganizationsClient,
} from "@aws-sdk/client-organizations";
import type { PolicyDocument } from "../../iam/document";
import { SHARED_POLICY, type Step } from "../../report/people-live-offboard";
import { withOthers } from "./documents";
import { isNamed, LiveError, reason } from "./errors";
import type { Live } from "./session";
import { orUndefined } from "./users";

/** One person's sessions that are to end at once. */
export interface Revoking {
  /** Name of the policies of the management account's roles. */
  readonly name: string;
  readonly document: PolicyDocument;
  /** Roles of the management account, which service control policies do not bind. */
  readonly managementRoles: readonly string[];
}

export interface Revoked {
  readonly steps: readonly Step[];
  readonly policyId: string | null;
  readonly rootId: string | null;
  /** Roles of the management account that have the policy, or may have it. */
  readonly managementRoles: readonly string[];
}

/**
 * Ends one person's sessions in all accounts, by one service control policy at the root and, where
 * such policies do not hold, by a policy of the roles of the management account.
 *
 * Not by a policy of each role: stamped roles are CloudFormation's. A policy that is put there by hand
 * is drift that no set shows and no update takes away, and with it the role cannot be deleted, so
 * that the account could not change its type. Accounts that the program cannot enter would be left
 * out, and a thousand accounts would take thousands of calls, to end the sessions and again to tidy
 * up. A policy at the root is one thing to make and one to delete, and holds everywhere at once. It is
 * one for all people: a root takes ten, and a landing zone needs nearly as many.
 */
export async function revokeSessions(live: Live, revoking: Revoking): Promise<Revoked> {
  const { organizations } = live.management;
  const steps: Step[] = [];
  const attempt = async <T>(what: string, act: () => Promise<T>): Promise<T | null> => {
    try {
      const value = await act();
      steps.push({ what, failure: null });
      return value;
    } catch (error) {
      steps.push({ what, failure: reason(error) });
      return null;
    }
  };
  const policyId = await attempt(`service control policy ${SHARED_POLICY} written`, () =>
    writePolicy(organizations, revoking.document),
  );
  const rootId =
    policyId === null
      ? null
      : await attempt("sessions ended in all member accounts, by this policy", () =>
          attachToRoot(organizations, policyId),
        );
  const managementRoles: string[] = [];
  for (const RoleName of revoking.managementRoles) {
    const input = {
      RoleName,
      PolicyName: revoking.name,
      PolicyDocument: JSON.stringify(revoking.document),
    };
    // Nobody has a session of a role that is not there: its function is new, or not made yet.
    const isThere = await attempt(
      `sessions ended of the role ${RoleName} of the management account`,
      async () =>
        (await orUndefined(live.management.iam.send(new PutRolePolicyCommand(input)))) !==
        undefined,
    );
    if (isThere === false) steps.pop();
    else managementRoles.push(RoleName);
  }
  return { steps, policyId, rootId, managementRoles };
}

/** Makes the policy, or writes the person into the one that there is. */
async function writePolicy(client: OrganizationsClient, own: PolicyDocument): Promise<string> {
  const Filter = "SERVICE_CONTROL_POLICY";
  const content = (existing?: string): string =>
    JSON.stringify(withOthers(existing, own, Date.now()));
  for await (const { Policies } of paginateListPolicies({ client }, { Filter })) {
    const PolicyId = Policies?.find(({ Name }) => Name === SHARED_POLICY)?.Id;
    if (PolicyId === undefined) continue;
    const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId }));
    await client.send(new UpdatePolicyCommand({ PolicyId, Content: content(Policy?.Content) }));
    return PolicyId;
  }
  const { Policy } = await client.send(
    new CreatePolicyCommand({
      Name: SHARED_POLICY,
      Type: Filter,
      Description: "Ends the sessions of people who left",
      Content: content(),
    }),
  );
  return present(Policy?.PolicySummary?.Id, "id of the policy");
}

async function attachToRoot(client: OrganizationsClient, PolicyId: string): Promise<string> {
  const { Roots } = await client.send(new ListRootsCommand({}));
  const TargetId = present(Roots?.[0]?.Id, "id of the root");
  try {
    await client.send(new AttachPolicyCommand({ PolicyId, TargetId }));
  } catch (error) {
    if (!isNamed(error, "DuplicatePolicyAttachment")) throw error;
  }
  return TargetId;
}

function present(value: string | undefined, what: string): string {
  if (value === undefined) throw new LiveError(`AWS left the ${what} out of its answer`);
  return value;
}
