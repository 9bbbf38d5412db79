"use strict";
// IAM: everything belongs to one account, names are unique in it, and documents have limits.

const {
  CREATED_AT,
  ROLE,
  checkDocument,
  checkFederation,
  checkPrincipals,
  fail,
} = require("./aws");

const POLICY = "aws:iam/policy:Policy";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ROLE_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const USER = "aws:iam/user:User";
const USER_POLICY = "aws:iam/userPolicy:UserPolicy";
const USER_ATTACHMENT = "aws:iam/userPolicyAttachment:UserPolicyAttachment";
const GROUP = "aws:iam/group:Group";
const GROUP_POLICY = "aws:iam/groupPolicy:GroupPolicy";
const GROUP_ATTACHMENT = "aws:iam/groupPolicyAttachment:GroupPolicyAttachment";

/** Characters without whitespace, as AWS counts them. */
const LIMITS = { managed: 6144, trust: 2048, role: 10_240, user: 2048, group: 5120 };
const POLICIES_PER_IDENTITY = 10;

const fullName = ({ inputs }) => `${inputs.path ?? "/"}${inputs.name}`;

/** IAM's unique IDs look random but must not be, for tests to be repeatable. */
const uniqueId = (prefix, { account, id }) =>
  prefix +
  Buffer.from(`${account}${id}`).toString("hex").toUpperCase().slice(-16).padStart(16, "X");

function mustExist(aws, type, name) {
  if (aws.find(type, name)) return;
  const kind = type.split(":")[2].toLowerCase();
  fail("NoSuchEntity", `The ${kind} with name ${name} cannot be found.`);
}

