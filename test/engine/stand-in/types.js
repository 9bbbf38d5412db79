"use strict";
// What the pretended cloud knows about each resource type. Property names, required properties and
// computed outputs come from the installed SDK, so that a typo in a component fails as it would in
// the real provider; everything that AWS does beyond that stands in the tables.
//
// A type that no table names is an error: add it deliberately.

const fs = require("node:fs");
const path = require("node:path");

/**
 * @typedef {import("./store").Resource} Resource
 * @typedef {import("./aws").Aws} Aws
 *
 * @typedef {object} ResourceType
 * @property {(inputs: any, aws: Aws) => string} id  the ID of a new resource
 * @property {(resource: any, aws: Aws) => object} [computed]  outputs that AWS decides on
 * @property {string} [autoname]  property that gets a generated name when it is left out
 * @property {Record<string, unknown>} [defaults]  what the provider fills in
 * @property {string[]} [filledIn]  AWS decides when left out, and leaving it out is no change
 * @property {string[]} [replaces]  a change of these needs a new resource
 * @property {string[]} [sets]  lists whose order means nothing
 * @property {string[]} [documents]  JSON policy documents
 * @property {string[]} [unreadable]  AWS never tells these, so an import does not know them
 * @property {boolean} [put]  creating it again overwrites it silently
 * @property {(inputs: any, aws: Aws, old?: Resource) => void} [refuse]  throws what AWS would
 * @property {(resource: Resource, aws: Aws) => void} [refuseDelete]
 * @property {(resource: Resource, aws: Aws) => void} [applied]  side effects on the cloud
 * @property {(resource: Resource) => string[]} [importIds]  other IDs that an import may use
 */

/** @type {Record<string, ResourceType>} */
const table = {
  ...require("./types-organizations").types,
  ...require("./types-iam").types,
  ...require("./types-identity").types,
  ...require("./types-events").types,
  ...require("./types-storage").types,
  ...require("./types-queries").types,
  ...require("./types-detection").types,
  ...require("./types-network").types,
  ...require("./types-management").types,
};

/** @param {string} type @returns {ResourceType} */
function typeOf(type) {
  const found = table[type];
  if (!found) {
    throw new Error(
      `the stand-in for the AWS providers does not know the resource type ${type}: ` +
        "add it to the tables in test/engine/stand-in",
    );
  }
  return found;
}

/** @typedef {{ inputs: Set<string>, required: string[], outputs: string[] }} Properties */

/** @type {Map<string, Properties>} */
const known = new Map();

/**
 * The properties of a type, read from the SDK's source. Loading the SDK itself would take longer
 * than everything else in this process.
 * @param {string} type e.g. aws:iam/role:Role or aws-native:cloudformation:StackSet
 * @returns {Properties}
 */
function propertiesOf(type) {
  const cached = known.get(type);
  if (cached) return cached;
  const [packageName, module, className] = type.split(":");
  const file = module.includes("/")
    ? module
    : `${module}/${className[0].toLowerCase()}${className.slice(1)}`;
  const root = path.dirname(require.resolve(`@pulumi/${packageName}/package.json`));
  const source = fs.readFileSync(path.join(root, `${file}.js`), "utf8");
  const all = (pattern) => [...source.matchAll(pattern)].map((match) => match[1]);
  const inputs = new Set(all(/resourceInputs\["(\w+)"\] = .*\bargs\?/g));
  const properties = {
    inputs,
    required: all(/Missing required property '(\w+)'/g),
    outputs: [...new Set(all(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g))].filter(
      (name) => !inputs.has(name),
    ),
  };
  known.set(type, properties);
  return properties;
}

module.exports = { typeOf, propertiesOf };
