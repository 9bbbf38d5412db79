"use strict";
// AWS Organizations: one organization with one root, a tree of units, and accounts in them.

const { ACCOUNT, CREATED_AT, ORGANIZATION, fail } = require("./aws");

const UNIT = "aws:organizations/organizationalUnit:OrganizationalUnit";
const POLICY = "aws:organizations/policy:Policy";
const ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";

const ROOT = "r-abcd";
const ORGANIZATION_ID = "o-exampleorg1";

/** Largest policies, in characters. */
const POLICY_LIMITS = { SERVICE_CONTROL_POLICY: 10_240, RESOURCE_CONTROL_POLICY: 5120 };
/** Policies attached to one target, beside AWS's own that allows everything. */
const ATTACHED_LIMITS = { SERVICE_CONTROL_POLICY: 9, RESOURCE_CONTROL_POLICY: 4 };

const organizationArn = (aws, resource) => {
  const organization = aws.organization();
  const account = organization?.account ?? aws.account;
  return aws.arn("organizations", resource, { account });
};

const organizationId = (aws) => aws.organization()?.id ?? ORGANIZATION_ID;

const describeAccount = (aws) => (account) => ({
  arn: organizationArn(aws, `account/${organizationId(aws)}/${account.id}`),
  email: account.inputs.email,
  id: account.id,
  joinedMethod: "CREATED",
  joinedTimestamp: CREATED_AT,
  name: account.inputs.name,
  state: "ACTIVE",
  status: "ACTIVE",
});

/** What the organization tells about itself; `getOrganization` returns the same. */
function describeOrganization(organization, aws) {
  const master = {
    arn: aws.arn("organizations", `account/${organization.id}/${organization.account}`, {
      account: organization.account,
    }),
    email: "management@example.com",
    id: organization.account,
    joinedMethod: "INVITED",
    joinedTimestamp: CREATED_AT,
    name: "management",
    state: "ACTIVE",
    status: "ACTIVE",
  };
  const members = aws.all(ACCOUNT).map(describeAccount(aws));
  return {
    accounts: [master, ...members],
    arn: aws.arn("organizations", `organization/${organization.id}`, {
      account: organization.account,
    }),
    masterAccountArn: master.arn,
    masterAccountEmail: master.email,
    masterAccountId: master.id,
    masterAccountName: master.name,
    nonMasterAccounts: members,
    roots: [
      {
        arn: organizationArn(aws, `root/${organization.id}/${ROOT}`),
        id: ROOT,
        name: "Root",
        policyTypes: [...(organization.inputs.enabledPolicyTypes ?? [])]
          .sort()
          .map((type) => ({ status: "ENABLED", type })),
      },
    ],
  };
}

const typeOfPolicy = (policy) => policy.inputs.type ?? "SERVICE_CONTROL_POLICY";

const parentExists = (aws, id) => id === ROOT || aws.all(UNIT).some((unit) => unit.id === id);

function checkParent(inputs, aws) {
  if (!aws.organization()) fail("AWSOrganizationsNotInUseException", "no organization");
  if (inputs.parentId && !parentExists(aws, inputs.parentId)) {
    fail(
      "ParentNotFoundException",
      `You specified a parent that doesn't exist: ${inputs.parentId}`,
    );
  }
}

