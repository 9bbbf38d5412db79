import type * as pulumi from "@pulumi/pulumi";
import { AccessRoleTrust } from "../components/access-role-trust";
import { bound, boundDocument } from "../components/bindings";
import { BreakGlass } from "../components/break-glass";
import { IdentityCenter } from "../components/identity-center";
import { IdentityCenterInstance } from "../components/identity-center-instance";
import { IdentityProviders } from "../components/identity-providers";
import { OwnRoles } from "../components/own-roles";
import { People } from "../components/people";
import { iamArn } from "../iam/names";
import { coreIdentities } from "../model/core-identity";
import { coreAccount, type Plan } from "../model/plan";
import { CORE_MEMBERS } from "../model/schema";
import type { Making } from "./making";

/**
 * People and pipelines come in, in every mode that the plan has.
 * @param samlMetadata Text of the SAML provider's metadata; null without one.
 */
export function makeSignIn(
  plan: Plan,
  { at, ids, onceMade }: Making,
  samlMetadata: string | null,
): void {
  const { people, breakGlass } = plan;
  const { modes, identityCenter } = plan.identity;
  const { bindings, opts } = at("access");

  const management = coreAccount(plan, "management").name;
  const accountIds = { ...ids, [management]: bindings["account:management"] };
  const { passwords } = plan.baseline;
  new People("people", { people, passwords, modes, accountIds, bindings }, opts);
  new BreakGlass("break-glass", { breakGlass, bindings }, opts);

  const ownRoles = coreIdentities(plan).map(({ account, roles, ...trusted }) => {
    const place = at(account);
    const providers = new IdentityProviders(
      `identity-providers-${account}`,
      { ...trusted, samlMetadata },
      place.opts,
    );
    // AWS refuses a role that names a provider which does not exist.
    const onceTrusted = { ...place.opts, dependsOn: providers };
    return new OwnRoles(`own-roles-${account}`, { roles, bindings: place.bindings }, onceTrusted);
  });
  narrowAccess(plan, at, ownRoles);

  if (identityCenter) {
    const { region } = identityCenter;
    const instance = new IdentityCenterInstance(
      "identity-center-instance",
      { region, administratorId: bindings["account:access"] },
      onceMade,
    );
    const { arn: instanceArn, identityStoreId } = instance;
    new IdentityCenter(
      "identity-center",
      { identityCenter, users: people.users, instanceArn, identityStoreId, bindings },
      opts,
    );
  }
}

/** Once pipelines deploy, nobody else of the management account enters core accounts. */
function narrowAccess(plan: Plan, at: Making["at"], ownRoles: readonly pulumi.Resource[]): void {
  const { deploy, organization } = plan;
  if (!deploy) return;
  for (const core of CORE_MEMBERS) {
    const { bindings, opts } = at(core);
    const roleArn = iamArn("self", `role/${coreAccount(plan, core).accessRole}`);
    new AccessRoleTrust(
      `${core}-trust`,
      {
        roleArn: bound(roleArn, bindings),
        region: organization.homeRegion,
        trust: boundDocument(deploy.accessTrust, bindings),
      },
      // Who enters afterwards is there, and so is the account.
      { dependsOn: [...ownRoles, opts.provider] },
    );
  }
}
