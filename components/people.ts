import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PEOPLE_PATH, PEOPLE_POLICY_NAME, RESERVED_PATH } from "../iam/names";
import { FUNCTION_TAG_VALUE } from "../iam/trust";
import type { PlannedPeople } from "../model/plan";
import { boundDocument, type Bindings } from "./bindings";

export interface PeopleArgs {
  readonly people: PlannedPeople;
  /** Placeholders of the access account. */
  readonly bindings: Bindings;
}

/**
 * People, in the access account and nowhere else: users with their function tags, a group for each
 * function, a group for everybody. No password and no key is made here, so none is in the state.
 */
export class People extends pulumi.ComponentResource {
  constructor(name: string, args: PeopleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:identity:People", name, {}, opts);
    const parent = { parent: this };
    new aws.iam.AccountPasswordPolicy(
      `${name}-passwords`,
      {
        minimumPasswordLength: 16,
        passwordReusePrevention: 24,
        requireLowercaseCharacters: true,
        requireNumbers: true,
        requireSymbols: true,
        requireUppercaseCharacters: true,
        allowUsersToChangePassword: true,
        hardExpiry: false,
      },
      parent,
    );
    const everybody = this.makeEverybody(name, args);
    const groups = new Map(
      args.people.groups.map(({ function: fn, policy }) => {
        const group = new aws.iam.Group(
          `${name}-group-${fn}`,
          { name: fn, path: RESERVED_PATH },
          parent,
        );
        new aws.iam.GroupPolicy(
          `${name}-group-${fn}-enter`,
          { name: "enter", group: group.name, policy: boundDocument(policy, args.bindings) },
          parent,
        );
        return [fn, group];
      }),
    );
    for (const { name: person, functions } of args.people.users) {
      const user = new aws.iam.User(
        `${name}-${person}`,
        {
          name: person,
          path: PEOPLE_PATH,
          tags: Object.fromEntries(functions.map((fn) => [fn, FUNCTION_TAG_VALUE])),
          // A person who leaves may have made a key and a device; both go with the user.
          forceDestroy: true,
        },
        parent,
      );
      const memberOf = functions.flatMap((fn) => groups.get(fn)?.name ?? []);
      new aws.iam.UserGroupMembership(
        `${name}-${person}-groups`,
        { user: user.name, groups: [everybody, ...memberOf] },
        parent,
      );
    }
    this.registerOutputs({});
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
