"use strict";
// Buses and rules of EventBridge, topics of SNS, queues of SQS, alarms of CloudWatch. All of them belong
// to a region, and see nothing of others but for a bus that is a target.

const { checkDocument, fail, ROLE } = require("./aws");

const BUS = "aws:cloudwatch/eventBus:EventBus";
const BUS_POLICY = "aws:cloudwatch/eventBusPolicy:EventBusPolicy";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const TOPIC = "aws:sns/topic:Topic";
const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
const QUEUE = "aws:sqs/queue:Queue";
const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";

const PATTERN_LIMIT = 2048;
const TEMPLATE_LIMIT = 8192;
const POLICY_LIMIT = 30_720;
const BUS_POLICY_LIMIT = 10_240;
const TARGETS_LIMIT = 5;

const EVENTS = "events.amazonaws.com";
const CLOUDWATCH = "cloudwatch.amazonaws.com";

const regionOf = ({ inputs, region }, aws) => inputs.region ?? region ?? aws.region;

/** A rule of a bus other than the default one has the bus in its name. */
const ruleName = ({ eventBusName = "default", name }) =>
  eventBusName === "default" ? name : `${eventBusName}/${name}`;

/** The store finds resources by account and ID alone, so that the region is part of the ID here. */
const ruleId = (inputs, aws) => `${regionOf({ inputs }, aws)}/${ruleName(inputs)}`;

const ruleOfTarget = (inputs, aws) => ruleId({ ...inputs, name: inputs.rule }, aws);

function topicMustExist(arn, inputs, aws) {
  const topic = aws.find(TOPIC, arn);
  if (!topic || regionOf(topic, aws) !== regionOf({ inputs }, aws)) {
    fail("NotFound", `Topic does not exist: ${arn}`);
  }
}

const globMatches = (pattern, text) =>
  new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(
    text,
  );

/** Does a policy let a service do something for a source of its own account? */
function letsService(policy, { service, action, on, source, account }) {
  return [JSON.parse(policy ?? "{}").Statement ?? []].flat().some((one) => {
    const { ArnEquals, ArnLike, StringEquals } = one.Condition ?? {};
    const sources = [(ArnEquals ?? ArnLike)?.["aws:SourceArn"] ?? []].flat();
    return (
      one.Effect === "Allow" &&
      one.Principal?.Service === service &&
      one.Action === action &&
      (on === undefined || globMatches(one.Resource, on)) &&
      sources.some((arn) => globMatches(arn, source)) &&
      StringEquals?.["aws:SourceAccount"] === account
    );
  });
}

/** Without a policy that lets it, EventBridge publishes nothing, and says so to nobody. */
function checkPublishing(inputs, rule, aws) {
  topicMustExist(inputs.arn, inputs, aws);
  const policy = aws.find(TOPIC_POLICY, inputs.arn)?.inputs.policy;
  const asked = { service: EVENTS, action: "sns:Publish", on: inputs.arn };
  if (!letsService(policy, { ...asked, source: rule.outputs?.arn, account: aws.account })) {
    fail("AccessDenied", `${inputs.arn} lets ${inputs.rule} publish nothing`);
  }
}

/** A bus elsewhere takes events by a role that EventBridge may be, and that its policy lets in. */
function checkForwarding(inputs, rule, aws) {
  const { arn, roleArn } = inputs;
  const [, , , region, account] = arn.split(":");
  const name = arn.split("/").pop();
  if (!roleArn) fail("ValidationException", `RoleArn is required for target ${arn}.`);
  const role = aws.all(ROLE, aws.account).find((one) => one.outputs?.arn === roleArn);
  const source = rule.outputs?.arn;
  const entering = { service: EVENTS, action: "sts:AssumeRole", source, account: aws.account };
  if (!role || !letsService(role.inputs.assumeRolePolicy, entering)) {
    fail(
      "ValidationException",
      `Provided role '${roleArn}' cannot be assumed by principal '${EVENTS}'.`,
    );
  }
  const bus = aws.find(BUS, `${region}/${name}`, account);
  if (!bus) fail("ResourceNotFoundException", `Event bus ${arn} does not exist.`);
  const policy = aws.find(BUS_POLICY, `${region}/${name}`, account)?.inputs.policy ?? "{}";
  const lets = [JSON.parse(policy).Statement ?? []]
    .flat()
    .some(
      ({ Action, Condition, Effect, Resource }) =>
        Effect === "Allow" &&
        Action === "events:PutEvents" &&
        Resource === arn &&
        Condition.StringEquals["aws:PrincipalOrgID"] === aws.organization()?.id &&
        globMatches(Condition.ArnLike["aws:PrincipalArn"], roleArn),
    );
  if (!lets) fail("AccessDeniedException", `${arn} does not let ${roleArn} send`);
}

