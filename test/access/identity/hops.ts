import assert from "node:assert/strict";
import { issuerOf, samlProviderArn } from "../../../iam/hub";
import type { PolicyDocument } from "../../../iam/document";
import { managedPolicyName } from "../../../iam/names";
import { FUNCTION_TAG_VALUE, limitedTagValue } from "../../../iam/trust";
import { coreAccount, type Plan, type PlannedPerson } from "../../../model/plan";
import { loadManagedPolicies } from "../../../reference-data";
import { filledDocument, exampleValues, type Values } from "../../iam/documents";
import { FULL, type Asking, type Document } from "../policy/requests";

/** One step of a case; the README beside the tables says what the parts mean. */
export interface Hop {
  readonly who: string;
  readonly of?: string;
  readonly session?: string;
  readonly mfa?: number | "none";
  readonly tags?: Readonly<Record<string, string>>;
  readonly functions?: readonly string[];
  readonly also?: "everything";
  readonly enters?: string;
  readonly as?: string;
  readonly does?: string;
  readonly on?: string;
  readonly keys?: Readonly<Record<string, string | readonly string[] | null>>;
}

export const HOP_KEYS: readonly string[] = [
  ...["who", "of", "session", "mfa", "tags", "functions", "also"],
  ...["enters", "as", "does", "on", "keys"],
];

/** When requests are made, unless they say it. */
const TODAY = "2026-11-21T12:00:00Z";
const OTHER_ORGANIZATION = "o-somebodyelse";
const OPEN: Document = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: "*" }, Action: ["sts:AssumeRole", "sts:TagSession"] },
  ],
};

type Context = Record<string, string | readonly string[]>;

/** Who asks, as AWS sees it. */
interface Asks {
  readonly principal: Asking["principal"];
  readonly identity: readonly Document[];
  readonly boundary?: Document;
  readonly context: Context;
  /** Name of the person or program, for the next session. */
  readonly name: string;
}

/** Makes requests of steps, over the documents of a plan. */
export class Hops {
  private readonly values: Values;
  private readonly ids: ReadonlyMap<string, string>;

  constructor(private readonly plan: Plan) {
    this.values = exampleValues(plan);
    const core = ["management", "audit", "network", "access"] as const;
    this.ids = new Map([
      ...core.map(
        (type) => [coreAccount(plan, type).name, this.values[`account:${type}`]] as const,
      ),
      ...plan.accounts
        .filter(({ kind }) => kind === "leaf")
        .map(({ name }, index) => [name, String(600000000001 + index)] as const),
      ...plan.partners.map(({ name, accountId }) => [`partner ${name}`, accountId] as const),
    ]);
  }

  /** The requests of a step: to enter with tags takes two. */
  requests(written: Hop): readonly Asking[] {
    const hop = this.filled(written);
    const asks = this.asks(hop);
    if (hop.does !== undefined) {
      const account = asks.principal.account ?? "";
      return [this.asking(asks, hop, hop.does, hop.on ?? "*", account, undefined)];
    }
    const { arn, owner, trust, organization } = this.entered(hop.enters ?? "");
    const federated = asks.principal.kind === "federated";
    const action = federated
      ? `sts:AssumeRoleWith${asks.principal.arn.includes(":saml-provider/") ? "SAML" : "WebIdentity"}`
      : "sts:AssumeRole";
    const tags = federated && Object.keys(hop.tags ?? {}).length > 0;
    return [action, ...(tags ? ["sts:TagSession"] : [])].map((one) =>
      this.asking(asks, hop, one, arn, owner, trust, organization),
    );
  }

  private asking(
    { principal, identity, boundary, context, name }: Asks,
    hop: Hop,
    action: string,
    resource: string,
    owner: string,
    resourcePolicy: Document | undefined,
    organization?: string,
  ): Asking {
    const keys: Record<string, string | readonly string[] | null> = {
      "aws:SecureTransport": "true",
      "aws:CurrentTime": TODAY,
      "aws:ResourceAccount": owner,
      "aws:ResourceOrgID": organization ?? this.organizationOf(owner),
      ...(action.startsWith("sts:") ? { "sts:RoleSessionName": hop.as ?? name } : {}),
      ...context,
      ...hop.keys,
    };
    return {
      principal,
      action,
      resource,
      owner,
      identity,
      ...(boundary ? { boundary } : {}),
      ...(resourcePolicy ? { resourcePolicy } : {}),
      context: Object.fromEntries(
        Object.entries(keys).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
      ),
    };
  }

  private organizationOf(account: string): string {
    const own = [...this.ids].some(([name, id]) => id === account && !name.startsWith("partner "));
    return own ? this.values["organization:id"] : OTHER_ORGANIZATION;
  }

