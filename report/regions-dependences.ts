import type { IdentityMode } from "../model/access-schema";
import type { Plan } from "../model/plan";
import type { Partition } from "../model/regions";

/** What regions are computed from. */
export type RegionsPlan = Pick<Plan, "organization" | "identity" | "stamping" | "entry">;

/** Where Pulumi keeps what it has made, as its own settings say; null where they say nothing. */
export interface StateSettings {
  /** Address of the backend, e.g. `s3://bucket?region=eu-west-1`. */
  readonly backend: string | null;
  /** What encrypts secrets, e.g. `awskms://alias/pulumi?region=eu-west-1`. */
  readonly secrets: string | null;
}

/** Something that people rely on, and the regions on which it depends. */
export interface Dependence {
  readonly what: string;
  /** It works while of every one of these lists some region does. */
  readonly needs: readonly (readonly string[])[];
  readonly note: string;
}

/**
 * Region of the control planes of IAM and Organizations. What they have set up goes on in every
 * region by itself; nothing of it can be changed while that one is down.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/disaster-recovery-resiliency.html
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
export const CONTROL_PLANE: Readonly<Record<Partition, string>> = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
};

/** Everything that people rely on, and the regions on which it depends. */
export function dependencesOf(plan: RegionsPlan, state: StateSettings): readonly Dependence[] {
  const { homeRegion, partition, regions } = plan.organization;
  const control = CONTROL_PLANE[partition];
  return [
    ...plan.identity.modes.map((mode) => signIn(plan, mode)),
    {
      what: "Entering accounts",
      needs: [regions],
      note: "each region's STS and IAM work alone; profiles ask their own region's, never the global endpoint",
    },
    {
      what: "Break-glass",
      needs: [[control, ...regions]],
      note: "IAM users, whatever the way in which others sign in; the console has a sign-in page in each region",
    },
    {
      what: "Mails of root users and break-glass",
      needs: [[homeRegion]],
      note: "events of each region wait up to a day, and then 14 days in a queue; the trail has them",
    },
    ...(plan.entry.length > 0
      ? [
          {
            what: "Entry nodes of the network account",
            needs: [plan.entry.map(({ region }) => region)],
            note: "ports are forwarded by the nodes of any region that works",
          },
        ]
      : []),
    {
      what: "Changes of people, keys, devices and roles",
      needs: [[control]],
      note: "IAM is changed in one region; what is set up works on everywhere, so nobody new, and nobody out",
    },
    {
      what: "Changes of accounts, units and guardrails",
      needs: [[control]],
      note: "Organizations, likewise: guardrails that are attached hold on",
    },
    ...changesOfIdentityCenter(plan),
    ...(plan.stamping === "stackset"
      ? [
          {
            what: "Roles for new accounts and changed ones",
            needs: [[homeRegion], [control]],
            note: "StackSets are in the home region; roles that are stamped stay",
          },
        ]
      : []),
    {
      what: "Logs: the trail, its bucket and key",
      needs: [[homeRegion]],
      note: "CloudTrail delivers later what it could not; each region shows its own last 90 days meanwhile",
    },
    ...stateOf(state),
    {
      what: "pulumi up, by hand or by a pipeline",
      needs: [[homeRegion], [control], ...stateOf(state).flatMap(({ needs }) => needs)],
      note: "it needs all of them; nothing that runs depends on it",
    },
  ];
}

function signIn({ organization, identity }: RegionsPlan, mode: IdentityMode): Dependence {
  const { regions, partition } = organization;
  // The page without a region in its address is in the control plane's.
  const pages = [[CONTROL_PLANE[partition], ...regions]];
  switch (mode) {
    case "iam-users":
      return {
        what: "Sign-in as an IAM user",
        needs: pages,
        note: "on the command line, each region's STS; in the console, each region's sign-in page",
      };
    case "identity-center": {
      const { region = organization.homeRegion, secondRegion } = identity.identityCenter ?? {};
      return {
        what: "Sign-in by Identity Center",
        needs: [[region, ...(secondRegion == null ? [] : [secondRegion])]],
        note:
          secondRegion == null
            ? "one region alone: set access.identityCenter.secondRegion, or keep another way to sign in"
            : "its portal in the second region signs in the same people to the same accounts",
      };
    }
    case "saml":
      return {
        what: "Sign-in by SAML",
        needs: pages,
        note: "hub roles take each region's sign-in page, if the identity provider sends people there",
      };
    case "oidc":
      return {
        what: "Sign-in by OpenID Connect",
        needs: [regions],
        note: "tokens are changed for credentials by each region's STS",
      };
  }
}

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/use-cases-across-regions.html */
function changesOfIdentityCenter({ identity }: RegionsPlan): readonly Dependence[] {
  const center = identity.identityCenter;
  if (!center) return [];
  return [
    {
      what: "Changes in Identity Center",
      needs: [[center.region]],
      note: "in its first region alone; permission sets are roles, so that theirs need IAM as well",
    },
  ];
}

/** The state and what encrypts it, as far as Pulumi's settings say where they are. */
export function stateOf({ backend, secrets }: StateSettings): readonly Dependence[] {
  const needs = [backend, secrets].flatMap((address) => {
    const region = address === null ? null : regionIn(address);
    return region === null ? [] : [[region]];
  });
  if (needs.length > 0) {
    return [
      {
        what: "Pulumi's state and secrets",
        needs,
        note: "the bucket and the key that Pulumi's settings name",
      },
    ];
  }
  return [
    {
      what: "Pulumi's state and secrets",
      needs: [],
      note: "no region is named in Pulumi's settings: it is where pulumi login was pointed at",
    },
  ];
}

/** `?region=eu-west-1` of an address. */
function regionIn(address: string): string | null {
  return /[?&]region=([a-z0-9-]+)/.exec(address)?.[1] ?? null;
}
