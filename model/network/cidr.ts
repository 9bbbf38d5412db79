/**
 * Ranges of IPv4 addresses. Plain numbers, no bit operations: those of JavaScript are signed.
 * https://www.rfc-editor.org/rfc/rfc4632
 */

/** A block of addresses: `2 ** (32 - prefix)` of them from the first one on. */
export interface Cidr {
  /** The first address as a number, from 0 to 2^32 - 1. */
  readonly first: number;
  /** Length of the prefix, from 0 to 32. */
  readonly prefix: number;
}

const BITS = 32;

/** Number of addresses in a block. */
export function addressesIn(prefix: number): number {
  return 2 ** (BITS - prefix);
}

/**
 * The block that a text writes, or null where there is no such address. An address inside of a
 * block, such as 10.0.0.1/8, is told by `isAligned`.
 */
export function parseCidr(text: string): Cidr | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return null;
  const octets = match.slice(1, 5);
  const prefix = Number(match[5]);
  // AWS, like most, takes no leading zero: it would be octal to some.
  if (octets.some((octet) => Number(octet) > 255 || /^0\d/.test(octet))) return null;
  if (prefix > BITS || /^0\d/.test(match[5] ?? "")) return null;
  return { first: octets.reduce((sum, octet) => sum * 256 + Number(octet), 0), prefix };
}

export function formatCidr({ first, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256);
  return `${octets.join(".")}/${prefix}`;
}

/** Is the first address the first of a block of that size? */
export function isAligned({ first, prefix }: Cidr): boolean {
  return first % addressesIn(prefix) === 0;
}

/** The block of that size in which the first address is. */
export function aligned({ first, prefix }: Cidr): Cidr {
  return { first: first - (first % addressesIn(prefix)), prefix };
}

function end({ first, prefix }: Cidr): number {
  return first + addressesIn(prefix);
}

/** Is all of the inner block in the outer one? */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && end(inner) <= end(outer);
}

/** Is there an address in both? */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first < end(b) && b.first < end(a);
}

/** How many blocks of a size a block has; 0 where one is larger than it. */
export function blocksIn(outer: Cidr, prefix: number): number {
  return prefix < outer.prefix ? 0 : 2 ** (prefix - outer.prefix);
}

/** The block of a size at a place, counted from 0. Throws where the outer block has no such place. */
export function blockAt(outer: Cidr, prefix: number, index: number): Cidr {
  if (index < 0 || index >= blocksIn(outer, prefix)) {
    throw new Error(`${formatCidr(outer)} has no block /${prefix} at ${index}`);
  }
  return { first: outer.first + index * addressesIn(prefix), prefix };
}
