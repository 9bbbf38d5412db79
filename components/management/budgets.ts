import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedBudget } from "../../model/management/plan";

export interface BudgetsArgs {
  readonly budgets: readonly PlannedBudget[];
  /** Account ids by account name. */
  readonly accountIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * When somebody is told: most of it is spent, all of it is, or will be by the end of the month.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html
 */
const TOLD = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
] as const;

/** What the organization, and single accounts, mean to spend in a month; told by e-mail. */
export class Budgets extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:management:Budgets", name, {}, opts);
    for (const { account, monthly, currency, notify } of args.budgets) {
      new aws.budgets.Budget(
        account === null ? `${name}-organization` : `${name}-of-${account}`,
        {
          name: account === null ? "landing-zone" : `landing-zone-of-${account}`,
          budgetType: "COST",
          timeUnit: "MONTHLY",
          limitAmount: String(monthly),
          limitUnit: currency,
          ...(account === null
            ? {}
            : { costFilters: [{ name: "LinkedAccount", values: [idOf(args, account)] }] }),
          notifications: TOLD.map((when) => ({
            ...when,
            comparisonOperator: "GREATER_THAN",
            thresholdType: "PERCENTAGE",
            subscriberEmailAddresses: [...notify],
          })),
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

function idOf({ accountIds }: BudgetsArgs, account: string): pulumi.Input<string> {
  const id = accountIds[account];
  if (id === undefined) throw new Error(`the plan has a budget of ${account}, and no such account`);
  return id;
}
