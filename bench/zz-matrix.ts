import { loadActions, loadManagedPolicies } from "../reference-data";
import { worldOf, asker } from "../access/world/world";
import { managedPolicyNames } from "../access/world/documents";
import { plans } from "../test/iam/stacks";
import { possible } from "../access/policy/possible";
async function main() {
  const actions = await loadActions();
  for (const { name, plan } of plans()) {
    const world = worldOf(plan as any, loadManagedPolicies(managedPolicyNames(plan as any)), actions);
    const seen = new Map();
    for (const c of (world.accounts as any).classes) { const a = (world.accounts as any).example(c); for (const r of world.roles(a)) { const k = r.role.function + "/" + r.role.type; if (!seen.has(k)) seen.set(k, r); } }
    for (let run = 0; run < 3; run++) {
      let t = performance.now(); let n = 0, open = 0, yes = 0; const formulas: any[] = [];
      for (const r of seen.values()) {
        const asks = asker(world as any, r, r.account);
        for (const action of actions.all) { const resources = world.anyResource(action.name, r.account); const f = asks({ action: action.name, resources }); n++; if (typeof f !== "boolean") { open++; formulas.push([f, resources]); } else if (f) yes++; }
      }
      const d = performance.now() - t; t = performance.now();
      let p = 0; for (const [f, r] of formulas) if (possible(f, r)) p++;
      console.log(name, "roles", seen.size, "decisions", n, "yes", yes, "open", open, "possible", p, "decide ms", d.toFixed(0), "per", (d / n * 1000).toFixed(2), "us; possible ms", (performance.now() - t).toFixed(0));
    }
  }
}
void main();
