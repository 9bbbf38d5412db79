import { LogArchive } from "../components/audit/log-archive";
import { OrganizationTrail } from "../components/audit/organization-trail";
import type { Plan } from "../model/plan";
import type { Making } from "./making";

/** The log archive of the audit account, and the trail that fills it. */
export function makeAudit({ logs }: Plan, { at, onceMade }: Making): void {
  const { bindings, opts } = at("audit");
  const { bucketName, keyArn } = new LogArchive("logs", { logs, bindings }, opts);
  const trail = { trailName: logs.trailName, bucketName, keyArn };
  new OrganizationTrail("trail", trail, onceMade);
}
