import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { Hub } from "../../../components/monitoring/hub";
import { edited, EXAMPLE } from "../../stacks";
import { inputOf, lines } from "../lines";
import { planOfText, testBindings } from "../plans";
import { named, registrationsOf, type Registration } from "../registrations";

const TOLD = edited(EXAMPLE, [
  "  people:\n",
  '  breakGlass: { notify: ["safe@acme.example", "security@acme.example"] }\n  people:\n',
]).concat(`
rootActivity:
  notify:
    customer: ["boss@acme.example"]
    security: ["security@acme.example", "soc@acme.example"]
    operations: ["security@acme.example"]
`);

const AUDIT = "222222222222";
const HOME = "eu-west-1";

const hubOf = (text: string): Promise<readonly Registration[]> =>
  registrationsOf(() => {
    const plan = planOfText(text);
    const { hub, notify } = plan.monitoring;
    const bindings = testBindings(plan, "audit");
    new Hub("hub", { hub, notify, bindings }, { provider: new aws.Provider("audit", {}) });
  });

describe("Hub registers exactly its children", () => {
  const toTopic = (kind: string, ...audiences: readonly string[]): readonly string[] =>
    audiences.map((audience) => `EventTarget hub-${kind}-to-${audience} in hub by audit`);
  const ALWAYS = [
    "EventBus hub-bus in hub by audit",
    "EventBusPolicy hub-bus-policy in hub by audit",
    "Hub hub in - by -",
    "Queue hub-queue in hub by audit",
    "QueuePolicy hub-queue-policy in hub by audit",
    ...["root-activity", "root-session", "break-glass-user", "break-glass-role"].flatMap((kind) => [
      `EventRule hub-${kind}-rule in hub by audit`,
      `MetricAlarm hub-alarm:landing-zone-hub-${kind}-failed in hub by audit`,
    ]),
    "MetricAlarm hub-alarm:landing-zone-hub-undelivered in hub by audit",
    ...toTopic("root-activity", "customer", "security", "operations"),
    ...toTopic("root-session", "security", "operations", "break-glass"),
    ...toTopic("break-glass-user", "security", "operations", "break-glass"),
    ...toTopic("break-glass-role", "security", "operations", "break-glass"),
    ...["customer", "security", "operations", "break-glass"].flatMap((audience) => [
      `Topic hub-${audience}-topic in hub by audit`,
      `TopicPolicy hub-${audience}-topic-policy in hub by audit`,
    ]),
  ];

  it("bus, rules, topics, queue and alarms, whoever is told", async () => {
    assert.deepEqual(lines(await hubOf(EXAMPLE)), [...ALWAYS].sort());
  });

  it("a mail for each address of each team, and one mail where two teams are one person", async () => {
    const made = await hubOf(TOLD);
    const mail = (audience: string, address: string): string =>
      `TopicSubscription hub-${audience}-mail:${address} in hub by audit`;
    assert.deepEqual(
      lines(made),
      [
        ...ALWAYS,
        mail("customer", "boss@acme.example"),
        mail("security", "security@acme.example"),
        mail("security", "soc@acme.example"),
        mail("operations", "security@acme.example"),
        // The other address of break-glass is told of all that by the security team's topic.
        mail("break-glass", "safe@acme.example"),
      ].sort(),
    );
    assert.deepEqual(named(made, "hub-customer-mail:boss@acme.example").inputs, {
      endpoint: "boss@acme.example",
      protocol: "email",
      region: HOME,
      topic: "arn:of:hub-customer-topic",
    });
  });

  describe("with their properties", () => {
    let made: readonly Registration[];
    before(async () => {
      made = await hubOf(EXAMPLE);
    });

    it("the bus takes from the forwarding roles of this organization", () => {
      assert.equal(named(made, "hub-bus").inputs.name, "landing-zone");
      assert.deepEqual(inputOf(made, "hub-bus-policy", "policy"), {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "ForwardedInThisOrganization",
            Effect: "Allow",
            Principal: "*",
            Action: "events:PutEvents",
            Resource: `arn:aws:events:${HOME}:${AUDIT}:event-bus/landing-zone`,
            Condition: {
              ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/landing-zone/forward-events" },
              StringEquals: { "aws:PrincipalOrgID": "o-exampleorg1" },
            },
          },
        ],
      });
    });

    it("a topic takes from the rules of its people, and from alarms", () => {
      const rule = (kind: string): string =>
        `arn:aws:events:${HOME}:${AUDIT}:rule/landing-zone/${kind}`;
      const document = inputOf(made, "hub-customer-topic-policy", "policy") as {
        Statement: readonly { Sid: string; Condition: object }[];
      };
      assert.deepEqual(
        document.Statement.map(({ Sid }) => Sid),
        ["TheseRulesAlone", "TlsOnly"],
      );
      assert.deepEqual(document.Statement[0]?.Condition, {
        ArnEquals: { "aws:SourceArn": [rule("root-activity")] },
        StringEquals: { "aws:SourceAccount": AUDIT },
      });
    });

    it("everything is in the home region, and what AWS has to check before waits", () => {
      const regional = made.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
      for (const { inputs, name } of regional) assert.equal(inputs.region, HOME, name);
      const target = named(made, "hub-root-activity-to-customer");
      assert.ok(target.dependencies.includes("hub-customer-topic-policy"));
      assert.ok(target.dependencies.includes("hub-queue-policy"));
      const { inputTransformer, ...rest } = target.inputs as {
        inputTransformer: { inputPaths: object; inputTemplate: string };
      };
      assert.deepEqual(rest, {
        arn: "arn:of:hub-customer-topic",
        deadLetterConfig: { arn: "arn:of:hub-queue" },
        eventBusName: "landing-zone",
        region: HOME,
        retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
        rule: "root-activity",
        targetId: "customer",
      });
      assert.match(inputTransformer.inputTemplate, /management 111111111111, audit 222222222222/);
      const alarm = named(made, "hub-alarm:landing-zone-hub-undelivered");
      assert.ok(alarm.dependencies.includes("hub-security-topic-policy"));
      assert.deepEqual(alarm.inputs.alarmActions, [
        "arn:of:hub-security-topic",
        "arn:of:hub-operations-topic",
      ]);
    });

    it("a rule sees what only looks, and the bus's own events alone", () => {
      const rule = named(made, "hub-root-session-rule").inputs;
      assert.equal(rule.state, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
      assert.equal(rule.eventBusName, "landing-zone");
      assert.deepEqual(inputOf(made, "hub-root-session-rule", "eventPattern"), {
        source: [{ prefix: "aws." }],
        "detail-type": [
          "AWS API Call via CloudTrail",
          "AWS Console Sign In via CloudTrail",
          "AWS Console Signin via CloudTrail",
          "AWS Service Event via CloudTrail",
        ],
        $or: [
          {
            account: ["444444444444", "111111111111"],
            detail: { eventSource: ["sts.amazonaws.com"], eventName: ["AssumeRoot"] },
          },
          {
            detail: {
              eventSource: ["sts.amazonaws.com"],
              eventName: ["AssumeRoot"],
              errorCode: [{ exists: false }],
            },
          },
        ],
      });
    });

    it("the queue is encrypted, and keeps what it has for 14 days", () => {
      const { name, messageRetentionSeconds, sqsManagedSseEnabled } = named(
        made,
        "hub-queue",
      ).inputs;
      assert.deepEqual(
        { name, messageRetentionSeconds, sqsManagedSseEnabled },
        {
          name: "landing-zone-hub",
          messageRetentionSeconds: 1_209_600,
          sqsManagedSseEnabled: true,
        },
      );
    });
  });
});
