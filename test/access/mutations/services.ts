import assert from "node:assert/strict";
import type { PolicyDocument, Statement } from "../../../iam/document";
import type { StampedRole } from "../../../iam/stamp-template";
import { policiesOn } from "../../../model/policies-on";
import type { Plan } from "../../../model/plan";
import { bucketOf, logKey, set, withoutKey, without, writes, type Mutation } from "./change";

type Edit = (document: PolicyDocument) => PolicyDocument;

/** A role of AWS's services, in every account that has it from a StackSet. */
function serviceRole(name: string, change: (role: StampedRole) => StampedRole) {
  return (plan: Plan): Plan => {
    const all = plan.stackSets.flatMap(({ roles }) => roles);
    assert.ok(
      all.some((role) => role.name === name),
      `no StackSet makes ${name}`,
    );
    const stackSets = plan.stackSets.map((set) => ({
      ...set,
      roles: set.roles.map((role) => (role.name === name ? change(role) : role)),
    }));
    return { ...plan, stackSets };
  };
}

const trust = (name: string, edit: Edit): Mutation["change"] =>
  serviceRole(name, (role) => ({ ...role, trust: edit(role.trust) }));

/** Takes a key out of the conditions of all statements that have it. */
const forgetting =
  (key: string): Edit =>
  (document) => {
    assert.ok(JSON.stringify(document).includes(`"${key}"`), `nothing asks for ${key}`);
    const Statement = document.Statement.map(({ Condition, ...rest }) => {
      const left = Object.entries(Condition ?? {})
        .map(
          ([operator, keys]) =>
            [
              operator,
              Object.fromEntries(Object.entries(keys).filter(([one]) => one !== key)),
            ] as const,
        )
        .filter(([, keys]) => Object.keys(keys).length > 0);
      return left.length === 0 ? rest : { ...rest, Condition: Object.fromEntries(left) };
    });
    return { ...document, Statement };
  };

const also =
  (...more: readonly Statement[]): Edit =>
  (document) => ({ ...document, Statement: [...document.Statement, ...more] });

const enters = (Principal: Statement["Principal"]): Edit =>
  also({ Sid: "More", Effect: "Allow", Principal, Action: "sts:AssumeRole" });

const managed = (name: string, policy: string): Mutation["change"] =>
  serviceRole(name, (role) => ({
    ...role,
    policies: {
      ...role.policies,
      managed: [...role.policies.managed, `arn:{{partition}}:iam::aws:policy/${policy}`],
    },
  }));

const permitted = (name: string, ...Action: readonly string[]): Mutation["change"] =>
  serviceRole(name, (role) => ({
    ...role,
    policies: {
      ...role.policies,
      inline: also({ Sid: "More", Effect: "Allow", Action, Resource: "*" })(
        role.policies.inline ?? { Version: "2012-10-17", Statement: [] },
      ),
    },
  }));

const inlined =
  (edit: Edit) =>
  (role: StampedRole): StampedRole => {
    const { inline } = role.policies;
    assert.ok(inline, `${role.name} has no policy of its own`);
    return { ...role, policies: { ...role.policies, inline: edit(inline) } };
  };

const RECORDS = "arn:{{partition}}:s3:::acme-logs-config-{{account:audit}}";
const FOLDER = `${RECORDS}/AWSLogs/{{account:self}}/Config/*`;
const ANY_FOLDER = `${RECORDS}/AWSLogs/*`;
const ENCRYPTED_FOR = "kms:EncryptionContext:aws:s3:arn";

