import assert from "node:assert/strict";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { Hub } from "../../../components/monitoring/hub";
import { RETRIES, WITH_READS } from "../../../iam/monitoring/spoke";
import { exampleValues, filled } from "../../iam/documents";
import { EVERY_PART } from "../../parts";
import { pythonOrSkip, runPython } from "../../tools/python";
import { planOfText, testBindings } from "../plans";
import { registrationsOf } from "../registrations";

const SCRIPT = join(__dirname, "../../tools/hub_on_moto.py");

interface Said {
  readonly bus: { readonly arn: string; readonly policy: unknown };
  readonly rules: Readonly<Record<string, { readonly arn: string }>>;
  readonly topics: Readonly<
    Record<string, { readonly policy: unknown; readonly mails: readonly string[] }>
  >;
  readonly queue: { readonly arn: string; readonly policy: unknown };
  readonly alarms: Readonly<Record<string, { readonly arn: string }>>;
}

/** The ARNs in documents are written by hand: here are those that come of what is made. */
describe("what the hub registers, as AWS's own client and moto take it", function () {
  this.timeout(60_000);
  const plan = planOfText(EVERY_PART);
  const { hub, notify } = plan.monitoring;
  const ids = {
    ...exampleValues(plan),
    "account:self": "222222222222",
    "account:audit": "222222222222",
    "account:network": "333333333333",
    "account:access": "444444444444",
  };
  const text = (value: unknown): string => filled(JSON.stringify(value), ids);
  const known = (value: unknown): unknown => JSON.parse(text(value));
  const topicOf = (audience: string): string => {
    const topic = hub.topics.find((one) => one.audience === audience);
    assert.ok(topic);
    return filled(topic.arn, ids);
  };
  let said: Said;

  before(async function () {
    const python = await pythonOrSkip(this, "the hub on moto");
    const registrations = await registrationsOf(() => {
      const args = { hub, notify, bindings: testBindings(plan, "audit") };
      new Hub("hub", args, { provider: new aws.Provider("audit", { region: hub.region }) });
    });
    const resources = registrations
      .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
      .map(({ type, name, inputs }) => ({ type, name, inputs }));
    const input = JSON.stringify({ account: ids["account:self"], resources });
    const { code, stdout, stderr } = await runPython(python, ["-I", SCRIPT], input);
    assert.equal(code, 0, stderr);
    said = JSON.parse(stdout) as Said;
  });

  it("the bus with its policy, under the name to which all accounts forward", () => {
    assert.deepEqual(said.bus, known({ arn: hub.busArn, policy: hub.busPolicy }));
  });

  it("a rule for each kind, with a target for each team that is told", () => {
    const arn = (kind: string): string =>
      `arn:aws:events:${hub.region}:222222222222:rule/${hub.busName}/${kind}`;
    assert.deepEqual(
      said.rules,
      Object.fromEntries(
        hub.rules.map(({ name, pattern, told, inputPaths, inputTemplate }) => [
          name,
          {
            arn: arn(name),
            state: WITH_READS,
            pattern: known(pattern),
            targets: Object.fromEntries(
              told.map((audience) => [
                audience,
                {
                  arn: topicOf(audience),
                  deadLetter: filled(hub.queue.arn, ids),
                  retry: {
                    MaximumEventAgeInSeconds: RETRIES.maximumEventAgeInSeconds,
                    MaximumRetryAttempts: RETRIES.maximumRetryAttempts,
                  },
                  transformer: {
                    InputPathsMap: inputPaths,
                    InputTemplate: filled(inputTemplate, ids),
                  },
                },
              ]),
            ),
          },
        ]),
      ),
    );
  });

  it("topics, each with its policy and its people", () => {
    assert.deepEqual(
      said.topics,
      Object.fromEntries(
        hub.topics.map(({ audience, policy }) => [
          topicOf(audience),
          { policy: known(policy), mails: [...notify[audience]].sort() },
        ]),
      ),
    );
    assert.ok(Object.values(said.topics).some(({ mails }) => mails.length > 0));
  });

  it("a queue for what is not delivered, and alarms", () => {
    assert.deepEqual(said.queue, known({ arn: hub.queue.arn, policy: hub.queue.policy }));
    assert.deepEqual(
      said.alarms,
      Object.fromEntries(
        hub.alarms.map(({ name, told }) => [
          name,
          {
            arn: `arn:aws:cloudwatch:${hub.region}:222222222222:alarm:${name}`,
            told: told.map(topicOf),
          },
        ]),
      ),
    );
  });

  it("lets those rules and alarms in that there are, and no other", () => {
    const sources = (policy: unknown): readonly string[] => {
      const { Statement } = policy as {
        readonly Statement: readonly {
          readonly Condition?: { readonly ArnEquals?: { readonly "aws:SourceArn": string[] } };
        }[];
      };
      return Statement.flatMap(({ Condition }) => Condition?.ArnEquals?.["aws:SourceArn"] ?? []);
    };
    const there = new Set(
      [...Object.values(said.rules), ...Object.values(said.alarms)].map(({ arn }) => arn),
    );
    const letIn = Object.values(said.topics).flatMap(({ policy }) => sources(policy));
    assert.deepEqual([...new Set(letIn)].sort(), [...there].sort());
  });
});
