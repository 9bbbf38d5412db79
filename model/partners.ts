import type { PolicyDocument } from "../iam/document";
import { managedPolicyArn, partnerRoleName } from "../iam/names";
import { endOfPartner, trustOfPartner, type PartnerEntry } from "../iam/partner";
import { stampTemplate, type StampedRole, type StampTemplate } from "../iam/stamp-template";
import type { Partner } from "./access-schema";
import { levelOf, type AccountType, type Catalogue, type FunctionDefinition } from "./catalogue";
import type { Stack, StackAccount } from "./schema";

/** A company that does some function here, and the roles by which it does. */
export interface PlannedPartner {
  readonly name: string;
  readonly accountId: string;
  readonly until: string;
  /** Names of the accounts that it is let into. */
  readonly accounts: readonly string[];
  /** Who enters, and what proves it. */
  readonly entry: Omit<PartnerEntry, "mfaMaxAgeHours">;
  /** What proves the MFA of its people, or that it is software, in a sentence. */
  readonly proof: string;
  readonly sets: readonly PlannedPartnerSet[];
}

/** Roles of a partner in its accounts of one type. */
export interface PlannedPartnerSet {
  readonly type: string;
  readonly unit: string;
  /** Names of the accounts. */
  readonly accounts: readonly string[];
  readonly roles: readonly PlannedPartnerRole[];
  /** Template of the StackSet; null when nothing is stamped so. */
  readonly template: StampTemplate | null;
}

export interface PlannedPartnerRole extends StampedRole {
  readonly partner: string;
  readonly function: string;
  readonly type: string;
  readonly level: string;
  readonly boundary: PolicyDocument;
}

export function plannedPartners(
  stack: Stack,
  catalogue: Catalogue,
  ceiling: PolicyDocument,
): readonly PlannedPartner[] {
  return stack.access.partners.map((partner) => ({
    name: partner.name,
    accountId: partner.accountId,
    until: partner.until,
    accounts: accountsOf(stack, partner).map(({ name }) => name),
    entry: entryOf(partner),
    proof: proofText(partner),
    sets: [...catalogue.types.values()].flatMap((type) =>
      setOf(stack, catalogue, ceiling, partner, type),
    ),
  }));
}

function setOf(
  stack: Stack,
  catalogue: Catalogue,
  ceiling: PolicyDocument,
  partner: Partner,
  type: AccountType,
): readonly PlannedPartnerSet[] {
  const accounts = accountsOf(stack, partner).filter((account) => account.type === type.name);
  const roles = partner.functions.flatMap((name) => {
    const fn = catalogue.functions.get(name);
    return fn ? roleOf(catalogue, ceiling, partner, type, fn) : [];
  });
  if (accounts.length === 0 || roles.length === 0) return [];
  const template =
    stack.access.stamping === "stackset"
      ? stampTemplate(`Roles of ${partner.name} in ${type.name} accounts`, roles, null)
      : null;
  const names = accounts.map(({ name }) => name);
  return [{ type: type.name, unit: type.unit, accounts: names, roles, template }];
}

/** Accounts that a partner is let into: in their type's unit, since elsewhere nobody has a role. */
export function accountsOf(
  { accounts }: Pick<Stack, "accounts">,
  partner: Pick<Partner, "accounts" | "types">,
): readonly StackAccount[] {
  return accounts.filter(
    ({ name, type, lifecycle }) =>
      (lifecycle === "active" || lifecycle === "leaving") &&
      ((partner.accounts ?? []).includes(name) || (partner.types ?? []).includes(type)),
  );
}

function roleOf(
  catalogue: Catalogue,
  ceiling: PolicyDocument,
  partner: Partner,
  type: AccountType,
  fn: FunctionDefinition,
): readonly PlannedPartnerRole[] {
  const found = levelOf(catalogue, type, fn.name);
  if (!found) return [];
  const { name: levelName, level } = found;
  return [
    {
      partner: partner.name,
      function: fn.name,
      type: type.name,
      level: levelName,
      name: partnerRoleName(partner.name, fn.name),
      description: `${partner.name} as ${fn.name}, until ${partner.until}`,
      sessionHours: 1,
      trust: trustOfPartner({ ...entryOf(partner), mfaMaxAgeHours: fn.mfaMaxAgeHours }),
      policies: {
        managed: level.managed.map(managedPolicyArn),
        inline: {
          Version: "2012-10-17",
          Statement: [...level.statements, endOfPartner(partner.until)],
        },
      },
      boundary: ceiling,
    },
  ];
}

function entryOf({
  accountId,
  principals,
  mfa,
  externalId,
  until,
}: Partner): PlannedPartner["entry"] {
  return {
    accountId,
    principals: principals ?? [],
    proof:
      externalId !== undefined
        ? { externalId }
        : typeof mfa === "object"
          ? "declared"
          : (mfa ?? "context"),
    until,
  };
}

function proofText({ name, mfa, externalId }: Partner): string {
  if (externalId !== undefined) return `${name} is software: its requests say an external id`;
  if (typeof mfa === "object") return `Nothing but the word of ${name}: ${mfa.declared}`;
  return mfa === "tag"
    ? `The hub roles of ${name} carry the session tag mfa=true, which its identity provider sends`
    : `AWS sees the MFA device of the users of ${name}`;
}
