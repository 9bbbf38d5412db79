"use strict";
// Who vouches for people: identity providers of IAM, and IAM Identity Center. Nobody makes an instance
// of that by an API: tests seed one, of the type INSTANCE.

const { CREATED_AT, checkDocument, fail } = require("./aws");

const INSTANCE = "stand-in:ssoadmin:Instance";
const ADMINISTRATOR = "aws:organizations/delegatedAdministrator:DelegatedAdministrator";
const SAML = "aws:iam/samlProvider:SamlProvider";
const OIDC = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const PERMISSION_SET = "aws:ssoadmin/permissionSet:PermissionSet";
const INLINE_POLICY = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy";
const ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment";
const GROUP = "aws:identitystore/group:Group";
const USER = "aws:identitystore/user:User";
const MEMBERSHIP = "aws:identitystore/groupMembership:GroupMembership";

const SSO = "sso.amazonaws.com";
const INLINE_LIMIT = 10_240;
const METADATA_MIN = 1000;

const regionOf = (resource, aws) => resource.inputs?.region ?? resource.region ?? aws.region;
const uuid = (aws) => `00000000-0000-4000-a000-${String(aws.next()).padStart(12, "0")}`;

/** The organization's instance, as the calling account sees it in a region. */
function instanceIn(aws, region) {
  const instance = aws.all(INSTANCE).find((one) => one.region === region);
  const administers =
    instance?.account === aws.account ||
    aws
      .all(ADMINISTRATOR)
      .some(({ inputs }) => inputs.accountId === aws.account && inputs.servicePrincipal === SSO);
  return administers ? instance : undefined;
}

/** Refuses what is not for the instance of this region, or from an account that may not. */
function checkInstance(inputs, aws) {
  const region = regionOf({ inputs }, aws);
  const instance = instanceIn(aws, region);
  if (!instance)
    fail("AccessDeniedException", `${aws.account} administers no instance in ${region}`);
  const { instanceArn, identityStoreId } = inputs;
  if (instanceArn !== undefined && instanceArn !== instance.id) {
    fail("ResourceNotFoundException", `There is no instance ${instanceArn} in ${region}.`);
  }
  if (identityStoreId !== undefined && identityStoreId !== instance.inputs.identityStoreId) {
    fail("ResourceNotFoundException", `There is no identity store ${identityStoreId}.`);
  }
}

/** Identity Center belongs to the organization, whichever account looks. */
const exists = (aws, type, id) => aws.all(type).some((one) => one.id === id);
const idPart = (id) => id.split("/").pop();

function mustExist(aws, type, found, what) {
  if (!found) fail("ResourceNotFoundException", `${type.split(":")[2]} not found: ${what}`);
}

function permissionSetMustExist({ permissionSetArn }, aws) {
  const found = aws.all(PERMISSION_SET).some((set) => set.outputs?.arn === permissionSetArn);
  mustExist(aws, PERMISSION_SET, found, permissionSetArn);
}

/** @param {string} type @param {string} key @param {Record<string, any>} inputs */
function mustBeFree(type, key, inputs, aws, old) {
  const twin = aws.all(type).find((one) => one.inputs[key] === inputs[key]);
  if (twin && twin !== old) fail("ConflictException", `${inputs[key]} exists`);
}

const inRegion = { filledIn: ["region"] };

