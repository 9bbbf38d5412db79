import { arnPattern, ANY_ARN, NO_RESOURCE } from "../policy/arn";
import type { ContextValue } from "../policy/context";
import { decide } from "../policy/decide";
import { possible } from "../policy/possible";
import type { Statement } from "../../iam/document";
import type { Policy } from "../policy/policy";
import { awsService } from "../world/actors";
import { namesIn } from "./principals";

/** Kinds of resources whose policies name AWS's services; `role` is a role's trust. */
export type ResourceKind = "bucket" | "key" | "topic" | "queue" | "bus" | "role";

/** Keys by which a service says for whom, and for what, it comes. */
const SOURCE = {
  account: "aws:SourceAccount",
  arn: "aws:SourceArn",
  organization: "aws:SourceOrgID",
} as const;

interface KnownService {
  readonly on: readonly ResourceKind[];
  /** What a statement asks of it: all keys of one of these lists. */
  readonly says: readonly (readonly (keyof typeof SOURCE)[])[];
}

/**
 * Services that have business with the landing zone's resources. A service acts for whoever asks it:
 * without a condition on the source, somebody else's trail writes into this bucket.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const KNOWN: Readonly<Record<string, KnownService>> = {
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
  "cloudtrail.amazonaws.com": { on: ["bucket", "key"], says: [["arn"]] },
  // https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
  "config.amazonaws.com": { on: ["bucket", "key", "role"], says: [["organization"], ["account"]] },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
  "delivery.logs.amazonaws.com": { on: ["bucket", "key"], says: [["account", "arn"]] },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
  "logging.s3.amazonaws.com": { on: ["bucket"], says: [["account", "arn"]] },
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
  "events.amazonaws.com": { on: ["topic", "queue", "key", "role"], says: [["account", "arn"]] },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
  "cloudwatch.amazonaws.com": { on: ["topic", "key"], says: [["account", "arn"]] },
  // https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
  "sns.amazonaws.com": { on: ["queue", "key"], says: [["arn"]] },
  // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
  "budgets.amazonaws.com": { on: ["topic"], says: [["account", "arn"]] },
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
  "ssm.amazonaws.com": { on: ["role"], says: [["account", "arn"]] },
};

/** A policy on a resource, and where it is. */
export interface Deputies {
  readonly kind: ResourceKind;
  readonly policy: Policy;
  readonly statements: readonly Statement[];
  /** Account of the resource. */
  readonly account: string;
  readonly partition: string;
  readonly organizationId: string;
  readonly fill: (text: string) => string;
  /** Names of the actions that an element stands for. */
  readonly actionsOf: (pattern: string) => readonly string[];
}

/** Each way in which a service that the policy names can be had to come for somebody else. */
export function* misledServices(of: Deputies): Iterable<string> {
  for (const statement of of.statements) {
    if (statement.Effect === "Deny") continue;
    for (const { kind, name } of namesIn(statement)) {
      if (kind !== "Service") continue;
      const what = `statement ${statement.Sid ?? "without a Sid"}: `;
      const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
      if (!known?.on.includes(of.kind)) {
        yield `${what}its principal "${name}" (Service) has no business there`;
        continue;
      }
      if (!known.says.some((keys) => keys.every((key) => asks(statement, SOURCE[key])))) {
        const ways = known.says.map((keys) => keys.map((key) => SOURCE[key]).join(" and "));
        yield `${what}${name} has to be asked for ${ways.join(", or ")}`;
      }
      for (const { words, keys } of strangeSources(of, known)) {
        if (lets(of, statement, name, keys)) yield `${what}${name} comes ${words}`;
      }
    }
  }
}

const EQUALS = /^(String(Equals|Like)|Arn(Equals|Like))$/;

/** Does a statement hold only with some value of a key? Not where the key may be missing. */
function asks({ Condition = {} }: Statement, wanted: string): boolean {
  return Object.entries(Condition).some(
    ([operator, keys]) =>
      EQUALS.test(operator) &&
      Object.keys(keys).some((key) => key.toLowerCase() === wanted.toLowerCase()),
  );
}

const OUTSIDE = "<an account outside>";
const ANOTHER_ORGANIZATION = "<another organization>";
const ANOTHER_MEMBER = "<another account>";

