import type { Guardrail } from "../iam/guardrails/guardrail";
import { WITHOUT_EXCEPTION, type PlannedGuardrail } from "../model/guardrails";
import { ROOT } from "../model/units";

/**
 * All guardrails as a Markdown table, from their own words.
 * @param attached Those of a stack that changes nothing and has accounts of all built-in types.
 */
export function guardrailsTable(
  guardrails: Iterable<Guardrail>,
  attached: readonly PlannedGuardrail[],
): string {
  return [
    "| guardrail | what holds, and why | takes | where by default |",
    "|---|---|---|---|",
    ...[...guardrails].map((one) => row(one, attached)),
  ].join("\n");
}

function row(
  { name, kind, sentence, why, parameter }: Guardrail,
  attached: readonly PlannedGuardrail[],
): string {
  const takes = parameter
    ? `${parameter.what}; ${parameter.default === null ? "needed" : `by default ${parameter.default.join(", ") || "none"}`}`
    : "";
  const exceptions = WITHOUT_EXCEPTION.includes(name) ? "; no exceptions" : "";
  const cells = [
    `\`${name}\` (${kind})`,
    `**${sentence}.** ${why}`,
    takes,
    `${places(name, attached)}${exceptions}`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function places(name: string, attached: readonly PlannedGuardrail[]): string {
  const targets = attached.flatMap(({ guardrails, target }) =>
    guardrails.includes(name) ? [target] : [],
  );
  if (targets.includes(ROOT)) return "everywhere";
  const units = targets.map((target) => target.slice(target.lastIndexOf("/") + 1));
  return units.length === 0 ? "nowhere" : units.join(", ");
}
