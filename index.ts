import { Accounts } from "./components/accounts";
import { FunctionRoles } from "./components/function-roles";
import { Guardrails } from "./components/guardrails";
import { Organization } from "./components/organization";
import { placesOf } from "./components/places";
import { formerly, managementProviders } from "./components/providers";
import { RoleStamps } from "./components/role-stamps";
import { importsOf } from "./model/continuity";
import { accountsEntered, livingMembers, resourceName } from "./model/plan";
import { stampedIn } from "./model/stamped";
import { makeParts } from "./parts";
import { outputsOf, planOfStack, previousRun, proveAccess, runMode, samlMetadataOf } from "./run";

/** Stack file -> plan -> components -> outputs. */
export = async () => {
  const plan = planOfStack();
  const mode = runMode(plan);
  const samlMetadata = samlMetadataOf(plan);
  await proveAccess(plan);
  const previous = await previousRun(plan);
  const importing = importsOf(plan, previous);
  const { organization, units, boundary, types, partners } = plan;

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
  const accounts = new Accounts("accounts", living, onceGuarded);
  const { ids } = accounts;
  const at = placesOf(plan, management.aws, root.id, ids, mode);

  const functionRoles = accountsEntered(plan).map((account) => {
    const { bindings, opts } = at(account);
    const roles = { roles: stampedIn(plan, account), boundary, bindings };
    const named = { ...opts, aliases: formerly(account, "roles-") };
    const name = resourceName(account);
    return [name, new FunctionRoles(`roles-${name}`, roles, named)] as const;
  });
  const { bindings } = at("management");
  const stamps = { types, partners, region: organization.homeRegion, accountIds: ids, bindings };
  new RoleStamps("stamps", { ...stamps, ...targets }, onceMade);

  const making = { at, accounts, ids, organizationId: root.id, ...targets, onceMade };
  makeParts(plan, { ...making, functionRoles: Object.fromEntries(functionRoles) }, samlMetadata);
  return outputsOf(plan, ids, previous);
};
