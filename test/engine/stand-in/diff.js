"use strict";
// Compares the inputs that a resource has with those that the program wants.

const { UNKNOWN, hasUnknown, isObject, plain } = require("./wire");

/** @typedef {"add" | "update" | "delete"} Kind */
/** @typedef {{ path: string, property: string, kind: Kind }} Change */

/** Equal values give equal strings. With `sorted`, lists are sets. */
function canonical(value, sorted = false) {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, sorted));
    return `[${(sorted ? items.sort() : items).join()}]`;
  }
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${key}:${canonical(value[key], sorted)}`).join()}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** Policy documents that say the same are the same. */
function sameDocument(before, after) {
  try {
    return canonical(JSON.parse(before), true) === canonical(JSON.parse(after), true);
  } catch {
    return before === after;
  }
}

/** @param {any} before @param {any} after @param {string} path @returns {{path: string, kind: Kind}[]} */
function compare(before, after, path) {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ path, kind: "add" }];
  if (after === undefined) return [{ path, kind: "delete" }];
  if (after === UNKNOWN) return [{ path, kind: "update" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, i) => compare(before[i], after[i], `${path}[${i}]`)).flat();
  }
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => compare(before[key], after[key], step(path, key)));
  }
  return canonical(before) === canonical(after) ? [] : [{ path, kind: "update" }];
}

/** Keys with a dot or bracket are quoted in the engine's paths. */
const step = (path, key) =>
  /^[A-Za-z_$][\w$-]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;

/**
 * @param {import("./types").ResourceType} type
 * @param {Record<string, unknown>} olds
 * @param {Record<string, unknown>} news
 * @param {string[]} ignored  property paths
 * @returns {Change[]}
 */
function diffInputs(type, olds, news, ignored) {
  const before = { ...type.defaults, ...plain(olds) };
  const after = { ...type.defaults, ...plain(news) };
  const properties = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return properties
    .filter((property) => property !== "__defaults")
    .flatMap((property) => {
      const [a, b] = [before[property], after[property]];
      if (b === undefined && type.filledIn?.includes(property)) return [];
      const known = a !== undefined && b !== undefined && !hasUnknown(b);
      if (known && type.documents?.includes(property) && sameDocument(a, b)) return [];
      if (known && type.sets?.includes(property) && canonical(a, true) === canonical(b, true)) {
        return [];
      }
      return compare(a, b, property).map((change) => ({ ...change, property }));
    })
    .filter(({ path }) => !ignored.some((ignore) => isWithin(path, ignore)));
}

const isWithin = (path, parent) =>
  path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);

module.exports = { diffInputs };
