import { runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { FULL, type Asking, type Document } from "./requests";

interface Answer {
  readonly allowed: boolean;
  /** Why the request is none, if so. */
  readonly error: string | null;
  /** Keys that the action does not know. */
  readonly ignored: readonly string[];
}

/**
 * What iam-simulate, an independent implementation, says of a request. It knows nothing of root users,
 * of calls that need no permission, and of whom control policies do not bind: `hinted` makes it
 * decide there as AWS documents.
 */
export async function answered(asking: Asking, hinted = true): Promise<Answer> {
  const answer = await runSimulation(simulationOf(hinted ? withHints(asking) : asking), {});
  return {
    allowed: answer.resultType !== "error" && answer.overallResult === "Allowed",
    error: answer.resultType === "error" ? JSON.stringify(answer.errors) : null,
    ignored: answer.resultType === "single" ? (answer.result.ignoredContextKeys ?? []) : [],
  };
}

/** The same of a request that is one. */
export async function simulated(asking: Asking, hinted = true): Promise<boolean> {
  const { allowed, error, ignored } = await answered(asking, hinted);
  if (error !== null) throw new Error(`iam-simulate takes no such request: ${error}`);
  if (ignored.length > 0) throw new Error(`${asking.action} knows no ${ignored.join(", ")}`);
  return allowed;
}

function simulationOf(asking: Asking): Simulation {
  const { principal, action, resource, owner, context, resourcePolicy, session, boundary } = asking;
  const { identity, scps = [], rcps = [] } = asking;
  return {
    request: {
      principal: principal.kind === "anonymous" ? { type: "Anonymous" } : principal.arn,
      action,
      resource: { resource, accountId: owner },
      contextVariables: Object.fromEntries(
        Object.entries(context).map(([key, value]) => [
          key,
          typeof value === "string" ? value : [...value],
        ]),
      ),
    },
    identityPolicies: identity.map((policy, i) => ({ name: `identity ${i}`, policy })),
    serviceControlPolicies: levels(scps, "scp"),
    resourceControlPolicies: levels(rcps, "rcp"),
    resourcePolicy,
    ...(session ? { sessionPolicy: session } : {}),
    ...(boundary ? { permissionBoundaryPolicies: [{ name: "boundary", policy: boundary }] } : {}),
  };
}

function withHints(asking: Asking): Asking {
  const { principal, action, identity, scps = [], rcps = [] } = asking;
  const { kind, account, issuer } = principal;
  const serviceLinked = issuer?.includes(":role/aws-service-role/") === true;
  const needsNoGrant =
    kind === "root" || (kind === "user" && action.toLowerCase() === "sts:getsessiontoken");
  return {
    ...asking,
    identity: needsNoGrant ? [...identity, FULL] : identity,
    scps: account === null || serviceLinked ? [] : scps,
    rcps: serviceLinked ? [] : rcps,
  };
}

function levels(
  policies: readonly (readonly Document[])[],
  name: string,
): Simulation["serviceControlPolicies"] {
  return policies.map((level, i) => ({
    orgIdentifier: `${name} ${i}`,
    policies: level.map((policy, j) => ({ name: `${name} ${i} ${j}`, policy })),
  }));
}
