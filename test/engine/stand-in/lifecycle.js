"use strict";
// What happens to one resource: checked, expected, made, changed, taken away, read. Plain values
// in and out; the protocol around it is in provider.js.

const { fail } = require("./aws");
const { propertiesOf, typeOf } = require("./types");
const { UNKNOWN, plain, withSecretsOf } = require("./wire");

/** @typedef {import("./aws").Aws} Aws */
/** @typedef {import("./configuration").Identity} Identity */
/** @typedef {import("./store").Cloud} Cloud */
/** @typedef {import("./store").Resource} Resource */
/** @typedef {Record<string, any>} Values */

/**
 * Validates inputs and fills in what the provider would.
 * @param {string} typeName
 * @param {{ inputs: Values, olds: Values, generatedName: string, identity?: Identity }} request
 * @returns {{ inputs: Values, failures: { property: string, reason: string }[] }}
 */
function check(typeName, { inputs, olds, generatedName, identity }) {
  const type = typeOf(typeName);
  const properties = propertiesOf(typeName);
  const failures = [];
  for (const property of Object.keys(inputs)) {
    if (!properties.inputs.has(property) && property !== "__defaults") {
      failures.push({ property, reason: `${typeName} has no property ${property}` });
    }
  }
  for (const property of properties.required) {
    if (inputs[property] === undefined) {
      failures.push({ property, reason: `Missing required property '${property}'` });
    }
  }
  for (const property of type.documents ?? []) {
    const document = plain(inputs[property]);
    if (document === undefined || document === UNKNOWN || isJson(document)) continue;
    failures.push({ property, reason: `"${property}" contains an invalid JSON policy` });
  }
  const checked = { ...inputs };
  const { autoname } = type;
  if (autoname && inputs[autoname] === undefined) {
    checked[autoname] = olds[autoname] ?? generatedName;
    // As the real providers do: a generated name may change when the resource is replaced.
    checked.__defaults = [autoname];
  }
  const defaultTags = identity?.defaultTags ?? {};
  if (properties.inputs.has("tags") && Object.keys(defaultTags).length > 0) {
    if (inputs.tags !== UNKNOWN) checked.tags = { ...defaultTags, ...plain(inputs.tags) };
  }
  return { inputs: checked, failures };
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** All properties that AWS decides on. */
const decidedByAws = (typeName) => [
  ...propertiesOf(typeName).outputs,
  ...(typeOf(typeName).filledIn ?? []),
];

/** Inputs, with what is known about them without asking AWS. */
function withDefaults(typeName, outputs, inputs) {
  const tags = propertiesOf(typeName).outputs.includes("tagsAll")
    ? { tagsAll: inputs.tags ?? {} }
    : {};
  return { ...outputs, ...tags, ...typeOf(typeName).defaults, ...withoutMark(inputs) };
}

/** Inputs without the note of which of them were generated. */
function withoutMark(inputs) {
  const rest = { ...inputs };
  delete rest.__defaults;
  return rest;
}

/** What a preview can say about a resource that does not exist yet. */
function expectedAfterCreate(typeName, inputs) {
  const unknown = decidedByAws(typeName).map((name) => [name, UNKNOWN]);
  return withDefaults(typeName, Object.fromEntries(unknown), inputs);
}

/** What AWS decided on when the resource was made stays as it is. */
function expectedAfterUpdate(typeName, inputs, olds) {
  const kept = decidedByAws(typeName).map((name) => [name, olds[name]]);
  return withDefaults(typeName, Object.fromEntries(kept), inputs);
}

/** Everything that a program can read from a resource. @param {Resource} resource @param {Aws} aws */
function outputsOf(resource, aws) {
  const outputs = withDefaults(resource.type, resource.outputs ?? {}, resource.inputs);
  return { ...outputs, ...typeOf(resource.type).computed?.(resource, aws) };
}

/** @param {string} typeName @param {Values} inputs @param {Aws} aws @returns {Resource} */
function make(typeName, inputs, aws) {
  const type = typeOf(typeName);
  type.refuse?.(inputs, aws);
  const id = type.id(inputs, aws);
  const twin = aws.find(typeName, id);
  if (twin && !type.put) fail("AlreadyExists", `${typeName} ${id} already exists`);
  const { account, region } = aws;
  /** @type {any} */
  const resource = { account, region, type: typeName, id, inputs };
  aws.cloud.resources = [...aws.cloud.resources.filter((r) => r !== twin), resource];
  resource.outputs = outputsOf(resource, aws);
  type.applied?.(resource, aws);
  return resource;
}

/** @param {string} typeName @param {string} id @param {Values} inputs @param {Aws} aws */
function change(typeName, id, inputs, aws) {
  const type = typeOf(typeName);
  /** @type {any} */
  const resource = aws.find(typeName, id);
  if (!resource) fail("NotFound", `${typeName} ${id} does not exist`);
  const next = { ...inputs };
  for (const name of type.filledIn ?? []) next[name] ??= resource.inputs[name];
  type.refuse?.(next, aws, resource);
  resource.inputs = next;
  resource.outputs = outputsOf({ ...resource, outputs: {} }, aws);
  type.applied?.(resource, aws);
  return resource;
}

/** @param {string} typeName @param {string} id @param {Aws} aws */
function takeAway(typeName, id, aws) {
  /** @type {any} */
  const resource = aws.find(typeName, id);
  if (!resource) return;
  typeOf(typeName).refuseDelete?.(resource, aws);
  // It stays in the file, for tests to see that it was there.
  resource.deleted = true;
}

/**
 * A refresh knows the old inputs; an import knows nothing but an ID, and gets only what AWS tells.
 * @param {string} typeName @param {string} id @param {Values | undefined} olds @param {Aws} aws
 * @returns {{ id: string, inputs: Values, outputs: Values } | undefined}
 */
function read(typeName, id, olds, aws) {
  const type = typeOf(typeName);
  const resource = aws
    .all(typeName, aws.account)
    .find((r) => r.id === id || type.importIds?.(r).includes(id));
  if (!resource) return undefined;
  const outputs = outputsOf(resource, aws);
  const inputs = withoutMark(resource.inputs);
  for (const name of type.unreadable ?? []) {
    delete inputs[name];
    delete outputs[name];
    if (olds?.[name] !== undefined) inputs[name] = outputs[name] = plain(olds[name]);
  }
  for (const [name, value] of Object.entries(type.defaults ?? {})) {
    if (olds?.[name] === undefined && inputs[name] === value) delete inputs[name];
  }
  if (olds?.__defaults) inputs.__defaults = olds.__defaults;
  return {
    id: resource.id,
    inputs: withSecretsOf(inputs, olds ?? {}),
    outputs: markSecrets(outputs, olds ?? {}),
  };
}

/** Outputs repeat inputs, and are as secret as those. @param {Values} outputs @param {Values} inputs */
const markSecrets = (outputs, inputs) =>
  withSecretsOf(outputs, { tagsAll: inputs.tags, ...inputs });

module.exports = {
  markSecrets,
  check,
  expectedAfterCreate,
  expectedAfterUpdate,
  make,
  change,
  takeAway,
  read,
};
