"use strict";
// The engine sends property values as protobuf structs, in which unknown values are magic strings
// and secrets are objects with a magic key. Here they become `UNKNOWN` and `Secret`.

const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js");

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** One magic string for each kind of value that is not known yet. */
const UNKNOWNS = new Set([
  UNKNOWN_STRING,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** A value which a preview cannot know. */
const UNKNOWN = Object.freeze({
  toString: () => "<unknown>",
});

/** A value that the engine encrypts in its state. */
class Secret {
  /** @param {unknown} value */
  constructor(value) {
    this.value = value;
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return (
    typeof value === "object" &&
    value !== null &&
    value !== UNKNOWN &&
    !Array.isArray(value) &&
    !(value instanceof Secret)
  );
}

/** @param {unknown} value @returns {unknown} */
function decode(value) {
  if (typeof value === "string") return UNKNOWNS.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map(decode);
  if (!isObject(value)) return value;
  switch (value[SIGNATURE]) {
    case undefined:
      return decodeFields(value);
    case SECRET:
      return new Secret(decode(value.value));
    case RESOURCE:
      return value.id === undefined ? value.urn : decode(value.id);
    case OUTPUT: {
      const inner = "value" in value ? decode(value.value) : UNKNOWN;
      return value.secret ? new Secret(inner) : inner;
    }
    default:
      throw new Error("the stand-in does not take assets or archives");
  }
}

/** Null is the same as left out: the SDK sends both. @param {Record<string, unknown>} fields */
function decodeFields(fields) {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, decode(value)]),
  );
}

/** @param {unknown} value @returns {unknown} */
function encode(value) {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: encode(value.value) };
  if (Array.isArray(value)) return value.map(encode);
  if (isObject(value)) return encodeFields(value);
  return value;
}

/** @param {Record<string, unknown>} fields */
function encodeFields(fields) {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, encode(value)]),
  );
}

/** @param {Struct | undefined} struct @returns {Record<string, any>} */
function fromStruct(struct) {
  return struct ? decodeFields(struct.toJavaScript()) : {};
}

/** @param {Record<string, unknown>} fields */
function toStruct(fields) {
  return Struct.fromJavaScript(encodeFields(fields));
}

/** The value without any marks of secrecy. @param {unknown} value @returns {any} */
function plain(value) {
  if (value instanceof Secret) return plain(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}

/** @param {unknown} value @returns {boolean} */
function hasSecret(value) {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(hasSecret);
  return isObject(value) && Object.values(value).some(hasSecret);
}

/** @param {unknown} value @returns {boolean} */
function hasUnknown(value) {
  if (value === UNKNOWN) return true;
  if (value instanceof Secret) return hasUnknown(value.value);
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) && Object.values(value).some(hasUnknown);
}

/**
 * `fields` with the secrecy of `like`: the store keeps plain values, so what comes back from it
 * must be marked again, or a refresh would write secrets in clear text.
 * @param {Record<string, unknown>} fields
 * @param {Record<string, unknown>} like
 */
function withSecretsOf(fields, like) {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      const model = like[key];
      if (isObject(value) && isObject(model)) return [key, withSecretsOf(value, model)];
      return [key, hasSecret(model) && !hasSecret(value) ? new Secret(value) : value];
    }),
  );
}

module.exports = {
  UNKNOWN,
  Secret,
  isObject,
  fromStruct,
  toStruct,
  plain,
  hasUnknown,
  withSecretsOf,
};
