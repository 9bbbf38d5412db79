"use strict";
// Rules of EventBridge and topics of SNS. Both belong to a region, and see nothing of others.

const { checkDocument, fail } = require("./aws");

const RULE = "aws:cloudwatch/eventRule:EventRule";
const TOPIC = "aws:sns/topic:Topic";
const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";

const PATTERN_LIMIT = 4096;
const TEMPLATE_LIMIT = 8192;
const POLICY_LIMIT = 30_720;

const regionOf = ({ inputs, region }, aws) => inputs.region ?? region ?? aws.region;

/** The store finds resources by account and ID alone, so that the region is part of the ID here. */
const ruleId = (inputs, aws) => `${regionOf({ inputs }, aws)}/${inputs.name}`;

function topicMustExist(arn, inputs, aws) {
  const topic = aws.find(TOPIC, arn);
  if (!topic || regionOf(topic, aws) !== regionOf({ inputs }, aws)) {
    fail("NotFound", `Topic does not exist: ${arn}`);
  }
}

/** Without a policy that lets it, EventBridge publishes nothing, and says so to nobody. */
function checkPublishing(inputs, aws) {
  topicMustExist(inputs.arn, inputs, aws);
  const rule = aws.find(RULE, `${regionOf({ inputs }, aws)}/${inputs.rule}`);
  if (!rule) fail("ResourceNotFoundException", `Rule ${inputs.rule} does not exist.`);
  const policy = aws.find(TOPIC_POLICY, inputs.arn)?.inputs.policy ?? "{}";
  const statements = JSON.parse(policy).Statement ?? [];
  const lets = statements.some(
    (one) =>
      one.Principal.Service === "events.amazonaws.com" &&
      one.Resource === inputs.arn &&
      one.Condition.ArnEquals["aws:SourceArn"] === rule.outputs?.arn &&
      one.Condition.StringEquals["aws:SourceAccount"] === aws.account,
  );
  if (!lets) fail("AccessDenied", `${inputs.arn} lets ${inputs.rule} publish nothing`);
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
  [RULE]: {
    id: ruleId,
    computed: (rule, aws) => ({
      arn: aws.arn("events", `rule/${rule.inputs.name}`, { region: regionOf(rule, aws) }),
    }),
    autoname: "name",
    defaults: { eventBusName: "default", forceDestroy: false },
    filledIn: ["region"],
    replaces: ["eventBusName", "name", "region"],
    documents: ["eventPattern"],
    unreadable: ["forceDestroy"],
    refuse: ({ eventPattern }) => {
      if (eventPattern.includes("{{")) fail("InvalidEventPatternException", eventPattern);
      JSON.parse(eventPattern);
      if (eventPattern.length > PATTERN_LIMIT) fail("LimitExceededException", "event pattern");
    },
    refuseDelete: (rule, aws) => {
      const held = aws
        .all("aws:cloudwatch/eventTarget:EventTarget", aws.account)
        .some((t) => `${regionOf(t, aws)}/${t.inputs.rule}` === rule.id);
      if (held) fail("ValidationException", "Rule can't be deleted since it has targets.");
    },
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    id: (inputs, aws) => `${ruleId({ ...inputs, name: inputs.rule }, aws)}-${inputs.targetId}`,
    autoname: "targetId",
    defaults: { eventBusName: "default", forceDestroy: false },
    filledIn: ["region"],
    replaces: ["eventBusName", "region", "rule", "targetId"],
    unreadable: ["forceDestroy"],
    refuse: (inputs, aws) => {
      checkPublishing(inputs, aws);
      checkTransformer(inputs.inputTransformer);
    },
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
};

module.exports = { types };
