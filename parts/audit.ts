import { LogArchive } from "../components/audit/log-archive";
import { LogQueries } from "../components/audit/log-queries";
import { OrganizationTrail } from "../components/audit/organization-trail";
import type { Plan } from "../model/plan";
import type { Making } from "./making";

/**
 * The log archive of the audit account, the trail that fills it, and what the auditor asks it with.
 * Gives the archive, which has to be there before anything else writes logs into it.
 */
export function makeAudit({ accounts, logs }: Plan, { at, ids, onceMade }: Making): LogArchive {
  const { bindings, opts } = at("audit");
  const archive = new LogArchive("logs", { logs, bindings }, opts);
  const { bucketName, buckets, keyArn } = archive;
  const { trailName, trail, queries } = logs;
  new OrganizationTrail("trail", { trailName, bucketName, keyArn, trail, bindings }, onceMade);
  if (queries) {
    // Of accounts that are gone, what they did is still there.
    const gone = accounts.flatMap(({ id, unit }) => (unit === null && id !== null ? [id] : []));
    const accountIds = [bindings["account:management"], ...Object.values(ids), ...gone];
    const args = { queries, bucketName: buckets.query, keyArn, accountIds, bindings };
    new LogQueries("log-queries", args, opts);
  }
  return archive;
}
