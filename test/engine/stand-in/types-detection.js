"use strict";
// What finds mistakes and intruders: AWS Config, Access Analyzer, GuardDuty, Security Hub.

/** @type {Record<string, import("./types").ResourceType>} */
const types = {};

module.exports = { types };
