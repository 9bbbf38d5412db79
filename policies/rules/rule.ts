import type { CheckResult } from "../../access/check";
import type { AccessPlan } from "../../access/world/accounts";
import type { Registered, Thing } from "../../access/registered/resource";
import type { Zone } from "../../access/registered/zone";

/** What somebody set for a rule in the pack's configuration. */
export type Settings = Readonly<Record<string, unknown>>;

/** Something that a rule does not allow. */
export interface Violation {
  readonly found: string;
  readonly allowed: string;
  readonly fix: string;
}

/** A property that a preview does not know yet, so that nothing can be said of it. */
export interface Unseen {
  readonly unseen: string;
}

export type Finding = Violation | Unseen;

/** Something that must hold of every resource, whoever adds it to the program. */
export interface Rule {
  /** Name, for reports and configuration. */
  readonly name: string;
  /** What must hold, in a sentence. */
  readonly sentence: string;
  /** Why, for people who are told no. */
  readonly why: string;
  /** What can be set, as JSON schemas by property. */
  readonly settings?: Readonly<Record<string, object>>;
  /** Judges one thing by itself. */
  readonly each?: (thing: Thing, zone: Zone, settings: Settings) => Iterable<Finding>;
  /** Judges a registered resource, of any type, by itself. */
  readonly resource?: (resource: Registered, zone: Zone, settings: Settings) => Iterable<Finding>;
  /** Judges what only shows when everything is registered. */
  readonly all?: (
    whole: Whole,
    zone: Zone,
    settings: Settings,
  ) => Iterable<Placed> | Promise<Iterable<Placed>>;
}

/** Everything that a program registers. */
export interface Whole {
  readonly registered: readonly Registered[];
  readonly things: readonly Thing[];
  /** Tries everything that `lz check` proves of a plan. */
  readonly prove: (plan: AccessPlan) => Promise<readonly CheckResult[]>;
}

/** A finding of the whole, at the thing or resource that it is about; null: the stack. */
export type Placed = Finding & { readonly at: Thing | Registered | null };

export function isUnseen(finding: Finding): finding is Unseen {
  return "unseen" in finding;
}

/** `found; allowed: …. Fix: …`, as it stands behind the rule's sentence. */
export function violationText({ found, allowed, fix }: Violation): string {
  return `${found}; ${allowed}. ${fix}.`;
}
