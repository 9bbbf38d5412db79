import { CORE_ACCOUNTS, type Expectation } from "./schema";

/** An expectation as a sentence: "developer cannot s3:GetObject in production accounts". */
export function expectationText(expectation: Expectation): string {
  const { who, can, cannot, in: where, resource, without, context } = expectation;
  const claim = can === undefined ? `cannot ${doing(cannot)}` : `can ${doing(can)}`;
  const keys = Object.entries(context).map(([key, value]) => `${key} is ${value}`);
  return [
    `${who} ${claim}${placeText(where)}`,
    ...(resource === undefined ? [] : [`on ${resource}`]),
    ...(without === undefined ? [] : ["without MFA"]),
    ...(keys.length === 0 ? [] : [`when ${keys.join(" and ")}`]),
  ].join(", ");
}

function placeText(where: Expectation["in"]): string {
  if (where?.account !== undefined) return ` in ${where.account}`;
  if (where?.type === undefined) return "";
  const core = (CORE_ACCOUNTS as readonly string[]).includes(where.type);
  return core ? ` in the ${where.type} account` : ` in ${where.type} accounts`;
}

function doing(actions: string | readonly string[] = []): string {
  const all = [actions].flat();
  return all.includes("*") ? "do anything" : all.join(", ");
}
