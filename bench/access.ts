import { printRows } from "./measure";
import fc from "fast-check";
import { arnPattern, NO_RESOURCE, type ArnPattern } from "../access/policy/arn";
import { contextOf, unknown } from "../access/policy/context";
import { decide } from "../access/policy/decide";
import type { Layers, Request } from "../access/policy/request";
import type { Formula } from "../access/policy/formula";
import { compilePolicy } from "../access/policy/policy";
import { possible } from "../access/policy/possible";
import { awsNames, loadActions, loadManagedPolicies } from "../reference-data";
import { recorded } from "../test/access/policy/disagreements";
import { asking } from "../test/access/policy/generated";
import { minimal } from "../test/access/policy/minimal";
import { decided, layersOf, requestOf, type Asking } from "../test/access/policy/requests";
import { simulated } from "../test/access/policy/simulated";

/**
 * Decisions per second, beside iam-simulate on the same requests (whose answers must be the same), and
 * all of AWS's actions for 20 roles. Figures and ratios; no verdict.
 *
 *   npm run bench:access [-- REQUESTS [SEED]]
 */
const [REQUESTS = 3000, SEED = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const ROLES = 20;
const BLOCK = 100;
const TIMES = 100;

const rows: string[][] = [["what", "count", "seconds", "a second", "x iam-simulate"]];

function row(what: string, count: number, seconds: number, baseline?: number): number {
  const rate = count / seconds;
  const ratio = baseline === undefined ? "" : (rate / baseline).toFixed(0);
  rows.push([what, String(count), seconds.toFixed(3), rate.toFixed(0), ratio]);
  return rate;
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

/** The same requests to both; every answer must be the same. */
async function beside(): Promise<void> {
  const requests = fc
    .sample(asking, { numRuns: REQUESTS, seed: SEED })
    .filter((one) => recorded(one) === undefined);
  const answers: boolean[] = [];
  for (const one of requests.slice(0, 300)) await simulated(one);
  const started = performance.now();
  for (const one of requests) answers.push(await simulated(one));
  const baseline = row("iam-simulate", requests.length, (performance.now() - started) / 1000);
  for (const [i, one] of requests.entries()) {
    if ((decided(one) === true) === answers[i]) continue;
    const least = await minimal(one, differs);
    throw new Error(`seed ${SEED}: iam-simulate says otherwise: ${JSON.stringify(least)}`);
  }
  const fresh = timed(() => {
    for (const one of requests) decided(one);
  });
  row("documents read and decided", requests.length, fresh, baseline);
  const ready = requests.map((one): [Request, Layers] => [requestOf(one), layersOf(one)]);
  // A hundred at a time, as often: who decides much has few policies, and they stay at hand.
  const all = (): void => {
    for (let from = 0; from < ready.length; from += BLOCK) {
      const block = ready.slice(from, from + BLOCK);
      for (let i = 0; i < TIMES; i += 1) {
        for (const [request, layers] of block) decide(request, layers);
      }
    }
  };
  timed(all);
  row("decided, policies at hand", TIMES * ready.length, timed(all), baseline);
}

async function differs(one: Asking): Promise<boolean> {
  try {
    return (decided(one) === true) !== (await simulated(one));
  } catch {
    return false;
  }
}

/** All actions on any resource, for roles of AWS managed policies inside a boundary. */
async function everything(): Promise<void> {
  const actions = await loadActions();
  const names = awsNames()
    .managedPolicies()
    .filter((name) => awsNames().hasDocument(name));
  const policies = [...loadManagedPolicies(names)].map(([name, document]) =>
    compilePolicy(document, "identity", name),
  );
  const boundary = compilePolicy(BOUNDARY, "boundary", "boundary");
  const asked = actions.all.map(({ name, resources }): [string, readonly ArnPattern[]] => [
    name,
    resources.length === 0
      ? [NO_RESOURCE]
      : resources.map((format) => arnPattern(format.replaceAll(/\$\{[^}]*\}/g, "*"))),
  ]);
  const open: [Formula, readonly ArnPattern[]][] = [];
  for (const what of ["all actions, first time", "all actions, again"]) {
    open.length = 0;
    const seconds = timed(() => {
      for (let role = 0; role < ROLES; role += 1) {
        const identity = [0, 7, 13].flatMap((i) => policies[(role + i) % policies.length] ?? []);
        const principal = {
          kind: "session",
          arn: `arn:aws:sts::111111111111:assumed-role/role-${role}/session`,
          account: "111111111111",
        } as const;
        const context = contextOf({ "aws:SecureTransport": "true" }, unknown);
        for (const [action, resources] of asked) {
          const request = { principal, action, resources, owner: "111111111111", context };
          const decision = decide(request, { identity, boundary });
          if (typeof decision !== "boolean") open.push([decision, resources]);
        }
      }
    });
    row(`${what}, ${ROLES} roles`, ROLES * asked.length, seconds);
  }
  const seconds = timed(() => {
    for (const [formula, resources] of open) possible(formula, resources);
  });
  row("what remains: is it possible?", open.length, seconds);
}

const BOUNDARY = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "*", Resource: "*" },
    { Effect: "Deny", Action: ["iam:*User*", "iam:*AccessKey*", "organizations:*"], Resource: "*" },
    {
      Effect: "Deny",
      NotAction: ["iam:*", "sts:*", "s3:ListAllMyBuckets"],
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
    },
    {
      Effect: "Deny",
      Action: "*",
      Resource: ["arn:aws:iam::*:role/landing-zone/*", "arn:aws:s3:::logs", "arn:aws:s3:::logs/*"],
    },
  ],
};

async function main(): Promise<void> {
  await beside();
  await everything();
  process.stdout.write(`seed ${SEED}\n`);
  printRows(rows);
}

void main();
