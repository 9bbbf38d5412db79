"use strict";
// Money, contacts, root users.

const { fail } = require("./aws");

const BUDGET = "aws:budgets/budget:Budget";
const SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription";
const FEATURES = "aws:iam/organizationsFeatures:OrganizationsFeatures";

/** Most addresses of one notification. */
const SUBSCRIBERS = 10;

/** Budgets, anomalies and root access are the payer's. */
function mustBeManagement(aws, what) {
  const organization = aws.organization();
  if (organization && organization.account !== aws.account) {
    fail("AccessDeniedException", `${what} is the management account's, not ${aws.account}'s`);
  }
}

function checkBudget(inputs, aws, old) {
  mustBeManagement(aws, "a budget");
  const { name, limitAmount, limitUnit, notifications = [], costFilters = [] } = inputs;
  if (!/^[^:\\]{1,100}$/.test(name ?? "")) fail("InvalidParameterException", `the name ${name}`);
  if (!/^\d+(\.\d{1,2})?$/.test(limitAmount ?? "") || Number(limitAmount) <= 0) {
    fail("InvalidParameterException", `the amount ${limitAmount}`);
  }
  const billed = aws.partition === "aws-cn" ? "CNY" : "USD";
  if (limitUnit !== billed) fail("InvalidParameterException", `the unit ${limitUnit}`);
  if (notifications.length > 10) fail("CreationLimitExceededException", "notifications");
  const seen = new Set();
  for (const one of notifications) {
    const { subscriberEmailAddresses: to = [], subscriberSnsTopicArns: topics = [] } = one;
    if (to.length + topics.length === 0) fail("InvalidParameterException", "nobody is told");
    if (to.length > SUBSCRIBERS) fail("CreationLimitExceededException", "addresses");
    if (new Set(to).size < to.length) fail("DuplicateRecordException", "an address twice");
    const key = [one.notificationType, one.comparisonOperator, one.threshold].join();
    if (seen.has(key)) fail("DuplicateRecordException", `the notification ${key} twice`);
    seen.add(key);
  }
  for (const { name: dimension, values } of costFilters) {
    if (dimension !== "LinkedAccount") fail("InvalidParameterException", `filter ${dimension}`);
    const unknown = values.find((id) => !aws.accountExists(id));
    if (unknown) fail("InvalidParameterException", `there is no linked account ${unknown}`);
  }
  const twin = aws.find(BUDGET, `${aws.account}:${name}`);
  if (twin && twin !== old) fail("DuplicateRecordException", `the budget ${name} exists`);
}

/** @type {Record<string, import("./types").ResourceType>} */
const types = {
  [BUDGET]: {
    id: ({ name }, aws) => `${aws.account}:${name}`,
    computed: ({ inputs }, aws) => ({ arn: aws.arn("budgets", `budget/${inputs.name}`) }),
    autoname: "name",
    defaults: { timePeriodEnd: "2087-06-15_00:00" },
    filledIn: ["accountId", "costTypes", "filterExpression", "timePeriodStart"],
    replaces: ["name"],
    sets: ["notifications", "costFilters"],
    refuse: checkBudget,
  },
  [SUBSCRIPTION]: {
    id: (_, aws) => aws.arn("ce", `anomalysubscription/00000000-${aws.next()}`),
    computed: ({ id }) => ({ arn: id }),
    autoname: "name",
    filledIn: ["accountId"],
    replaces: ["accountId", "name"],
    sets: ["subscribers"],
    refuse: ({ frequency, subscribers, monitorArnLists, thresholdExpression }, aws) => {
      mustBeManagement(aws, "an anomaly subscription");
      for (const { type } of subscribers) {
        const fits = frequency === "IMMEDIATE" ? type === "SNS" : type === "EMAIL";
        if (!fits) fail("ValidationException", `${frequency} subscriptions take no ${type}`);
      }
      if (monitorArnLists.some((arn) => !/:anomalymonitor\/./.test(arn))) {
        fail("UnknownMonitorException", monitorArnLists.join());
      }
      if (!thresholdExpression) fail("ValidationException", "there is no threshold");
    },
  },
  [FEATURES]: {
    id: (_, aws) => aws.organization()?.id ?? "",
    sets: ["enabledFeatures"],
    put: true,
    refuse: ({ enabledFeatures }, aws) => {
      mustBeManagement(aws, "root access");
      if (!aws.trusts("iam.amazonaws.com")) {
        fail("ServiceAccessNotEnabledException", "iam.amazonaws.com is not trusted");
      }
      const known = ["RootCredentialsManagement", "RootSessions"];
      const unknown = enabledFeatures.find((one) => !known.includes(one));
      if (unknown) fail("ValidationError", unknown);
    },
  },
};

module.exports = { types };
