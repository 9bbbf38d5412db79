import { trustOfBreakGlass } from "../iam/break-glass";
import type { PolicyDocument } from "../iam/document";
import { trustOfHub, type Provider } from "../iam/hub";
import { deployPolicy, previewMemberPolicy, previewPolicy } from "../iam/machines/permissions";
import {
  githubPipelines,
  gitlabPipelines,
  trustOfDeploy,
  trustOfPreview,
  trustOfPreviewMember,
  type Pipelines,
} from "../iam/machines/trust";
import {
  BREAK_GLASS_NAME,
  DEPLOY_NAME,
  hubRoleName,
  managedPolicyArn,
  PREVIEW_NAME,
  ROOT_ACCESS_NAME,
} from "../iam/names";
import { rootAccessPolicy } from "../iam/management/root-access";
import { hubPolicy } from "../iam/people";
import type { StampedRole } from "../iam/stamp-template";
import type { FunctionDefinition } from "./catalogue";
import { customersOf, endingsOf, providersOf } from "./identity";
import { hasRootAccess } from "./management/plan";
import { watchedRegions } from "./monitoring/regions";
import { CORE_MEMBERS, type CoreAccount, type Stack } from "./schema";

export const OWN_ROLE_KINDS = ["hub", "break-glass", "root-access", "deploy", "preview"] as const;
export type OwnRoleKind = (typeof OWN_ROLE_KINDS)[number];

/** A role that is no function's: where people arrive, or by which machines work. */
export interface PlannedOwnRole extends StampedRole {
  readonly kind: OwnRoleKind;
  /** Core account that has it, or every leaf account that the program enters. */
  readonly account: CoreAccount | "leaf";
  /** Function of a hub role. */
  readonly function: string | null;
}

/** Longest session of break-glass and of pipelines, in hours. */
const SHORT = 1;

/** Pipelines that a stack names. */
export function pipelinesOf({ access }: Pick<Stack, "access">): readonly Pipelines[] {
  const { github, gitlab } = access.deploy ?? {};
  return [
    ...(github ? [githubPipelines(github)] : []),
    ...(gitlab ? [gitlabPipelines(gitlab)] : []),
  ];
}

/** The landing zone's own roles in core accounts. */
export function ownRolesOf(
  stack: Stack,
  functions: readonly FunctionDefinition[],
  accessRoles: readonly string[],
): readonly PlannedOwnRole[] {
  return [
    ...hubRoles(stack, functions, providersOf(stack)),
    {
      kind: "break-glass",
      account: "management",
      function: null,
      name: BREAK_GLASS_NAME,
      description: "Administers the management account when nothing else works",
      sessionHours: SHORT,
      trust: trustOfBreakGlass(stack.access.breakGlass.users),
      policies: { managed: [managedPolicyArn("AdministratorAccess")], inline: null },
    },
    ...rootAccessRole(stack),
    ...machineRoles(stack, pipelinesOf(stack), accessRoles),
  ];
}

/** Entered as the break-glass role is: a session by AssumeRoot names no person but its caller. */
function rootAccessRole(stack: Stack): readonly PlannedOwnRole[] {
  if (!hasRootAccess(stack)) return [];
  return [
    {
      kind: "root-access",
      account: "access",
      function: null,
      name: ROOT_ACCESS_NAME,
      description: "Takes sessions of members' root users, for one of AWS's tasks each",
      sessionHours: SHORT,
      trust: trustOfBreakGlass(stack.access.breakGlass.users),
      policies: { managed: [], inline: rootAccessPolicy(watchedRegions(stack.organization)) },
    },
  ];
}

function hubRoles(
  stack: Stack,
  functions: readonly FunctionDefinition[],
  providers: readonly Provider[],
): readonly PlannedOwnRole[] {
  if (providers.length === 0) return [];
  const names = functions.map(({ name }) => name);
  return functions.map(({ name, mfaMaxAgeHours }) => ({
    kind: "hub",
    account: "access",
    function: name,
    name: hubRoleName(name),
    description: `Where people of ${name} arrive, and go on from`,
    // The identity provider does not say when somebody used MFA: not longer ago than this session.
    sessionHours: mfaMaxAgeHours,
    trust: trustOfHub(name, names, providers),
    policies: {
      managed: [],
      inline: hubPolicy(name, customersOf(stack, name), endingsOf(stack), true),
    },
  }));
}

function machineRoles(
  { access: { stamping } }: Stack,
  pipelines: readonly Pipelines[],
  accessRoles: readonly string[],
): readonly PlannedOwnRole[] {
  if (pipelines.length === 0) return [];
  const role = (
    kind: "deploy" | "preview",
    account: PlannedOwnRole["account"],
    description: string,
    trust: PolicyDocument,
    inline: PolicyDocument,
  ): PlannedOwnRole => ({
    kind,
    account,
    function: null,
    name: kind === "deploy" ? DEPLOY_NAME : PREVIEW_NAME,
    description,
    sessionHours: SHORT,
    trust,
    policies: { managed: [], inline },
  });
  return [
    role(
      "deploy",
      "management",
      "Pipelines deploy by it",
      trustOfDeploy(pipelines),
      deployPolicy({ accessRoles }),
    ),
    role(
      "preview",
      "management",
      "Pipelines look by it at what a change would do",
      trustOfPreview(pipelines),
      previewPolicy(),
    ),
    ...[...CORE_MEMBERS, ...(stamping === "provider" ? (["leaf"] as const) : [])].map((account) =>
      role(
        "preview",
        account,
        "Management's preview looks by it",
        trustOfPreviewMember(),
        previewMemberPolicy(account),
      ),
    ),
  ];
}
