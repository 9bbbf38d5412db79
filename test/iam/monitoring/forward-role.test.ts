import assert from "node:assert/strict";
import { runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { arnPattern } from "../../../access/policy/arn";
import { contextOf } from "../../../access/policy/context";
import { decide } from "../../../access/policy/decide";
import { compilePolicy } from "../../../access/policy/policy";
import { awsService } from "../../../access/world/actors";
import type { PolicyDocument } from "../../../iam/document";
import { FORWARD_EVENTS_NAME } from "../../../iam/names";
import { kindsOf } from "../../../iam/monitoring/kinds";
import { hubBusArn, spokeOf } from "../../../iam/monitoring/spoke";
import { absent } from "../../access/policy/requests";
import { filled } from "./event-matching";

const SELF = "222222222222";
const OTHER = "555555555555";
const ROLE = `arn:aws:iam::${SELF}:role/landing-zone/${FORWARD_EVENTS_NAME}`;

const { role } = spokeOf("eu-west-1", kindsOf(["break-glass-1", "break-glass-2"]));
const bound = (document: PolicyDocument): PolicyDocument =>
  JSON.parse(filled(JSON.stringify(document))) as PolicyDocument;
const trust = bound(role.trust);
assert.ok(role.policies.inline);
const permissions = bound(role.policies.inline);

const rule = (name: string, { account = SELF, region = "us-east-1" } = {}): string =>
  `arn:aws:events:${region}:${account}:rule/${name}`;
const FORWARDING = "landing-zone-forward-events";

/** Service or ARN, what it says of its source, and whether it becomes the role. */
type Entering = readonly [string, string, Readonly<Record<string, string>>, boolean];

const source = (arn: string, account = SELF) => ({
  "aws:SourceArn": arn,
  "aws:SourceAccount": account,
});

const ENTERING: readonly Entering[] = [
  ["the rule", "events.amazonaws.com", source(rule(FORWARDING)), true],
  [
    "the rule in the home region",
    "events.amazonaws.com",
    source(rule(FORWARDING, { region: "eu-west-1" })),
    true,
  ],
  ["another rule", "events.amazonaws.com", source(rule("mine")), false],
  [
    "a rule of that name on another bus",
    "events.amazonaws.com",
    source(rule(`mine/${FORWARDING}`)),
    false,
  ],
  ["a rule whose name begins so", "events.amazonaws.com", source(rule(`${FORWARDING}-2`)), false],
  [
    "the rule of another account",
    "events.amazonaws.com",
    source(rule(FORWARDING, { account: OTHER }), OTHER),
    false,
  ],
  [
    "another account for a rule of this one",
    "events.amazonaws.com",
    source(rule(FORWARDING), OTHER),
    false,
  ],
  ["EventBridge, for whomever", "events.amazonaws.com", {}, false],
  ["EventBridge's schedules", "scheduler.amazonaws.com", source(rule(FORWARDING)), false],
  ["a function", "lambda.amazonaws.com", source(rule(FORWARDING)), false],
  ["an administrator of the account", `arn:aws:iam::${SELF}:role/administrator`, {}, false],
  ["its root user", `arn:aws:iam::${SELF}:root`, {}, false],
  ["the management account", "arn:aws:iam::111111111111:role/administrator", {}, false],
];

/** Action, resource, and whether the role may. */
const DOING: readonly (readonly [string, string, string, boolean])[] = [
  ["sends to the hub", "events:PutEvents", filled(hubBusArn("eu-west-1")), true],
  [
    "sends to the account's own bus",
    "events:PutEvents",
    `arn:aws:events:eu-west-1:${SELF}:event-bus/default`,
    false,
  ],
  [
    "sends to a bus of that name elsewhere",
    "events:PutEvents",
    "arn:aws:events:eu-west-1:999999999999:event-bus/landing-zone",
    false,
  ],
  [
    "sends to that bus in another region",
    "events:PutEvents",
    filled(hubBusArn("us-east-1")),
    false,
  ],
  ["changes its rule", "events:DisableRule", rule(FORWARDING), false],
  ["becomes another role", "sts:AssumeRole", `arn:aws:iam::${OTHER}:role/any`, false],
];

const ALL: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

async function simulated(
  simulation: Omit<Simulation, "resourceControlPolicies" | "serviceControlPolicies">,
) {
  const answer = await runSimulation(
    { ...simulation, resourceControlPolicies: [], serviceControlPolicies: [] },
    {},
  );
  assert.ok(answer.resultType !== "error", JSON.stringify(answer));
  return answer.overallResult === "Allowed";
}

describe("the role by which EventBridge forwards", () => {
  for (const [who, principal, keys, enters] of ENTERING) {
    it(`${who} ${enters ? "becomes it" : "does not become it"}`, async () => {
      const contextVariables = {
        ...keys,
        ...(principal.startsWith("arn:") ? {} : { "aws:PrincipalServiceName": principal }),
      };
      const answer = await simulated({
        request: {
          principal,
          action: "sts:AssumeRole",
          resource: { resource: ROLE, accountId: SELF },
          contextVariables,
        },
        identityPolicies: principal.startsWith("arn:") ? [{ name: "all", policy: ALL }] : [],
        resourcePolicy: trust,
      });
      assert.equal(answer, enters);
      if (principal.startsWith("arn:")) return;
      const actor = awsService(principal);
      const said = Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value] as const);
      const request = {
        principal: actor.principal,
        action: "sts:AssumeRole",
        resources: [arnPattern(ROLE)],
        owner: SELF,
        context: contextOf({ ...actor.facts, ...Object.fromEntries(said) }, absent),
      };
      const layers = { identity: [], resource: compilePolicy(trust, "trust", "trust") };
      assert.equal(decide(request, layers), enters);
    });
  }

  for (const [what, action, resource, may] of DOING) {
    it(`${may ? "" : "never "}${what}`, async () => {
      const answer = await simulated({
        request: {
          principal: `arn:aws:sts::${SELF}:assumed-role/${FORWARD_EVENTS_NAME}/events`,
          action,
          resource: { resource, accountId: resource.split(":")[4] ?? "" },
          contextVariables: {},
        },
        identityPolicies: [{ name: "permissions", policy: permissions }],
        // Whatever the resource lets in: the role's own limits are what is left.
        resourcePolicy: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: `arn:aws:iam::${SELF}:root` },
              Action: "*",
              Resource: "*",
            },
          ],
        },
      });
      assert.equal(answer, may);
    });
  }
});
