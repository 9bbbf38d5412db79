"use strict";
// The cloud as one account sees it, and the checks that several services share.

/** @typedef {import("./store").Resource} Resource */
/** @typedef {import("./store").Cloud} Cloud */

const ORGANIZATION = "aws:organizations/organization:Organization";
const ACCOUNT = "aws:organizations/account:Account";
const ROLE = "aws:iam/role:Role";

/** Everything is created at the same moment, so that two runs give the same state. */
const CREATED_AT = "2025-01-01T00:00:00Z";

/** The account that runs the program: the management account. */
const caller = () => process.env.LZ_STAND_IN_CALLER || "111111111111";

/** Accounts that exist without having been made by the program. */
const existingAccounts = () => [
  caller(),
  ...(process.env.LZ_STAND_IN_ACCOUNTS ?? "").split(",").filter(Boolean),
];

class Aws {
  /**
   * @param {Cloud} cloud
   * @param {{ account: string, region: string }} identity
   */
  constructor(cloud, { account, region }) {
    this.cloud = cloud;
    this.account = account;
    this.region = region;
    this.partition = region.startsWith("us-gov-")
      ? "aws-us-gov"
      : region.startsWith("cn-")
        ? "aws-cn"
        : "aws";
  }

  /** A number that no other resource has. */
  next() {
    this.cloud.counter += 1;
    return this.cloud.counter;
  }

  /** All living resources of a type. @param {string} type @param {string} [account] */
  all(type, account) {
    return this.cloud.resources.filter(
      (r) => r.type === type && !r.deleted && (account === undefined || r.account === account),
    );
  }

  /** @param {string} type @param {string} id @returns {Resource | undefined} */
  find(type, id, account = this.account) {
    return this.all(type, account).find((r) => r.id === id);
  }

  /** @param {string} service @param {string} resource */
  arn(service, resource, { account = this.account, region = "" } = {}) {
    return `arn:${this.partition}:${service}:${region}:${account}:${resource}`;
  }

  /** The organization, from whichever account one looks. */
  organization() {
    return this.all(ORGANIZATION)[0];
  }

  /** @param {string} principal */
  trusts(principal) {
    const listed = this.organization()?.inputs.awsServiceAccessPrincipals ?? [];
    const single = this.all("aws:organizations/awsServiceAccess:AwsServiceAccess");
    return listed.includes(principal) || single.some((r) => r.id === principal);
  }

  /** @param {string} account */
  accountExists(account) {
    return existingAccounts().includes(account) || this.all(ACCOUNT).some((r) => r.id === account);
  }
}

/** Throws as AWS does: the code first. @param {string} code @param {string} message */
function fail(code, message) {
  throw new Error(`${code}: ${message}`);
}

/** @param {string} document */
const sizeOf = (document) => document.replace(/\s/g, "").length;

/**
 * Refuses a policy document that IAM would refuse.
 * @param {string} document
 * @param {number} limit  in characters without whitespace
 * @param {string} what  for the message
 */
function checkDocument(document, limit, what) {
  if (document.includes("{{")) {
    fail("MalformedPolicyDocument", `${what} still has a placeholder: ${document.slice(0, 200)}`);
  }
  let parsed;
  try {
    parsed = JSON.parse(document);
  } catch {
    fail("MalformedPolicyDocument", `${what} is not JSON: ${document.slice(0, 200)}`);
  }
  if (!parsed || typeof parsed !== "object" || !("Statement" in parsed)) {
    fail("MalformedPolicyDocument", `${what} has no Statement`);
  }
  for (const statement of [parsed.Statement].flat()) {
    if (statement.Effect !== "Allow" && statement.Effect !== "Deny") {
      fail("MalformedPolicyDocument", `${what} has a statement without Effect`);
    }
  }
  if (sizeOf(document) > limit) {
    fail("LimitExceeded", `Cannot exceed quota for ${what}: ${limit} (is ${sizeOf(document)})`);
  }
}

const PROVIDERS = {
  "saml-provider": "aws:iam/samlProvider:SamlProvider",
  "oidc-provider": "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
};

/** Refuses a trust policy that names an identity provider which does not exist. */
function checkFederation(document, aws) {
  for (const { Principal } of [JSON.parse(document).Statement].flat()) {
    for (const arn of [Principal?.Federated ?? []].flat()) {
      const [, account, kind] = /^arn:[^:]+:iam::(\d{12}):([a-z]+-provider)\//.exec(arn) ?? [];
      if (!kind || !aws.find(PROVIDERS[kind], arn, account)) {
        fail("MalformedPolicyDocument", `Invalid principal in policy: "Federated":"${arn}"`);
      }
    }
  }
}

/**
 * Refuses a resource policy that names a role which does not exist. Only accounts that the program
 * made are looked at: what is in the others is not known.
 * @param {string} document @param {Aws} aws
 */
function checkPrincipals(document, aws) {
  for (const statement of [JSON.parse(document).Statement].flat()) {
    const { Principal } = statement;
    for (const principal of [Principal?.AWS ?? []].flat()) {
      const match = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(principal);
      if (!match) continue;
      const account = aws.all(ACCOUNT).find((made) => made.id === match[1]);
      if (!account || account.inputs.roleName === match[2]) continue;
      if (match[2] === "OrganizationAccountAccessRole" && !account.inputs.roleName) continue;
      if (!aws.find(ROLE, match[2], match[1])) {
        fail("MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${principal}"`);
      }
    }
  }
}

module.exports = {
  Aws,
  ACCOUNT,
  CREATED_AT,
  ORGANIZATION,
  ROLE,
  caller,
  checkDocument,
  checkFederation,
  checkPrincipals,
  fail,
};
