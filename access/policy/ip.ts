/** IP addresses and ranges, version 4 and 6, as IAM's operators compare them. */

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Reads an address or a CIDR range; gives a test that nothing passes if it is neither. */
export function rangeHolds(range: string): (asked: string) => boolean {
  const [text = "", length, ...rest] = range.split("/");
  const base = addressOf(text);
  const prefix = length === undefined ? (base?.bits ?? 0) : prefixOf(length);
  if (!base || rest.length > 0 || prefix === undefined || prefix > base.bits) return () => false;
  const shift = BigInt(base.bits - prefix);
  return (asked) => {
    const address = addressOf(asked);
    return address?.bits === base.bits && address.value >> shift === base.value >> shift;
  };
}

function prefixOf(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}

function addressOf(text: string): Address | undefined {
  return text.includes(":") ? version6(text) : version4(text);
}

function version4(text: string): Address | undefined {
  const parts = text.split(".");
  const isByte = (part: string): boolean => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256;
  if (parts.length !== 4 || !parts.every(isByte)) return undefined;
  return { bits: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

function version6(text: string): Address | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map(groupsOf);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill("0"), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return {
    bits: 128,
    value: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n),
  };
}

/** Groups of one half; a version 4 address at its end makes two. */
function groupsOf(half: string): readonly string[] {
  if (half === "") return [];
  const groups = half.split(":");
  const last = version4(groups.at(-1) ?? "");
  if (!last) return groups;
  const hex = last.value.toString(16).padStart(8, "0");
  return [...groups.slice(0, -1), hex.slice(0, 4), hex.slice(4)];
}
