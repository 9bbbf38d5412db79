"use strict";
// Money, contacts, root users.

/** @type {Record<string, import("./types").ResourceType>} */
const types = {};

module.exports = { types };