function policyMustExist(aws, arn) {
  // Policies of AWS itself are always there.
  if (/^arn:[^:]+:iam::aws:policy\//.test(arn) || aws.find(POLICY, arn)) return;
  fail("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`);
}

function checkBoundary(inputs, aws) {
  if (inputs.permissionsBoundary) policyMustExist(aws, inputs.permissionsBoundary);
}

function mustNotExist(aws, type, id, old) {
  if (old || !aws.find(type, id)) return;
  const kind = type.split(":")[2];
  fail("EntityAlreadyExists", `${kind} with name ${id} already exists.`);
}

/** Refuses to delete what policies still hang on. */
function mustBeFree(aws, key, name, types) {
  const held = types.flatMap((type) => aws.all(type, aws.account));
  if (held.some((r) => r.inputs[key] === name)) {
    fail("DeleteConflict", `Cannot delete ${name}: it must be detached from all policies first.`);
  }
}

/** A document that belongs to one role, user or group. */
const inlinePolicy = (key, owner, limit) => ({
  id: (inputs) => `${inputs[key]}:${inputs.name}`,
  autoname: "name",
  replaces: [key, "name", "namePrefix"],
  documents: ["policy"],
  put: true,
  refuse: (inputs, aws) => {
    mustExist(aws, owner, inputs[key]);
    checkDocument(inputs.policy, limit, `${owner.split(":")[2]} inline policy ${inputs.name}`);
  },
});

/** A managed policy that hangs on a role, user or group. */
const attachment = (key, owner, type) => ({
  id: (inputs) => `${inputs[key]}/${inputs.policyArn}`,
  replaces: [key, "policyArn"],
  put: true,
  refuse: (inputs, aws) => {
    mustExist(aws, owner, inputs[key]);
    policyMustExist(aws, inputs.policyArn);
    const others = aws
      .all(type, aws.account)
      .filter((r) => r.inputs[key] === inputs[key] && r.inputs.policyArn !== inputs.policyArn);
    if (others.length >= POLICIES_PER_IDENTITY) {
      fail("LimitExceeded", `Cannot exceed quota for policies of ${inputs[key]}: 10`);
    }
  },
});

/** Takes away whatever the list does not name. */
const exclusive = (type, listed, property) => ({
  id: ({ roleName }) => roleName,
  replaces: ["roleName"],
  sets: [listed],
  put: true,
  refuse: ({ roleName }, aws) => mustExist(aws, ROLE, roleName),
  applied: ({ inputs }, aws) => {
    for (const held of aws.all(type, aws.account)) {
      if (held.inputs.role !== inputs.roleName) continue;
      if (!inputs[listed].includes(held.inputs[property])) held.deleted = true;
    }
  },
});

/** @type {Record<string, import("./types").ResourceType>} */
const types = {
  [ROLE]: {
    id: ({ name }) => name,
    computed: (role, aws) => ({
      arn: aws.arn("iam", `role${fullName(role)}`),
      createDate: CREATED_AT,
      uniqueId: uniqueId("AROA", role),
    }),
    autoname: "name",
    defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
    filledIn: ["inlinePolicies", "managedPolicyArns"],
    replaces: ["name", "namePrefix", "path"],
    sets: ["managedPolicyArns", "inlinePolicies"],
    documents: ["assumeRolePolicy"],
    unreadable: ["forceDetachPolicies"],
    refuse: (inputs, aws, old) => {
      mustNotExist(aws, ROLE, inputs.name, old);
      checkDocument(inputs.assumeRolePolicy, LIMITS.trust, `the trust policy of ${inputs.name}`);
      checkPrincipals(inputs.assumeRolePolicy, aws);
      checkFederation(inputs.assumeRolePolicy, aws);
      checkBoundary(inputs, aws);
    },
    refuseDelete: (role, aws) => {
      if (role.inputs.forceDetachPolicies) return;
      mustBeFree(aws, "role", role.id, [ROLE_POLICY, ROLE_ATTACHMENT]);
    },
  },
  [ROLE_POLICY]: inlinePolicy("role", ROLE, LIMITS.role),
  [ROLE_ATTACHMENT]: attachment("role", ROLE, ROLE_ATTACHMENT),
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": exclusive(
    ROLE_ATTACHMENT,
    "policyArns",
    "policyArn",
  ),
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive": exclusive(
    ROLE_POLICY,
    "policyNames",
    "name",
  ),
  [POLICY]: {
    id: (inputs, aws) => aws.arn("iam", `policy${fullName({ inputs })}`),
    computed: (policy, aws) => ({
      arn: policy.id,
      attachmentCount: aws
        .all(ROLE_ATTACHMENT, aws.account)
        .filter((r) => r.inputs.policyArn === policy.id).length,
      policyId: uniqueId("ANPA", policy),
    }),
    autoname: "name",
    defaults: { path: "/" },
    replaces: ["name", "namePrefix", "path", "description"],
    documents: ["policy"],
    unreadable: ["delayAfterPolicyCreationInMs"],
    refuse: (inputs, aws, old) => {
      // The path is no part of the name: two policies of one name cannot be.
      const twin = aws.all(POLICY, aws.account).find((p) => p.inputs.name === inputs.name);
      if (twin && twin !== old) mustNotExist(aws, POLICY, twin.id);
      checkDocument(inputs.policy, LIMITS.managed, `the managed policy ${inputs.name}`);
    },
    refuseDelete: ({ id }, aws) => {
      mustBeFree(aws, "policyArn", id, [ROLE_ATTACHMENT, USER_ATTACHMENT, GROUP_ATTACHMENT]);
      mustBeFree(aws, "permissionsBoundary", id, [ROLE, USER]);
    },
  },
  [USER]: {
    id: ({ name }) => name,
    computed: (user, aws) => ({
      arn: aws.arn("iam", `user${fullName(user)}`),
      uniqueId: uniqueId("AIDA", user),
    }),
    autoname: "name",
    defaults: { forceDestroy: false, path: "/" },
    replaces: [],
    unreadable: ["forceDestroy"],
    refuse: (inputs, aws, old) => {
      mustNotExist(aws, USER, inputs.name, old);
      checkBoundary(inputs, aws);
    },
    refuseDelete: (user, aws) => mustBeFree(aws, "user", user.id, [USER_POLICY, USER_ATTACHMENT]),
  },
  [USER_POLICY]: inlinePolicy("user", USER, LIMITS.user),
  [USER_ATTACHMENT]: attachment("user", USER, USER_ATTACHMENT),
  [GROUP]: {
    id: ({ name }) => name,
    computed: (group, aws) => ({
      arn: aws.arn("iam", `group${fullName(group)}`),
      uniqueId: uniqueId("AGPA", group),
    }),
    autoname: "name",
    defaults: { path: "/" },
    replaces: [],
    refuse: ({ name }, aws, old) => mustNotExist(aws, GROUP, name, old),
    refuseDelete: (group, aws) =>
      mustBeFree(aws, "group", group.id, [GROUP_POLICY, GROUP_ATTACHMENT]),
  },
  [GROUP_POLICY]: inlinePolicy("group", GROUP, LIMITS.group),
  [GROUP_ATTACHMENT]: attachment("group", GROUP, GROUP_ATTACHMENT),
  "aws:iam/groupMembership:GroupMembership": {
    id: ({ name }) => name,
    autoname: "name",
    replaces: ["group", "name"],
    sets: ["users"],
    put: true,
    refuse: ({ group, users }, aws) => {
      mustExist(aws, GROUP, group);
      for (const user of users) mustExist(aws, USER, user);
    },
  },
  "aws:iam/userGroupMembership:UserGroupMembership": {
    id: ({ user, groups }) => [user, ...[...groups].sort()].join("/"),
    replaces: ["user"],
    sets: ["groups"],
    put: true,
    refuse: ({ groups, user }, aws) => {
      mustExist(aws, USER, user);
      for (const group of groups) mustExist(aws, GROUP, group);
    },
  },
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": {
    id: () => "iam-account-password-policy",
    computed: ({ inputs }) => ({ expirePasswords: (inputs.maxPasswordAge ?? 0) > 0 }),
    defaults: { allowUsersToChangePassword: true, minimumPasswordLength: 6 },
    filledIn: [
      "hardExpiry",
      "maxPasswordAge",
      "passwordReusePrevention",
      "requireLowercaseCharacters",
      "requireNumbers",
      "requireSymbols",
      "requireUppercaseCharacters",
    ],
    put: true,
  },
  "aws:iam/accountAlias:AccountAlias": {
    id: ({ accountAlias }) => accountAlias,
    replaces: ["accountAlias"],
  },
};

module.exports = { types };
