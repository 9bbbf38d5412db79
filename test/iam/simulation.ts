import { runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import type { PolicyDocument } from "../../iam/document";
import {
  managedPolicyName,
  PEOPLE_PATH,
  RESERVED_PATH,
  RESERVED_ROLE_NAMES,
} from "../../iam/names";
import { FUNCTION_TAG_VALUE } from "../../iam/trust";
import type { StampedRole } from "../../iam/stamp-template";
import type { Plan, PlannedRole } from "../../model/plan";
import { serviceRoles, serviceRolesIn } from "../../model/service-roles";
import { loadManagedPolicies } from "../../reference-data";
import type { PolicyOn } from "../../model/policies-on";
import { policyOnCase } from "./case-files";
import { exampleValues, filledDocument, type Values } from "./documents";

/** Who asks. */
export type Asker =
  /** A person of a function, in the session of its role in an account of a type. */
  | { readonly function: string; readonly in: string }
  /** AWS's service by its role in an account of a type, such as the recorder's. */
  | { readonly serviceRole: string; readonly in: string }
  /** A role that people made for a service: administrator, below the boundary. */
  | { readonly madeRole: string; readonly in: string }
  /** A user of the access account. Functions and tags are those of the plan unless said here. */
  | {
      readonly user: string;
      /** Console before MFA is `false`; an access key alone carries nothing about MFA. */
      readonly mfa: boolean | "access-key";
      /** Hours since MFA; just now if left out. */
      readonly mfaHours?: number;
      readonly functions?: readonly string[];
      readonly tags?: Readonly<Record<string, string>>;
      /** Somebody attached administrator access to the user by mistake. */
      readonly also?: "everything";
    }
  /** An AWS service, in its own name. */
  | { readonly service: string }
  /** Any other principal, allowed everything in its own account: the worst case. */
  | { readonly arn: string };

export interface Question {
  readonly as: Asker;
  readonly action: string;
  /** ARN; `*` if left out, for actions that have no resource. */
  readonly resource?: string;
  /** Type of the account that owns a resource whose ARN does not say, such as a bucket. */
  readonly owner?: string;
  /** The resource's own policy lets everybody do everything. */
  readonly open?: boolean;
  /** Keys of the request beside those that AWS always fills in. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export type Decision = "allowed" | "denied";

type Context = Record<string, string | string[]>;
type Policy = Simulation["identityPolicies"][number];

const ALL: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};
const OPEN: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};
const OPEN_TRUST: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: "*" }, Action: ["sts:AssumeRole", "sts:TagSession"] },
  ],
};

/**
 * Keys of KMS that iam-simulate takes for unknown (the one is listed by no action, the other has
 * colons in its variable part), and keys of the same type that every request may have.
 */
const STAND_INS = [
  ["kms:ResourceAliases", "aws:TagKeys"],
  ["kms:EncryptionContext:aws:cloudtrail:arn", "aws:RequestTag/cloudtrail"],
  ["kms:EncryptionContext:aws:s3:arn", "aws:RequestTag/s3"],
] as const;

function withStandIns(simulation: Simulation): Simulation {
  const text = STAND_INS.reduce(
    (result, [key, standIn]) => result.replaceAll(key, standIn),
    JSON.stringify(simulation),
  );
  return JSON.parse(text) as Simulation;
}

/** Account of nobody in the organization, for attacks from outside. */
const OUTSIDE = "999999999999";
const OTHER_ORGANIZATION = "o-somebodyelse";

/** Who asks, as AWS sees it: ARN, policies, and the keys that AWS fills in. */
interface Requester {
  readonly arn: string;
  readonly account: string | null;
  readonly identity: readonly Policy[];
  readonly boundary?: PolicyDocument;
  readonly context: Context;
}

/** Decides requests over a plan's documents, as AWS does. */
export class PlanSimulation {
  private readonly values: Values;
  /** Account ids by account type; `outside` belongs to somebody else. */
  private readonly ids: ReadonlyMap<string, string>;
  private readonly managed: ReadonlyMap<string, PolicyDocument>;

  constructor(private readonly plan: Plan) {
    this.values = exampleValues(plan);
    this.ids = new Map([
      ...(["management", "audit", "network", "access"] as const).map(
        (core) => [core, this.values[`account:${core}`]] as const,
      ),
      ...plan.types.map(({ name }, index) => [name, String(600000000001 + index)] as const),
      ["outside", OUTSIDE],
    ]);
    this.managed = loadManagedPolicies(
      [...plan.roles, ...serviceRoles(plan)].flatMap(({ policies }) => policies.managed),
    );
  }

  /** Throws when the question itself is wrong: no such action, resource or context key. */
  async decide(question: Question): Promise<Decision> {
    const own = "in" in question.as ? question.as.in : "access";
    const asked = JSON.parse(this.filled(JSON.stringify(question), own)) as Question;
    const requester = this.requester(asked);
    const resource = asked.resource ?? "*";
    const owner = this.owner(asked, requester);
    const simulation: Simulation = {
      request: {
        principal: requester.arn,
        action: asked.action,
        resource: { resource, accountId: owner },
        contextVariables: {
          "aws:SecureTransport": "true",
          "aws:ResourceAccount": owner,
          "aws:ResourceOrgID":
            owner === OUTSIDE ? OTHER_ORGANIZATION : this.values["organization:id"],
          ...requester.context,
          ...(asked.context as Context | undefined),
        },
      },
      identityPolicies: [...requester.identity],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: asked.open === true ? OPEN : this.resourcePolicy(asked),
      ...(requester.boundary
        ? { permissionBoundaryPolicies: [{ name: "boundary", policy: requester.boundary }] }
        : {}),
    };
    const keys = Object.keys(asked.context ?? {});
    const answer = await runSimulation(withStandIns(simulation), {});
    if (answer.resultType === "error") {
      throw new Error(`${asked.action} on ${resource}: ${JSON.stringify(answer.errors)}`);
    }
    if (answer.resultType === "single") {
      const unknown = keys.filter((key) => answer.result.ignoredContextKeys?.includes(key));
      if (unknown.length > 0) throw new Error(`${asked.action} knows no ${unknown.join(", ")}`);
    }
    return answer.overallResult === "Allowed" ? "allowed" : "denied";
  }

  /** Puts ids into `{{account:TYPE}}` and the like; `self` is the account of who asks. */
  private filled(text: string, self: string): string {
    return text.replaceAll(
      /\{\{([a-z]+):?([a-z-]*)\}\}/g,
      (placeholder, kind: string, name: string) => {
        if (kind === "account") return this.id(name === "self" ? self : name);
        if (kind === "organization") return this.values["organization:id"];
        if (kind === "partition") return this.values.partition;
        throw new Error(`no such placeholder: ${placeholder}`);
      },
    );
  }

  private id(type: string): string {
    const id = this.ids.get(type);
    if (id === undefined) throw new Error(`the plan has no account type ${type}`);
    return id;
  }

  private document(policy: PolicyDocument, account: string): PolicyDocument {
    return filledDocument(policy, { ...this.values, "account:self": account });
  }

  private requester({ as, action }: Question): Requester {
    if ("function" in as) return this.session(as.function, as.in);
    if ("serviceRole" in as) return this.serviceRole(as.serviceRole, as.in);
    if ("madeRole" in as) return this.madeRole(as.madeRole, as.in);
    if ("user" in as) return this.user(as, action);
    if ("service" in as) {
      return {
        arn: as.service,
        account: null,
        identity: [],
        context: { "aws:PrincipalIsAWSService": "true" },
      };
    }
    return this.stranger(as.arn);
  }

  private session(fn: string, type: string): Requester {
    const role = this.role(fn, type);
    if (!role) throw new Error(`the plan has no ${fn} in ${type}`);
    const account = this.id(type);
    return { ...this.ofRole(role, account), boundary: this.document(role.boundary, account) };
  }

  private serviceRole(name: string, type: string): Requester {
    const account = this.plan.accounts.find((one) => one.type === type);
    const roles = account ? serviceRolesIn(this.plan, account) : [];
    const role = roles.find((one) => one.name === name);
    if (!role) throw new Error(`the plan has no ${name} in ${type}`);
    return this.ofRole(role, this.id(type));
  }

  private ofRole({ name, policies: { inline, managed } }: StampedRole, account: string): Requester {
    return {
      ...this.roleSession(`${RESERVED_PATH.slice(1)}${name}`, account),
      identity: [
        ...managed.map((arn) => ({ name: arn, policy: this.managed.get(managedPolicyName(arn)) })),
        ...(inline ? [{ name: "permissions", policy: this.document(inline, account) }] : []),
      ],
    };
  }

  private madeRole(name: string, type: string): Requester {
    const account = this.id(type);
    return {
      ...this.roleSession(name, account),
      identity: [{ name: "AdministratorAccess", policy: ALL }],
      boundary: this.document(this.plan.boundary, account),
    };
  }

  private roleSession(
    pathAndName: string,
    account: string,
  ): Pick<Requester, "arn" | "account" | "context"> {
    const name = pathAndName.slice(pathAndName.lastIndexOf("/") + 1);
    return {
      arn: `arn:aws:sts::${account}:assumed-role/${name}/ada`,
      account,
      context: {
        ...this.principal(`arn:aws:iam::${account}:role/${pathAndName}`, account),
        "aws:PrincipalType": "AssumedRole",
        "aws:userid": "AROAEXAMPLE:ada",
      },
    };
  }

  private user(as: Extract<Asker, { user: string }>, action: string): Requester {
    const account = this.id("access");
    const planned = this.plan.people.users.find(({ name }) => name === as.user);
    const functions = as.functions ?? planned?.functions ?? [];
    const tags =
      as.tags ?? Object.fromEntries(functions.map((fn) => [fn, FUNCTION_TAG_VALUE] as const));
    const arn = `arn:aws:iam::${account}:user${PEOPLE_PATH}${as.user}`;
    const groups = this.plan.people.groups.filter(({ function: fn }) => functions.includes(fn));
    return {
      arn,
      account,
      identity: [
        { name: "people", policy: this.document(this.plan.people.policy, account) },
        ...groups.map(({ function: fn, policy }) => ({
          name: fn,
          policy: this.document(policy, account),
        })),
        ...(as.also === "everything" ? [{ name: "mistake", policy: ALL }] : []),
      ],
      context: {
        ...this.principal(arn, account),
        "aws:PrincipalType": "User",
        "aws:userid": "AIDAEXAMPLE",
        "aws:username": as.user,
        ...mfa(as.mfa, as.mfaHours ?? 0),
        ...Object.fromEntries(
          Object.entries(tags).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value]),
        ),
        ...(action === "sts:AssumeRole" ? { "sts:RoleSessionName": as.user } : {}),
      },
    };
  }

  private stranger(arn: string): Requester {
    const account = accountIn(arn);
    const session = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(arn);
    const principal = session ? `arn:aws:iam::${session[1] ?? ""}:role/${session[2] ?? ""}` : arn;
    return {
      arn,
      account,
      identity: [{ name: "everything", policy: ALL }],
      context: this.principal(principal, account),
    };
  }

  private principal(arn: string, account: string): Context {
    return {
      "aws:PrincipalArn": arn,
      "aws:PrincipalAccount": account,
      "aws:PrincipalOrgID":
        account === OUTSIDE ? OTHER_ORGANIZATION : this.values["organization:id"],
      "aws:PrincipalIsAWSService": "false",
    };
  }

  private owner(question: Question, requester: Requester): string {
    const { owner, resource = "*" } = question;
    if (owner !== undefined) return this.id(owner);
    const policy = this.policyOn(question);
    if (policy) return this.id(policy.account);
    return accountIn(resource) || (requester.account ?? this.id("audit"));
  }

  private role(fn: string, type: string): PlannedRole | undefined {
    return this.plan.roles.find((role) => role.function === fn && role.type === type);
  }

  private policyOn(question: Question): PolicyOn | undefined {
    return policyOnCase(this.plan, question, (text, account) => this.filled(text, account));
  }

  /** The policy on the resource: a trust, one that the plan has, a key's; none on anything else. */
  private resourcePolicy(question: Question): PolicyDocument | undefined {
    const { action, resource = "*" } = question;
    if (/^sts:(AssumeRole|TagSession)/.test(action)) return this.trust(resource);
    const found = this.policyOn(question);
    if (found) return this.document(found.policy, this.id(found.account));
    return resource.startsWith("arn:aws:kms:")
      ? keyPolicyByDefault(accountIn(resource))
      : undefined;
  }

  /**
   * Roles that are not function roles of this organization trust everybody: what is left are the
   * asker's own limits. A function role that the plan does not have trusts nobody.
   */
  private trust(resource: string): PolicyDocument | undefined {
    const [, id, fn] = /^arn:aws:iam::(\d+):role\/landing-zone\/(.+)$/.exec(resource) ?? [];
    if (id === undefined || fn === undefined || id === OUTSIDE) return OPEN_TRUST;
    if (RESERVED_ROLE_NAMES.includes(fn)) return OPEN_TRUST;
    const type = [...this.ids].find(([, other]) => other === id)?.[0] ?? "";
    const role = this.role(fn, type);
    return role && this.document(role.trust, id);
  }
}

/** The policy that KMS gives a key unless told otherwise: the account decides by its own policies. */
function keyPolicyByDefault(account: string): PolicyDocument {
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" }],
  };
}

function accountIn(arn: string): string {
  return arn.split(":")[4] ?? "";
}

/** What AWS says of MFA: nothing at all for an access key alone, no age before MFA. */
function mfa(how: boolean | "access-key", hours: number): Context {
  if (how === "access-key") return {};
  if (!how) return { "aws:MultiFactorAuthPresent": "false" };
  return {
    "aws:MultiFactorAuthPresent": "true",
    "aws:MultiFactorAuthAge": String(Math.round(hours * 3600) + 1),
  };
}
