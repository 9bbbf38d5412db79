"use strict";
// The functions that a program may call. Any other is an error, so that a component which starts to
// use one is noticed.

const { fail } = require("./aws");
const identity = require("./types-identity");
const network = require("./types-network");
const { describeOrganization } = require("./types-organizations");

/** @typedef {import("./aws").Aws} Aws */

/** @type {Record<string, (args: any, aws: Aws) => Record<string, unknown>>} */
const functions = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_, aws) => ({
    accountId: aws.account,
    arn: aws.arn("sts", "assumed-role/stand-in/session"),
    id: aws.account,
    userId: "AROASTANDIN:session",
  }),
  "aws:index/getPartition:getPartition": (_, aws) => ({
    dnsSuffix: aws.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
    id: aws.partition,
    partition: aws.partition,
    reverseDnsPrefix: aws.partition === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws",
  }),
  "aws:index/getRegion:getRegion": (args, aws) => {
    const region = args.region ?? args.name ?? aws.region;
    return { description: region, id: region, name: region, region };
  },
  "aws:organizations/getOrganization:getOrganization": (args, aws) => {
    const organization = aws.organization();
    if (!organization) {
      fail("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
    }
    const { accounts, nonMasterAccounts, ...rest } = describeOrganization(organization, aws);
    return {
      awsServiceAccessPrincipals: organization.inputs.awsServiceAccessPrincipals ?? [],
      enabledPolicyTypes: organization.inputs.enabledPolicyTypes ?? [],
      featureSet: organization.inputs.featureSet ?? "ALL",
      id: organization.id,
      ...rest,
      ...(args.returnOrganizationOnly ? {} : { accounts, nonMasterAccounts }),
    };
  },
  ...identity.functions,
  ...network.functions,
  "aws-native:index:getAccountId": (_, aws) => ({ accountId: aws.account }),
  "aws-native:index:getPartition": (_, aws) => ({ partition: aws.partition }),
  "aws-native:index:getRegion": (_, aws) => ({ region: aws.region }),
};

/** @param {string} token @param {any} args @param {Aws} aws */
function invoke(token, args, aws) {
  const found = functions[token];
  if (!found) {
    throw new Error(
      `the stand-in for the AWS providers does not know the function ${token}: ` +
        "add it to test/engine/stand-in/invokes.js",
    );
  }
  return found(args, aws);
}

module.exports = { invoke };
