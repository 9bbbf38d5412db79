import assert from "node:assert/strict";
import { arnPattern, NO_RESOURCE } from "../../access/policy/arn";
import { contextOf, type ContextValue } from "../../access/policy/context";
import { decide } from "../../access/policy/decide";
import { literal } from "../../iam/glob";
import { compilePolicy, type Policy } from "../../access/policy/policy";
import type { Layers } from "../../access/policy/request";
import type { Account } from "../../access/world/accounts";
import {
  awsService,
  person,
  serviceRole,
  stranger,
  type Actor,
  type SignIn,
} from "../../access/world/actors";
import type { World } from "../../access/world/world";
import type { PolicyDocument } from "../../iam/document";
import { RESERVED_PATH, RESERVED_ROLE_NAMES } from "../../iam/names";
import { FUNCTION_TAG_VALUE } from "../../iam/trust";
import type { Plan } from "../../model/plan";
import type { PolicyOn } from "../../model/policies-on";
import { caseFiles, policyOnCase, stackOfCase, type Case } from "../iam/case-files";
import type { Asker, Decision } from "../iam/simulation";
import { planOf } from "../stacks";
import { absent } from "./policy/requests";
import { accountOf, roleOf, worldMaker } from "./worlds";

const OUTSIDE = "999999999999";

const ALL: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};
const EVERYTHING = compilePolicy(ALL, "identity", "everything");
const OPEN = compilePolicy(
  {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
  },
  "resource",
  "open",
);
const OPEN_TRUST = compilePolicy(
  {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: "*" }, Action: ["sts:AssumeRole", "sts:TagSession"] },
    ],
  },
  "trust",
  "open",
);

/**
 * Cases that iam-simulate, which asks policies alone, decides otherwise. GetSessionToken needs no
 * permission: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
const DECIDED_OTHERWISE: Readonly<Record<string, Decision>> = {
  "a person gets a session token with the access key": "allowed",
};

/** The same tables that iam-simulate decides, with the same keys and policies, by our own evaluator. */
describe("decisions over the documents of the example and its variants, by the project's own evaluator", () => {
  let make: Awaited<ReturnType<typeof worldMaker>>;
  const worlds = new Map<string, World>();
  const worldOf = (text: string): World => {
    let found = worlds.get(text);
    if (!found) worlds.set(text, (found = make(withIds(planOf(text)))));
    return found;
  };

  before(async () => {
    make = await worldMaker();
  });

  for (const { name, cases } of caseFiles()) {
    describe(name, () => {
      for (const row of cases) {
        const expected = DECIDED_OTHERWISE[row.name] ?? row.expect;
        it(`${row.name}: ${expected}`, () => {
          assert.equal(decided(worldOf(stackOfCase(row)), row), expected);
        });
      }
    });
  }
});

/** The plan when AWS has given all ids. */
function withIds(plan: Plan): Plan {
  return {
    ...plan,
    organization: { ...plan.organization, id: "o-exampleorg1" },
    accounts: plan.accounts.map((account, index) => ({
      ...account,
      id: account.id ?? String(600000000001 + index),
    })),
  };
}

function decided(world: World, row: Case): Decision {
  const own = "in" in row.as ? row.as.in : "access";
  const asked = JSON.parse(filled(world, JSON.stringify(row), own)) as Case;
  const { actor, more } = actorOf(world, asked);
  const { action, resource = "*" } = asked;
  const owner = ownerOf(world, asked, actor);
  const layers: Layers = { ...actor.layers, ...more, resource: policyOn(world, asked, owner) };
  const keys: Record<string, ContextValue> = {
    "aws:SecureTransport": "true",
    "aws:ResourceAccount": owner,
    "aws:ResourceOrgID": owner === OUTSIDE ? "o-somebodyelse" : world.cast.organizationId,
    ...actor.facts,
    ...Object.fromEntries(
      Object.entries(asked.context ?? {}).map(([k, v]) => [k.toLowerCase(), v]),
    ),
  };
  const request = {
    principal: actor.principal,
    action,
    resources: [resource === "*" ? NO_RESOURCE : arnPattern(literal(resource))],
    owner,
    context: contextOf(keys, absent),
  };
  const decision = decide(request, layers);
  assert.equal(typeof decision, "boolean", "every key is known");
  return decision === true ? "allowed" : "denied";
}

/** The account of a type; the example has one of each. */
function ofType({ accounts }: World, type: string): Account {
  const found = accounts.all.find((account) => account.class.type === type);
  assert.ok(found, `there is no account of type ${type}`);
  return found;
}

function filled(world: World, text: string, self: string): string {
  return text.replaceAll(
    /\{\{([a-z]+):?([a-z-]*)\}\}/g,
    (_: string, kind: string, name: string) => {
      if (kind === "organization") return world.cast.organizationId;
      return name === "outside" ? OUTSIDE : ofType(world, name === "self" ? self : name).id;
    },
  );
}

