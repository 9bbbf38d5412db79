import assert from "node:assert/strict";
import { coreAccount } from "../../model/plan";
import { expectedDocument, parsed } from "./documents";
import { CALLER, skipWithoutPulumi } from "./harness";
import {
  changesOf,
  edited,
  EXAMPLE,
  idOf,
  idsOf,
  type LandingZone,
  landingZone,
  living,
  planOf,
  succeeded,
  TIMEOUT_MS,
} from "./landing-zone";

const NOTIFY = `
rootActivity:
  notify:
    customer: [boss@acme.example]
    security: [security@acme.example]
    operations: [operations@acme.example]
`;

const MORE = edited(NOTIFY, [
  "security: [security@acme.example]",
  "security: [security@acme.example, soc@acme.example]",
]);

const WATCHED = [
  "ap-southeast-2",
  "eu-north-1",
  "eu-west-1",
  "us-east-1",
  "us-east-2",
  "us-west-2",
];

describe("the root activity monitor, on the engine", function () {
  this.timeout(TIMEOUT_MS);
  const plan = planOf(EXAMPLE + NOTIFY);
  let zone: LandingZone;
  let ids: ReadonlyMap<string, string>;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "the root activity monitor");
    zone = await landingZone({ stackFile: EXAMPLE + NOTIFY });
    close = () => zone.close();
    succeeded(await zone.up());
    ids = await idsOf(zone);
  });
  after(() => close?.());

  it("comes up where AWS checks each role, policy and queue, and a second run changes nothing", async () => {
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
  });

  it("has its hub in the audit account's home region", () => {
    const audit = idOf(ids, "audit");
    const [bus] = living(zone, "cloudwatch/eventBus:EventBus");
    assert.equal(bus?.outputs?.arn, `arn:aws:events:eu-west-1:${audit}:event-bus/landing-zone`);
    const context = { plan, ids, self: coreAccount(plan, "audit") };
    const [policy] = living(zone, "cloudwatch/eventBusPolicy:EventBusPolicy");
    assert.deepEqual(
      parsed(policy?.inputs.policy),
      expectedDocument(plan.monitoring.hub.busPolicy, context),
    );
    for (const { arn, policy: planned } of plan.monitoring.hub.topics) {
      const own = arn.replace("{{partition}}", "aws").replace("{{account:self}}", audit);
      const found = living(zone, "sns/topicPolicy:TopicPolicy").find(({ id }) => id === own);
      assert.deepEqual(parsed(found?.inputs.policy), expectedDocument(planned, context), own);
    }
    const mails = living(zone, "sns/topicSubscription:TopicSubscription");
    assert.deepEqual(
      mails
        .map(({ account, inputs }) => [
          account,
          String(inputs.topic).split(":").at(-1),
          inputs.endpoint,
        ])
        .sort(),
      [
        [audit, "landing-zone-customer", "boss@acme.example"],
        [audit, "landing-zone-operations", "operations@acme.example"],
        [audit, "landing-zone-security", "security@acme.example"],
      ],
    );
    assert.equal(living(zone, "cloudwatch/metricAlarm:MetricAlarm").length, 5);
  });

  it("has management hand events on from every watched region, to the hub", () => {
    const forwarding = living(zone, "cloudwatch/eventTarget:EventTarget").filter(
      ({ inputs }) => inputs.targetId === "hub",
    );
    assert.deepEqual(
      forwarding.map(({ account, inputs }) => `${account} ${String(inputs.region)}`).sort(),
      WATCHED.map((region) => `${CALLER} ${region}`),
    );
    const [bus] = living(zone, "cloudwatch/eventBus:EventBus");
    for (const { inputs } of forwarding) {
      assert.equal(inputs.arn, bus?.outputs?.arn);
      assert.equal(inputs.roleArn, `arn:aws:iam::${CALLER}:role/landing-zone/forward-events`);
    }
  });

  it("stamps the same into all members, the role first, once the hub lets them in", () => {
    const sets = new Map(
      living(zone, "cloudformation:StackSet").map((set) => [set.inputs.stackSetName, set]),
    );
    const role = sets.get("landing-zone-forward-events");
    const rules = sets.get("landing-zone-root-activity");
    assert.ok(role && rules);
    assert.deepEqual(rules.inputs.autoDeployment, {
      enabled: true,
      retainStacksOnAccountRemoval: false,
      dependsOn: [`arn:aws:cloudformation:eu-west-1:${CALLER}:stackset/${role.id}`],
    });
    const [root] = (
      living(zone, "organizations/organization:Organization")[0]?.outputs as {
        roots: readonly { id: string }[];
      }
    ).roots;
    for (const [set, regions] of [
      [role, ["eu-west-1"]],
      [rules, plan.monitoring.regions],
    ] as const) {
      assert.deepEqual(set.inputs.stackInstancesGroup, [
        { deploymentTargets: { organizationalUnitIds: [root?.id] }, regions },
      ]);
    }
    const made = zone.log().filter(({ event, preview }) => event === "create" && preview !== true);
    const at = (name: string): number => made.findIndex((step) => step.name === name);
    assert.ok(at("baseline-forward-events") > at("root-activity-bus-policy"));
    assert.ok(at("baseline-root-activity") > at("baseline-forward-events"));
    assert.ok(at("root-activity-bus-policy") > -1);
  });

  it("tells nobody, and touches nothing else", async () => {
    await zone.writeStackFile(EXAMPLE);
    assert.deepEqual(changesOf(succeeded(await zone.up())), [
      "delete root-activity-customer-mail:boss@acme.example",
      "delete root-activity-operations-mail:operations@acme.example",
      "delete root-activity-security-mail:security@acme.example",
    ]);
  });

  it("tells one more, and from one more region, and touches nothing else", async () => {
    const governed = "homeRegion: eu-west-1\n  regions: [eu-west-1, eu-central-1]\n";
    await zone.writeStackFile(edited(EXAMPLE + MORE, ["homeRegion: eu-west-1\n", governed]));
    const own = changesOf(succeeded(await zone.up())).filter((one) =>
      /root-activity|forward-events/.test(one),
    );
    assert.deepEqual(
      own.map((one) => (one.startsWith("update") ? one.split(":")[0] : one)),
      [
        "create root-activity-customer-mail:boss@acme.example",
        ...["queue", "queue-policy", "rule", "target"].map(
          (what) => `create root-activity-management-eu-central-1-${what}`,
        ),
        "create root-activity-operations-mail:operations@acme.example",
        "create root-activity-security-mail:security@acme.example",
        "create root-activity-security-mail:soc@acme.example",
        "update baseline-root-activity",
      ],
    );
  });
});