/** A queue of what is not delivered is in the rule's own region, and lets the rule send. */
function checkUndelivered({ deadLetterConfig }, rule, aws) {
  if (!deadLetterConfig) return;
  const { arn } = deadLetterConfig;
  const queue = aws.all(QUEUE, aws.account).find((one) => one.outputs?.arn === arn);
  if (!queue || regionOf(queue, aws) !== regionOf(rule, aws)) {
    fail("ValidationException", `Dead-letter queue ${arn} does not exist in the rule's region`);
  }
  const policy = aws.find(QUEUE_POLICY, queue.id)?.inputs.policy;
  const asked = { service: EVENTS, action: "sqs:SendMessage", on: arn };
  if (!letsService(policy, { ...asked, source: rule.outputs?.arn, account: aws.account })) {
    fail("AccessDenied", `${arn} lets ${rule.inputs.name} send nothing`);
  }
}

function checkTarget(inputs, aws, old) {
  const rule = aws.find(RULE, ruleOfTarget(inputs, aws));
  if (!rule) fail("ResourceNotFoundException", `Rule ${inputs.rule} does not exist.`);
  const others = aws
    .all(TARGET, aws.account)
    .filter((one) => one !== old && ruleOfTarget(one.inputs, aws) === rule.id);
  if (others.length >= TARGETS_LIMIT) {
    fail("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
  }
  if (inputs.arn.includes(":event-bus/")) checkForwarding(inputs, rule, aws);
  else checkPublishing(inputs, rule, aws);
  checkUndelivered(inputs, rule, aws);
  checkTransformer(inputs.inputTransformer);
}

/** An alarm whose topic takes nothing from it rings for nobody. */
function checkAlarm(inputs, aws) {
  const source = aws.arn("cloudwatch", `alarm:${inputs.name}`, {
    region: regionOf({ inputs }, aws),
  });
  for (const arn of inputs.alarmActions ?? []) {
    topicMustExist(arn, inputs, aws);
    const policy = aws.find(TOPIC_POLICY, arn)?.inputs.policy;
    const asked = { service: CLOUDWATCH, action: "sns:Publish", on: arn };
    if (!letsService(policy, { ...asked, source, account: aws.account })) {
      fail("AccessDenied", `${arn} lets ${inputs.name} publish nothing`);
    }
  }
  if (!inputs.metricName || !inputs.namespace || !inputs.statistic || !inputs.period) {
    fail("ValidationError", `${inputs.name} has no metric`);
  }
}

function checkTransformer(transformer) {
  if (!transformer) return;
  const { inputPaths = {}, inputTemplate } = transformer;
  if (inputTemplate.length > TEMPLATE_LIMIT) fail("ValidationException", "template too long");
  for (const [, name] of inputTemplate.matchAll(/<([^>]+)>/g)) {
    if (!(name in inputPaths)) fail("ValidationException", `Invalid InputTemplate: <${name}>`);
  }
}

/** @type {Record<string, import("./types").ResourceType>} */
const types = {
  [BUS]: {
    id: (inputs, aws) => `${regionOf({ inputs }, aws)}/${inputs.name}`,
    computed: (bus, aws) => ({
      arn: aws.arn("events", `event-bus/${bus.inputs.name}`, { region: regionOf(bus, aws) }),
    }),
    filledIn: ["region"],
    replaces: ["eventSourceName", "name", "region"],
    refuseDelete: (bus, aws) => {
      const held = aws.all(RULE, aws.account).some((rule) => rule.id.startsWith(`${bus.id}/`));
      if (held) fail("ValidationException", "Event bus can't be deleted since it has rules.");
    },
  },
  [BUS_POLICY]: {
    id: ({ eventBusName, ...inputs }, aws) => `${regionOf({ inputs }, aws)}/${eventBusName}`,
    filledIn: ["region"],
    replaces: ["eventBusName", "region"],
    documents: ["policy"],
    put: true,
    refuse: (inputs, aws) => {
      const { eventBusName, policy } = inputs;
      if (!aws.find(BUS, `${regionOf({ inputs }, aws)}/${eventBusName}`)) {
        fail("ResourceNotFoundException", `Event bus ${eventBusName} does not exist.`);
      }
      checkDocument(policy, BUS_POLICY_LIMIT, `the policy of ${eventBusName}`);
    },
  },
  [RULE]: {
    id: ruleId,
    computed: (rule, aws) => ({
      arn: aws.arn("events", `rule/${ruleName(rule.inputs)}`, { region: regionOf(rule, aws) }),
    }),
    autoname: "name",
    defaults: { eventBusName: "default", forceDestroy: false },
    filledIn: ["region"],
    replaces: ["eventBusName", "name", "region"],
    documents: ["eventPattern"],
    unreadable: ["forceDestroy"],
    refuse: (inputs, aws) => {
      const { eventBusName, eventPattern } = inputs;
      if (
        eventBusName !== undefined &&
        eventBusName !== "default" &&
        !aws.find(BUS, `${regionOf({ inputs }, aws)}/${eventBusName}`)
      ) {
        fail("ResourceNotFoundException", `Event bus ${eventBusName} does not exist.`);
      }
      if (eventPattern.includes("{{")) fail("InvalidEventPatternException", eventPattern);
      JSON.parse(eventPattern);
      if (eventPattern.length > PATTERN_LIMIT) fail("LimitExceededException", "event pattern");
    },
    refuseDelete: (rule, aws) => {
      const held = aws
        .all(TARGET, aws.account)
        .some((target) => ruleOfTarget(target.inputs, aws) === rule.id);
      if (held) fail("ValidationException", "Rule can't be deleted since it has targets.");
    },
  },
  [TARGET]: {
    id: (inputs, aws) => `${ruleOfTarget(inputs, aws)}-${inputs.targetId}`,
    autoname: "targetId",
    defaults: { eventBusName: "default", forceDestroy: false },
    filledIn: ["region"],
    replaces: ["eventBusName", "region", "rule", "targetId"],
    unreadable: ["forceDestroy"],
    refuse: checkTarget,
  },
  [TOPIC]: {
    id: (inputs, aws) => aws.arn("sns", inputs.name, { region: regionOf({ inputs }, aws) }),
    computed: (topic, aws) => ({ arn: topic.id, beginningArchiveTime: "", owner: aws.account }),
    autoname: "name",
    filledIn: ["policy", "region", "signatureVersion", "tracingConfig", "fifoThroughputScope"],
    replaces: ["name", "namePrefix", "region"],
    documents: ["policy"],
  },
  [TOPIC_POLICY]: {
    id: ({ arn }) => arn,
    computed: (_, aws) => ({ owner: aws.account }),
    filledIn: ["region"],
    replaces: ["arn", "region"],
    documents: ["policy"],
    put: true,
    refuse: (inputs, aws) => {
      topicMustExist(inputs.arn, inputs, aws);
      checkDocument(inputs.policy, POLICY_LIMIT, `the policy of ${inputs.arn}`);
    },
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    id: ({ topic }, aws) =>
      `${topic}:00000000-0000-4000-b000-${String(aws.next()).padStart(12, "0")}`,
    computed: ({ id }, aws) => ({
      arn: id,
      confirmationWasAuthenticated: false,
      ownerId: aws.account,
      // Until somebody follows the link in AWS's mail.
      pendingConfirmation: true,
    }),
    defaults: {
      confirmationTimeoutInMinutes: 1,
      endpointAutoConfirms: false,
      rawMessageDelivery: false,
    },
    filledIn: ["filterPolicyScope", "region"],
    replaces: ["endpoint", "protocol", "region", "topic"],
    unreadable: ["confirmationTimeoutInMinutes", "endpointAutoConfirms"],
    refuse: (inputs, aws) => topicMustExist(inputs.topic, inputs, aws),
  },
  [QUEUE]: {
    id: (inputs, aws) =>
      `https://sqs.${regionOf({ inputs }, aws)}.amazonaws.com/${aws.account}/${inputs.name}`,
    computed: (queue, aws) => ({
      arn: aws.arn("sqs", queue.inputs.name, { region: regionOf(queue, aws) }),
      url: queue.id,
    }),
    autoname: "name",
    defaults: {
      contentBasedDeduplication: false,
      delaySeconds: 0,
      fifoQueue: false,
      maxMessageSize: 1_048_576,
      messageRetentionSeconds: 345_600,
      receiveWaitTimeSeconds: 0,
      visibilityTimeoutSeconds: 30,
    },
    filledIn: [
      "deduplicationScope",
      "fifoThroughputLimit",
      "kmsDataKeyReusePeriodSeconds",
      "policy",
      "redriveAllowPolicy",
      "redrivePolicy",
      "region",
      "sqsManagedSseEnabled",
    ],
    replaces: ["fifoQueue", "name", "namePrefix", "region"],
    documents: ["policy"],
    refuse: ({ kmsMasterKeyId, messageRetentionSeconds = 345_600, sqsManagedSseEnabled }) => {
      if (messageRetentionSeconds < 60 || messageRetentionSeconds > 1_209_600) {
        fail("InvalidAttributeValue", "MessageRetentionPeriod");
      }
      if (sqsManagedSseEnabled && kmsMasterKeyId) fail("InvalidAttributeValue", "two encryptions");
    },
  },
  [QUEUE_POLICY]: {
    id: ({ queueUrl }) => queueUrl,
    filledIn: ["region"],
    replaces: ["queueUrl", "region"],
    documents: ["policy"],
    put: true,
    refuse: ({ policy, queueUrl }, aws) => {
      if (!aws.find(QUEUE, queueUrl)) fail("QueueDoesNotExist", queueUrl);
      checkDocument(policy, POLICY_LIMIT, `the policy of ${queueUrl}`);
    },
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    id: (inputs, aws) => `${regionOf({ inputs }, aws)}/${inputs.name}`,
    computed: (alarm, aws) => ({
      arn: aws.arn("cloudwatch", `alarm:${alarm.inputs.name}`, { region: regionOf(alarm, aws) }),
    }),
    autoname: "name",
    defaults: { actionsEnabled: true, treatMissingData: "missing" },
    filledIn: ["evaluateLowSampleCountPercentiles", "region"],
    replaces: ["name", "region"],
    sets: ["alarmActions", "insufficientDataActions", "okActions"],
    refuse: checkAlarm,
  },
};

module.exports = { types };
