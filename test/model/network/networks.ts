import fc from "fast-check";
import { ORGANIZATION } from "../../stacks";

/** Some VPCs, as the file writes them. */
export interface SomeVpc {
  readonly name: string;
  readonly region: string;
  readonly type: "production" | "nonproduction";
  readonly prefix: number;
  readonly zones: number;
}

export const REGIONS = ["eu-west-1", "eu-central-1", "us-east-1"] as const;

const vpc = fc.record({
  region: fc.constantFrom(...REGIONS),
  type: fc.constantFrom("production" as const, "nonproduction" as const),
  prefix: fc.integer({ min: 16, max: 23 }),
  zones: fc.integer({ min: 1, max: 4 }),
});

/** Up to eight VPCs in three regions. */
export const someVpcs = fc
  .array(vpc, { maxLength: 8 })
  .map((all): readonly SomeVpc[] => all.map((one, index) => ({ ...one, name: `n${index}` })));

export function stackText(
  vpcs: readonly SomeVpc[],
  more = "",
  pins: readonly string[] = [],
): string {
  const entries = vpcs.map(({ name, region, type, prefix, zones }, index) => {
    const range = pins[index] === undefined ? `prefix: ${prefix}` : `cidr: ${pins[index]}`;
    return `    - { name: ${name}, region: ${region}, types: [${type}], ${range}, zones: ${zones} }`;
  });
  return [
    ORGANIZATION.replace(
      "homeRegion: eu-west-1",
      "homeRegion: eu-west-1\n  regions: [eu-central-1, us-east-1]",
    ),
    "accounts: [{ name: web, type: production }, { name: web-test, type: nonproduction }]",
    `network:\n${more}  vpcs:${entries.length === 0 ? " []" : ""}`,
    ...entries,
    "",
  ].join("\n");
}
