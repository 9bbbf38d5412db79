/**
 * Policies of the organization that are no guardrails on permissions: how tags are spelt, what is
 * backed up, and defaults that AWS holds itself. Documents in their own grammars, whose operators
 * begin with `@@`; children of the root change none of it.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_management_declarative.html
 */
export type OrganizationPolicyDocument = Readonly<Record<string, unknown>>;

const assign = (value: unknown) => ({ "@@assign": value });

export interface TagRule {
  readonly key: string;
  /** Allowed values; undefined: any. */
  readonly values?: readonly string[] | undefined;
  /** Resource types for which AWS refuses other values. */
  readonly enforcedFor: readonly string[];
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies-syntax.html */
export function tagPolicy(rules: readonly TagRule[]): OrganizationPolicyDocument {
  return {
    tags: Object.fromEntries(
      rules.map(({ key, values, enforcedFor }) => [
        key.toLowerCase(),
        {
          tag_key: assign(key),
          ...(values ? { tag_value: assign(values) } : {}),
          ...(enforcedFor.length > 0 ? { enforced_for: assign(enforcedFor) } : {}),
        },
      ]),
    ),
  };
}

export interface BackupPlan {
  readonly name: string;
  /** `cron(…)` or `rate(…)`, in UTC. */
  readonly schedule: string;
  readonly keepDays: number;
  /** Vault and role, with its path, that every account has. */
  readonly vault: string;
  readonly role: string;
  readonly tag: { readonly key: string; readonly values: readonly string[] };
}

/**
 * `$account` is AWS's own word for the account in which the plan runs.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export function backupPolicy(
  plans: readonly BackupPlan[],
  regions: readonly string[],
): OrganizationPolicyDocument {
  return {
    plans: Object.fromEntries(
      plans.map(({ name, schedule, keepDays, vault, role, tag }) => [
        name,
        {
          regions: assign(regions),
          rules: {
            [name]: {
              schedule_expression: assign(schedule),
              target_backup_vault_name: assign(vault),
              lifecycle: { delete_after_days: assign(String(keepDays)) },
            },
          },
          selections: {
            tags: {
              [name]: {
                iam_role_arn: assign(`arn:{{partition}}:iam::$account:role/${role}`),
                tag_key: assign(tag.key),
                tag_value: assign(tag.values),
              },
            },
          },
        },
      ]),
    ),
  };
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html */
export const AI_OPT_OUT: OrganizationPolicyDocument = {
  services: {
    "@@operators_allowed_for_child_policies": ["@@none"],
    default: {
      "@@operators_allowed_for_child_policies": ["@@none"],
      opt_out_policy: {
        "@@operators_allowed_for_child_policies": ["@@none"],
        ...assign("optOut"),
      },
    },
  },
};

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html */
export const EC2_DEFAULTS: OrganizationPolicyDocument = {
  ec2_attributes: {
    image_block_public_access: { state: assign("block_new_sharing") },
    snapshot_block_public_access: { state: assign("block_all_sharing") },
    serial_console_access: { status: assign("disabled") },
    instance_metadata_defaults: {
      http_endpoint: assign("enabled"),
      http_put_response_hop_limit: assign("2"),
      http_tokens: assign("required"),
    },
  },
};
