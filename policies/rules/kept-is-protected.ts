import { isLeaving } from "../../model/plan";
import { logBuckets } from "../../access/registered/buckets";
import { placeOf, type Thing } from "../../access/registered/resource";
import type { Zone } from "../../access/registered/zone";
import type { Rule } from "./rule";

export const keptIsProtected: Rule = {
  name: "kept-is-protected",
  sentence:
    "The organization, accounts, keys, log buckets and shared networks are protected, so that no change of the program deletes them",
  why: "what is deleted with them (logs, data that a key encrypts, a company's accounts, what runs in a network) does not come back",
  *all({ things }, zone) {
    const logs = new Set(logBuckets(things, zone).map(({ thing }) => thing));
    for (const thing of things) {
      const what = keptAs(thing, zone) ?? (logs.has(thing) ? "a log bucket" : null);
      if (what === null || thing.kept) continue;
      yield {
        at: thing,
        found: `${placeOf(thing)} is ${what} without ${thing.inTemplate === null ? "protect" : "DeletionPolicy: Retain"}`,
        allowed:
          "only an account whose lifecycle is leaving, and a VPC with release: true, has no protection",
        fix:
          thing.inTemplate === null
            ? "Register it with { protect: true }"
            : "Write DeletionPolicy: Retain and UpdateReplacePolicy: Retain beside its Type",
      };
    }
  },
};

/** What a thing is that everybody keeps; null for what may go. */
function keptAs({ shape, of }: Thing, zone: Zone): string | null {
  const { plan } = zone;
  switch (shape.kind) {
    case "organization":
      return "the organization";
    case "key":
      return "a key";
    case "account": {
      const planned = plan?.accounts.find(({ name }) => name === shape.name);
      return planned && isLeaving(planned.lifecycle) ? null : "an account";
    }
    case "vpc": {
      // Elsewhere a VPC is its account's own affair.
      if (zone.accountOf(of).planned?.type !== "network") return null;
      const planned = plan?.network.vpcs.find(({ name }) => name === shape.name);
      return planned?.release === true ? null : "a VPC that accounts share";
    }
    default:
      return null;
  }
}
