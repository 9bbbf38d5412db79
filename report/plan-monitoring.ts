import { AUDIENCES, type Audience } from "../iam/monitoring/hub";
import { kindsOf } from "../iam/monitoring/kinds";
import type { PlannedNotify } from "../model/monitoring/plan";
import type { Plan } from "../model/plan";
import { counted, listed } from "./words";
import { wrap } from "./wrap";

/** What teams are called. */
const WHO: Readonly<Record<Audience, string>> = {
  customer: "the customer",
  security: "the security team",
  operations: "the operations team",
  "break-glass": "those of break-glass",
};

/** Who is told by mail of what happens, in whichever account. */
export function monitoringText({ monitoring, breakGlass }: Plan): string {
  const { hub, notify, regions } = monitoring;
  const told = new Map(hub.rules.map((rule) => [rule.name, rule.told]));
  return [
    "Told by mail, wherever it happens:",
    ...kindsOf(breakGlass.users).map(({ name, what }) =>
      below(`${what}: ${audiencesText(told.get(name) ?? [], notify)}`),
    ),
    below(
      `watched in every account, management too: ${counted(regions.length, "region")}, ${listed(regions)}; the mails come from the audit account in ${hub.region}`,
    ),
  ].join("\n");
}

function audiencesText(told: readonly Audience[], notify: PlannedNotify): string {
  const somebody = AUDIENCES.filter(
    (audience) => told.includes(audience) && notify[audience].length > 0,
  );
  if (somebody.length === 0) return "nobody";
  return somebody.map((audience) => `${WHO[audience]} (${notify[audience].join(", ")})`).join("; ");
}

function below(line: string): string {
  return `  ${wrap(line, "    ", 96)}`;
}
