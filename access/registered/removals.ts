import { BOUNDARY_NAME, PEOPLE_POLICY_NAME, RESERVED_PATH } from "../../iam/names";
import { coreAccount, isLeaving, type Plan, type PlannedAccount } from "../../model/plan";
import type { Preview, Step } from "./preview";
import type { Zone } from "./zone";

/** Something that a preview takes away and that stays. */
export interface Removal {
  readonly step: Step;
  readonly found: string;
  readonly allowed: string;
  readonly fix: string;
}

/** What the engine does to a resource when it goes, or another takes its place. */
const REMOVES = ["delete", "discard"];
const REPLACES = ["replace", "create-replacement", "delete-replaced", "discard-replaced"];

/**
 * What a preview removes, replaces or no longer protects, though the stack file still has it. A
 * policy pack cannot see this: it is shown what is registered, and not what is no longer.
 */
export function* removalsIn(
  { steps, leftOut }: Pick<Preview, "steps" | "leftOut">,
  zone: Zone,
): Iterable<Removal> {
  const seen = new Set<string>();
  for (const step of steps) {
    const removed = REMOVES.includes(step.op);
    const replaced = REPLACES.includes(step.op);
    const what = step.before ? keptAs(step, steps, leftOut, zone) : null;
    if (what === null) continue;
    if ((removed || replaced) && !seen.has(step.urn)) {
      seen.add(step.urn);
      const because = step.replacedFor.length > 0 ? `, for ${step.replacedFor.join(", ")}` : "";
      yield {
        step,
        found: `${step.type} ${step.name} would be ${removed ? "deleted" : `replaced${because}`}: it is ${what}`,
        allowed: "it stays for as long as the stack file has it",
        fix: removed
          ? "Put it back into the program; what is to go leaves by the stack file, as docs/runbooks/accounts.md says"
          : "Undo the change of what cannot be changed in place",
      };
    } else if (step.before?.protect === true && step.after?.protect === false) {
      yield {
        step,
        found: `${step.type} ${step.name} would lose its protection: it is ${what}`,
        allowed: "only an account whose lifecycle is leaving has no protection",
        fix: "Register it with { protect: true } again",
      };
    }
  }
}

/** What a resource is that stays; null for what may go. */
function keptAs(step: Step, steps: readonly Step[], leftOut: number, zone: Zone): string | null {
  const { plan } = zone;
  const { type, name, before } = step;
  if (!before) return null;
  const { inputs, id } = before;
  const account = zone.accountOf(before.registered).planned;
  switch (type) {
    case "aws:organizations/organization:Organization":
      return "the organization";
    case "aws:organizations/account:Account":
      return mayLeave(plan, inputs.name) ? null : "an account";
    case "aws:organizations/organizationalUnit:OrganizationalUnit":
      if (holds(id, steps)) return "a unit that holds accounts";
      return leftOut > 0 ? "a unit that may hold accounts which the preview leaves out" : null;
    case "aws:cloudtrail/trail:Trail":
      return "a trail";
    case "aws:kms/key:Key":
      return "a key";
    case "aws:kms/alias:Alias":
      return inputs.name === plan?.logs.keyAlias ? "the name of the log key" : null;
    case "aws:organizations/policy:Policy":
      return plan?.guardrails.some((one) => one.name === inputs.name) === true
        ? "a guardrail that the stack file has"
        : null;
    case "aws:organizations/policyAttachment:PolicyAttachment":
      return plan?.guardrails.some((one) => name.endsWith(`${one.name}-at-${one.target}`)) === true
        ? "a guardrail's attachment that the stack file has"
        : null;
    default:
      break;
  }
  if (type.startsWith("aws:s3/bucket")) {
    if (account?.type !== "audit") return null;
    return type.includes(":Bucket") && !/:Bucket[A-Z]/.test(type)
      ? "a log bucket"
      : "what keeps a log bucket safe";
  }
  return type.startsWith("aws:iam/") ? keptInIam(step, steps, account, plan) : null;
}

function keptInIam(
  { type, before }: Step,
  steps: readonly Step[],
  account: PlannedAccount | null,
  plan: Plan | null,
): string | null {
  if (!before) return null;
  const { inputs } = before;
  const isPeoples = account?.type === "access";
  switch (type) {
    case "aws:iam/policy:Policy":
      if (inputs.path !== RESERVED_PATH) return null;
      if (inputs.name === BOUNDARY_NAME) return "the boundary of an account's roles";
      return inputs.name === PEOPLE_POLICY_NAME ? "the policy by which people need MFA" : null;
    case "aws:iam/groupPolicyAttachment:GroupPolicyAttachment":
      return isPeoples && inputs.group === PEOPLE_POLICY_NAME
        ? "what gives people the policy by which they need MFA"
        : null;
    case "aws:iam/group:Group":
      return isPeoples && inputs.name === PEOPLE_POLICY_NAME ? "the group of everybody" : null;
    case "aws:iam/groupPolicy:GroupPolicy":
      return isPeoples && plan?.people.groups.some((one) => one.function === inputs.group) === true
        ? "how people of a function enter its roles with MFA"
        : null;
    case "aws:iam/accountPasswordPolicy:AccountPasswordPolicy":
      return isPeoples ? "what people's passwords have to be" : null;
    case "aws:iam/userGroupMembership:UserGroupMembership": {
      const stays = steps.some(
        (one) =>
          one.type === "aws:iam/user:User" &&
          one.after !== null &&
          !REMOVES.includes(one.op) &&
          one.after.inputs.name === inputs.user,
      );
      return stays
        ? "what puts a person who stays under the policy by which people need MFA"
        : null;
    }
    default:
      return null;
  }
}

function mayLeave(plan: Plan | null, name: unknown): boolean {
  const planned = plan?.accounts.find(
    (one) => one.name === name || one.formerNames.includes(String(name)),
  );
  if (!planned || planned === (plan && coreAccount(plan, "management"))) return false;
  return planned.unit === null || isLeaving(planned.lifecycle);
}

/** Is an account, or a unit that stays, in the unit? */
function holds(unit: string, steps: readonly Step[]): boolean {
  return steps.some(({ type, op, after }) => {
    const inOrganizations = /^aws:organizations\/(account|organizationalUnit):/.test(type);
    return inOrganizations && !REMOVES.includes(op) && after?.inputs.parentId === unit;
  });
}
