import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { Spoke } from "../../../components/monitoring/spoke";
import { rolesOfTemplate } from "../../template-roles";
import { EXAMPLE } from "../../stacks";
import { inputOf, lines } from "../lines";
import { planOfText, testBindings } from "../plans";
import { named, registrationsOf, type Registration } from "../registrations";

const SELF = "111111111111";
const VALUES = new Map([
  ["AWS::AccountId", SELF],
  ["AWS::Partition", "aws"],
  ["AccessAccountId", "444444444444"],
  ["AuditAccountId", "222222222222"],
  ["ManagementAccountId", "111111111111"],
  ["OrganizationId", "o-exampleorg1"],
]);

type Properties = Readonly<Record<string, unknown>>;

/** A template's value as CloudFormation makes it. */
function evaluated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(evaluated);
  if (typeof value !== "object" || value === null) return value;
  const { "Fn::Sub": sub, "Fn::GetAtt": got, Ref: ref } = value as Properties;
  if (typeof sub === "string") {
    return sub.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => {
      const found = VALUES.get(name);
      assert.ok(found, name);
      return found;
    });
  }
  if (got !== undefined) return `attribute ${(got as readonly string[]).join(".")}`;
  if (typeof ref === "string") return `reference ${ref}`;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, evaluated(part)]));
}

describe("what every account has to hand events on", () => {
  const plan = planOfText(EXAMPLE);
  const { spoke, regions } = plan.monitoring;
  let made: readonly Registration[];

  before(async () => {
    made = await registrationsOf(() => {
      const bindings = testBindings(plan, "management");
      const provider = new aws.Provider("management", {});
      new Spoke("spoke", { spoke, regions, bindings }, { provider });
    });
  });

  it("Spoke registers exactly its children: a role, and in each region a rule with a queue", () => {
    assert.deepEqual(
      lines(made),
      [
        "Role spoke-role:forward-events in spoke by management",
        "RolePolicy spoke-role:forward-events:permissions in spoke by management",
        "Spoke spoke in - by -",
        ...regions.flatMap((region) => [
          `EventRule spoke-${region}-rule in spoke by management`,
          `EventTarget spoke-${region}-target in spoke by management`,
          `Queue spoke-${region}-queue in spoke by management`,
          `QueuePolicy spoke-${region}-queue-policy in spoke by management`,
        ]),
      ].sort(),
    );
    for (const region of regions) {
      for (const what of ["rule", "target", "queue", "queue-policy"]) {
        assert.equal(named(made, `spoke-${region}-${what}`).inputs.region, region);
      }
      const { dependencies } = named(made, `spoke-${region}-target`);
      assert.ok(dependencies.includes(`spoke-${region}-queue-policy`));
      assert.ok(dependencies.includes("spoke-role:forward-events"));
    }
  });

  it("watches the governed regions, and those where sign-ins are recorded", () => {
    assert.deepEqual(regions, [
      "eu-west-1",
      "us-east-1",
      "us-east-2",
      "eu-north-1",
      "ap-southeast-2",
      "us-west-2",
    ]);
    const governed = (partition: string, home: string): readonly string[] =>
      planOfText(
        EXAMPLE.replace("homeRegion: eu-west-1", `homeRegion: ${home}\n  partition: ${partition}`),
      ).monitoring.regions;
    assert.deepEqual(governed("aws-us-gov", "us-gov-east-1"), ["us-gov-east-1", "us-gov-west-1"]);
    assert.deepEqual(governed("aws-cn", "cn-northwest-1"), ["cn-northwest-1", "cn-north-1"]);
  });

  describe("members, by StackSets", () => {
    const set = (name: string) => {
      const found = plan.stackSets.find((one) => one.name === name);
      assert.ok(found, name);
      return found;
    };

    it("have it wherever they are in the organization, and whenever they join", () => {
      const role = set("forward-events");
      const rules = set("root-activity");
      assert.deepEqual([role.units, rules.units], [["/"], ["/"]]);
      assert.deepEqual([role.regions, rules.regions], [["eu-west-1"], regions]);
      // EventBridge refuses a target whose role it cannot be.
      assert.deepEqual(rules.after, ["forward-events"]);
      const order = plan.stackSets.map(({ name }) => name);
      assert.ok(order.indexOf("forward-events") < order.indexOf("root-activity"));
    });

    it("have the same role as management", () => {
      const roles = rolesOfTemplate(set("forward-events").template.body, VALUES);
      assert.deepEqual(Object.keys(roles), ["forward-events"]);
      const own = named(made, "spoke-role:forward-events").inputs;
      assert.deepEqual(roles["forward-events"], {
        path: own.path,
        description: own.description,
        sessionSeconds: own.maxSessionDuration,
        trust: inputOf(made, "spoke-role:forward-events", "assumeRolePolicy"),
        boundary: undefined,
        inline: {
          permissions: inputOf(made, "spoke-role:forward-events:permissions", "policy"),
        },
        managed: [],
      });
    });

    it("have the same rule and queue as management", () => {
      const { Resources } = JSON.parse(set("root-activity").template.body) as {
        Resources: Readonly<Record<string, { Type: string; Properties: Properties }>>;
      };
      const properties = Object.fromEntries(
        Object.values(Resources).map(({ Type, Properties }) => [
          Type,
          evaluated(Properties) as Properties,
        ]),
      );
      const of = (what: string): Properties => named(made, `spoke-eu-west-1-${what}`).inputs;
      const [rule, target, queue] = [of("rule"), of("target"), of("queue")];
      assert.deepEqual(properties, {
        "AWS::SQS::Queue": {
          QueueName: queue.name,
          MessageRetentionPeriod: queue.messageRetentionSeconds,
          SqsManagedSseEnabled: queue.sqsManagedSseEnabled,
        },
        "AWS::SQS::QueuePolicy": {
          Queues: ["reference Queue"],
          PolicyDocument: inputOf(made, "spoke-eu-west-1-queue-policy", "policy"),
        },
        "AWS::Events::Rule": {
          Name: rule.name,
          Description: rule.description,
          State: rule.state,
          EventPattern: inputOf(made, "spoke-eu-west-1-rule", "eventPattern"),
          Targets: [
            {
              Id: target.targetId,
              Arn: target.arn,
              // The provider knows the role's ARN when it is made; the template says it.
              RoleArn: `arn:aws:iam::${SELF}:role/landing-zone/forward-events`,
              DeadLetterConfig: { Arn: "attribute Queue.Arn" },
              RetryPolicy: {
                MaximumEventAgeInSeconds: 86_400,
                MaximumRetryAttempts: 185,
              },
            },
          ],
        },
      });
      assert.equal(target.roleArn, "arn:of:spoke-role:forward-events");
      assert.deepEqual(target.deadLetterConfig, { arn: "arn:of:spoke-eu-west-1-queue" });
      assert.deepEqual(target.retryPolicy, {
        maximumEventAgeInSeconds: 86_400,
        maximumRetryAttempts: 185,
      });
      assert.equal(target.arn, "arn:aws:events:eu-west-1:222222222222:event-bus/landing-zone");
      assert.equal(rule.state, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    });
  });
});
