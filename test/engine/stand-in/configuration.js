"use strict";
// Finds out from a provider's arguments for which account it acts, as AWS would from credentials.

const { ACCOUNT, caller } = require("./aws");
const { hasUnknown, isObject, plain } = require("./wire");

/**
 * @typedef {object} Identity
 * @property {string} account
 * @property {string} region
 * @property {string} [assumeRole]
 * @property {Record<string, string>} defaultTags
 */

/** The SDKs send everything that is not a string as JSON. */
function parsed(value) {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/**
 * @param {Record<string, unknown>} args
 * @returns {Identity | undefined} nothing when a part of it is not known yet
 */
function readIdentity(args) {
  if (hasUnknown(args)) return undefined;
  const config = plain(args);
  const read = (key) => parsed(config[key]);
  // `aws` has a chain of roles, `aws-native` one: the last one counts.
  const roles = [read("assumeRoles") ?? [], read("assumeRole") ?? []].flat().filter(isObject);
  const assumeRole = roles.at(-1)?.roleArn ?? config.roleArn;
  const account = assumeRole === undefined ? caller() : /::(\d{12}):/.exec(assumeRole)?.[1];
  if (!account) throw new Error(`Cannot assume IAM Role: ${assumeRole} is not an ARN`);

  const allowed = read("allowedAccountIds");
  if (Array.isArray(allowed) && !allowed.map(String).includes(account)) {
    throw new Error(`AWS account ID not allowed: ${account}`);
  }
  if ((read("forbiddenAccountIds") ?? []).map(String).includes(account)) {
    throw new Error(`AWS account ID not allowed: ${account}`);
  }
  return {
    account,
    region: config.region ?? process.env.AWS_REGION ?? "us-east-1",
    assumeRole,
    defaultTags: read("defaultTags")?.tags ?? {},
  };
}

/** @param {Identity} identity @param {import("./aws").Aws} aws */
function checkIdentity({ account, assumeRole }, aws) {
  if (assumeRole === undefined || aws.accountExists(account)) return;
  const closed = aws.cloud.resources.some((r) => r.type === ACCOUNT && r.id === account);
  throw new Error(
    `Cannot assume IAM Role: AccessDenied: not authorized to perform: sts:AssumeRole on resource: ` +
      `${assumeRole} (${closed ? "the account was closed" : "no such account"})`,
  );
}

module.exports = { readIdentity, checkIdentity };
