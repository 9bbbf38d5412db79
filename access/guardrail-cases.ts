import { ADMINISTRATOR, type GuardrailCase } from "../iam/guardrails/guardrail";
import { accountOf, arnPattern } from "./policy/arn";
import type { Context, ContextValue } from "./policy/context";
import { decide } from "./policy/decide";
import type { Formula } from "./policy/formula";
import type { Principal } from "./policy/principal";
import type { Layers, Request } from "./policy/request";
import { EVERYTHING, session } from "./world/actors";
import { OPEN } from "./world/resource-policies";

/** Where a guardrail is tried: an account, and what its case's placeholders stand for there. */
export interface Trial {
  readonly fill: (text: string) => string;
  /** Id of the account. */
  readonly account: string;
  readonly organizationId: string;
  /** Is an account of the organization? */
  readonly isMember: (id: string) => boolean;
  readonly region: string;
  /** Policies above the account. */
  readonly above: Required<Pick<Layers, "scps" | "rcps">>;
}

/**
 * Decides one case as AWS would for somebody whom everything else lets in. A case is one request: keys
 * that it does not say are not there.
 */
export function decideCase(one: GuardrailCase, trial: Trial): Formula {
  const { request, layers } = requestOf(one, trial);
  return decide(request, layers);
}

/** The request of a case, with every policy that has a say. */
export function requestOf(
  one: GuardrailCase,
  { fill, account, organizationId, isMember, region, above }: Trial,
): { readonly request: Request; readonly layers: Layers } {
  const by = fill(one.by ?? ADMINISTRATOR);
  const principal = principalOf(by);
  const resource = fill(one.on ?? "*");
  const inside = principal.account !== null && isMember(principal.account);
  const facts: Readonly<Record<string, ContextValue>> = {
    "aws:securetransport": "true",
    "aws:requestedregion": region,
    "aws:principalisawsservice": String(principal.kind === "service"),
    "aws:principalarn": principal.kind === "service" ? null : by,
    "aws:principalaccount": principal.account,
    "aws:principalorgid": inside ? organizationId : null,
    "aws:resourceaccount": account,
    "aws:resourceorgid": organizationId,
    ...Object.fromEntries(
      Object.entries(one.keys ?? {}).map(([key, value]) => [
        key.toLowerCase(),
        typeof value === "string" ? fill(value) : value.map(fill),
      ]),
    ),
  };
  const context: Context = (key) => facts[key] ?? null;
  return {
    request: {
      principal,
      action: one.action,
      resources: [arnPattern(resource)],
      owner: account,
      context,
    },
    layers: {
      identity: [EVERYTHING],
      resource: OPEN,
      ...(principal.account === account ? { scps: above.scps } : {}),
      rcps: above.rcps,
    },
  };
}

function principalOf(by: string): Principal {
  if (!by.startsWith("arn:")) return { kind: "service", arn: by, account: null };
  const account = accountOf(by);
  if (by.endsWith(":root")) return { kind: "root", arn: by, account };
  if (by.includes(":user/")) return { kind: "user", arn: by, account };
  const [, partition = "aws"] = by.split(":");
  return session(partition, account, by.slice(by.lastIndexOf("/") + 1), by);
}
