import type { PolicyDocument } from "../../iam/document";
import {
  ORGANIZATION_ACCESS_ROLE,
  PEOPLE_PATH,
  RESERVED_PATH,
  SERVICE_PATH,
} from "../../iam/names";
import { FUNCTION_TAG_VALUE } from "../../iam/trust";
import type { StampedRole } from "../../iam/stamp-template";
import type { PlannedRole } from "../../model/plan";
import { test } from "../policy/atom";
import type { ContextValue } from "../policy/context";
import { atomic, type Formula } from "../policy/formula";
import { compilePolicy, type Policy } from "../policy/policy";
import type { Principal } from "../policy/principal";
import type { Layers } from "../policy/request";
import type { Account } from "./accounts";
import type { Documents } from "./documents";

export type ActorKind =
  /** A user of the access account. */
  | "person"
  | "function-role"
  /** A role of the landing zone that is no function's. */
  | "own-role"
  /** A role that people made below the service path: the worst of them. */
  | "service-role"
  /** The role by which the management account enters. */
  | "access-role"
  | "root"
  /** Whoever has everything in an account: any role or user, with any permissions. */
  | "everything"
  | "aws-service"
  /** Somebody whom an identity provider vouches for. */
  | "federated"
  /** A principal of which nothing is known: in its own account it may do everything. */
  | "stranger";

/** Somebody, or something, that makes requests. */
export interface Actor {
  readonly kind: ActorKind;
  /** Name for people, e.g. `operations in web-production`. */
  readonly name: string;
  readonly account: Account | null;
  readonly principal: Principal;
  readonly layers: Pick<Layers, "identity" | "boundary">;
  /** Keys that AWS fills in for it, in lower case. Null: they are not part of its requests. */
  readonly facts: Readonly<Record<string, ContextValue>>;
  /** Its tags are all in `facts`; otherwise it may have any. */
  readonly tagsKnown: boolean;
  /** What holds of its unknown keys. */
  readonly given: Formula;
}

/** A function role of an account, with what made it. */
export interface FunctionRole extends Actor {
  readonly kind: "function-role";
  readonly account: Account;
  readonly role: PlannedRole;
  readonly arn: string;
  readonly trust: Policy;
}

/** How somebody signed in: with MFA, or in one of the two ways without. */
export type SignIn = "mfa" | "console" | "access-key";

