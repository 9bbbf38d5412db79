import { BUILT_IN_LEVELS } from "../../iam/permissions";
import { NONE } from "../catalogue";
import { oneOf, type Path } from "../problem";
import type { CustomStatement } from "../schema";
import { isActionPattern, textsOf } from "../statements";
import type { Rule } from "./rule";

const OPERATOR =
  /^(ForAllValues:|ForAnyValue:)?(String(Not)?(Equals|EqualsIgnoreCase|Like)|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like)|Null)(IfExists)?$/;

/** Own permission levels follow IAM's grammar. */
export const permissions: Rule = {
  reads: ["permissions.names"],
  *check(stack) {
    for (const [name, level] of Object.entries(stack.permissions)) {
      if (name === NONE || Object.hasOwn(BUILT_IN_LEVELS, name) || name === "audit-logs") {
        yield {
          path: ["permissions", name],
          atKey: true,
          message: `"${name}" is a built-in permission level, which means the same in every stack`,
          fix: "choose another name",
        };
      }
      if (level.managed.length + level.statements.length === 0) {
        yield {
          path: ["permissions", name],
          atKey: true,
          message: `the permission level "${name}" allows nothing`,
          fix: `add managed policies or statements; to permit nothing, write ${NONE} where it is used`,
        };
      }
      const sids = new Set<string>();
      for (const kind of ["statements", "deny"] as const) {
        for (const [index, statement] of level[kind].entries()) {
          const path = ["permissions", name, kind, index];
          yield* statementFaults(statement, path);
          const { Sid } = statement;
          if (Sid !== undefined && sids.has(Sid)) {
            yield {
              path: [...path, "Sid"],
              message: `the Sid "${Sid}" is there already; all statements go into one policy, where each is unique`,
              fix: "rename it, or take it out",
            };
          }
          if (Sid !== undefined) sids.add(Sid);
        }
      }
    }
  },
};

/**
 * What keeps a statement from being one of IAM's.
 * @param own Placeholders of the landing zone's own that it may have.
 */
export function* statementFaults(
  statement: Omit<CustomStatement, "Condition"> & { readonly Condition?: object | undefined },
  path: Path,
  own?: RegExp,
) {
  yield* exactlyOne(statement, ["Action", "NotAction"], path);
  yield* exactlyOne(statement, ["Resource", "NotResource"], path);
  for (const { text, path: place } of textsOf(statement, ["Action", "NotAction"], path)) {
    if (isActionPattern(text)) continue;
    yield {
      path: place,
      message: `"${text}" is not an action; allowed: service:Action, with * and ?`,
      fix: 'write it like "s3:GetObject" or "s3:Get*"',
    };
  }
  for (const { text, path: place } of textsOf(statement, ["Resource", "NotResource"], path)) {
    if (text === "*" || /^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/.test(text)) continue;
    yield {
      path: place,
      message: `"${text}" is not a resource; allowed: an ARN or *`,
      fix: 'write it like "arn:aws:s3:::bucket/*"',
    };
  }
  for (const operator of Object.keys(statement.Condition ?? {})) {
    if (OPERATOR.test(operator)) continue;
    yield {
      path: [...path, "Condition", operator],
      atKey: true,
      message: `"${operator}" is not a condition operator of IAM`,
      fix: 'write e.g. StringEquals, ArnLike, Bool or "ForAnyValue:StringLike"',
    };
  }
  const text = JSON.stringify(statement);
  if ((own ? text.replaceAll(own, "") : text).includes("{{")) {
    yield {
      path,
      message: own
        ? "the statement has a {{…}} that guardrails do not have; allowed: {{organization:id}} and {{partition}}"
        : "the statement has {{…}}, which is for the landing zone's own documents",
      fix: "write the value itself, or a policy variable such as ${aws:username}",
    };
  }
}

type Element = "Action" | "NotAction" | "Resource" | "NotResource";

function* exactlyOne(
  statement: Pick<CustomStatement, Element>,
  keys: readonly [Element, Element],
  path: Path,
) {
  const count = keys.filter((key) => statement[key] !== undefined).length;
  if (count === 1) return;
  yield {
    path,
    message: `the statement has ${count === 0 ? "neither" : "both"} ${keys.join(count === 0 ? " nor " : " and ")}; allowed: one of ${oneOf([...keys])}`,
    fix: count === 0 ? `add ${keys[0]}` : "take one out",
  };
}
