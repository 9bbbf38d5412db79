/** What passwords of IAM users have to be. All four kinds of characters are always asked for. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  /** Earlier passwords that may not be used again. */
  readonly reusePrevention: number;
  /** Days after which a password has to be changed; null: it never has to be. */
  readonly maxAgeDays: number | null;
}

/** What a stack has that says nothing of it, and what the access account always has. */
export const PASSWORD_POLICY: PasswordPolicy = {
  minimumLength: 16,
  reusePrevention: 24,
  maxAgeDays: null,
};
