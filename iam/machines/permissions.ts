import { document, type Conditions, type PolicyDocument, type Statement } from "../document";
import { functionRoleArn, iamArn, PREVIEW_NAME } from "../names";
import { AUDIT } from "./needs/audit";
import { DETECTION } from "./needs/detection";
import { MANAGEMENT } from "./needs/management";
import { MONITORING } from "./needs/monitoring";
import {
  IN_ACCESS,
  IN_EVERY_ACCOUNT,
  IN_MANAGEMENT,
  LOOKUPS,
  OIDC,
  type Entered,
  type Needs,
} from "./needs/needs";
import { NETWORK } from "./needs/network";

const PARTS = [AUDIT, DETECTION, NETWORK, MANAGEMENT, MONITORING];

/** What all parts of the landing zone make in an account. */
function ofParts(account: Entered): Readonly<Record<string, Needs>> {
  return Object.assign({}, ...PARTS.map((part) => part[account] ?? {})) as Record<string, Needs>;
}

/** Types of resources that the program makes in each kind of account, and what they need. */
export const NEEDS: Readonly<Record<Entered, Readonly<Record<string, Needs>>>> = {
  management: { ...IN_EVERY_ACCOUNT, ...IN_MANAGEMENT, ...OIDC, ...ofParts("management") },
  audit: { ...IN_EVERY_ACCOUNT, ...ofParts("audit") },
  network: { ...IN_EVERY_ACCOUNT, ...ofParts("network") },
  access: { ...IN_EVERY_ACCOUNT, ...IN_ACCESS, ...OIDC, ...ofParts("access") },
  leaf: IN_EVERY_ACCOUNT,
};

/** What is looked up in each that is no resource. */
const LOOKED_UP: Readonly<Partial<Record<Entered, readonly string[]>>> = {
  management: [
    "aws:organizations/getOrganization:getOrganization",
    "aws:ssoadmin/getInstances:getInstances",
  ],
  network: ["aws:index/getAvailabilityZones:getAvailabilityZones"],
  access: ["aws:identitystore/getGroup:getGroup"],
};

/** Statement by which a run looks at what it has made: metadata alone, no data and no secret. */
function look(account: Entered): Statement {
  const reads = Object.values(NEEDS[account]).flatMap((needs) => needs.reads);
  const lookups = (LOOKED_UP[account] ?? []).flatMap((token) => LOOKUPS[token] ?? []);
  return {
    Sid: "Look",
    Effect: "Allow",
    Action: sorted([...reads, ...lookups, "sts:GetCallerIdentity"]),
    Resource: "*",
  };
}

/** Policy of the preview role of management: it looks, there and by its like in the core accounts. */
export function previewPolicy(): PolicyDocument {
  return document(look("management"), {
    Sid: "LookInAccounts",
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: functionRoleArn("*", PREVIEW_NAME),
    Condition: { StringEquals: { "aws:ResourceOrgID": "{{organization:id}}" } },
  });
}

/** Policy of the preview role of another account: it looks. */
export function previewMemberPolicy(account: Exclude<Entered, "management">): PolicyDocument {
  return document(look(account));
}

export interface DeployContext {
  /** Names of the roles by which the management account enters accounts. */
  readonly accessRoles: readonly string[];
}

/**
 * Policy of the role by which pipelines deploy: to make what the program makes in the management
 * account, and to enter the accounts that it enters. No account is closed, removed or left by it, and
 * the organization is not deleted.
 */
export function deployPolicy({ accessRoles }: DeployContext): PolicyDocument {
  interface Made {
    readonly on: readonly string[];
    readonly when: Conditions | undefined;
    readonly actions: string[];
  }
  const made = new Map<string, Made>();
  const make = (actions: readonly string[], on: readonly string[], when?: Conditions): void => {
    const key = JSON.stringify([on, when]);
    const known = made.get(key);
    if (known) known.actions.push(...actions);
    else made.set(key, { on, when, actions: [...actions] });
  };
  for (const { writes = [], on = ["*"], writesAnywhere = [], when, passes } of Object.values(
    NEEDS.management,
  )) {
    if (writes.length > 0) make(writes, on, when);
    if (writesAnywhere.length > 0) make(writesAnywhere, ["*"]);
    if (passes) make(["iam:PassRole"], [passes.role], passedTo(passes.to));
  }
  return document(
    look("management"),
    ...[...made.values()].map(({ on, when, actions }, index): Statement => ({
      Sid: `Make${index + 1}`,
      Effect: "Allow",
      Action: sorted(actions),
      Resource: on,
      ...(when ? { Condition: when } : {}),
    })),
    {
      Sid: "ServicesOwnRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: iamArn("self", "role/aws-service-role/*"),
    },
    {
      Sid: "EnterAccounts",
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: accessRoles.map((name) => iamArn("*", `role/${name}`)),
      Condition: { StringEquals: { "aws:ResourceOrgID": "{{organization:id}}" } },
    },
  );
}

function passedTo(service: string): Conditions {
  return { StringEquals: { "iam:PassedToService": service } };
}

function sorted(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].sort();
}
