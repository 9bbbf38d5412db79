"use strict";
// Ranges of addresses, as AWS reads them.

/** @param {string} text @returns {{ first: number, prefix: number } | null} null unless it is a whole block */
function parse(text) {
  const numbers = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/
    .exec(text ?? "")
    ?.slice(1)
    .map(Number);
  if (!numbers) return null;
  const prefix = numbers.pop();
  if (prefix > 32 || numbers.some((octet) => octet > 255)) return null;
  const first = numbers.reduce((sum, octet) => sum * 256 + octet, 0);
  return first % 2 ** (32 - prefix) === 0 ? { first, prefix } : null;
}

const last = ({ first, prefix }) => first + 2 ** (32 - prefix) - 1;
const contains = (outer, inner) => outer.first <= inner.first && last(inner) <= last(outer);
const overlaps = (a, b) => a.first <= last(b) && b.first <= last(a);

module.exports = { contains, overlaps, parse };