/** @type {Record<string, import("./types").ResourceType>} */
const types = {
  [ORGANIZATION]: {
    id: () => ORGANIZATION_ID,
    computed: describeOrganization,
    defaults: { featureSet: "ALL" },
    replaces: [],
    sets: ["awsServiceAccessPrincipals", "enabledPolicyTypes"],
    refuse: (_, aws, old) => {
      if (!old && aws.organization()) {
        fail("AlreadyInOrganizationException", "The AWS account is already a member.");
      }
    },
    refuseDelete: (_, aws) => {
      if (aws.all(ACCOUNT).length > 0 || aws.all(UNIT).length > 0) {
        fail("OrganizationNotEmptyException", "To delete an organization, remove its accounts.");
      }
    },
  },
  [UNIT]: {
    id: (_, aws) => `ou-abcd-${String(aws.next()).padStart(8, "0")}`,
    computed: (unit, aws) => ({
      accounts: aws
        .all(ACCOUNT)
        .filter((account) => account.inputs.parentId === unit.id)
        .map(describeAccount(aws)),
      arn: organizationArn(aws, `ou/${organizationId(aws)}/${unit.id}`),
    }),
    autoname: "name",
    replaces: ["parentId"],
    refuse: (inputs, aws, old) => {
      checkParent(inputs, aws);
      const twin = aws
        .all(UNIT)
        .find((u) => u.inputs.parentId === inputs.parentId && u.inputs.name === inputs.name);
      if (twin && twin !== old) {
        fail("DuplicateOrganizationalUnitException", `An OU named ${inputs.name} exists.`);
      }
    },
    refuseDelete: (unit, aws) => {
      const children = [...aws.all(ACCOUNT), ...aws.all(UNIT)];
      if (children.some((child) => child.inputs.parentId === unit.id)) {
        fail("OrganizationalUnitNotEmptyException", `The OU ${unit.id} is not empty.`);
      }
    },
  },
  [ACCOUNT]: {
    id: (_, aws) => String(900_000_000_000 + aws.next()),
    computed: (account, aws) => ({
      arn: describeAccount(aws)(account).arn,
      govcloudId: "",
      joinedMethod: "CREATED",
      joinedTimestamp: CREATED_AT,
      state: "ACTIVE",
      status: "ACTIVE",
      parentId: account.inputs.parentId ?? ROOT,
    }),
    autoname: "name",
    filledIn: ["parentId"],
    replaces: ["email", "roleName", "iamUserAccessToBilling", "createGovcloud"],
    unreadable: ["roleName", "iamUserAccessToBilling", "createGovcloud", "closeOnDeletion"],
    refuse: (inputs, aws, old) => {
      checkParent(inputs, aws);
      // An address stays in use for ever, even when its account was closed.
      const twin = aws.cloud.resources.find(
        (r) => r.type === ACCOUNT && r.inputs.email?.toLowerCase() === inputs.email.toLowerCase(),
      );
      if (twin && twin !== old) {
        fail("EMAIL_ALREADY_EXISTS", `the address ${inputs.email} is used by account ${twin.id}`);
      }
    },
    refuseDelete: (account) => {
      if (account.inputs.closeOnDeletion) return;
      fail(
        "ConstraintViolationException",
        "The member account is missing one or more of the prerequisites required to operate as " +
          `a standalone account: ${account.id}`,
      );
    },
  },
  [POLICY]: {
    id: (_, aws) => `p-${String(aws.next()).padStart(10, "0")}`,
    computed: ({ id, inputs }, aws) => {
      const kind = typeOfPolicy({ inputs }).toLowerCase();
      return { arn: organizationArn(aws, `policy/${organizationId(aws)}/${kind}/${id}`) };
    },
    autoname: "name",
    defaults: { type: "SERVICE_CONTROL_POLICY" },
    replaces: ["type"],
    documents: ["content"],
    unreadable: ["skipDestroy"],
    refuse: (inputs, aws, old) => {
      const type = typeOfPolicy({ inputs });
      if (inputs.content.includes("{{")) {
        fail("MalformedPolicyDocumentException", "The policy still has a placeholder.");
      }
      JSON.parse(inputs.content);
      if (inputs.content.length > (POLICY_LIMITS[type] ?? 10_000)) {
        fail(
          "ConstraintViolationException",
          `POLICY_CONTENT_LIMIT_EXCEEDED: ${inputs.name} has ${inputs.content.length} characters`,
        );
      }
      const twin = aws
        .all(POLICY)
        .find((p) => p.inputs.name === inputs.name && typeOfPolicy(p) === type);
      if (twin && twin !== old) {
        fail("DuplicatePolicyException", `A policy with the name ${inputs.name} exists.`);
      }
    },
    refuseDelete: (policy, aws) => {
      if (aws.all(ATTACHMENT).some((a) => a.inputs.policyId === policy.id)) {
        fail("PolicyInUseException", `The policy ${policy.id} is attached.`);
      }
    },
  },
  [ATTACHMENT]: {
    id: ({ targetId, policyId }) => `${targetId}:${policyId}`,
    replaces: ["policyId", "targetId"],
    unreadable: ["skipDestroy"],
    refuse: ({ targetId, policyId }, aws, old) => {
      const policy = aws.all(POLICY).find((p) => p.id === policyId);
      if (!policy && policyId !== "p-FullAWSAccess") {
        fail("PolicyNotFoundException", `There is no policy ${policyId}.`);
      }
      const enabled = aws.organization()?.inputs.enabledPolicyTypes ?? [];
      const type = policy ? typeOfPolicy(policy) : "SERVICE_CONTROL_POLICY";
      if (!enabled.includes(type)) {
        fail("PolicyTypeNotEnabledException", `${type} is not enabled for the root.`);
      }
      if (!parentExists(aws, targetId) && !aws.accountExists(targetId)) {
        fail("TargetNotFoundException", `There is no root, OU or account ${targetId}.`);
      }
      if (!old && aws.find(ATTACHMENT, `${targetId}:${policyId}`)) {
        fail("DuplicatePolicyAttachmentException", `${policyId} is attached to ${targetId}.`);
      }
      const others = aws.all(ATTACHMENT).filter((one) => {
        const other = aws.all(POLICY).find(({ id }) => id === one.inputs.policyId);
        return one.inputs.targetId === targetId && other && typeOfPolicy(other) === type;
      });
      if (!old && others.length >= (ATTACHED_LIMITS[type] ?? 10)) {
        fail(
          "ConstraintViolationException",
          `MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED: ${targetId} has ${others.length} of ${type}`,
        );
      }
    },
  },
  "aws:organizations/awsServiceAccess:AwsServiceAccess": {
    id: ({ servicePrincipal }) => servicePrincipal,
    computed: () => ({ dateEnabled: CREATED_AT }),
    replaces: ["servicePrincipal"],
    put: true,
  },
};

module.exports = { types, describeOrganization };
