import assert from "node:assert/strict";
import { regionsReport, type Failure, type RegionsReport } from "../../report/regions";
import type { StateSettings } from "../../report/regions-dependences";
import { needsWords, regionsText } from "../../report/regions-text";
import { edited, EXAMPLE, planOf } from "../stacks";
import { ACME } from "./profiles/homes";

const NOWHERE: StateSettings = { backend: null, secrets: null };

const report = (text: string, state = NOWHERE): RegionsReport =>
  regionsReport(planOf(text), state, "acme");

function failure(of: RegionsReport, region: string): Failure {
  const found = of.failures.find((one) => one.region === region);
  assert.ok(found, `${region} is not there`);
  return found;
}

const stops = (of: RegionsReport, region: string): readonly string[] =>
  failure(of, region).stops.map(({ what }) => what);

const needs = (of: RegionsReport, what: string): string | undefined =>
  of.dependences
    .filter((one) => one.what === what)
    .map((one) => needsWords(one.needs))
    .at(0);

const IAM_AND_ORGANIZATIONS = [
  "Changes of people, keys, devices and roles",
  "Changes of accounts, units and guardrails",
];

describe("regions", () => {
  it("each way to sign in depends on its own", () => {
    const all = report(ACME);
    assert.equal(needs(all, "Sign-in as an IAM user"), "us-east-1 or eu-west-1 or eu-central-1");
    assert.equal(needs(all, "Sign-in by Identity Center"), "eu-west-1 or eu-central-1");
    assert.equal(needs(all, "Sign-in by SAML"), "us-east-1 or eu-west-1 or eu-central-1");
    assert.equal(needs(all, "Sign-in by OpenID Connect"), "eu-west-1 or eu-central-1");
    assert.equal(needs(all, "Entering accounts"), "eu-west-1 or eu-central-1");
    assert.equal(needs(report(EXAMPLE), "Sign-in by SAML"), undefined);
  });

  it("the home region down: people go on elsewhere, changes and logs wait", () => {
    const all = report(ACME);
    assert.deepEqual(stops(all, "eu-west-1"), [
      "Mails of root users and break-glass",
      "Changes in Identity Center",
      "Roles for new accounts and changed ones",
      "Logs: the trail, its bucket and key",
      "pulumi up, by hand or by a pipeline",
    ]);
    assert.match(
      failure(all, "eu-west-1").toDo.join(),
      /--stack acme --person PERSON --region eu-central-1/,
    );
    assert.deepEqual(failure(all, "eu-west-1").is, ["home region", "Identity Center"]);
  });

  it("IAM's control plane down: nobody new, nobody out, everybody in", () => {
    const all = report(ACME);
    assert.deepEqual(stops(all, "us-east-1"), [
      ...IAM_AND_ORGANIZATIONS,
      "Roles for new accounts and changed ones",
      "pulumi up, by hand or by a pipeline",
    ]);
    assert.match(failure(all, "us-east-1").toDo.join(), /none of them asks this region/);
  });

  it("another governed region down: nothing of the landing zone stops", () => {
    assert.deepEqual(stops(report(ACME), "eu-central-1"), []);
  });

  it("one governed region, and it is down: said before it happens", () => {
    const one = report(EXAMPLE);
    assert.ok(stops(one, "eu-west-1").includes("Entering accounts"));
    assert.match(
      failure(one, "eu-west-1").toDo.join(),
      /name a second one in organization\.regions/,
    );
  });

  it("Identity Center in one region alone: the other ways are named", () => {
    const without = ACME.replace(/ {4}second.*\n/g, "");
    const all = report(without);
    assert.ok(stops(all, "eu-west-1").includes("Sign-in by Identity Center"));
    assert.match(
      failure(all, "eu-west-1").toDo.join(),
      /use --mode iam-users, --mode saml and --mode oidc/,
    );
    const alone = report(
      without
        .replace(/identity: \[.*\]/, "identity: identity-center")
        .replace(/ {2}saml:[^]*?(?= {2}identityCenter:)/, ""),
    );
    assert.match(failure(alone, "eu-west-1").toDo.join(), /use break-glass/);
  });

  it("Identity Center in a region of its own: its failure sends people to the second", () => {
    const own = edited(ACME, ["  identityCenter:\n", "  identityCenter:\n    region: us-east-2\n"]);
    const all = report(own);
    assert.deepEqual(stops(all, "us-east-2"), ["Changes in Identity Center"]);
    assert.match(failure(all, "us-east-2").toDo.join(), /--region eu-central-1/);
  });

  it("stamping by providers needs no StackSets", () => {
    const text = edited(EXAMPLE, ["  people:\n", "  stamping: provider\n  people:\n"]);
    assert.equal(needs(report(text), "Roles for new accounts and changed ones"), undefined);
  });

  it("the control planes of other partitions are elsewhere", () => {
    const cases = [
      ["us-gov-east-1", "aws-us-gov", "us-gov-west-1"],
      ["cn-northwest-1", "aws-cn", "cn-north-1"],
    ] as const;
    for (const [homeRegion, partition, control] of cases) {
      const text = edited(EXAMPLE, [
        "homeRegion: eu-west-1",
        `homeRegion: ${homeRegion}\n  partition: ${partition}`,
      ]);
      assert.deepEqual(stops(report(text), control).slice(0, 2), IAM_AND_ORGANIZATIONS);
    }
  });

  it("state: where Pulumi's settings say, and unknown where they say nothing", () => {
    const state = {
      backend: "s3://acme-state?region=eu-north-1&awssdk=v2",
      secrets: "awskms://alias/pulumi?region=eu-west-1",
    };
    const all = report(EXAMPLE, state);
    assert.equal(needs(all, "Pulumi's state and secrets"), "eu-north-1 and eu-west-1");
    assert.deepEqual(stops(all, "eu-north-1"), [
      "Pulumi's state and secrets",
      "pulumi up, by hand or by a pipeline",
    ]);
    assert.deepEqual(failure(all, "eu-north-1").is, ["state"]);
    const unknown = report(EXAMPLE);
    assert.equal(needs(unknown, "Pulumi's state and secrets"), "-");
    for (const { stops: no, works } of unknown.failures) {
      assert.ok([...no, ...works].every(({ what }) => what !== "Pulumi's state and secrets"));
    }
  });

  it("mails of root users and break-glass, which are sent from the home region", () => {
    assert.equal(needs(report(EXAMPLE), "Mails of root users and break-glass"), "eu-west-1");
  });

  it("entry nodes, where they are", () => {
    const node = (region: string): string =>
      `{ region: ${region}, vpc: vpc-0123456789abcdef0, subnet: subnet-0123456789abcdef0, reaches: [10.0.0.0/8] }`;
    const entry = (...regions: readonly string[]): RegionsReport =>
      report(`${ACME}network: { entry: [${regions.map(node).join(", ")}] }\n`);
    const what = "Entry nodes of the network account";
    assert.equal(needs(entry("eu-west-1", "eu-central-1"), what), "eu-west-1 or eu-central-1");
    assert.ok(stops(entry("eu-west-1"), "eu-west-1").includes(what));
    assert.equal(needs(report(ACME), what), undefined);
  });

  it("everything either stops or works, in each failure", () => {
    const all = report(ACME);
    const known = all.dependences.filter((one) => one.needs.length > 0).length;
    for (const one of all.failures) assert.equal(one.stops.length + one.works.length, known);
  });

  it("as text, within 100 columns", () => {
    const text = regionsText(report(ACME));
    assert.match(text, /If eu-west-1 is down \(home region and Identity Center\):\n {2}stops: /);
    assert.deepEqual(
      text.split("\n").filter((line) => line.length > 100),
      [],
    );
  });
});
