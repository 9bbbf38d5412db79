import { Accounts } from "./components/accounts";
import { FunctionRoles } from "./components/function-roles";
import { Guardrails } from "./components/guardrails";
import { LogArchive } from "./components/log-archive";
import { Organization } from "./components/organization";
import { OrganizationTrail } from "./components/organization-trail";
import { placesOf } from "./components/places";
import { formerly, managementProviders } from "./components/providers";
import { RoleStamps } from "./components/role-stamps";
import { importsOf } from "./model/continuity";
import { accountsEntered, livingMembers, resourceName } from "./model/plan";
import { stampedIn } from "./model/stamped";
import { outputsOf, planOfStack, previousRun, proveAccess, runMode, samlMetadataOf } from "./run";
import { makeSignIn } from "./sign-in";

/** Stack file -> plan -> components -> outputs. */
export = async () => {
  const plan = planOfStack();
  const mode = runMode(plan);
  const samlMetadata = samlMetadataOf(plan);
  await proveAccess(plan);
  const previous = await previousRun(plan);
  const importing = importsOf(plan, previous);
  const { organization, units, boundary, logs, types, partners } = plan;

  const management = managementProviders(organization);
  const byManagement = { providers: [management.aws, management.native] };
  const unitArgs = { organization, units, importing: importing.organization };
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

  const audit = at("audit");
  const archive = { logs, bindings: audit.bindings };
  const { bucketName, keyArn } = new LogArchive("logs", archive, audit.opts);
  const trail = { trailName: logs.trailName, bucketName, keyArn };
  new OrganizationTrail("trail", trail, onceMade);

  makeSignIn(plan, { at, ids, samlMetadata, onceMade });
  return outputsOf(plan, ids, previous);
};
