import { globMatches } from "../iam/glob";

/** What an action does, as AWS says in its Service Authorization Reference. */
export type AccessLevel = "list" | "read" | "write" | "tagging" | "permissions";

/** An action of an AWS service. */
export interface Action {
  /** Prefix of the service: `s3`. */
  readonly service: string;
  /** As AWS spells it: `s3:GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  /**
   * ARN formats of the resource types that it acts on, such as
   * `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. None: it knows only `*`.
   */
  readonly resources: readonly string[];
}

/**
 * Actions that AWS's reference files under a level that their names and descriptions contradict:
 * all of these only read.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const MISFILED: Readonly<Record<string, AccessLevel>> = {
  "arc-region-switch:GetResourcePolicy": "read",
  "bcm-pricing-calculator:ListTagsForResource": "read",
  "billing:GetResourcePolicy": "read",
  "fsx:GetResourcePolicy": "read",
  "honeycode:ListTagsForResource": "read",
  "iot:ListSubscriptions": "list",
  "kms:Decrypt": "read",
  "monitron:ListProjectAdminUsers": "list",
  "quicksight:DescribeKnowledgeBasePermissions": "read",
  "quicksight:DescribeSpacePermissions": "read",
  "quicksight:DescribeTopicPermissions": "read",
  "route53globalresolver:ListTagsForResource": "read",
  "ssm-sap:GetResourcePermission": "read",
};

/** Known actions, in all the ways in which policies name them. Case never counts. */
export interface Actions {
  /** Sorted by service, then by name. */
  readonly all: readonly Action[];
  /** Prefixes, sorted. */
  readonly services: readonly string[];
  /** Actions of a service by its prefix; none if it is unknown. */
  of(service: string): readonly Action[];
  /** An action by its name, such as `s3:GetObject`. */
  find(name: string): Action | undefined;
  /** What an Action element stands for: `*`, `s3:Get*`, `s3:GetObject`. In the order of `all`. */
  matching(pattern: string): readonly Action[];
}

/** Indexes of a list of actions, whatever its order. */
export function actionsFrom(list: readonly Action[]): Actions {
  const all = [...list].sort((a, b) => compare(a.service, b.service) || compare(a.name, b.name));
  const byService = new Map<string, Action[]>();
  const byName = new Map<string, Action>();
  for (const action of all) {
    const service = action.service.toLowerCase();
    const others = byService.get(service);
    if (others) others.push(action);
    else byService.set(service, [action]);
    byName.set(action.name, action);
    byName.set(action.name.toLowerCase(), action);
  }
  const of = (service: string): readonly Action[] => byService.get(service.toLowerCase()) ?? [];
  const find = (name: string): Action | undefined =>
    byName.get(name) ?? byName.get(name.toLowerCase());
  const matchesOf = (pattern: string): readonly Action[] => {
    if (/^\*+$/.test(pattern)) return all;
    if (!/[*?]/.test(pattern)) return [find(pattern) ?? []].flat();
    const service = pattern.slice(0, pattern.indexOf(":"));
    const candidates = /[*?]/.test(service) ? all : of(service);
    return candidates.filter(({ name }) => globMatches(pattern, name.toLowerCase()));
  };
  // The same patterns come again and again, in the policies of many roles.
  const known = new Map<string, readonly Action[]>();
  return {
    all,
    services: [...new Set(all.map(({ service }) => service))],
    of,
    find,
    matching(pattern) {
      const key = pattern.toLowerCase();
      const found = known.get(key) ?? matchesOf(key);
      known.set(key, found);
      return found;
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
