import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PEOPLE_PATH, PEOPLE_POLICY_NAME, RESERVED_PATH } from "../iam/names";
import { FUNCTION_TAG_VALUE, limitedTagValue } from "../iam/trust";
import type { PlannedBaseline } from "../model/baseline/plan";
import type { PlannedIdentity } from "../model/identity";
import type { PlannedPeople, PlannedPerson } from "../model/plan";
import { boundDocument, type Bindings } from "./bindings";

export interface PeopleArgs {
  readonly people: PlannedPeople;
  /** The baseline of all accounts sets the same, once a day. */
  readonly passwords: PlannedBaseline["passwords"];
  /** Ways to sign in. Without `iam-users`, nothing of people is here. */
  readonly modes: PlannedIdentity["modes"];
  /** Placeholders of the access account. */
  readonly bindings: Bindings;
  /** Account ids by name, for people whose functions end at some accounts. */
  readonly accountIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * People, in the access account and nowhere else: users with their function tags, a group for each
 * function, a group for everybody. No password and no key is made here, so none is in the state.
 */
export class People extends pulumi.ComponentResource {
  constructor(name: string, args: PeopleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:identity:People", name, {}, opts);
    const { minimumLength, reusePrevention, maxAgeDays } = args.passwords;
    // Break-glass users have passwords, however everybody else signs in.
    new aws.iam.AccountPasswordPolicy(
      `${name}-passwords`,
      {
        minimumPasswordLength: minimumLength,
        passwordReusePrevention: reusePrevention,
        ...(maxAgeDays === null ? {} : { maxPasswordAge: maxAgeDays }),
        requireLowercaseCharacters: true,
        requireNumbers: true,
        requireSymbols: true,
        requireUppercaseCharacters: true,
        allowUsersToChangePassword: true,
        hardExpiry: false,
      },
      { parent: this },
    );
    if (args.modes.includes("iam-users")) {
      const everybody = this.makeEverybody(name, args);
      const groups = this.makeGroups(name, args);
      for (const person of args.people.users) {
        const memberOf = person.functions.flatMap((fn) => groups.get(fn) ?? []);
        this.makeUser(name, person, [everybody, ...memberOf], args);
      }
    }
    this.registerOutputs({});
  }

  /** Names of the groups by function. */
  private makeGroups(
    name: string,
    { people, bindings }: PeopleArgs,
  ): ReadonlyMap<string, pulumi.Output<string>> {
    const parent = { parent: this };
    return new Map(
      people.groups.map(({ function: fn, policy }) => {
        const group = new aws.iam.Group(
          `${name}-group-${fn}`,
          { name: fn, path: RESERVED_PATH },
          parent,
        );
        new aws.iam.GroupPolicy(
          `${name}-group-${fn}-enter`,
          { name: "enter", group: group.name, policy: boundDocument(policy, bindings) },
          parent,
        );
        return [fn, group.name];
      }),
    );
  }

  private makeUser(
    name: string,
    { name: person, functions, limits, policy }: PlannedPerson,
    groups: readonly pulumi.Output<string>[],
    { bindings, accountIds }: PeopleArgs,
  ): void {
    const parent = { parent: this };
    const value = tagValue(limits, accountIds);
    const user = new aws.iam.User(
      `${name}-${person}`,
      {
        name: person,
        path: PEOPLE_PATH,
        tags: Object.fromEntries(functions.map((fn) => [fn, value])),
        // A person who leaves may have made a key and a device; both go with the user.
        forceDestroy: true,
      },
      parent,
    );
    if (policy) {
      new aws.iam.UserPolicy(
        `${name}-${person}-until`,
        { name: "until", user: user.name, policy: boundDocument(policy, bindings) },
        parent,
      );
    }
    new aws.iam.UserGroupMembership(
      `${name}-${person}-groups`,
      { user: user.name, groups: [...groups] },
      parent,
    );
  }

  /** The group of everybody, with self-service and MFA or nothing. */
  private makeEverybody(name: string, { people, bindings }: PeopleArgs): pulumi.Output<string> {
    const group = new aws.iam.Group(
      `${name}-everybody`,
      { name: PEOPLE_POLICY_NAME, path: RESERVED_PATH },
      { parent: this },
    );
    const policy = new aws.iam.Policy(
      `${name}-policy`,
      {
        name: PEOPLE_POLICY_NAME,
        path: RESERVED_PATH,
        description: "Self-service, and MFA or nothing",
        policy: boundDocument(people.policy, bindings),
      },
      { parent: this },
    );
    new aws.iam.GroupPolicyAttachment(
      `${name}-everybody-policy`,
      { group: group.name, policyArn: policy.arn },
      { parent: this },
    );
    return group.name;
  }
}

/** Value of the tags of somebody's functions: where they hold. */
function tagValue(
  limits: PlannedPerson["limits"],
  accountIds: PeopleArgs["accountIds"],
): pulumi.Input<string> {
  if (limits === null) return FUNCTION_TAG_VALUE;
  // An account that is gone has no id here, and opens nothing.
  const ids = limits.accounts.flatMap((account) => accountIds[account] ?? []);
  return pulumi.all(ids).apply((known) => limitedTagValue([...limits.types, ...known]));
}
