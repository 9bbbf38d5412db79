import { exceptionText } from "../model/exception-text";
import { bindsPermissions, roomFor, type PlannedGuardrail } from "../model/guardrails";
import type { Plan } from "../model/plan";
import { levelsAbove, ROOT } from "../model/units";
import { accountsWords, listed, number } from "./words";
import { indented, wrap } from "./wrap";

/** Accounts of a unit that are named; of more, the first and how many there are. */
const NAMED = 3;

/** Guardrails for people: what holds where, what is inherited, the room left, and exceptions. */
export function guardrailsText(plan: Plan): readonly string[] {
  const binding = plan.guardrails.filter(bindsPermissions);
  if (plan.guardrails.length === 0) {
    return ["Guardrails: none, because nothing is attached (guardrails.attach: none)"];
  }
  const atRoot = binding.filter(({ target }) => target === ROOT);
  return [
    [
      "Guardrails: what nobody may do there, root users included; none binds the management account:",
      ...(atRoot.length > 0 ? [] : [NOT_AT_ROOT]),
      ...groupsOf(plan, binding).map((group) => groupText(plan, group, inherited(binding, group))),
    ].join("\n"),
    ...exceptionsText(plan),
    ...othersText(plan),
  ];
}

/** Units with the same guardrails, and with the same policies for them. */
interface Group {
  readonly units: readonly string[];
  readonly policies: readonly PlannedGuardrail[];
}

function groupsOf(
  { units }: Pick<Plan, "units">,
  binding: readonly PlannedGuardrail[],
): readonly Group[] {
  const groups = new Map<
    string,
    { readonly units: string[]; readonly policies: Group["policies"] }
  >();
  for (const unit of [ROOT, ...units.map(({ path }) => path)]) {
    const policies = binding.filter(({ target }) => target === unit);
    // Units are alike that inherit the same from the same places; the root is by itself.
    const above = binding.filter(({ target }) => levelsAbove(unit).slice(0, -1).includes(target));
    const key = JSON.stringify([
      unit === ROOT,
      above.map(({ target, name }) => [target, name]),
      policies.map(({ kind, document }) => [kind, document]),
    ]);
    const known = groups.get(key);
    if (known) known.units.push(unit);
    else if (policies.length > 0) groups.set(key, { units: [unit], policies });
  }
  return [...groups.values()];
}

/** What a group's units inherit, in words: all of them from the same place, since they are alike. */
function inherited(binding: readonly PlannedGuardrail[], { units: [first = ROOT] }: Group): string {
  const above = levelsAbove(first).slice(0, -1);
  const policies = binding.filter(({ target }) => above.includes(target));
  if (policies.length === 0) return "";
  const whose = policies.every(({ target }) => target === ROOT) ? "root" : "unit above";
  return `, beside the ${whose}'s ${namesOf(policies).length}`;
}

function groupText(plan: Plan, { units, policies }: Group, besides: string): string {
  const where = units.map((unit) => unitWords(plan, unit));
  return [
    indented(wrap(`at ${listed(where)}${besides}:`, "  ", 98), "  "),
    indented(wrap(withValues(policies).join(", "), "", 96), "    "),
    indented(wrap(roomWords(plan, policies), "  ", 96), "    "),
  ].join("\n");
}

function unitWords({ accounts }: Plan, unit: string): string {
  if (unit === ROOT) {
    const members = accounts.filter((one) => one.type !== "management" && one.unit !== null);
    return `the root (${members.length === 1 ? "the one member account" : `all ${number(members.length)} member accounts`})`;
  }
  const names = accounts
    .filter((one) => one.unit !== null && levelsAbove(one.unit).includes(unit))
    .map(({ name }) => name);
  return `${unit} (${names.length === 0 ? "no account" : accountsWords(names, NAMED)})`;
}

const namesOf = (policies: readonly PlannedGuardrail[]): readonly string[] =>
  [...new Set(policies.flatMap(({ guardrails }) => guardrails))].sort();

/** `only-services (kms, s3, parts of iam)` of a guardrail that was given something. */
function withValues(policies: readonly PlannedGuardrail[]): readonly string[] {
  const given = new Map(policies.flatMap(({ values }) => Object.entries(values ?? {})));
  return namesOf(policies).map((name) => {
    const values = given.get(name);
    return values === undefined ? name : `${name} (${valuesWords(values)})`;
  });
}

/** Values that are named; of more, the first and how many there are. */
const VALUES = 8;

/** Services, of single actions what they are of, and whatever else guardrails take. */
function valuesWords(values: readonly string[]): string {
  const whole = values.filter((value) => !value.includes(":"));
  const parts = values.flatMap((value) => {
    const [service = "", action] = value.split(":");
    return action === undefined || whole.includes(service) ? [] : [`parts of ${service}`];
  });
  const all = [...whole, ...new Set(parts)];
  const shown = all.length <= VALUES ? all : all.slice(0, VALUES - 1);
  const more = all.length - shown.length;
  return `${shown.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
}

const KINDS = { scp: "service control", rcp: "resource control" } as const;

/** `7 of 8 service control policies, 7,316 characters left in the fullest`. */
function roomWords({ policyLimits }: Plan, policies: readonly PlannedGuardrail[]): string {
  const parts = (["scp", "rcp"] as const).flatMap((kind) => {
    const own = policies.filter((one) => one.kind === kind);
    if (own.length === 0) return [];
    const left = Math.min(...own.map(({ limit, size }) => limit - size));
    const room = roomFor(policyLimits[kind].policies);
    return [
      `${own.length} of ${room} ${KINDS[kind]} policies, ${number(left)} characters left in the fullest`,
    ];
  });
  return `room: ${parts.join("; ")}`;
}

/** Of an organization that is taken over, accounts outside the landing zone's units stay as they are. */
const NOT_AT_ROOT = indented(
  wrap(
    "Nothing is attached at the root (guardrails.attach: units), tags, backups and the like neither: accounts outside these units stay as they are.",
    "",
    98,
  ),
  "  ",
);

function exceptionsText({ exceptions }: Plan): readonly string[] {
  if (exceptions.length === 0) return [];
  const rows = exceptions.map((one) => indented(wrap(exceptionText(one), "  ", 98), "  "));
  return [["Exceptions from guardrails:", ...rows].join("\n")];
}

/** Policies of the organization that bind no permissions. */
function othersText({ guardrails }: Plan): readonly string[] {
  const others = guardrails.filter((one) => !bindsPermissions(one));
  if (others.length === 0) return [];
  const rows = others.map(({ guardrails: [name = ""], description, size, limit }) =>
    indented(
      wrap(`${name}: ${description} [${number(limit - size)} characters left]`, "  ", 98),
      "  ",
    ),
  );
  return [["Other policies, at the root:", ...rows].join("\n")];
}
