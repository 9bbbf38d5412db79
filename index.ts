import { Accounts } from "./components/accounts";
import { bindingsFor } from "./components/bindings";
import { FunctionRoles } from "./components/function-roles";
import { Guardrails } from "./components/guardrails";
import { LogArchive } from "./components/log-archive";
import { Organization } from "./components/organization";
import { OrganizationTrail } from "./components/organization-trail";
import { People } from "./components/people";
import { formerly, managementProviders, providersByAccount } from "./components/providers";
import { RoleStamps } from "./components/role-stamps";
import { importsOf } from "./model/continuity";
import { accountsEntered, coreAccount, livingMembers, resourceName, rolesIn } from "./model/plan";
import { outputsOf, planOfStack, previousRun, proveAccess } from "./run";

/** Stack file -> plan -> components -> outputs. */
export = async () => {
  const plan = planOfStack();
  await proveAccess(plan);
  const previous = await previousRun(plan);
  const importing = importsOf(plan, previous);
  const { organization, units, boundary, logs, people, types } = plan;

  const management = managementProviders(organization);
  const byManagement = { providers: [management.aws, management.native] };
  const unitArgs = { organization, units, importing: importing.organization };
  const root = new Organization("organization", unitArgs, byManagement);
  const { rootId, unitIds } = root;

  const targets = { rootId, unitIds, organizationId: root.id };
  const guardrailArgs = { plan, importing: importing.organization, ...targets };
  const onceMade = { ...byManagement, dependsOn: root };
  const guardrails = new Guardrails("guardrails", guardrailArgs, onceMade);

  const onceGuarded = { ...byManagement, dependsOn: guardrails };
  const living = { accounts: livingMembers(plan), importing: importing.accounts };
  const { ids } = new Accounts("accounts", { ...living, rootId, unitIds }, onceGuarded);
  const bindings = bindingsFor(plan, root.id, ids);
  const provider = providersByAccount(plan, management.aws, ids);

  for (const account of accountsEntered(plan)) {
    const roles = { roles: rolesIn(plan, account), boundary, bindings: bindings(account) };
    const opts = { provider: provider(account), aliases: formerly(account, "roles-") };
    new FunctionRoles(`roles-${resourceName(account)}`, roles, opts);
  }
  const stamps = { types, unitIds, region: organization.homeRegion };
  const parameters = bindings(coreAccount(plan, "management"));
  new RoleStamps("stamps", { ...stamps, bindings: parameters }, onceMade);

  const audit = coreAccount(plan, "audit");
  const inAudit = { provider: provider(audit) };
  const archive = { logs, bindings: bindings(audit) };
  const { bucketName, keyArn } = new LogArchive("logs", archive, inAudit);
  const trail = { trailName: logs.trailName, bucketName, keyArn };
  new OrganizationTrail("trail", trail, onceMade);

  const access = coreAccount(plan, "access");
  new People("people", { people, bindings: bindings(access) }, { provider: provider(access) });
  return outputsOf(plan, ids, previous);
};