type Keys = Readonly<Record<string, ContextValue>>;

interface Source {
  readonly words: string;
  readonly keys: Keys;
}

/** For whom, and for what, a service might come that is not meant. */
function* strangeSources(of: Deputies, { says }: KnownService): Iterable<Source> {
  const own = of.organizationId;
  const arns = sourceArns(of);
  const from = (account: string, organization: string): readonly Keys[] =>
    [null, ...arns.map((arn) => inAccount(arn, account))].map((arn) => ({
      [SOURCE.account]: account,
      [SOURCE.arn]: arn,
      [SOURCE.organization]: organization,
    }));
  for (const keys of from(OUTSIDE, ANOTHER_ORGANIZATION)) {
    yield { words: "for an account outside the organization", keys };
  }
  const none = { [SOURCE.account]: null, [SOURCE.arn]: null, [SOURCE.organization]: null };
  yield { words: "without saying for whom", keys: none };
  // A role works for its own account alone, whoever else is of the organization.
  if (of.kind === "role") {
    for (const keys of from(ANOTHER_MEMBER, own)) {
      yield { words: "for another account of the organization", keys };
    }
  }
  if (!says.every((keys) => keys.includes("arn"))) return;
  const accounts = [
    of.account,
    ...sourceAccounts(of),
    ...arns.map((arn) => arn.split(":")[4] ?? ""),
  ];
  for (const account of new Set(accounts.filter((one) => one !== ""))) {
    const arn = `arn:${of.partition}:another-service:another-region:${account}:another/resource`;
    const keys = { [SOURCE.account]: account, [SOURCE.arn]: arn, [SOURCE.organization]: own };
    yield { words: "for anything of an account that it may come for", keys };
  }
}

function lets(of: Deputies, statement: Statement, service: string, keys: Keys): boolean {
  const { principal, facts } = awsService(service);
  const given = new Map(
    Object.entries({ ...facts, "aws:SecureTransport": "true", ...keys }).map(([key, value]) => [
      key.toLowerCase(),
      value,
    ]),
  );
  const resources = resourcesOf(of, statement);
  return actionsOf(of, statement).some((action) =>
    resources.some((resource) => {
      const request = {
        principal,
        action,
        resources: [resource],
        owner: of.account,
        context: (key: string) => given.get(key),
      };
      return possible(decide(request, { identity: [], resource: of.policy }), [resource]);
    }),
  );
}

/** A statement that allows all but some allows what nobody listed, too. */
function actionsOf({ actionsOf: named }: Deputies, { Action }: Statement): readonly string[] {
  if (Action === undefined) return ["iam:CreateUser"];
  return [Action].flat().flatMap((one) => {
    const found = named(one);
    return found.length === 0 ? [one] : found;
  });
}

function resourcesOf({ fill, kind, account, partition }: Deputies, { Resource }: Statement) {
  if (kind === "role") return [arnPattern(`arn:${partition}:iam::${account}:role/any`)];
  const named = [Resource ?? "*"].flat().map((one) => arnPattern(anyValue(fill(one))));
  return named.flatMap((one) => (one === ANY_ARN ? [ANY_ARN, NO_RESOURCE] : [one]));
}

/** What is asked for may be whatever a policy variable stands for. */
const anyValue = (text: string): string => text.replaceAll(/\$\{[^}]*\}/g, "*");

/** Values of a key in the policy's conditions, whatever the operator. */
function valuesOf({ statements, fill }: Deputies, wanted: string): readonly string[] {
  const found = statements.flatMap(({ Condition = {} }) =>
    Object.values(Condition).flatMap((keys) =>
      Object.entries(keys).flatMap(([key, values]) =>
        key.toLowerCase() === wanted.toLowerCase() ? [values].flat() : [],
      ),
    ),
  );
  return [...new Set(found)].map(fill);
}

const sourceArns = (of: Deputies): readonly string[] => valuesOf(of, SOURCE.arn);
const sourceAccounts = (of: Deputies): readonly string[] => valuesOf(of, SOURCE.account);

/** The same resource of another account. Names of buckets say no account, and stay. */
function inAccount(arn: string, account: string): string {
  const parts = arn.split(":");
  return parts.map((part, i) => (i === 4 && part !== "" ? account : part)).join(":");
}
