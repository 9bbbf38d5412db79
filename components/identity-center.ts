import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedIdentityCenter } from "../model/identity";
import type { PlannedPerson } from "../model/plan";
import { boundDocument, type Bindings } from "./bindings";
import { userError } from "./user-error";

export interface IdentityCenterArgs {
  readonly identityCenter: PlannedIdentityCenter;
  readonly users: readonly PlannedPerson[];
  readonly instanceArn: pulumi.Input<string>;
  readonly identityStoreId: pulumi.Input<string>;
  /** Placeholders of the access account. */
  readonly bindings: Bindings;
}

/** Ids of groups by their names. */
type GroupIds = ReadonlyMap<string, pulumi.Input<string>>;

/**
 * Identity Center, administered from the access account: a permission set for each function, which the
 * function's group has in the access account alone. From there its people go on to function roles.
 */
export class IdentityCenter extends pulumi.ComponentResource {
  constructor(name: string, args: IdentityCenterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:identity:IdentityCenter", name, {}, opts);
    const { region, secondRegion, managed } = args.identityCenter;
    const { instanceArn } = args;
    const groups = managed ? this.makePeople(name, args) : this.findGroups(args);
    this.makePermissionSets(name, groups, args);
    if (secondRegion !== null) {
      new aws.ssoadmin.Region(
        `${name}-region-${secondRegion}`,
        { instanceArn, region, regionName: secondRegion },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }

  private makePermissionSets(
    name: string,
    groups: GroupIds,
    { identityCenter: { region, permissionSets }, instanceArn, bindings }: IdentityCenterArgs,
  ): void {
    const parent = { parent: this };
    for (const { function: fn, name: setName, group, ...set } of permissionSets) {
      const principalId = groups.get(group);
      if (principalId === undefined) throw new Error(`the group ${group} of ${fn} is not planned`);
      const made = new aws.ssoadmin.PermissionSet(
        `${name}-${fn}`,
        {
          instanceArn,
          region,
          name: setName,
          description: set.description,
          sessionDuration: `PT${set.sessionHours}H`,
        },
        parent,
      );
      const policy = new aws.ssoadmin.PermissionSetInlinePolicy(
        `${name}-${fn}-policy`,
        {
          instanceArn,
          region,
          permissionSetArn: made.arn,
          inlinePolicy: boundDocument(set.policy, bindings),
        },
        parent,
      );
      new aws.ssoadmin.AccountAssignment(
        `${name}-${fn}-assignment`,
        {
          instanceArn,
          region,
          permissionSetArn: made.arn,
          principalType: "GROUP",
          principalId,
          targetType: "AWS_ACCOUNT",
          targetId: bindings["account:access"],
        },
        // An assignment hands the permission set out as it is by then.
        { ...parent, dependsOn: policy },
      );
    }
  }

  /** Groups that come from elsewhere. Nothing is asked before the instance is known. */
  private findGroups({ identityCenter, identityStoreId }: IdentityCenterArgs): GroupIds {
    const { region } = identityCenter;
    const find = async (storeId: string, group: string): Promise<string> => {
      const uniqueAttribute = { attributePath: "DisplayName", attributeValue: group };
      const lookup = { identityStoreId: storeId, alternateIdentifier: { uniqueAttribute }, region };
      try {
        return (await aws.identitystore.getGroup(lookup, { parent: this })).groupId;
      } catch (error) {
        throw userError(
          `Identity Center gives no group "${group}" (${error instanceof Error ? error.message : String(error)}). ` +
            "Let the identity provider send it, make it by hand, name another under " +
            "access.identityCenter.groups, or write people: managed there.",
        );
      }
    };
    return new Map(
      groupNames(identityCenter).map((group) => [
        group,
        pulumi.output(identityStoreId).apply((storeId) => find(storeId, group)),
      ]),
    );
  }

  /** Groups and people from the stack file. */
  private makePeople(
    name: string,
    { identityCenter, identityStoreId, users }: IdentityCenterArgs,
  ): GroupIds {
    const parent = { parent: this };
    const { region, permissionSets } = identityCenter;
    const ids = new Map(
      groupNames(identityCenter).map((displayName) => {
        const group = new aws.identitystore.Group(
          `${name}-group:${displayName}`,
          { identityStoreId, region, displayName },
          parent,
        );
        return [displayName, group.groupId];
      }),
    );
    for (const person of users) {
      const user = new aws.identitystore.User(
        `${name}-user:${person.name}`,
        { identityStoreId, region, ...userArgs(person) },
        parent,
      );
      const sets = permissionSets.filter((set) => person.functions.includes(set.function));
      for (const group of new Set(sets.map((set) => set.group))) {
        const groupId = ids.get(group);
        if (groupId === undefined) throw new Error(`the group ${group} is not planned`);
        new aws.identitystore.GroupMembership(
          `${name}-member:${group}:${person.name}`,
          { identityStoreId, region, groupId, memberId: user.userId },
          parent,
        );
      }
    }
    return ids;
  }
}

/** Groups that have a permission set, each once: functions may share one. */
function groupNames({ permissionSets }: PlannedIdentityCenter): readonly string[] {
  return [...new Set(permissionSets.map(({ group }) => group))];
}

/** The user's name is the name of the person's sessions, which roles and last days go by. */
function userArgs({
  name,
  email,
  fullName,
}: PlannedPerson): Pick<
  aws.identitystore.UserArgs,
  "userName" | "displayName" | "name" | "emails"
> {
  if (email === null || fullName === null) {
    throw new Error(`the plan of ${name} has no e-mail address or name, for Identity Center`);
  }
  const at = fullName.lastIndexOf(" ");
  return {
    userName: name,
    displayName: fullName,
    name: { givenName: fullName.slice(0, at), familyName: fullName.slice(at + 1) },
    emails: { value: email, primary: true },
  };
}
