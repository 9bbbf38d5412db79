import { GUARDRAILS } from "../../iam/guardrails";
import type { Parameter } from "../../iam/guardrails/guardrail";
import { actionFault } from "../action-names";
import type { AwsNames } from "../aws-names";
import { chosen } from "../catalogue";
import { suggestion } from "../nearest";
import { oneOf, type Finding, type Path } from "../problem";
import { isActionPattern } from "../statements";
import type { Rule } from "./rule";

/** Guardrails that types choose exist and take what they are given, and no others. */
export const guardrails: Rule = {
  reads: ["accountTypes", "guardrails.custom"],
  readsWhole: ["guardrails.custom"],
  *check(stack, aws) {
    const names = [...GUARDRAILS.keys(), ...stack.guardrails.custom.map(({ name }) => name)];
    for (const [type, { guardrails: list }] of Object.entries(stack.accountTypes)) {
      const seen = new Set<string>();
      for (const [index, choice] of (list ?? []).entries()) {
        const path = ["accountTypes", type, "guardrails", index];
        for (const { name, values } of chosen(choice)) {
          const place = typeof choice === "string" ? path : [...path, name];
          if (!names.includes(name)) {
            yield {
              path: place,
              message: `unknown guardrail "${name}"; allowed: ${oneOf(names)}`,
              fix: suggestion(
                name,
                names,
                "use a known guardrail, or define it under guardrails.custom",
              ),
            };
            continue;
          }
          if (seen.has(name)) {
            yield { path: place, message: `"${name}" is there twice`, fix: "take one out" };
          }
          seen.add(name);
          yield* valueFaults(name, values, place);
          if (name === "only-services") yield* unknownServices(values ?? [], place, aws);
        }
      }
    }
  },
};

function* valueFaults(
  name: string,
  values: readonly string[] | null,
  path: Path,
): Iterable<Finding> {
  const parameter = GUARDRAILS.get(name)?.parameter;
  if (values === null) {
    if (parameter?.default !== null) return;
    yield {
      path,
      message: `"${name}" needs ${parameter.what}`,
      fix: `write { ${name}: [${parameter.example}] }`,
    };
    return;
  }
  if (!parameter) {
    yield { path, message: `"${name}" takes no values`, fix: `write ${name} alone` };
    return;
  }
  if (values.length === 0) {
    yield {
      path,
      message: `"${name}" has an empty list; allowed: ${parameter.what}`,
      fix: `write { ${name}: [${parameter.example}] }${parameter.default === null ? "" : `, or ${name} alone`}`,
    };
  }
  yield* unfit(name, parameter, values, path);
}

function* unfit(name: string, parameter: Parameter, values: readonly string[], path: Path) {
  for (const [index, value] of values.entries()) {
    if (parameter.pattern.test(value)) continue;
    yield {
      path: [...path, index],
      message: `found "${value}"; ${name} takes ${parameter.what}`,
      fix: `write it like "${parameter.example}"`,
    };
  }
}

/** A misspelt service would be closed to everybody. */
function* unknownServices(values: readonly string[], path: Path, aws: AwsNames | undefined) {
  if (!aws) return;
  for (const [index, value] of values.entries()) {
    const action = value.includes(":") ? value : `${value}:*`;
    const fault = isActionPattern(action) ? actionFault(action, aws) : null;
    if (fault) yield { path: [...path, index], ...fault };
  }
}
