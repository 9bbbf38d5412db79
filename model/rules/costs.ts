import { currencyOf } from "../management/plan";
import { show, type Finding, type Path } from "../problem";
import type { Stack } from "../schema";
import type { Rule } from "./rule";

type Budget = NonNullable<Stack["management"]["budget"]>;

/** Budgets, unusual costs and tags of costs: somebody is told, in the currency that AWS bills. */
export const costs: Rule = {
  reads: ["management", "accounts.name", "accounts.budget", "organization.partition"],
  *check(stack) {
    const { management, accounts, organization } = stack;
    const { budget, anomalies, costTags } = management;
    const everybody = budget?.notify ?? [];
    const budgets: readonly (readonly [Budget, Path])[] = [
      ...(budget ? [[budget, ["management", "budget"]] as const] : []),
      ...accounts.flatMap((account, index) =>
        account.budget ? [[account.budget, ["accounts", index, "budget"]] as const] : [],
      ),
    ];
    for (const [one, path] of budgets) {
      yield* inCurrency(one, path, currencyOf(organization.partition));
      yield* twice(one.notify ?? [], [...path, "notify"]);
      if ((one.notify ?? everybody).length > 0) continue;
      yield {
        path,
        message: "found a budget, and nobody is told when it is spent",
        fix: "write notify: [finance@example.com], here or under management.budget",
      };
    }
    if (anomalies) {
      yield* twice(anomalies.notify ?? [], ["management", "anomalies", "notify"]);
      if ((anomalies.notify ?? everybody).length === 0) {
        yield {
          path: ["management", "anomalies"],
          message: "found no address, and so nobody is told of unusual costs",
          fix: "write notify: [finance@example.com], here or under management.budget",
        };
      }
    }
    yield* twice(costTags, ["management", "costTags"]);
    if (organization.partition === "aws-us-gov") yield* inGovCloud(budgets, management);
  },
};

function* inCurrency(
  { currency }: Budget,
  path: Path,
  billed: NonNullable<Budget["currency"]>,
): Generator<Finding> {
  if (currency === undefined || currency === billed) return;
  yield {
    path: [...path, "currency"],
    message: `found ${currency}; allowed: ${billed}, in which AWS bills in this partition`,
    fix: `write ${billed}, or take it out`,
  };
}

function* twice(words: readonly string[], path: Path): Generator<Finding> {
  for (const [index, word] of words.entries()) {
    if (words.indexOf(word) === index) continue;
    yield {
      path: [...path, index],
      message: `${show(word)} is there twice`,
      fix: "take one out",
    };
  }
}

/**
 * Costs of GovCloud are those of a commercial account, and shown there.
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/billing.html
 */
function* inGovCloud(
  budgets: readonly (readonly [Budget, Path])[],
  { anomalies, costTags }: Stack["management"],
): Generator<Finding> {
  const paths: readonly Path[] = [
    ...budgets.map(([, path]) => path),
    ...(anomalies ? [["management", "anomalies"]] : []),
    ...(costTags.length > 0 ? [["management", "costTags"]] : []),
  ];
  for (const path of paths) {
    yield {
      path,
      message: "found costs; in aws-us-gov AWS shows them in the commercial account that pays",
      fix: "take it out, and write it in the stack of that account's organization",
    };
  }
}
