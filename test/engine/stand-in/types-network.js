"use strict";
// Networks: VPCs and what connects them.

/** @type {Record<string, import("./types").ResourceType>} */
const types = {};

module.exports = { types };