/** @type {Record<string, import("./types").ResourceType>} */
const types = {
  [SAML]: {
    id: ({ name }, aws) => aws.arn("iam", `saml-provider/${name}`),
    computed: ({ id }) => ({ arn: id, samlProviderUuid: "SAMLSTANDIN", validUntil: CREATED_AT }),
    autoname: "name",
    replaces: ["name"],
    refuse: ({ samlMetadataDocument }) => {
      if (samlMetadataDocument.length < METADATA_MIN) {
        fail("ValidationError", `samlMetadataDocument: at least ${METADATA_MIN} characters`);
      }
      if (!samlMetadataDocument.includes("EntityDescriptor")) {
        fail("InvalidInput", "Could not parse metadata");
      }
    },
  },
  [OIDC]: {
    id: ({ url }, aws) => aws.arn("iam", `oidc-provider/${url.replace("https://", "")}`),
    computed: ({ id }) => ({ arn: id }),
    filledIn: ["thumbprintLists"],
    replaces: ["url"],
    sets: ["clientIdLists"],
  },
  [ADMINISTRATOR]: {
    id: ({ accountId, servicePrincipal }) => `${accountId}/${servicePrincipal}`,
    computed: () => ({
      delegationEnabledDate: CREATED_AT,
      joinedMethod: "CREATED",
      joinedTimestamp: CREATED_AT,
      status: "ACTIVE",
    }),
    replaces: ["accountId", "servicePrincipal"],
    refuse: ({ accountId, servicePrincipal }, aws) => {
      if (!aws.accountExists(accountId)) fail("AccountNotFoundException", accountId);
      if (!aws.trusts(servicePrincipal)) {
        fail("ConstraintViolationException", `${servicePrincipal} is not trusted`);
      }
    },
    refuseDelete: ({ inputs: { accountId, servicePrincipal } }, aws) => {
      const rules = aws.all("aws:cfg/organizationManagedRule:OrganizationManagedRule", accountId);
      if (servicePrincipal.startsWith("config-multi") && rules.length > 0) {
        fail("ConstraintViolationException", `${accountId} has rules of the organization`);
      }
    },
  },
  [PERMISSION_SET]: {
    id: ({ instanceArn }, aws) => {
      const arn = `arn:${aws.partition}:sso:::permissionSet/${idPart(instanceArn)}/ps-${aws.next()}`;
      return `${arn},${instanceArn}`;
    },
    computed: ({ id }) => ({ arn: id.split(",")[0], createdDate: CREATED_AT }),
    ...inRegion,
    autoname: "name",
    defaults: { sessionDuration: "PT1H" },
    replaces: ["instanceArn", "name", "region"],
    refuse: (inputs, aws, old) => {
      checkInstance(inputs, aws);
      mustBeFree(PERMISSION_SET, "name", inputs, aws, old);
      if (inputs.name.length > 32) fail("ValidationException", `${inputs.name}: at most 32`);
    },
    refuseDelete: ({ outputs }, aws) => {
      const used = aws.all(ASSIGNMENT).some((a) => a.inputs.permissionSetArn === outputs?.arn);
      if (used) fail("ConflictException", `${outputs?.arn} is assigned`);
    },
  },
  [INLINE_POLICY]: {
    id: ({ permissionSetArn, instanceArn }) => `${permissionSetArn},${instanceArn}`,
    ...inRegion,
    replaces: ["instanceArn", "permissionSetArn", "region"],
    documents: ["inlinePolicy"],
    put: true,
    refuse: (inputs, aws) => {
      checkInstance(inputs, aws);
      permissionSetMustExist(inputs, aws);
      checkDocument(inputs.inlinePolicy, INLINE_LIMIT, "the policy of the permission set");
    },
  },
  [ASSIGNMENT]: {
    id: ({ principalId, principalType, targetId, targetType, permissionSetArn, instanceArn }) =>
      [principalId, principalType, targetId, targetType, permissionSetArn, instanceArn].join(","),
    ...inRegion,
    replaces: [
      "instanceArn",
      "permissionSetArn",
      "principalId",
      "principalType",
      "region",
      "targetId",
      "targetType",
    ],
    refuse: (inputs, aws) => {
      checkInstance(inputs, aws);
      permissionSetMustExist(inputs, aws);
      const group = aws.all(GROUP).some((one) => idPart(one.id) === inputs.principalId);
      mustExist(aws, GROUP, group, inputs.principalId);
      if (!aws.accountExists(inputs.targetId)) fail("ResourceNotFoundException", inputs.targetId);
    },
  },
  "aws:ssoadmin/region:Region": {
    id: ({ instanceArn, regionName }) => `${instanceArn},${regionName}`,
    computed: () => ({ status: "ACTIVE" }),
    ...inRegion,
    replaces: ["instanceArn", "region", "regionName"],
    unreadable: ["timeouts"],
    refuse: checkInstance,
  },
  [GROUP]: {
    id: ({ identityStoreId }, aws) => `${identityStoreId}/${uuid(aws)}`,
    computed: ({ id }) => ({ groupId: idPart(id), externalIds: [] }),
    ...inRegion,
    replaces: ["displayName", "identityStoreId", "region"],
    refuse: (inputs, aws, old) => {
      checkInstance(inputs, aws);
      mustBeFree(GROUP, "displayName", inputs, aws, old);
    },
  },
  [USER]: {
    id: ({ identityStoreId }, aws) => `${identityStoreId}/${uuid(aws)}`,
    computed: ({ id }) => ({ userId: idPart(id), externalIds: [], userStatus: "ENABLED" }),
    ...inRegion,
    replaces: ["identityStoreId", "region", "userName"],
    refuse: (inputs, aws, old) => {
      checkInstance(inputs, aws);
      mustBeFree(USER, "userName", inputs, aws, old);
      if (!inputs.name) fail("ValidationException", "name is required");
    },
  },
  [MEMBERSHIP]: {
    id: ({ identityStoreId }, aws) => `${identityStoreId}/${uuid(aws)}`,
    computed: ({ id }) => ({ membershipId: idPart(id) }),
    ...inRegion,
    replaces: ["groupId", "identityStoreId", "memberId", "region"],
    refuse: (inputs, aws) => {
      checkInstance(inputs, aws);
      const { identityStoreId: store, groupId, memberId } = inputs;
      mustExist(aws, GROUP, exists(aws, GROUP, `${store}/${groupId}`), groupId);
      mustExist(aws, USER, exists(aws, USER, `${store}/${memberId}`), memberId);
    },
  },
};

/** @type {Record<string, (args: any, aws: import("./aws").Aws) => Record<string, unknown>>} */
const functions = {
  "aws:ssoadmin/getInstances:getInstances": (args, aws) => {
    const region = args.region ?? aws.region;
    const instance = instanceIn(aws, region);
    return {
      arns: instance ? [instance.id] : [],
      id: region,
      identityStoreIds: instance ? [instance.inputs.identityStoreId] : [],
      region,
    };
  },
  "aws:identitystore/getGroup:getGroup": (args, aws) => {
    checkInstance(args, aws);
    const { attributePath, attributeValue } = args.alternateIdentifier.uniqueAttribute;
    if (attributePath !== "DisplayName") fail("ValidationException", attributePath);
    const found = aws.all(GROUP).find((one) => one.inputs.displayName === attributeValue);
    if (!found) fail("ResourceNotFoundException", "GROUP not found.");
    const groupId = idPart(found.id);
    return {
      description: "",
      displayName: attributeValue,
      externalIds: [],
      groupId,
      id: groupId,
      identityStoreId: args.identityStoreId,
      region: args.region ?? aws.region,
    };
  },
};

module.exports = { types, functions };
