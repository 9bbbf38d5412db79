import assert from "node:assert/strict";
import type { AutomationStep } from "../../../iam/baseline/template";
import type { Plan } from "../../../model/plan";

/** A stack's own template, as CloudFormation reads it in one region of an account. */
export function resourcesIn(
  plan: Plan,
  set: string,
  region: string,
  account: string,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const found = plan.stackSets.find(({ name }) => name === set);
  assert.ok(found, `the plan has no StackSet ${set}`);
  const { homeRegion, partition } = plan.organization;
  const { Resources } = JSON.parse(found.template.body) as {
    readonly Resources: Readonly<
      Record<string, { readonly Condition?: string; readonly Properties: unknown }>
    >;
  };
  const isHome = region === homeRegion;
  const evaluated = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(evaluated);
    if (typeof value !== "object" || value === null) return value;
    const { "Fn::If": choice, "Fn::Sub": sub } = value as Readonly<Record<string, unknown>>;
    if (Array.isArray(choice)) return evaluated(choice[isHome ? 1 : 2]);
    if (typeof sub === "string") {
      const text = sub.replaceAll("${AWS::AccountId}", account);
      return text.replaceAll("${AWS::Partition}", partition);
    }
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, evaluated(part)]));
  };
  return Object.fromEntries(
    Object.entries(Resources)
      .filter(([, { Condition }]) => Condition === undefined || isHome)
      .map(([id, { Properties }]) => [id, evaluated(Properties) as Record<string, unknown>]),
  );
}

/** Steps that Systems Manager runs in one region of an account. */
export function stepsIn(plan: Plan, region: string, account: string): readonly AutomationStep[] {
  const { Document } = resourcesIn(plan, "account-defaults", region, account);
  const { mainSteps } = (Document?.Content ?? {}) as { mainSteps?: readonly AutomationStep[] };
  return mainSteps ?? [];
}
