import assert from "node:assert/strict";
import type { Registered } from "../../access/registered/resource";
import { learningZone, type Zone } from "../../access/registered/zone";
import type { Plan } from "../../model/plan";
import { judgeAll, judgeOne } from "../../policies/judge";
import { RULES } from "../../policies/rules";
import { isUnseen, violationText, type Settings } from "../../policies/rules/rule";
import { EXAMPLE, planOf } from "../stacks";

/** Ids of the accounts that the tests' resources are in. */
export const IDS = {
  management: "111111111111",
  audit: "222222222222",
  network: "333333333333",
  access: "444444444444",
} as const;
export type Core = keyof typeof IDS;

/** An account of which the organization knows nothing. */
export const OUTSIDE = "999999999999";

export const PLAN = planOf(EXAMPLE);

const PROJECT = "urn:pulumi:example::landing-zone::";

export interface More extends Partial<Omit<Registered, "provider">> {
  /** The core account in which it is. */
  readonly in?: Core;
  /** Without a provider that tells the account. */
  readonly nowhere?: boolean;
}

/** A resource that a team adds to the program, in the network account unless it says otherwise. */
export function resource(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  { in: account = "network", nowhere = false, ...more }: More = {},
): Registered {
  const name = more.name ?? "mine";
  return {
    type,
    name,
    urn: `${PROJECT}${type}::${name}`,
    inputs,
    outputs: {},
    secrets: new Set(),
    secretOutputs: [],
    protect: false,
    ignores: [],
    provider: nowhere ? null : providerOf(account),
    madeOf: {},
    ...more,
  };
}

export function providerOf(account: Core): NonNullable<Registered["provider"]> {
  return {
    urn: `${PROJECT}pulumi:providers:aws::${account}`,
    name: account,
    inputs: { allowedAccountIds: JSON.stringify([IDS[account]]) },
  };
}

export interface JudgeOptions {
  readonly plan?: Plan | null;
  readonly settings?: Readonly<Record<string, Settings>>;
  readonly prove?: Parameters<typeof judgeAll>[4];
}

/** What all rules find of resources: the names of rules, and what each says. */
export async function found(
  registered: readonly Registered[],
  { plan = PLAN, settings = {}, prove = () => Promise.resolve([]) }: JudgeOptions = {},
): Promise<readonly { readonly rule: string; readonly says: string; readonly unseen: boolean }[]> {
  const zone = zoneWith(registered, plan);
  const results = await Promise.all(
    RULES.map(async (rule) => {
      const own = settings[rule.name] ?? {};
      return [
        ...registered.flatMap((one) => judgeOne(rule, one, zone, own)),
        ...(await judgeAll(rule, registered, zone, own, prove)),
      ];
    }),
  );
  return results
    .flat()
    .map(({ rule, finding }) =>
      isUnseen(finding)
        ? { rule: rule.name, says: finding.unseen, unseen: true }
        : { rule: rule.name, says: `${rule.sentence}: ${violationText(finding)}`, unseen: false },
    );
}

/** The zone of a plan that has learned of resources, and of the core accounts' ids. */
export function zoneWith(registered: readonly Registered[], plan: Plan | null = PLAN): Zone {
  const zone = learningZone(plan, plan === null ? "there is no file" : null);
  for (const account of Object.keys(IDS) as Core[]) {
    zone.learn(resource("test", {}, { in: account }));
  }
  for (const one of registered) zone.learn(one);
  return zone;
}

/** All rules are content. */
export async function assertFine(
  registered: readonly Registered[],
  options?: JudgeOptions,
): Promise<void> {
  assert.deepEqual(await found(registered, options), []);
}

/** Exactly one rule finds something, with its own sentence, and says this of it. */
export async function assertFound(
  rule: string,
  says: RegExp,
  registered: readonly Registered[],
  options?: JudgeOptions,
): Promise<void> {
  const all = await found(registered, options);
  const names = [...new Set(all.map((one) => one.rule))];
  assert.deepEqual(names, [rule], JSON.stringify(all, null, 2));
  assert.ok(all.every(({ unseen }) => !unseen));
  const { sentence } = RULES.find(({ name }) => name === rule) ?? { sentence: "?" };
  for (const one of all) assert.ok(one.says.startsWith(`${sentence}: `));
  const texts = all.map((one) => one.says);
  assert.ok(
    texts.some((text) => says.test(text)),
    `${String(says)} is not in:\n${texts.join("\n")}`,
  );
}

/** Nothing is refused, but the rule says what it cannot see. */
export async function assertUnseen(
  rule: string,
  property: string,
  registered: readonly Registered[],
  options?: JudgeOptions,
): Promise<void> {
  const all = await found(registered, options);
  assert.ok(
    all.every(({ unseen }) => unseen),
    JSON.stringify(all),
  );
  assert.ok(
    all.some((one) => one.rule === rule && one.says === property),
    JSON.stringify(all),
  );
}

/** A StackSet that puts resources into accounts. */
export function stackSet(
  resources: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Registered {
  return resource(
    "aws-native:cloudformation:StackSet",
    {
      stackSetName: "mine",
      templateBody: JSON.stringify({ Resources: resources, ...more }),
    },
    { in: "management" },
  );
}

/** A role that software has, named and trusted as it should be. */
export const TRUST_OF_LAMBDA = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};

export const BOUNDARY = `arn:aws:iam::${IDS.network}:policy/landing-zone/boundary`;

/** A role that people of the access account enter, as it should be. */
export function trustOfPeople(
  condition: Readonly<Record<string, unknown>> = {
    Bool: { "aws:MultiFactorAuthPresent": "true" },
    NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
  },
  principal: unknown = { AWS: `arn:aws:iam::${IDS.access}:root` },
): Readonly<Record<string, unknown>> {
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", Condition: condition },
    ],
  };
}

export function role(
  trust: unknown,
  inputs: Readonly<Record<string, unknown>> = {},
  more?: More,
): Registered {
  return resource(
    "aws:iam/role:Role",
    {
      name: "mine",
      assumeRolePolicy: JSON.stringify(trust),
      permissionsBoundary: BOUNDARY,
      ...inputs,
    },
    more,
  );
}
