import assert from "node:assert/strict";
import { join } from "node:path";
import { BASELINE_DOCUMENT, RESERVED_PATH } from "../../iam/names";
import { BASELINE_SCHEDULE, BASELINE_TAG } from "../../iam/baseline/template";
import { RECORDER, SNAPSHOT_FREQUENCY } from "../../iam/detection/recorder";
import { FORWARDING, KEPT_SECONDS, RETRIES, WITH_READS } from "../../iam/monitoring/spoke";
import { INLINE_POLICY_NAME } from "../../iam/stamp-template";
import { configBucketName } from "../../iam/names";
import { EVERY_PART } from "../parts";
import { planOf } from "../stacks";
import { pythonOrSkip, runPython } from "../tools/python";
import { stepsIn } from "./baseline/documents";
import { exampleValues, filled, filledDocument, type Values } from "./documents";
import { stackSetCallsOfAll, type StackSetCalls } from "./stack-set-calls";

const SCRIPT = join(__dirname, "../tools/stamp_on_moto.py");
const HOME = "eu-west-1";
const GOVERNED = [HOME, "eu-central-1"];
const ROOT_ID = "r-exam";

/** What the tool reads back in an account. */
interface Stamped {
  readonly account: string;
  readonly unsupported: readonly string[];
  readonly roles: Readonly<Record<string, unknown>>;
  readonly regions: Readonly<
    Record<
      string,
      {
        readonly rules: unknown;
        readonly queues: unknown;
        readonly recorders: readonly unknown[];
        readonly recording: readonly boolean[];
        readonly channels: readonly unknown[];
        readonly documents: Readonly<
          Record<string, { readonly assumeRole: string; readonly mainSteps: unknown }>
        >;
      }
    >
  >;
  readonly associations: readonly { readonly region: string }[];
}

