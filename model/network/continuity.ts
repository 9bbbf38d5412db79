import type { PlannedNetwork, PlannedVpc } from "./plan";

/** A VPC as the stack's last run left it: an element of the stack output `networks`. */
export interface PreviousVpc {
  readonly name: string;
  readonly region: string;
  readonly cidr: string;
  readonly release: boolean;
  /** Subnets in which services are, and their ranges. */
  readonly subnets: Readonly<Record<string, string>>;
}

/** The stack output `networks`, which the next run reads. */
export function networksOutput({ vpcs }: PlannedNetwork): readonly PreviousVpc[] {
  return vpcs.map((vpc) => ({
    name: vpc.name,
    region: vpc.region,
    cidr: vpc.cidr,
    release: vpc.release,
    subnets: rangesIn(vpc.subnets.filter(({ kept }) => kept)),
  }));
}

/**
 * Reads the stack's output `networks`; nothing where an earlier run had none. Throws on one of another
 * shape: guessing there could let a network go.
 */
export function readNetworks(output: unknown): readonly PreviousVpc[] {
  if (output === undefined) return [];
  if (!Array.isArray(output) || !output.every(isPreviousVpc)) {
    throw new Error("the stack's output `networks` is not a list of VPCs");
  }
  return output;
}

function isPreviousVpc(value: unknown): value is PreviousVpc {
  if (typeof value !== "object" || value === null) return false;
  const { name, region, cidr, release, subnets } = value as Record<string, unknown>;
  return (
    [name, region, cidr].every((one) => typeof one === "string") &&
    typeof release === "boolean" &&
    typeof subnets === "object" &&
    subnets !== null
  );
}

/**
 * What a run must not do to networks that exist: another range or region, another range of a subnet or
 * none would replace them with all that lives there. Refused here, because the engine would find out
 * half way. Each refusal names the choices.
 */
export function networkRefusals(
  { vpcs }: PlannedNetwork,
  previous: readonly PreviousVpc[],
): readonly string[] {
  return previous.flatMap((before) => {
    if (before.release) return [];
    const after = vpcs.find(({ name }) => name === before.name);
    return after ? changesOf(before, after) : [vanished(before)];
  });
}

function changesOf(before: PreviousVpc, after: PlannedVpc): readonly string[] {
  const { name } = before;
  if (after.region !== before.region) {
    return [
      `the VPC ${name} moves from ${before.region} to ${after.region}, and a VPC stays where it is. ` +
        `Write region: ${before.region}; for one in ${after.region}, add an entry with a name of its own.`,
    ];
  }
  if (after.cidr !== before.cidr) {
    return [
      `the range of the VPC ${name} changes from ${before.cidr} to ${after.cidr}, and that would replace it with all that is in it. ` +
        `Write cidr: ${before.cidr} in its entry, and take its prefix out.`,
    ];
  }
  const now = rangesIn(after.subnets);
  const lost = Object.keys(before.subnets).filter((subnet) => now[subnet] === undefined);
  const moved = Object.entries(before.subnets).filter(
    ([subnet, cidr]) => now[subnet] !== undefined && now[subnet] !== cidr,
  );
  return [
    ...(lost.length === 0
      ? []
      : [
          `the VPC ${name} would lose the subnets ${lost.join(" and ")}. ` +
            `Put their zones and tiers back; to let the whole VPC go, write release: true, and run.`,
        ]),
    ...moved.map(
      ([subnet, cidr]) =>
        `the range of the subnet ${subnet} of ${name} changes from ${cidr} to ${now[subnet] ?? ""}, and that would replace it with all that is in it. ` +
        `Write its prefix as it was: ${cidr.slice(cidr.indexOf("/") + 1)}.`,
    ),
  ];
}

function vanished({ name, cidr }: PreviousVpc): string {
  return (
    `the VPC ${name} (${cidr}) is no longer in the file. Nothing deletes a network by leaving it out. ` +
    `Put it back; to let it go, write release: true in its entry, run, and then take it out.`
  );
}

function rangesIn(subnets: PlannedVpc["subnets"]): Readonly<Record<string, string>> {
  return Object.fromEntries(subnets.map(({ name, cidr }) => [name, cidr]));
}