interface Asking {
  readonly actor: Actor;
  readonly more?: Partial<Layers>;
}

function actorOf(world: World, { as, action }: Case): Asking {
  if ("function" in as) {
    const { name } = ofType(world, as.in);
    return { actor: inSession(roleOf(world, as.function, name)) };
  }
  if ("serviceRole" in as) {
    const account = ofType(world, as.in);
    const found = world.ownRoles(account).find(({ role }) => role.name === as.serviceRole);
    assert.ok(found, `${account.name} has no ${as.serviceRole}`);
    return { actor: inSession(found) };
  }
  if ("madeRole" in as) {
    const account = ofType(world, as.in);
    const actor = serviceRole(world.cast, account);
    const arn = `arn:aws:iam::${account.id}:role/${as.madeRole}`;
    return { actor: inSession({ ...actor, facts: { ...actor.facts, "aws:principalarn": arn } }) };
  }
  if ("user" in as) return user(world, as, action);
  if ("service" in as) return { actor: awsService(as.service) };
  return { actor: byArn(world, as.arn) };
}

function inSession(actor: Actor): Actor {
  return { ...actor, facts: { ...actor.facts, "aws:userid": "AROAEXAMPLE:ada" } };
}

function user(world: World, as: Extract<Asker, { user: string }>, action: string): Asking {
  const planned = world.plan.people.users.find(({ name }) => name === as.user);
  const functions = as.functions ?? planned?.functions ?? [];
  const signIn: SignIn = as.mfa === "access-key" ? "access-key" : as.mfa ? "mfa" : "console";
  const actor = person(world.cast, as.user, functions, signIn);
  const tags = as.tags ?? Object.fromEntries(functions.map((fn) => [fn, FUNCTION_TAG_VALUE]));
  const facts = {
    ...Object.fromEntries(Object.entries(actor.facts).filter(([key]) => !key.includes("tag/"))),
    ...Object.fromEntries(
      Object.entries(tags).map(([tag, value]) => [`aws:principaltag/${tag}`, value]),
    ),
    ...(as.mfaHours === undefined
      ? {}
      : { "aws:multifactorauthage": String(Math.round(as.mfaHours * 3600) + 1) }),
    ...(action === "sts:AssumeRole" ? { "sts:rolesessionname": as.user } : {}),
  };
  const identity = [...actor.layers.identity, ...(as.also === "everything" ? [EVERYTHING] : [])];
  return { actor: { ...actor, facts }, more: { identity } };
}

/** Any other principal: in its own account it may do everything. */
function byArn(world: World, arn: string): Actor {
  const id = arn.split(":")[4] ?? "";
  const actor = stranger(world.cast, arn, id, world.accounts.find(id) ?? null);
  if (!arn.endsWith(":root")) return actor;
  return { ...actor, principal: { kind: "root", arn, account: id } };
}

function ownerOf(world: World, question: Case, actor: Actor): string {
  const { owner, resource = "*" } = question;
  if (owner !== undefined) return owner === "outside" ? OUTSIDE : ofType(world, owner).id;
  const policy = plannedPolicyOn(world, question);
  if (policy) return world.core[policy.account].id;
  const inArn = resource.split(":")[4] ?? "";
  return inArn === "" ? (actor.principal.account ?? world.core.audit.id) : inArn;
}

function plannedPolicyOn({ cast, core, plan }: World, question: Case): PolicyOn | undefined {
  return policyOnCase(plan as Plan, question, (text, account) =>
    cast.documents.fill(text, core[account].id),
  );
}

/** The policy on the resource: a trust, one that the plan has, a key's; none on anything else. */
function policyOn(world: World, row: Case, owner: string): Policy | undefined {
  const { action, open, resource = "*" } = row;
  if (open === true) return OPEN;
  const account = world.accounts.find(owner);
  const question = { action, owner: account ?? null, resources: [arnPattern(resource)] };
  if (/^sts:(AssumeRole|TagSession)/.test(action)) return trustOf(world, resource, account);
  const planned = plannedPolicyOn(world, row);
  if (!planned) return resource.startsWith("arn:aws:kms:") ? keyPolicyByDefault(owner) : undefined;
  // It is found again as decisions find it.
  const context = planned.alias === null ? {} : { "kms:ResourceAliases": planned.alias };
  return world.policyOn({ ...question, context });
}

/** Roles that are no function roles trust everybody: what is left are the asker's own limits. */
function trustOf(world: World, arn: string, account: Account | undefined): Policy | undefined {
  const name = arn.split(`:role${RESERVED_PATH}`)[1];
  if (!account || name === undefined || RESERVED_ROLE_NAMES.includes(name)) return OPEN_TRUST;
  return world.role(name, accountOf(world, account.id))?.trust;
}

/** The policy that KMS gives a key unless told otherwise: the account decides by its own policies. */
function keyPolicyByDefault(account: string): Policy {
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  return compilePolicy(
    {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" }],
    },
    "resource",
    "key",
  );
}
