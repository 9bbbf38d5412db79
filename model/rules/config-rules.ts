import { KNOWN_RULES, knownRule, type KnownRule } from "../detection/config-rules";
import { suggestion } from "../nearest";
import { show, type Finding } from "../problem";
import type { Rule } from "./rule";

/** Rules of AWS Config: each once, known by name or by AWS's identifier, with parameters that it has. */
export const configRules: Rule = {
  reads: ["audit"],
  *check({ audit: { config } }) {
    if (config === false) return;
    const seen = new Set<string>();
    for (const [index, rule] of config.rules.entries()) {
      const path = ["audit", "config", "rules", index];
      const { name, identifier, parameters } =
        typeof rule === "string" ? { name: rule, identifier: undefined, parameters: {} } : rule;
      const at = typeof rule === "string" ? path : [...path, "name"];
      const known = knownRule(name);
      if (seen.has(name)) {
        yield {
          path: at,
          message: `the rule ${show(name)} is in the list twice`,
          fix: "take one out",
        };
      }
      seen.add(name);
      if (known && identifier !== undefined && identifier !== known.identifier) {
        yield {
          path: [...path, "identifier"],
          message: `${show(name)} is AWS's name of ${known.identifier}`,
          fix: "take the identifier out, or give the rule another name",
        };
      } else if (known) {
        yield* parametersOf(name, known, parameters, path);
      } else if (identifier === undefined) {
        yield {
          path: at,
          message: `this project knows no managed rule ${show(name)}`,
          fix: suggestion(
            name,
            Object.keys(KNOWN_RULES),
            "write its identifier, e.g. { name: eip-attached, identifier: EIP_ATTACHED }",
          ),
        };
      }
    }
  },
};

function* parametersOf(
  name: string,
  { parameters = [], required = [] }: KnownRule,
  given: Readonly<Record<string, string>>,
  path: readonly (string | number)[],
): Iterable<Finding> {
  for (const parameter of Object.keys(given)) {
    if (parameters.includes(parameter)) continue;
    yield {
      path: [...path, "parameters", parameter],
      message: `the rule ${name} has no parameter ${show(parameter)}: ${
        parameters.length > 0 ? parameters.join(", ") : "it has none"
      }`,
      fix: suggestion(parameter, parameters, "take it out"),
    };
  }
  for (const parameter of required) {
    if (parameter in given) continue;
    yield {
      path,
      message: `AWS takes the rule ${name} with the parameter ${parameter} alone`,
      fix: `write e.g. { name: ${name}, parameters: { ${parameter}: "…" } }`,
    };
  }
}