  /** `{web-production}` in a text is an account's id. */
  private filled(hop: Hop): Hop {
    const text = JSON.stringify(hop).replaceAll(/\{([a-z][\w -]*)\}/g, (_, name: string) =>
      this.id(name),
    );
    return JSON.parse(text) as Hop;
  }

  private id(account: string): string {
    const id = /^\d{12}$/.test(account) ? account : this.ids.get(account);
    assert.ok(id !== undefined, `there is no account ${account}`);
    return id;
  }

  private document(policy: PolicyDocument, account: string): Document {
    return filledDocument(policy, { ...this.values, "account:self": account }) as Document;
  }

  private asks(hop: Hop): Asks {
    const [kind = "", name = ""] = hop.who.split(" ");
    if (kind === "user") return this.user(name, hop);
    if (kind === "role") return this.session(name, hop);
    return this.federated(hop);
  }

  private user(path: string, hop: Hop): Asks {
    const account = this.id(hop.of ?? "access");
    const arn = `arn:aws:iam::${account}:user/${path}`;
    const name = path.slice(path.lastIndexOf("/") + 1);
    const person = this.plan.people.users.find((one) => `people/${one.name}` === path);
    const isOwn = account === this.values["account:access"];
    const functions = hop.functions ?? person?.functions ?? [];
    const tags = hop.tags ?? this.tagsOf(person, functions);
    return {
      principal: { kind: "user", arn, account },
      identity: [
        ...(isOwn ? this.policiesOf(path, functions, person) : [FULL]),
        ...(hop.also ? [FULL] : []),
      ],
      name,
      context: {
        ...this.principal(arn, account, "User"),
        "aws:userid": "AIDAEXAMPLE",
        "aws:username": name,
        ...mfa(hop.mfa),
        ...principalTags(tags),
      },
    };
  }

  private tagsOf(person: PlannedPerson | undefined, functions: readonly string[]) {
    const limits = person?.limits ?? null;
    const value =
      limits === null
        ? FUNCTION_TAG_VALUE
        : limitedTagValue([...limits.types, ...limits.accounts.map((one) => this.id(one))]);
    return Object.fromEntries(functions.map((fn) => [fn, value] as const));
  }

  private policiesOf(
    path: string,
    functions: readonly string[],
    person: PlannedPerson | undefined,
  ): readonly Document[] {
    const { people, breakGlass } = this.plan;
    const account = this.values["account:access"];
    if (path.startsWith("break-glass/")) return [this.document(breakGlass.policy, account)];
    if (!path.startsWith("people/")) return [FULL];
    const groups = people.groups.filter((group) => functions.includes(group.function));
    const own = person?.policy ? [person.policy] : [];
    return [people.policy, ...groups.map(({ policy }) => policy), ...own].map((policy) =>
      this.document(policy, account),
    );
  }

