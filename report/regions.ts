import type { IdentityMode } from "../model/access-schema";
import {
  CONTROL_PLANE,
  dependencesOf,
  stateOf,
  type Dependence,
  type RegionsPlan,
  type StateSettings,
} from "./regions-dependences";
import { listed } from "./words";

/** What a region's failure means. */
export interface Failure {
  readonly region: string;
  /** What the region is here, e.g. "home region". */
  readonly is: readonly string[];
  readonly stops: readonly Dependence[];
  readonly works: readonly Dependence[];
  readonly toDo: readonly string[];
}

export interface RegionsReport {
  readonly organization: string;
  readonly dependences: readonly Dependence[];
  readonly failures: readonly Failure[];
}

/** What depends on which region, and what a region's failure leaves. */
export function regionsReport(
  plan: RegionsPlan,
  state: StateSettings,
  stack: string,
): RegionsReport {
  const dependences = dependencesOf(plan, state);
  const involved = new Set([
    ...plan.organization.regions,
    ...dependences.flatMap(({ needs }) => needs.flat()),
  ]);
  return {
    organization: plan.organization.name,
    dependences,
    failures: [...involved].map((region) => failureOf(plan, state, dependences, region, stack)),
  };
}

function failureOf(
  plan: RegionsPlan,
  state: StateSettings,
  dependences: readonly Dependence[],
  region: string,
  stack: string,
): Failure {
  const works = (one: Dependence): boolean =>
    one.needs.every((list) => list.some((other) => other !== region));
  return {
    region,
    is: whatItIs(plan, state, region),
    // What depends on no region that is known here is neither.
    stops: dependences.filter((one) => !works(one)),
    works: dependences.filter((one) => one.needs.length > 0 && works(one)),
    toDo: toDo(plan, region, stack),
  };
}

function whatItIs(
  { organization, identity }: RegionsPlan,
  state: StateSettings,
  region: string,
): readonly string[] {
  const { homeRegion, partition, regions } = organization;
  const center = identity.identityCenter;
  return [
    ...(region === homeRegion ? ["home region"] : []),
    ...(region !== homeRegion && regions.includes(region) ? ["governed"] : []),
    ...(region === CONTROL_PLANE[partition] ? ["control plane of IAM and Organizations"] : []),
    ...(region === center?.region ? ["Identity Center"] : []),
    ...(region === center?.secondRegion ? ["second region of Identity Center"] : []),
    ...(stateOf(state).some(({ needs }) => needs.flat().includes(region)) ? ["state"] : []),
  ];
}

function toDo({ organization, identity }: RegionsPlan, down: string, stack: string) {
  const { homeRegion, regions } = organization;
  const others = regions.filter((region) => region !== down);
  const center = identity.identityCenter;
  const portalDown = center?.region === down;
  if (down !== homeRegion && !portalDown) {
    return regions.includes(down)
      ? [
          `profiles ask ${homeRegion} and work on; whoever wrote some for ${down} writes them anew without --region`,
        ]
      : ["profiles work on as they are: none of them asks this region"];
  }
  const target =
    center?.secondRegion != null && others.includes(center.secondRegion)
      ? center.secondRegion
      : others[0];
  if (target === undefined) {
    return [
      "no other region is governed, so there are no profiles for another: name a second one in organization.regions before this happens",
    ];
  }
  const write = `lz profiles --stack ${stack} --person PERSON --region ${target} --merge ~/.aws/config`;
  const second = center?.secondRegion ?? null;
  const noPortal =
    portalDown && second === null
      ? [`nobody signs in by Identity Center: use ${listed(otherModes(identity.modes))}`]
      : [];
  return [`each person writes profiles for another region: ${write}`, ...noPortal];
}

function otherModes(modes: readonly IdentityMode[]): readonly string[] {
  const others = modes.filter((mode) => mode !== "identity-center");
  return others.length === 0 ? ["break-glass"] : others.map((mode) => `--mode ${mode}`);
}
