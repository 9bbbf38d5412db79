import assert from "node:assert/strict";
import { requestOf, type Trial } from "../../../access/guardrail-cases";
import { decide } from "../../../access/policy/decide";
import type { Formula } from "../../../access/policy/formula";
import { compilePolicy, type Policy } from "../../../access/policy/policy";
import type { PolicyDocument } from "../../../iam/document";
import {
  ROOT_USER,
  type Guardrail,
  type GuardrailCase,
  type GuardrailContext,
  type GuardrailKind,
} from "../../../iam/guardrails/guardrail";
import { pack, type PackedPolicy, type Room } from "../../../iam/guardrails/pack";
import { loadActions } from "../../../reference-data";
import { FULL, type Asking, type Document } from "../../access/policy/requests";
import { answered } from "../../access/policy/simulated";
import { filled, filledDocument, type Values } from "../documents";

/** Quotas of AWS before May 2026, and those of resource control policies still. */
export const SMALL: Room = { characters: 5120, policies: 5 };

export const CONTEXT: GuardrailContext = {
  organization: "acme",
  regions: ["eu-west-1", "eu-central-1"],
  accessRoles: ["OrganizationAccountAccessRole", "Administration"],
  outsideAccounts: ["888888888888"],
  partnerAccounts: ["999999999998"],
  signIn: { issuer: "accounts.google.com", audience: "workforce.apps.googleusercontent.com" },
};

export const VALUES: Values = {
  "account:self": "222222222222",
  "account:management": "111111111111",
  "account:audit": "333333333333",
  "account:network": "444444444444",
  "account:access": "555555555555",
  "organization:id": "o-exampleorg1",
  partition: "aws",
};

const MEMBERS: ReadonlySet<string> = new Set(
  Object.entries(VALUES).flatMap(([name, value]) => (name.startsWith("account:") ? [value] : [])),
);

/** Values for guardrails that have none by default. */
export const NEEDED: Readonly<Record<string, readonly string[]>> = { "only-services": ["s3"] };

/** What a guardrail has where a stack says nothing more of it. */
export function valuesOf({ name, parameter }: Guardrail): readonly string[] {
  return parameter?.default ?? NEEDED[name] ?? [];
}

/** A guardrail alone, as a target gets it. */
export function packedAlone(
  { name, kind, statements }: Guardrail,
  values: readonly string[],
  context: GuardrailContext = CONTEXT,
): readonly PackedPolicy[] {
  const packing = pack([{ name, kind, statements: statements(context, values) }], SMALL);
  assert.ok(packing.ok, `${name} does not fit`);
  return packing.policies;
}

const OPEN: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};

/** An account, `self`, below these policies and AWS's own. */
export function trialBelow(
  documents: readonly PolicyDocument[],
  kind: GuardrailKind,
  values: Values = VALUES,
): Trial {
  const level: readonly Policy[] = [
    compilePolicy(kind === "scp" ? FULL : OPEN, kind, "FullAWSAccess"),
    ...documents.map((one, index) =>
      compilePolicy(filledDocument(one, values), kind, `guardrails ${index}`),
    ),
  ];
  return {
    fill: (text) => filled(text, values),
    account: values["account:self"],
    organizationId: VALUES["organization:id"],
    isMember: (id) => id === values["account:self"] || MEMBERS.has(id),
    region: "eu-west-1",
    above: { scps: kind === "scp" ? [level] : [], rcps: kind === "rcp" ? [level] : [] },
  };
}

export function decided(one: GuardrailCase, trial: Trial): Formula {
  const { request, layers } = requestOf(one, trial);
  return decide(request, layers);
}

/** A resource of the first type that an action has, for cases that name none. */
const EXAMPLES = loadActions().then(
  (actions) =>
    new Map(
      actions.all.flatMap(({ name, resources: [arn] }) =>
        arn === undefined
          ? []
          : [[name, arn.replaceAll(/\$\{(\w+)\}/g, (_, part: string) => PARTS[part] ?? "example")]],
      ),
    ),
);
const PARTS: Readonly<Record<string, string>> = {
  Partition: "aws",
  Region: "eu-west-1",
  Account: VALUES["account:self"],
};

/** Keys that AWS fills in. */
const FILLED_IN = [
  "aws:SecureTransport",
  "aws:RequestedRegion",
  "aws:PrincipalIsAWSService",
  "aws:PrincipalArn",
  "aws:PrincipalAccount",
  "aws:PrincipalOrgID",
  "aws:ResourceAccount",
  "aws:ResourceOrgID",
];

/** A key that iam-simulate takes for unknown, since no action lists it, and one of the same type. */
const STAND_IN = ["kms:ResourceAliases", "aws:TagKeys"] as const;

/** AWS's list has users alone for calls of IAM, and iam-simulate nothing that is not in the list. */
function isUnlistedRoot({ action, on }: GuardrailCase): boolean {
  return on === ROOT_USER && action.startsWith("iam:");
}

export interface Simulated {
  readonly allowed: boolean;
  /** Keys of the case that iam-simulate does not know for the action: it decided without them. */
  readonly ignored: readonly string[];
}

/** What iam-simulate, an independent implementation, says of a case. */
export async function simulatedCase(
  one: GuardrailCase,
  documents: readonly PolicyDocument[],
  kind: GuardrailKind,
): Promise<Simulated> {
  const { fill, account } = trialBelow(documents, kind);
  const { request } = requestOf(one, trialBelow(documents, kind));
  const { principal, action } = request;
  const policies = documents.map((one) => filledDocument(one, VALUES) as Document);
  const said = Object.keys(one.keys ?? {});
  const context = Object.fromEntries(
    [...FILLED_IN, ...said].flatMap((key) => {
      const value = request.context(key.toLowerCase());
      return typeof value === "string" || Array.isArray(value) ? [[key, value as string]] : [];
    }),
  );
  const asking: Asking = {
    principal,
    action,
    resource:
      one.on === undefined || isUnlistedRoot(one)
        ? ((await EXAMPLES).get(action) ?? "*")
        : fill(one.on),
    owner: account,
    context,
    identity: principal.kind === "service" ? [] : [FULL],
    ...(kind === "scp" && principal.account === account ? { scps: [[FULL, ...policies]] } : {}),
    ...(kind === "rcp" ? { rcps: [policies] } : {}),
    // Data services let in whom a resource's policy lets in; keys and roles always have one.
    ...(kind === "rcp" || /^(kms|sts):/.test(action) ? { resourcePolicy: OPEN as Document } : {}),
  };
  const { allowed, error, ignored } = await answered(
    JSON.parse(JSON.stringify(asking).replaceAll(...STAND_IN)) as Asking,
  );
  assert.equal(error, null, `iam-simulate takes no such request: ${one.what}: ${error ?? ""}`);
  return {
    allowed,
    ignored: said.filter((key) =>
      ignored.some((other) => other.toLowerCase() === key.toLowerCase()),
    ),
  };
}