describe("what every member account has, stamped by StackSets on moto", function () {
  this.timeout(60_000);
  const plan = planOf(EVERY_PART);
  const { stackSets, monitoring } = plan;
  const { homeRegion } = plan.organization;
  const idOf = (path: string): string =>
    `ou-exam-${String(plan.units.findIndex((unit) => unit.path === path)).padStart(8, "0")}`;
  let calls: readonly StackSetCalls[];
  let stamped: Stamped;
  let values: Values;

  before(async function () {
    const python = await pythonOrSkip(this, "stamping what every member has on moto");
    const registered = await stackSetCallsOfAll({
      stackSets,
      rootId: ROOT_ID,
      unitIds: Object.fromEntries(plan.units.map(({ path }) => [path, idOf(path)])),
      region: homeRegion,
      bindings: exampleValues(plan),
    });
    // Sets that wait for none are made side by side.
    calls = stackSets.flatMap(({ name }) =>
      registered.filter(({ set }) => set.StackSetName === `landing-zone-${name}`),
    );
    const input = JSON.stringify({ home: homeRegion, calls });
    const { code, stdout, stderr } = await runPython(python, ["-I", SCRIPT], input);
    assert.equal(code, 0, stderr);
    stamped = JSON.parse(stdout) as Stamped;
    values = { ...exampleValues(plan), "account:self": stamped.account };
  });

  it("has sets that AWS keeps deployed, to everybody or to the landing zone's own units", () => {
    const own = plan.units.filter(({ parent }) => parent === null).map(({ path }) => idOf(path));
    const after = (name: string): string =>
      `arn:aws:cloudformation:${HOME}:111111111111:stackset/${name}`;
    assert.deepEqual(
      calls.map(({ set, instances }) => [
        set.StackSetName,
        set.PermissionModel,
        set.Capabilities,
        set.AutoDeployment,
        instances.map(({ DeploymentTargets, Regions }) => [
          DeploymentTargets?.OrganizationalUnitIds,
          Regions,
        ]),
      ]),
      [
        ["forward-events", true, null, [ROOT_ID], [HOME]],
        ["root-activity", false, "forward-events", [ROOT_ID], monitoring.regions],
        ["service-roles", true, null, own, [HOME]],
        ["recorder", false, "service-roles", own, GOVERNED],
        ["account-defaults", false, "service-roles", own, GOVERNED],
      ].map(([name, roles, before, units, regions]) => [
        `landing-zone-${String(name)}`,
        "SERVICE_MANAGED",
        roles === true ? ["CAPABILITY_NAMED_IAM"] : [],
        {
          Enabled: true,
          RetainStacksOnAccountRemoval: false,
          ...(before === null ? {} : { DependsOn: [after(`landing-zone-${String(before)}:id`)] }),
        },
        [[units, regions]],
      ]),
    );
  });

  // What these would make is made by the calls of AWS's handlers instead, and looked at below.
  it("is made by CloudFormation but for what moto's has no handler for", () => {
    assert.deepEqual(stamped.unsupported, [
      "AWS::Config::ConfigurationRecorder",
      "AWS::Config::DeliveryChannel",
      "AWS::SQS::QueuePolicy",
      "AWS::SSM::Association",
    ]);
  });

  it("has exactly the planned roles, without a boundary", () => {
    const planned = stackSets.flatMap(({ roles }) => roles);
    assert.deepEqual(
      stamped.roles,
      Object.fromEntries(
        planned.map(({ name, sessionHours, trust, policies: { inline } }) => [
          name,
          {
            path: RESERVED_PATH,
            sessionSeconds: sessionHours * 3600,
            boundary: null,
            trust: filledDocument(trust, values),
            inline: inline ? { [INLINE_POLICY_NAME]: filledDocument(inline, values) } : {},
          },
        ]),
      ),
    );
    assert.deepEqual(Object.keys(stamped.roles).sort(), ["baseline", "forward-events", "recorder"]);
  });

  it("forwards from every watched region, by one rule with a queue of its own", () => {
    const { spoke, regions } = monitoring;
    assert.deepEqual(Object.keys(stamped.regions).sort(), [...regions].sort());
    for (const [region, { rules, queues }] of Object.entries(stamped.regions)) {
      const queue = `arn:aws:sqs:${region}:${stamped.account}:${FORWARDING}`;
      assert.deepEqual(rules, {
        [FORWARDING]: {
          state: WITH_READS,
          pattern: JSON.parse(filled(JSON.stringify(spoke.pattern), values)) as unknown,
          targets: [
            {
              Id: "hub",
              Arn: `arn:aws:events:${HOME}:${values["account:audit"]}:event-bus/landing-zone`,
              RoleArn: `arn:aws:iam::${stamped.account}:role/landing-zone/forward-events`,
              DeadLetterConfig: { Arn: queue },
              RetryPolicy: {
                MaximumEventAgeInSeconds: RETRIES.maximumEventAgeInSeconds,
                MaximumRetryAttempts: RETRIES.maximumRetryAttempts,
              },
            },
          ],
        },
      });
      assert.deepEqual(queues, {
        [FORWARDING]: {
          arn: queue,
          keptSeconds: String(KEPT_SECONDS),
          policy: filledDocument(spoke.queuePolicy, values),
        },
      });
    }
  });

  it("records what the account has, and what is global in the home region alone", () => {
    for (const [region, { recorders, recording, channels }] of Object.entries(stamped.regions)) {
      if (!GOVERNED.includes(region)) {
        assert.deepEqual([recorders, recording, channels], [[], [], []], region);
        continue;
      }
      const group = {
        allSupported: true,
        includeGlobalResourceTypes: region === HOME,
      };
      const [recorder] = recorders as readonly { recordingGroup: typeof group }[];
      assert.ok(recorder);
      const { allSupported, includeGlobalResourceTypes } = recorder.recordingGroup;
      assert.deepEqual({ allSupported, includeGlobalResourceTypes }, group, region);
      assert.deepEqual(
        recorders.map((one) => ({ ...(one as object), recordingGroup: null })),
        [
          {
            name: RECORDER,
            roleARN: `arn:aws:iam::${stamped.account}:role/landing-zone/recorder`,
            recordingGroup: null,
          },
        ],
      );
      assert.deepEqual(recording, [true]);
      assert.deepEqual(channels, [
        {
          name: RECORDER,
          s3BucketName: filled(configBucketName(plan.organization.name), values),
          configSnapshotDeliveryProperties: { deliveryFrequency: SNAPSHOT_FREQUENCY },
        },
      ]);
    }
  });

  it("has its defaults set again once a day, those of the account in the home region alone", () => {
    for (const [region, { documents }] of Object.entries(stamped.regions)) {
      const made = Object.entries(documents).map(([name, { assumeRole, mainSteps }]) => [
        name,
        assumeRole,
        mainSteps,
      ]);
      const role = `arn:aws:iam::${stamped.account}:role/landing-zone/baseline`;
      assert.deepEqual(
        made,
        GOVERNED.includes(region)
          ? [[BASELINE_DOCUMENT, role, stepsIn(plan, region, stamped.account)]]
          : [],
      );
    }
    assert.deepEqual(
      stamped.associations,
      GOVERNED.map((region) => ({
        region,
        problems: "",
        association: {
          Name: BASELINE_DOCUMENT,
          AssociationName: BASELINE_DOCUMENT,
          ScheduleExpression: BASELINE_SCHEDULE,
          ComplianceSeverity: "HIGH",
          Tags: [BASELINE_TAG],
        },
      })),
    );
  });
});
