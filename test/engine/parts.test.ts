import assert from "node:assert/strict";
import { resourceCounts } from "../../model/resources";
import { EVERY_PART } from "../parts";
import type { Run } from "./events";
import { skipWithoutPulumi } from "./harness";
import {
  changesOf,
  createdBy,
  edited,
  type LandingZone,
  landingZone,
  living,
  planOf,
  printTimes,
  PROVIDER_PROCESSES,
  providerProcesses,
  succeeded,
} from "./landing-zone";

/** Some hundred resources, on a machine that does other things too. */
const TIMEOUT_MS = 300_000;

/** But for a tag of costs: until AWS has seen it, every run asks for it again. */
const EVERYTHING = edited(EVERY_PART, ["  costTags: [owner]\n", ""]);

/** A feature of the core accounts, and what switching it off may touch. */
interface Feature {
  readonly name: string;
  readonly off: readonly (readonly [string, string])[];
  /** Types, without `aws:`; of those in brackets only names that begin so. */
  readonly touches: readonly RegExp[];
}

const GUARDRAILS = /^organizations\/policy:Policy guardrails-/;
const TRUSTED = /^organizations\/awsServiceAccess:/;
const DELEGATED = /^organizations\/delegatedAdministrator:/;

const FEATURES: readonly Feature[] = [
  {
    name: "AWS Config",
    off: [["config: { rules: [iam-user-mfa-enabled] }", "config: false"]],
    touches: [
      /^cfg\//,
      /^iam\/role(PolicyAttachment)?:.*(recorder|aggregator)/i,
      /^aws-native:cloudformation:StackSet .*(recorder|service-roles)/,
      TRUSTED,
      DELEGATED,
    ],
  },
  {
    name: "IAM Access Analyzer",
    off: [["accessAnalyzer: { unusedAccessDays: 90 }", "accessAnalyzer: false"]],
    touches: [/^accessanalyzer\//, TRUSTED, DELEGATED],
  },
  {
    name: "GuardDuty",
    off: [["guardDuty: { features: [s3-data-events] }", "guardDuty: false"]],
    touches: [/^guardduty\//, TRUSTED, DELEGATED],
  },
  {
    name: "Security Hub",
    off: [["securityHub: { standards: [aws-foundational] }", "securityHub: false"]],
    touches: [/^securityhub\//, TRUSTED, DELEGATED],
  },
  {
    name: "queries of logs",
    off: [["queries: true", "queries: false"]],
    touches: [
      /^(athena|glue)\//,
      /^iam\/rolePolicy:RolePolicy roles-audit-role:auditor/,
      /^kms\/key:Key logs-key/,
    ],
  },
  {
    name: "a transit gateway",
    off: [["transitGateway: true", "transitGateway: false"]],
    touches: [
      /^ec2transitgateway\//,
      /^ec2\/(route|securityGroup|networkAcl)/,
      /^ec2\/subnet:Subnet vpc-.*-transit-/,
    ],
  },
  {
    name: "address management",
    off: [["ipam: true", "ipam: false"]],
    touches: [/^ec2\/vpcIpam/, TRUSTED, DELEGATED],
  },
  {
    name: "flow logs",
    off: [["flowLogs: true", "flowLogs: false"]],
    touches: [/^ec2\/flowLog:/, /^iam\/rolePolicy:RolePolicy roles-network-role:network/],
  },
  {
    name: "logs of resolvers",
    off: [["queryLogs: true", "queryLogs: false"]],
    touches: [
      /^route53\/resolverQueryLogConfig/,
      /^iam\/rolePolicy:RolePolicy roles-network-role:network/,
    ],
  },
  {
    name: "an entry node",
    off: [['  entry:\n    - { region: eu-west-1, vpc: work, reaches: ["10.0.0.0/8"] }\n', ""]],
    touches: [
      /^ec2\/(instance|launchTemplate|securityGroup|vpcEndpoint):/,
      /^iam\/(instanceProfile|role|rolePolicyAttachment):.*entry/i,
      /^iam\/rolePolicy:RolePolicy roles-network-role:network/,
    ],
  },
  {
    name: "budgets",
    off: [
      ["  budget: { monthly: 1000, notify: [finance@acme.example] }\n", ""],
      [", budget: { monthly: 500, notify: [web@acme.example] }", ""],
    ],
    touches: [/^budgets\//],
  },
  {
    name: "anomalies of costs",
    off: [["anomalies: { minimum: 100, notify: [finance@acme.example] }", "anomalies: false"]],
    touches: [/^costexplorer\//, /^pulumi-nodejs:dynamic\/landingzone:AnomalyMonitor/],
  },
  {
    name: "contacts",
    off: [
      [
        '  contacts:\n    security: { name: Security, email: security@acme.example, phone: "+44 20 7946 0000" }\n',
        "",
      ],
    ],
    touches: [/^pulumi-nodejs:dynamic\/landingzone:AlternateContacts/],
  },
  {
    name: "central root access",
    off: [["rootAccess: true", "rootAccess: false"]],
    touches: [
      /^iam\/organizationsFeatures:/,
      /^iam\/role(Policy)?:.*root-access/,
      /^iam\/policy:Policy .*break-glass/,
      /^iam\/groupPolicy:GroupPolicy .*break-glass/,
      GUARDRAILS,
      TRUSTED,
      DELEGATED,
    ],
  },
  {
    name: "mails about root activity",
    off: [
      [
        "  notify:\n    customer: [customer@acme.example]\n    security: [security@acme.example]\n    operations: [operations@acme.example]\n",
        "  notify: {}\n",
      ],
    ],
    touches: [/^sns\/topicSubscription:/],
  },
  {
    name: "the passwords of the baseline",
    off: [["passwordPolicy: { minimumLength: 20 }", "passwordPolicy: false"]],
    touches: [
      /^aws-native:cloudformation:StackSet .*(account-defaults|service-roles)/,
      /^iam\/accountPasswordPolicy:/,
    ],
  },
];

/** `aws:s3/bucket:Bucket logs-bucket`, without `aws:`, of all that a run changes. */
function touchedBy(run: Run): readonly string[] {
  return run.changes
    .filter(
      ({ type, op }) =>
        type !== "pulumi:pulumi:StackReference" &&
        !type.startsWith("landingzone:") &&
        op !== "read",
    )
    .map(({ type, name }) => `${type.replace(/^aws:/, "")} ${name}`);
}

/** The first, the fifth, …; the second, the sixth, …: neighbours are of one part. */
function groupsOf<T>(all: readonly T[], count: number): readonly (readonly T[])[] {
  return Array.from({ length: count }, (_, group) => all.filter((_one, i) => i % count === group));
}

const allOff = FEATURES.flatMap(({ off }) => off);

describe("a landing zone with everything in its core accounts", function () {
  this.timeout(TIMEOUT_MS);
  const plan = planOf(EVERYTHING);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;
  const protectedNames = new Set<string>();

  before(async function () {
    skipWithoutPulumi(this, "a landing zone with everything in its core accounts");
    zone = await landingZone({ stackFile: EVERYTHING, timeoutMs: TIMEOUT_MS });
    close = () => zone.close();
  });
  after(() => close?.());

  it("comes up, with all that the plan counts", async () => {
    const run = succeeded(await zone.up());
    printTimes("up of everything", run);
    assert.deepEqual(createdBy(run), resourceCounts(plan));
    assert.equal(providerProcesses(zone), PROVIDER_PROCESSES);
    assert.ok(!JSON.stringify(zone.cloud()).includes("{{"));
    const { deployment } = await zone.exportState();
    for (const { urn, protect } of deployment.resources ?? []) {
      if (protect === true) protectedNames.add(urn.split("::").at(-1) ?? "");
    }
    assert.ok(protectedNames.size > 20);
  });

  it("changes nothing the second time", async () => {
    const run = succeeded(await zone.preview());
    printTimes("preview of everything", run);
    assert.deepEqual(changesOf(run), []);
  });

  // Several at once, of parts that have nothing to do with each other: a preview takes its time.
  for (const group of groupsOf(FEATURES, 4)) {
    const names = group.map(({ name }) => name).join(", ");
    it(`touches what it is about alone, and nothing protected, without ${names}`, async () => {
      await zone.writeStackFile(edited(EVERYTHING, ...group.flatMap(({ off }) => off)));
      const run = succeeded(await zone.preview());
      const touched = touchedBy(run);
      assert.deepEqual(
        touched.filter((one) => !group.some(({ touches }) => touches.some((of) => of.test(one)))),
        [],
      );
      for (const { name, touches } of group) {
        assert.ok(
          touched.some((one) => touches[0]?.test(one)),
          name,
        );
      }
      const gone = run.changes.filter(({ op }) => /delete|replace/.test(op));
      assert.deepEqual(
        gone.map((step) => step.name).filter((one) => protectedNames.has(one)),
        [],
      );
    });
  }

  it("all of it goes, in an order that AWS takes, and comes again", async () => {
    await zone.writeStackFile(edited(EVERYTHING, ...allOff));
    succeeded(await zone.up());
    assert.deepEqual(changesOf(succeeded(await zone.preview())), []);
    for (const type of ["s3/bucket:Bucket", "kms/key:Key", "ec2/vpc:Vpc"]) {
      assert.notDeepEqual(living(zone, type), [], type);
    }
    await zone.writeStackFile(EVERYTHING);
    const run = succeeded(await zone.up());
    printTimes("up of everything again", run);
    assert.deepEqual(changesOf(succeeded(await zone.preview())), []);
  });

  it("an added leaf account adds two resources at most", async () => {
    await zone.writeStackFile(
      edited(EVERYTHING, ["\naccess:\n", "\n  - { name: more, type: sandbox }\naccess:\n"]),
    );
    const run = succeeded(await zone.preview());
    const created = run.changes.filter(({ op, type }) => op === "create" && type.includes(":"));
    const own = created.filter(({ type }) => !type.startsWith("landingzone:"));
    assert.ok(own.length <= 2, changesOf(run).join("\n"));
    // Beside them: contacts of all accounts, and the accounts that the tables of logs know.
    const others = /AlternateContacts|contacts|^update log-queries-table-/i;
    assert.deepEqual(
      changesOf(run).filter((line) => !line.startsWith("create ") && !others.test(line)),
      [],
    );
  });
});
