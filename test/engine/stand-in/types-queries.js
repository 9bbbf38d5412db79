"use strict";
// Queries over logs: Athena, Glue.

/** @type {Record<string, import("./types").ResourceType>} */
const types = {};

module.exports = { types };
