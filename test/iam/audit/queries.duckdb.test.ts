import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { LogTable } from "../../../iam/audit/queries/table";
import { EXAMPLE, planOf } from "../../stacks";
import { pythonOrSkip, runPython } from "../../tools/python";
import { exampleValues, filled } from "../documents";
import { ACCESS_EVENTS, FLOW_LINES, PRODUCTION_EVENTS } from "./sample-logs";

const SCRIPT = join(__dirname, "../../tools/log_queries.py");

type Row = Readonly<Record<string, string | number | null>>;

const plan = planOf(EXAMPLE);
const { queries } = plan.logs;
assert.ok(queries);
const values = exampleValues(plan);

/** Where a table's files are below a folder that stands in for S3; partitions as given. */
function pathIn(root: string, { location }: LogTable, partitions: Row): string {
  const path = filled(location, values).replace(/^s3:\//, root);
  return path.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => String(partitions[name]));
}

/** What the folders of a file say, as a pattern with a group for each partition. */
function foldersOf({ location, partitions }: LogTable): string {
  return partitions.reduce(
    (pattern, { name, values: { type } }) =>
      pattern.replace(`\${${name}}`, type === "days" ? "(\\d{4}/\\d\\d/\\d\\d)" : "([^/]+)"),
    filled(location, values).replace(/^s3:\//, ""),
  );
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), gzipSync(text));
}

function tableNamed(name: string): LogTable {
  const found = queries?.tables.find((table) => table.name === name);
  assert.ok(found, `there is no table ${name}`);
  return found;
}

const dayBefore = (days: number): string =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "/");

describe("the auditor's queries, over files as AWS writes them, by DuckDB", () => {
  const root = mkdtempSync(join(tmpdir(), "lz-logs-"));
  const answers = new Map<string, readonly Row[]>();

  before(async function () {
    const python = await pythonOrSkip(this, "the auditor's queries by DuckDB");
    const trail = tableNamed("cloudtrail");
    const flow = tableNamed("flow_logs");
    const region = "eu-west-1";
    const records = (account: string, daysAgo: number, Records: readonly unknown[]): void => {
      const folder = pathIn(root, trail, { account, region, day: dayBefore(daysAgo) });
      write(
        folder,
        `${account}_CloudTrail_${region}_${daysAgo}.json.gz`,
        JSON.stringify({ Records }),
      );
    };
    records("600000000001", 0, PRODUCTION_EVENTS);
    records("555555555555", 0, ACCESS_EVENTS);
    // Older than what any query asks for.
    records("600000000001", 200, PRODUCTION_EVENTS);
    for (const [day, lines] of [
      [0, FLOW_LINES],
      [100, FLOW_LINES],
    ] as const) {
      const folder = pathIn(root, flow, { region, day: dayBefore(day) });
      write(folder, `flow-${day}.log.gz`, `${lines.join("\n")}\n`);
    }
    const input = {
      database: queries.database,
      tables: [
        { ...trail, kind: "records" },
        { ...flow, kind: "lines" },
      ].map(({ kind, name, columns, partitions, location, ...table }) => ({
        name,
        kind,
        columns,
        partitions: partitions.map((one) => one.name),
        folders: foldersOf({ ...table, name, columns, partitions, location }),
        files: join(
          filled(location, values)
            .replace(/^s3:\//, root)
            .replace(/\$\{.*$/, ""),
          "**/*.gz",
        ),
      })),
      queries: Object.fromEntries(queries.named.map(({ name, sql }) => [name, sql])),
    };
    const { code, stdout, stderr } = await runPython(python, [SCRIPT], JSON.stringify(input));
    assert.equal(code, 0, stderr);
    const found = JSON.parse(stdout) as Readonly<Record<string, readonly Row[]>>;
    for (const [name, rows] of Object.entries(found)) answers.set(name, rows);
  });
  after(() => {
    rmSync(root, { recursive: true, force: true });
  });

  /** Some columns of the rows of an answer. */
  function answer(name: string, ...columns: readonly string[]): readonly (readonly unknown[])[] {
    const rows = answers.get(name);
    assert.ok(rows, `${name} has no answer`);
    return rows.map((row) =>
      columns.map((column) => {
        assert.ok(column in row, `${name} has no column ${column}`);
        return row[column];
      }),
    );
  }

  it("root-use: sign-ins and calls of root users, and not what AWS does in their name", () => {
    assert.deepEqual(answer("root-use", "account", "region", "eventname", "errorcode"), [
      ["600000000001", "eu-west-1", "DeleteBucketPolicy", "AccessDenied"],
      ["600000000001", "eu-west-1", "ConsoleLogin", null],
    ]);
  });

  it("sign-ins-without-mfa: those that worked, of users alone", () => {
    assert.deepEqual(answer("sign-ins-without-mfa", "account", "who"), [
      ["555555555555", "arn:aws:iam::555555555555:user/people/ada"],
    ]);
  });

  it("changes-of-landing-zone-roles: changes of its roles and policies, also those refused", () => {
    const mallory = "arn:aws:sts::600000000001:assumed-role/administrator/mallory";
    const boundary = "arn:aws:iam::600000000001:policy/landing-zone/boundary";
    const columns = ["who", "eventname", "role", "policy", "errorcode"];
    assert.deepEqual(answer("changes-of-landing-zone-roles", ...columns), [
      [mallory, "CreatePolicyVersion", null, boundary, "AccessDenied"],
      [mallory, "UpdateAssumeRolePolicy", "developer", null, null],
    ]);
  });

  it("changes-of-log-buckets: of the log buckets alone", () => {
    assert.deepEqual(answer("changes-of-log-buckets", "who", "eventname", "what"), [
      ["arn:aws:iam::600000000001:root", "DeleteBucketPolicy", "acme-logs-333333333333"],
    ]);
  });

  it("denied-calls: how often whom, the most first", () => {
    const ada = "arn:aws:sts::600000000001:assumed-role/developer/ada";
    assert.deepEqual(
      answer("denied-calls", "who", "eventname", "calls"),
      [
        [ada, "TerminateInstances", 2],
        [ada, "CreateVpc", 1],
        ["arn:aws:iam::600000000001:root", "DeleteBucketPolicy", 1],
        ["arn:aws:sts::600000000001:assumed-role/administrator/mallory", "CreatePolicyVersion", 1],
      ].sort((a, b) => Number(b[2]) - Number(a[2]) || (String(a[0]) < String(b[0]) ? -1 : 1)),
    );
  });

  it("rejected-traffic: by source and port", () => {
    const columns = ["srcaddr", "dstport", "protocol", "targets", "packets"];
    assert.deepEqual(answer("rejected-traffic", ...columns), [["203.0.113.9", 22, 6, 2, 6]]);
  });

  it("top-talkers: what left, the most first", () => {
    assert.deepEqual(answer("top-talkers", "pkt_srcaddr", "pkt_dstaddr", "bytes", "packets"), [
      ["10.0.0.1", "10.0.1.1", 12000, 120],
      ["10.0.0.1", "198.51.100.7", 9000, 9],
    ]);
  });

  it("asks every ready query", () => {
    assert.deepEqual([...answers.keys()].sort(), queries.named.map(({ name }) => name).sort());
  });
});
