import assert from "node:assert/strict";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { LogArchive } from "../../../components/audit/log-archive";
import { LogQueries } from "../../../components/audit/log-queries";
import { OrganizationTrail } from "../../../components/audit/organization-trail";
import { EXAMPLE } from "../../stacks";
import { pythonOrSkip, runPython } from "../../tools/python";
import { planOfText, testBindings } from "../plans";
import { named, registrationsOf } from "../registrations";

const SCRIPT = join(__dirname, "../../tools/log_parameters.py");

const STACK = `${EXAMPLE.trimEnd()}
audit:
  storageClasses:
    - { afterDays: 30, class: STANDARD_IA }
    - { afterDays: 60, class: INTELLIGENT_TIERING }
    - { afterDays: 90, class: GLACIER_IR }
    - { afterDays: 180, class: GLACIER }
    - { afterDays: 300, class: DEEP_ARCHIVE }
  trail:
    dataEvents:
      - { resources: "AWS::S3::Object", readOnly: false, arns: ["arn:aws:s3:::invoices/"] }
      - { resources: "AWS::Lambda::Function" }
    insights: [ApiCallRateInsight, ApiErrorRateInsight]
    leaveOut: [kms, rds-data]
`;

interface Said {
  readonly lifecycles: Readonly<Record<string, readonly string[]>>;
  readonly lock: string;
  readonly selectors: readonly { readonly Name: string }[];
  readonly tables: Readonly<
    Record<string, { readonly columns: readonly string[]; readonly partitions: readonly string[] }>
  >;
  readonly queries: readonly string[];
}

describe("what the audit components register, as AWS's own client and moto take it", () => {
  const plan = planOfText(STACK);
  const { logs } = plan;
  const { queries, trail, trailName } = logs;
  assert.ok(queries);
  let said: Said;

  before(async function () {
    const python = await pythonOrSkip(this, "parameters of the log archive by moto");
    const bindings = testBindings(plan, "audit");
    const registrations = await registrationsOf(() => {
      const provider = new aws.Provider("audit", { region: "eu-west-1" });
      const { bucketName, keyArn } = new LogArchive("logs", { logs, bindings }, { provider });
      const own = { trailName, trail, bucketName, keyArn, bindings };
      new OrganizationTrail("trail", own, { provider });
      const accountIds = ["111111111111"];
      const args = { queries, bucketName: "answers", keyArn, accountIds, bindings };
      new LogQueries("log-queries", args, { provider });
    });
    const input = registrations
      .filter(({ custom }) => custom)
      .map(({ type, name, inputs }) => ({ type, name, inputs }));
    assert.equal(named(registrations, "trail-trail").type, "aws:cloudtrail/trail:Trail");
    const { code, stdout, stderr } = await runPython(python, [SCRIPT], JSON.stringify(input));
    assert.equal(code, 0, stderr);
    said = JSON.parse(stdout) as Said;
  });

  it("lifecycles of all five buckets, with their rules", () => {
    const names = ["logs", "logs-access-log", "logs-config", "logs-flow-log", "logs-query"];
    assert.deepEqual(
      Object.entries(said.lifecycles).sort(),
      names.map((name) => [`${name}-lifecycle`, ["age", "leftovers"]]).sort(),
    );
  });

  it("Object Lock", () => {
    assert.equal(said.lock, "");
  });

  it("event selectors and Insights of the trail", () => {
    assert.deepEqual(
      said.selectors.map(({ Name }) => Name),
      [
        "Management events",
        "Data events 1: AWS::S3::Object",
        "Data events 2: AWS::Lambda::Function",
      ],
    );
  });

  it("tables and their partitions", () => {
    assert.deepEqual(
      Object.entries(said.tables)
        .map(([name, { columns, partitions }]) => [name, columns.length, partitions])
        .sort(),
      queries.tables
        .map(({ name, columns, partitions }) => [
          name,
          columns.length,
          partitions.map((one) => one.name),
        ])
        .sort(),
    );
  });

  it("ready queries, in the workgroup", () => {
    assert.deepEqual([...said.queries].sort(), queries.named.map(({ name }) => name).sort());
  });
});