/** Allows everything. */
export const EVERYTHING: Policy = compilePolicy(
  { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  "identity",
  "everything",
);

export interface Cast {
  readonly partition: string;
  readonly organizationId: string;
  readonly documents: Documents;
  readonly access: Account;
  readonly boundary: PolicyDocument;
  readonly people: {
    readonly groups: readonly { readonly function: string; readonly policy: PolicyDocument }[];
    readonly policy: PolicyDocument;
  };
}

function arnOf({ partition }: Cast, account: string, resource: string): string {
  return `arn:${partition}:iam::${account}:${resource}`;
}

export function roleArn(cast: Cast, account: Account, path: string): string {
  return arnOf(cast, account.id, `role${path}`);
}

/** Keys of a principal of an account of the organization. */
function member({ organizationId }: Cast, account: string, arn: string | undefined) {
  return {
    "aws:principalarn": arn,
    "aws:principalaccount": account,
    "aws:principalorgid": organizationId,
    "aws:principalisawsservice": "false",
    "aws:assumedroot": null,
  };
}

/** Keys of a role's session: no MFA, whoever assumed it. */
export function sessionFacts(cast: Cast, account: string, arn: string | undefined) {
  return {
    ...member(cast, account, arn),
    "aws:principaltype": "AssumedRole",
    "aws:username": null,
    "aws:multifactorauthpresent": null,
    "aws:multifactorauthage": null,
  };
}

/**
 * A session that no instance's metadata service gave out, or version 2 of it, which no policy holds
 * against anybody: people, management or a service entered the role.
 */
export const ENTERED = { "ec2:roledelivery": null };

/** Just signed in: the age of MFA counts from then. */
const SIGN_INS: Readonly<Record<SignIn, Readonly<Record<string, ContextValue>>>> = {
  mfa: { "aws:multifactorauthpresent": "true", "aws:multifactorauthage": "1" },
  console: { "aws:multifactorauthpresent": "false", "aws:multifactorauthage": null },
  "access-key": { "aws:multifactorauthpresent": null, "aws:multifactorauthage": null },
};

/** Where and until when somebody's functions hold. */
export interface Limited {
  /** Value of the tags of the functions. */
  readonly tag: string;
  /** The user's own policy. */
  readonly policy: PolicyDocument | null;
}

export const EVERYWHERE: Limited = { tag: FUNCTION_TAG_VALUE, policy: null };

/** Keys of a user of the access account. */
export function userFacts(cast: Cast, arn: string, name: string, how: SignIn) {
  return {
    ...member(cast, cast.access.id, arn),
    ...SIGN_INS[how],
    ...ENTERED,
    "aws:principaltype": "User",
    "aws:username": name,
  };
}

/** A person, signed in to the access account. */
export function person(
  cast: Cast,
  name: string,
  functions: readonly string[],
  how: SignIn,
  limited: Limited = EVERYWHERE,
): Actor & { readonly account: Account } {
  const { access, documents, people } = cast;
  const arn = arnOf(cast, access.id, `user${PEOPLE_PATH}${name}`);
  const groups = people.groups.filter((group) => functions.includes(group.function));
  return {
    kind: "person",
    name,
    account: access,
    principal: { kind: "user", arn, account: access.id },
    layers: {
      identity: [
        documents.policy(people.policy, "identity", "people", access.id),
        ...groups.map((group) =>
          documents.policy(group.policy, "identity", `group ${group.function}`, access.id),
        ),
        ...(limited.policy
          ? [documents.policy(limited.policy, "identity", `policy of ${name}`, access.id)]
          : []),
      ],
    },
    facts: {
      ...userFacts(cast, arn, name, how),
      ...Object.fromEntries(functions.map((fn) => [`aws:principaltag/${fn}`, limited.tag])),
    },
    tagsKnown: true,
    given: true,
  };
}

export function functionRole(cast: Cast, role: PlannedRole, account: Account): FunctionRole {
  return {
    kind: "function-role",
    name: `${role.function} in ${account.name}`,
    role,
    ...madeRole(cast, role, account, {
      policy: `level ${role.level}`,
      trust: `trust of ${role.function}`,
      boundary: role.boundary,
    }),
  };
}

/** What is the same of every role that the landing zone makes. */
export function madeRole(
  cast: Cast,
  role: StampedRole,
  account: Account,
  named: {
    /** Names of its documents, for reasons. */
    readonly policy: string;
    readonly trust: string;
    readonly boundary: PolicyDocument | null;
  },
) {
  const { documents, partition } = cast;
  const arn = roleArn(cast, account, `${RESERVED_PATH}${role.name}`);
  const policy = (document: PolicyDocument, kind: Policy["kind"], name: string): Policy =>
    documents.policy(document, kind, name, account.id);
  const { managed, inline } = role.policies;
  return {
    account,
    arn,
    principal: session(partition, account.id, role.name, arn),
    layers: {
      identity: [
        ...managed.map((one) => documents.managed(one)),
        ...(inline ? [policy(inline, "identity", named.policy)] : []),
      ],
      ...(named.boundary ? { boundary: policy(named.boundary, "boundary", "boundary") } : {}),
    },
    facts: { ...sessionFacts(cast, account.id, arn), ...ENTERED },
    tagsKnown: true,
    given: true,
    trust: policy(role.trust, "trust", named.trust),
  } as const;
}

/** A session of a role of an account. */
export function session(
  partition: string,
  account: string,
  name: string,
  issuer: string,
): Principal {
  return {
    kind: "session",
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/session`,
    account,
    issuer,
  };
}

/**
 * The worst that a role below the service path can be: administrator, as far as the boundary lets
 * it. Its tags, its trust and its name are up to whoever made it.
 */
export function serviceRole(cast: Cast, account: Account): Actor & { readonly account: Account } {
  const arn = roleArn(cast, account, `${SERVICE_PATH}any`);
  return {
    kind: "service-role",
    name: `roles below ${SERVICE_PATH} in ${account.name}`,
    account,
    principal: session(cast.partition, account.id, "any", arn),
    layers: {
      identity: [EVERYTHING],
      boundary: cast.documents.policy(cast.boundary, "boundary", "boundary", account.id),
    },
    facts: { ...sessionFacts(cast, account.id, undefined), ...ENTERED },
    tagsKnown: false,
    given: atomic(
      test("", "ArnLike", "aws:PrincipalArn", [roleArn(cast, account, `${SERVICE_PATH}*`)]),
    ),
  };
}

/** Whoever has full control of an account: any name, any tag, any sign-in, no boundary. */
export function everything(cast: Cast, account: Account): Actor & { readonly account: Account } {
  return {
    kind: "everything",
    name: `everything in ${account.name}`,
    account,
    principal: session(
      cast.partition,
      account.id,
      "anything",
      arnOf(cast, account.id, "role/anything"),
    ),
    layers: { identity: [EVERYTHING] },
    facts: {
      ...member(cast, account.id, undefined),
    },
    tagsKnown: false,
    given: atomic(test("", "ArnLike", "aws:PrincipalArn", [arnOf(cast, account.id, "*")])),
  };
}

/** The role by which management enters an account; it has everything there. */
export function accessRole(cast: Cast, account: Account): Actor & { readonly arn: string } {
  const name = account.class.accessRole ?? ORGANIZATION_ACCESS_ROLE;
  const arn = roleArn(cast, account, `/${name}`);
  return {
    kind: "access-role",
    name: `${name} in ${account.name}`,
    arn,
    account,
    principal: session(cast.partition, account.id, name, arn),
    layers: { identity: [EVERYTHING] },
    facts: { ...sessionFacts(cast, account.id, arn), ...ENTERED },
    tagsKnown: false,
    given: true,
  };
}

/** The root user of an account. */
export function rootUser(cast: Cast, account: Account): Actor {
  const arn = arnOf(cast, account.id, "root");
  return {
    kind: "root",
    name: `root user of ${account.name}`,
    account,
    principal: { kind: "root", arn, account: account.id },
    layers: { identity: [] },
    facts: {
      ...member(cast, account.id, arn),
      ...ENTERED,
      "aws:principaltype": "Account",
      "aws:username": null,
    },
    tagsKnown: true,
    given: true,
  };
}

/** An AWS service in its own name, e.g. `cloudtrail.amazonaws.com`. */
export function awsService(name: string): Actor {
  return {
    kind: "aws-service",
    name,
    account: null,
    principal: { kind: "service", arn: name, account: null },
    layers: { identity: [] },
    facts: {
      "aws:principalisawsservice": "true",
      "aws:principalservicename": name,
      "aws:principalarn": null,
      "aws:principalaccount": null,
      "aws:principalorgid": null,
      "aws:username": null,
      "aws:multifactorauthpresent": null,
      "aws:multifactorauthage": null,
    },
    tagsKnown: false,
    given: true,
  };
}

/**
 * A principal that the landing zone did not make. Nothing is known of its permissions, so in its own
 * account it is taken to have all; only others' policies can refuse it.
 */
export function stranger(cast: Cast, arn: string, id: string, account: Account | null): Actor {
  const [, partition = "", name = ""] =
    /^arn:([^:]+):sts::[^:]*:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  const principal: Principal = arn.includes(":user/")
    ? { kind: "user", arn, account: id }
    : name === ""
      ? session(cast.partition, id, arn.slice(arn.lastIndexOf("/") + 1), arn)
      : { kind: "session", arn, account: id, issuer: `arn:${partition}:iam::${id}:role/${name}` };
  const facts = member(cast, id, principal.issuer ?? arn);
  return {
    kind: "stranger",
    name: arn,
    account,
    principal,
    layers: { identity: [EVERYTHING] },
    facts: account ? facts : { ...facts, "aws:principalorgid": undefined },
    tagsKnown: false,
    given: account ? true : elsewhere(cast),
  };
}

/** Its organization, if it has one, is another. */
function elsewhere({ organizationId }: Cast): Formula {
  return atomic(test("", "StringEquals", "aws:PrincipalOrgID", [organizationId]), true);
}
