import { Accounts } from "./components/accounts";
import { FunctionRoles } from "./components/function-roles";
import { Guardrails } from "./components/guardrails";
import { Organization } from "./components/organization";
import { placesOf } from "./components/places";
import { formerly, managementProviders } from "./components/providers";
import { RoleStamps } from "./components/role-stamps";
import { StackSets } from "./components/stack-sets";
import { importsOf } from "./model/continuity";
import { accountsEntered, livingMembers, resourceName } from "./model/plan";
import { stampedIn } from "./model/stamped";
import { makeOnceStamped, makeParts } from "./parts";
import { outputsOf, planOfStack, previousRun, proveAccess, runMode, samlMetadataOf } from "./run";

/** Stack file -> plan -> components -> outputs. */
export = async () => {
  const plan = planOfStack();
  const mode = runMode(plan);
  const samlMetadata = samlMetadataOf(plan);
  await proveAccess(plan);
  const previous = await previousRun(plan);
  const importing = importsOf(plan, previous);
  const { organization, units, boundary, types, partners, stackSets } = plan;

  const management = managementProviders(organization);
  const byManagement = { providers: [management.aws, management.native] };
  const { rootAccess } = plan.management;
  const unitArgs = { organization, units, importing: importing.organization, rootAccess };
  const root = new Organization("organization", unitArgs, byManagement);
  const targets = { rootId: root.rootId, unitIds: root.unitIds };

  const onceMade = { ...byManagement, dependsOn: root };
  const guarded = { plan, importing: importing.organization, organizationId: root.id, ...targets };
  const guardrails = new Guardrails("guardrails", guarded, onceMade);

  const onceGuarded = { ...byManagement, dependsOn: guardrails };
  const living = { accounts: livingMembers(plan), importing: importing.accounts, ...targets };
  const { ids } = new Accounts("accounts", living, onceGuarded);
  const at = placesOf(plan, management.aws, root.id, ids, mode);

  for (const account of accountsEntered(plan)) {
    const { bindings, opts } = at(account);
    const roles = { roles: stampedIn(plan, account), boundary, bindings };
    const aliases = formerly(account, "roles-");
    new FunctionRoles(`roles-${resourceName(account)}`, roles, { ...opts, aliases });
  }
  const { bindings } = at("management");
  const stamps = { types, partners, region: organization.homeRegion, accountIds: ids, bindings };
  new RoleStamps("stamps", { ...stamps, ...targets }, onceMade);

  const making = { at, ids, organizationId: root.id, ...targets, onceMade };
  const stampedAfter = makeParts(plan, making, samlMetadata);
  const sets = { stackSets, region: organization.homeRegion, bindings };
  const onceInCore = { ...byManagement, dependsOn: [root, ...stampedAfter] };
  const stamped = new StackSets("baseline", { ...sets, ...targets }, onceInCore);
  makeOnceStamped(plan, making, stampedAfter, stamped);
  return outputsOf(plan, ids, previous);
};
