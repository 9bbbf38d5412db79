import { resourceCounts } from "../model/resources";
import type { Plan, PlannedAccount } from "../model/plan";
import { ROOT } from "../model/units";
import { detectionText } from "./plan-detection";
import { guardrailsText } from "./plan-guardrails";
import { identityText } from "./plan-identity";
import { managementText } from "./plan-management";
import { monitoringText } from "./plan-monitoring";
import { networkText } from "./plan-network";
import { typeWords } from "./resource-words";
import { table } from "./table";
import { tree, type Branch } from "./tree";

/**
 * The plan for people: the tree of units and accounts, roles by type, who comes in, who is told, what
 * watches, guardrails, networks, counts, warnings.
 */
export function planText(plan: Plan): string {
  return [
    header(plan),
    unitTree(plan),
    `Function roles, by account type (path /landing-zone/, each inside the boundary):\n${roleTable(plan)}`,
    ...identityText(plan),
    monitoringText(plan),
    detectionText(plan),
    ...guardrailsText(plan),
    ...networkText(plan),
    managementText(plan),
    countsText(plan),
    ...(plan.warnings.length > 0
      ? [`Warnings:\n${plan.warnings.map((warning) => `  ! ${warning}`).join("\n")}`]
      : []),
  ].join("\n\n");
}

const STAMPING = {
  stackset: "by a StackSet for each account type",
  provider: "by a provider for each account",
  none: "not at all",
} as const;

function header({ organization, stamping }: Plan): string {
  const { name, homeRegion, partition, adopt } = organization;
  const way = adopt ? "taken over as it is" : "made new";
  return [
    `Organization ${name}, ${way}; home region ${homeRegion}, partition ${partition}`,
    `Roles are stamped into leaf accounts ${STAMPING[stamping]}`,
  ].join("\n");
}

function unitTree(plan: Plan): string {
  const accountsIn = (unit: string): Branch[] =>
    plan.accounts
      .filter((account) => account.unit === unit)
      .map((account) => ({ label: accountLabel(account), branches: [] }));
  const below = (parent: string | null): Branch[] =>
    plan.units
      .filter((unit) => unit.parent === parent)
      .map(({ path, name }) => ({
        label: `${name}/`,
        branches: [...below(path), ...accountsIn(path)],
      }));
  const gone = plan.accounts.filter(({ unit }) => unit === null);
  return [
    tree({ label: "root", branches: [...accountsIn(ROOT), ...below(null)] }),
    ...gone.map(({ name, id, lifecycle }) => `gone: ${name} ${id ?? ""} (${lifecycle})`),
  ].join("\n");
}

function accountLabel({ name, type, kind, email, id, lifecycle, origin }: PlannedAccount): string {
  const state = [
    ...(id === null ? [] : [id]),
    ...(origin === "invited" ? ["invited"] : []),
    ...(lifecycle === "active" ? [] : [lifecycle]),
  ];
  return [name, kind === "leaf" ? `(${type})` : "", email ?? "", state.join(", ")]
    .filter((part) => part !== "")
    .join("  ");
}

function roleTable({ roles, people }: Plan): string {
  const functions = people.groups.map((group) => group.function);
  const types = [...new Set(roles.map(({ type }) => type))];
  const levelOf = new Map(roles.map((role) => [`${role.type} ${role.function}`, role.level]));
  return table([
    ["", ...functions],
    ...types.map((type) => [type, ...functions.map((fn) => levelOf.get(`${type} ${fn}`) ?? "-")]),
  ]);
}

function countsText(plan: Plan): string {
  const counts = Object.entries(resourceCounts(plan)).sort(
    ([a, x], [b, y]) => y - x || (a < b ? -1 : 1),
  );
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const rows = counts.map(([type, count]) => [String(count), typeWords(type)]);
  return `${total} resources:\n${table(rows)}`;
}
