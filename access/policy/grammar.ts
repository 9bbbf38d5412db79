import { operatorOf, type ConditionBlock } from "./conditions";
import type {
  Either,
  Fault,
  Parsed,
  ParsedPolicy,
  ParsedPrincipals,
  ParsedStatement,
  PolicyKind,
  PrincipalKind,
} from "./parsed";

const ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const PRINCIPALS: readonly PrincipalKind[] = ["AWS", "Service", "Federated", "CanonicalUser"];
const VERSIONS = ["2012-10-17", "2008-10-17"];

/**
 * Reads a policy document of any origin: the whole of it, or every fault in it. Never throws.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(document: unknown, kind: PolicyKind): Parsed {
  const reader = new Reader(kind);
  const policy = reader.policy(document);
  return policy && reader.faults.length === 0
    ? { ok: true, policy }
    : { ok: false, faults: reader.faults };
}

class Reader {
  public readonly faults: Fault[] = [];

  public constructor(private readonly kind: PolicyKind) {}

  public policy(document: unknown): ParsedPolicy | null {
    if (!isMap(document)) return this.fault("", "a policy is a JSON object with a Statement");
    for (const key of Object.keys(document)) {
      if (!["Version", "Id", "Statement"].includes(key))
        this.fault(key, "is not an element of IAM");
    }
    const version = document.Version ?? "2008-10-17";
    if (typeof version !== "string" || !VERSIONS.includes(version)) {
      this.fault("Version", `must be "2012-10-17" or "2008-10-17"`);
    }
    const statement = document.Statement;
    if (statement === undefined) return this.fault("Statement", "is missing");
    const list: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
    const statements = list.flatMap((one, index) => {
      const read = this.statement(
        one,
        Array.isArray(statement) ? `Statement[${index}]` : "Statement",
      );
      return read ? [read] : [];
    });
    return { variables: version === "2012-10-17", statements };
  }

  private statement(value: unknown, path: string): ParsedStatement | null {
    if (!isMap(value)) return this.fault(path, "must be an object");
    for (const key of Object.keys(value)) {
      if (!ELEMENTS.includes(key)) this.fault(`${path}.${key}`, "is not an element of IAM");
    }
    const { Sid, Effect } = value;
    if (Sid !== undefined && typeof Sid !== "string") this.fault(`${path}.Sid`, "must be a string");
    if (Effect !== "Allow" && Effect !== "Deny") {
      return this.fault(`${path}.Effect`, `must be "Allow" or "Deny"`);
    }
    const actions = this.either(value, "Action", path, (of, at) => this.actions(of, at));
    if (!actions) return this.fault(path, "needs Action or NotAction");
    if (this.kind === "rcp") this.onlyInRcps(actions, Effect, path);
    return {
      sid: typeof Sid === "string" ? Sid : null,
      effect: Effect,
      principals: this.principalElement(value, path),
      actions,
      resources: this.resourceElement(value, path),
      conditions: this.conditions(value.Condition, `${path}.Condition`),
    };
  }

  private either<T>(
    statement: Map,
    name: string,
    path: string,
    read: (value: unknown, path: string) => T,
  ): Either<T> | null {
    const found = [name, `Not${name}`].filter((key) => statement[key] !== undefined);
    const [key] = found;
    if (key === undefined) return null;
    if (found.length > 1) this.fault(path, `has both ${name} and Not${name}`);
    return { not: key !== name, of: read(statement[key], `${path}.${key}`) };
  }

  private principalElement(statement: Map, path: string): ParsedStatement["principals"] {
    const found = this.either(statement, "Principal", path, (of, at) => this.principals(of, at));
    const needed = ["resource", "trust", "rcp"].includes(this.kind);
    if (needed && !found) this.fault(path, `needs a Principal, as ${KINDS[this.kind]} does`);
    if (!needed && found)
      this.fault(path, `has a Principal, which ${KINDS[this.kind]} cannot have`);
    if (this.kind === "trust" && found?.not === true) {
      this.fault(path, "has NotPrincipal, which no trust policy has");
    }
    if (this.kind === "rcp" && found && (found.not || !isEverybody(found.of))) {
      this.fault(path, `must have the Principal "*", as every resource control policy`);
    }
    return found;
  }

  /**
   * AWS's own policy aside, resource control policies deny, and name services.
   * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
   */
  private onlyInRcps(
    { not, of }: Either<readonly string[]>,
    effect: "Allow" | "Deny",
    path: string,
  ): void {
    const everything = of.includes("*");
    if (not) this.fault(path, "has NotAction, which no resource control policy has");
    else if (effect === "Deny" && everything) this.fault(`${path}.Action`, "must name services");
    else if (effect === "Allow" && !everything) {
      this.fault(`${path}.Effect`, `must be "Deny", as only RCPFullAWSAccess allows`);
    }
  }

  private resourceElement(statement: Map, path: string): ParsedStatement["resources"] {
    const found = this.either(statement, "Resource", path, (of, at) => this.resources(of, at));
    if (this.kind === "trust" && found)
      this.fault(path, "has a Resource, which no trust policy has");
    if (this.kind !== "trust" && !found) this.fault(path, "needs Resource or NotResource");
    return found;
  }

  private actions(value: unknown, path: string): readonly string[] {
    const actions = this.texts(value, path);
    for (const action of actions) {
      if (action !== "*" && !/^[\w*?-]+:[\w*?-]+$/.test(action)) {
        this.fault(path, `"${action}" is not service:Action`);
      }
    }
    return actions;
  }

  private resources(value: unknown, path: string): readonly string[] {
    const resources = this.texts(value, path);
    for (const resource of resources) {
      if (!/^(\*|arn:)/.test(resource)) this.fault(path, `"${resource}" is neither * nor an ARN`);
    }
    return resources;
  }

  private principals(value: unknown, path: string): ParsedPrincipals {
    if (value === "*") return "*";
    if (!isMap(value)) {
      this.fault(path, `must be "*" or an object of AWS, Service, Federated or CanonicalUser`);
      return {};
    }
    return Object.fromEntries(
      Object.entries(value).map(([kind, names]) => {
        if (!(PRINCIPALS as readonly string[]).includes(kind)) {
          this.fault(`${path}.${kind}`, `is not one of ${PRINCIPALS.join(", ")}`);
        }
        return [kind, this.texts(names, `${path}.${kind}`)];
      }),
    );
  }

  private conditions(value: unknown, path: string): ConditionBlock {
    if (value === undefined) return {};
    if (!isMap(value)) {
      this.fault(path, "must be an object of operators");
      return {};
    }
    return Object.fromEntries(
      Object.entries(value).map(([operator, keys]) => {
        if (!operatorOf(operator)) this.fault(path, `"${operator}" is not an operator of IAM`);
        if (!isMap(keys)) {
          this.fault(`${path}.${operator}`, "must be an object of condition keys");
          return [operator, {}];
        }
        const read = Object.entries(keys).map(
          ([key, values]) => [key, this.values(values, `${path}.${operator}.${key}`)] as const,
        );
        return [operator, Object.fromEntries(read)];
      }),
    );
  }

  /** Condition values: AWS takes numbers and booleans without quotes, too. */
  private values(value: unknown, path: string): readonly string[] {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return this.texts(
      list.map((one) => (typeof one === "number" || typeof one === "boolean" ? String(one) : one)),
      path,
    );
  }

  private texts(value: unknown, path: string): readonly string[] {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = list.filter((one) => typeof one === "string");
    if (texts.length < list.length) this.fault(path, "must be a string or a list of strings");
    return texts;
  }

  private fault(path: string, message: string): null {
    this.faults.push({ path, message });
    return null;
  }
}

const KINDS: Readonly<Record<PolicyKind, string>> = {
  identity: "an identity policy",
  boundary: "a permissions boundary",
  session: "a session policy",
  scp: "a service control policy",
  rcp: "a resource control policy",
  resource: "a resource policy",
  trust: "a trust policy",
};

type Map = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Map {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEverybody(principals: ParsedPrincipals): boolean {
  return principals === "*" || (principals.AWS?.length === 1 && principals.AWS[0] === "*");
}