  private session(path: string, hop: Hop): Asks {
    const account = this.id(hop.of ?? "access");
    const arn = `arn:aws:iam::${account}:role/${path}`;
    const roleName = path.slice(path.lastIndexOf("/") + 1);
    const name = hop.session ?? "somebody";
    const known = this.roleDocuments(path, hop.of ?? "access");
    return {
      principal: {
        kind: "session",
        arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${name}`,
        account,
        issuer: arn,
      },
      identity: known?.identity ?? [FULL],
      ...(known?.boundary ? { boundary: known.boundary } : {}),
      name,
      context: {
        ...this.principal(arn, account, "AssumedRole"),
        "aws:userid": `AROAEXAMPLE:${name}`,
        ...principalTags(hop.tags ?? {}),
      },
    };
  }

  /** What a role of the landing zone may; of any other, everything is feared. */
  private roleDocuments(
    path: string,
    accountName: string,
  ): { readonly identity: readonly Document[]; readonly boundary?: Document } | null {
    const account = this.id(accountName);
    const [, set] = /^aws-reserved\/.*AWSReservedSSO_(.*)_[0-9a-f]{16}$/.exec(path) ?? [];
    const sets = this.plan.identity.identityCenter?.permissionSets ?? [];
    const policy = sets.find((one) => one.name === set)?.policy;
    if (policy) return { identity: [this.document(policy, account)] };
    const role = path.startsWith("landing-zone/")
      ? this.roleIn(path.slice("landing-zone/".length), accountName)
      : undefined;
    if (!role) return null;
    const { inline, managed } = role.policies;
    const documents = loadManagedPolicies(managed.map(managedPolicyName));
    return {
      identity: [
        ...[...documents.values()].map((one) => this.document(one, account)),
        ...(inline ? [this.document(inline, account)] : []),
      ],
      ...("boundary" in role ? { boundary: this.document(role.boundary, account) } : {}),
    };
  }

  private roleIn(name: string, accountName: string) {
    const account = this.plan.accounts.find((one) => one.name === accountName);
    const { roles, ownRoles, partners } = this.plan;
    return (
      roles.find((one) => one.name === name && one.type === account?.type) ??
      ownRoles.find((one) => one.name === name && one.account === account?.type) ??
      partners
        .flatMap(({ sets }) => sets)
        .filter(({ accounts }) => accounts.includes(accountName))
        .flatMap((set) => set.roles)
        .find((one) => one.name === name)
    );
  }

  private federated(hop: Hop): Asks {
    const { arn, says } = this.provider(hop);
    const tags = hop.tags ?? {};
    return {
      principal: { kind: "federated", arn, account: null },
      identity: [FULL],
      name: tags.person ?? "job",
      context: {
        ...says,
        ...Object.fromEntries(
          Object.entries(tags).map(([tag, value]) => [`aws:RequestTag/${tag}`, value]),
        ),
        ...(Object.keys(tags).length > 0 ? { "aws:TagKeys": Object.keys(tags) } : {}),
      },
    };
  }

  /** The provider, and what its honest token says. */
  private provider({ who, of }: Hop): { readonly arn: string; readonly says: Context } {
    const { identity, deploy } = this.plan;
    const oidc = (account: string, issuer: string): string =>
      `arn:aws:iam::${this.id(account)}:oidc-provider/${issuer}`;
    if (who === "saml") {
      const arn = filledText(samlProviderArn, this.values);
      return { arn, says: { "SAML:aud": identity.saml?.audiences[0] ?? "" } };
    }
    if (who === "oidc") {
      const issuer = issuerOf(identity.oidc?.url ?? "");
      const says = {
        [`${issuer}:aud`]: identity.oidc?.audience ?? "",
        [`${issuer}:sub`]: "ada@acme.example",
      };
      return { arn: oidc("access", issuer), says };
    }
    const pipelines = deploy?.pipelines.find(({ issuer }) => issuer.includes(who));
    if (!pipelines) return { arn: `arn:aws:iam::${this.id(of ?? "access")}:${who}`, says: {} };
    const { issuer, audience, deploys, claims, deployClaims } = pipelines;
    const says = { aud: audience, sub: deploys, ...claims, ...deployClaims };
    const first = (value: string | readonly string[]): string => [value].flat()[0] ?? "";
    return {
      arn: oidc(of ?? "management", issuer),
      says: Object.fromEntries(
        Object.entries(says).map(([claim, value]) => [`${issuer}:${claim}`, first(value)]),
      ),
    };
  }

  private principal(arn: string, account: string, type: string): Context {
    return {
      "aws:PrincipalArn": arn,
      "aws:PrincipalAccount": account,
      "aws:PrincipalOrgID": this.organizationOf(account),
      "aws:PrincipalType": type,
    };
  }

  /** `operations in web-production`, `/Name in audit`, `partner-x-y in organization o-…`. */
  private entered(text: string) {
    const [, name = "", where = ""] =
      /^(\S+) in (.+)$/.exec(text) ?? assert.fail(`enters: ${text}`);
    const organization = where.startsWith("organization ") ? where.slice(13) : undefined;
    if (organization !== undefined) {
      const owner = "123123123123";
      const arn = `arn:aws:iam::${owner}:role/landing-zone/${name}`;
      return { arn, owner, trust: OPEN, organization };
    }
    const owner = this.id(where);
    const path = name.startsWith("/") ? name.slice(1) : `landing-zone/${name}`;
    const trust = name.startsWith("/") ? this.accessTrust() : this.roleIn(name, where)?.trust;
    assert.ok(trust, `there is no ${name} in ${where}`);
    return { arn: `arn:aws:iam::${owner}:role/${path}`, owner, trust: this.document(trust, owner) };
  }

  private accessTrust(): PolicyDocument {
    return (
      this.plan.deploy?.accessTrust ?? {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "arn:{{partition}}:iam::{{account:management}}:root" },
            Action: "sts:AssumeRole",
          },
        ],
      }
    );
  }
}

function filledText(text: string, values: Values): string {
  return text
    .replace("{{partition}}", values.partition)
    .replace("{{account:access}}", values["account:access"]);
}

function mfa(how: Hop["mfa"]): Context {
  if (how === undefined) return {};
  if (how === "none") return { "aws:MultiFactorAuthPresent": "false" };
  return {
    "aws:MultiFactorAuthPresent": "true",
    "aws:MultiFactorAuthAge": String(Math.round(how * 60)),
  };
}

function principalTags(tags: Readonly<Record<string, string>>): Context {
  return Object.fromEntries(
    Object.entries(tags).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value]),
  );
}