/** Roles by which AWS's services work in accounts. */
export const SERVICES: readonly Mutation[] = [
  {
    name: "the baseline works for any automation of the account",
    change: trust("baseline", forgetting("aws:SourceArn")),
    fails: {
      "known-principals": "ssm.amazonaws.com comes for anything of an account that it may come for",
    },
  },
  {
    name: "the baseline works for anybody's automation",
    change: trust("baseline", (document) =>
      forgetting("aws:SourceAccount")(forgetting("aws:SourceArn")(document)),
    ),
    fails: {
      "known-principals": "ssm.amazonaws.com comes for an account outside the organization",
    },
  },
  {
    name: "the recorder works for anybody",
    change: trust("recorder", forgetting("aws:SourceAccount")),
    fails: {
      "known-principals": "config.amazonaws.com comes for another account of the organization",
    },
  },
  {
    name: "people of the account enter the baseline's role",
    change: trust("baseline", enters({ AWS: "arn:{{partition}}:iam::{{account:self}}:root" })),
    fails: {
      "known-principals":
        "its principal \"arn:aws:iam::<audit>:root\" is an account's, and only AWS's service has business there",
    },
  },
  {
    name: "management enters the baseline's role",
    change: trust(
      "baseline",
      enters({ AWS: "arn:{{partition}}:iam::{{account:management}}:root" }),
    ),
    fails: { "known-principals": "everything in management enters baseline in" },
  },
  {
    name: "another service works by the forwarding role",
    change: trust("forward-events", enters({ Service: "lambda.amazonaws.com" })),
    fails: {
      "known-principals": 'its principal "lambda.amazonaws.com" (Service) has no business there',
    },
  },
  {
    name: "the baseline is an administrator",
    change: managed("baseline", "AdministratorAccess"),
    fails: { "services-do-their-work": "baseline in audit can a2c:StartContainerizationJob" },
  },
  {
    name: "the forwarding role sends mails as well",
    change: permitted("forward-events", "sns:Publish"),
    fails: { "services-do-their-work": "forward-events in audit can sns:Publish" },
  },
  {
    name: "the audit account's recorder delivers nothing",
    change: serviceRole("recorder", (role) => ({
      ...role,
      policies: { ...role.policies, inline: null },
    })),
    fails: {
      "services-do-their-work":
        "recorder in audit cannot s3:PutObject, so that what AWS Config records there does not arrive",
    },
  },
  {
    name: "recorders write into any account's folder",
    change: serviceRole(
      "recorder",
      inlined(writes("DeliversRecords", "Resource", FOLDER, ANY_FOLDER)),
    ),
    fails: { "services-do-their-work": "recorder in audit can s3:PutObject" },
  },
  {
    name: "recorders use the key for any bucket",
    change: serviceRole(
      "recorder",
      inlined(withoutKey("EncryptsRecords", "StringLike", ENCRYPTED_FOR)),
    ),
    fails: { "services-do-their-work": "recorder in audit can kms:GenerateDataKey" },
  },
  {
    name: "the bucket lets AWS Config write for no account",
    change: bucketOf("config", without("ConfigWrites")),
    fails: { "services-do-their-work": "cannot s3:PutObject" },
  },
  {
    name: "the bucket does not show itself to AWS Config",
    change: bucketOf("config", without("ConfigLooks")),
    fails: { "services-do-their-work": "cannot s3:GetBucketAcl" },
  },
  {
    name: "AWS Config of one account writes into another account's folder",
    change: bucketOf("config", set("ConfigWrites", { Resource: `${RECORDS}/AWSLogs/*/Config/*` })),
    fails: { "services-do-their-work": "config.amazonaws.com for network can s3:PutObject" },
  },
  {
    name: "AWS Config encrypts for no account",
    change: logKey(without("ConfigEncrypts")),
    fails: { "services-do-their-work": "cannot kms:Decrypt" },
  },
  {
    name: "the key does not know the audit account's recorder",
    change: logKey(without("OwnRecorderEncrypts")),
    fails: { "services-do-their-work": "recorder in audit cannot kms:Decrypt" },
  },
  {
    name: "the recorder goes on to other roles",
    change: permitted("recorder", "sts:AssumeRole"),
    fails: { "services-do-their-work": "recorder in audit can sts:AssumeRole" },
  },
  {
    name: "a StackSet puts a role of which nobody knows into every account",
    change: serviceRole("forward-events", (role) => ({ ...role, name: "helper" })),
    fails: {
      "known-principals": 'its principal "events.amazonaws.com" (Service) has no business there',
      "services-do-their-work": "helper in audit can events:PutEvents",
    },
  },
];

/** A condition on whom a service comes for, that a policy of a core account's resource loses. */
export interface SourceMutation {
  readonly name: string;
  readonly change: (plan: Plan) => Plan;
}

/** What the policies of core accounts' resources ask of services, each dropped in turn. */
export function sourceMutations(plan: Plan): readonly SourceMutation[] {
  return policiesOn(plan).flatMap(({ name, policy }) =>
    sourceKeys(policy).map((key) => ({
      name: `the policy of the ${name} does not ask for ${key}`,
      change: (before: Plan) => {
        const found = policiesOn(before).find((one) => one.name === name)?.policy;
        assert.ok(found);
        return replaced(before, found, forgetting(key)(found));
      },
    })),
  );
}

const SOURCES = ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:PrincipalOrgID"];

function sourceKeys({ Statement: all }: PolicyDocument): readonly string[] {
  const allowing = all.filter(({ Effect }) => Effect === "Allow");
  const text = JSON.stringify(allowing.map(({ Condition }) => Condition));
  return SOURCES.filter((key) => text.includes(`"${key}"`));
}

/** The plan with another document, wherever this one is. */
function replaced<T>(value: T, from: PolicyDocument, to: PolicyDocument): T {
  if ((value as unknown) === from) return to as T;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => replaced(one as unknown, from, to)) as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, replaced(one as unknown, from, to)]),
  ) as T;
}
