import assert from "node:assert/strict";
import type { PolicyDocument } from "../../iam/document";
import { LONGEST } from "../../iam/placeholder";
import { sizeOf } from "../../iam/render";
import { LIMITS, type Limit } from "../../model/limits";
import { planLandingZone, type Plan, type PlannedRole } from "../../model/plan";
import { policiesOn } from "../../model/policies-on";
import { filledDocument } from "./documents";
import { stackOf, stackText } from "../stacks";
import { plans } from "./stacks";
import { waysIn } from "./ways-in";

/** How much of a managed policy the boundary may take: it will grow with the landing zone. */
const BOUNDARY_SHARE = 0.75;

type Row = readonly [what: string, policy: PolicyDocument | null, limit: Limit, share?: number];

function rowsOfWaysIn({ breakGlass, deploy, identity, ownRoles, partners, people }: Plan) {
  const ofRole = (
    what: string,
    { trust, policies }: Pick<PlannedRole, "trust" | "policies">,
  ): readonly Row[] => [
    [`the trust of ${what}`, trust, LIMITS.roleTrustPolicy],
    [`the policy of ${what}`, policies.inline, LIMITS.roleInlinePolicies],
  ];
  return [
    ...ownRoles.flatMap((role) => ofRole(`${role.name} in ${role.account}`, role)),
    ...partners.flatMap(({ sets }) =>
      sets.flatMap(({ type, roles }) =>
        roles.flatMap((role) => ofRole(`${role.name} in ${type}`, role)),
      ),
    ),
    ["the trust of the access role", deploy?.accessTrust ?? null, LIMITS.roleTrustPolicy],
    ["the break-glass policy", breakGlass.policy, LIMITS.managedPolicy],
    ...(identity.identityCenter?.permissionSets ?? []).map(({ name, policy }): Row => [
      `the permission set ${name}`,
      policy,
      LIMITS.permissionSetInline,
    ]),
    ...people.users.map(({ name, policy }): Row => [
      `the policy of ${name}`,
      policy,
      LIMITS.userInlinePolicies,
    ]),
  ] satisfies readonly Row[];
}

describe("sizes of documents, with the longest values", () => {
  for (const { name, plan } of [...plans(), ...waysIn()]) {
    const { boundary, people, roles } = plan;
    const rows: readonly Row[] = [
      ["the boundary", boundary, LIMITS.managedPolicy, BOUNDARY_SHARE],
      ["the people's policy", people.policy, LIMITS.managedPolicy],
      ...policiesOn(plan).map(({ alias, name: what, on, policy }): Row => {
        const isBucket = on.some((arn) => arn.includes(":s3:::"));
        const limit = alias === null && isBucket ? LIMITS.bucketPolicy : LIMITS.keyPolicy;
        return [`the ${what}'s policy`, policy, limit];
      }),
      ...people.groups.map(
        ({ function: fn, policy }) =>
          [`the group of ${fn}`, policy, LIMITS.groupInlinePolicies] as const,
      ),
      ...roles.flatMap(
        ({ type, function: fn, trust, policies }) =>
          [
            [`the trust of ${fn} in ${type}`, trust, LIMITS.roleTrustPolicy],
            [`permissions of ${fn} in ${type}`, policies.inline, LIMITS.roleInlinePolicies],
          ] as const,
      ),
      ...rowsOfWaysIn(plan),
    ];
    it(`${name}: ${rows.length} documents fit`, () => {
      const tooLarge = rows.flatMap(([what, policy, limit, share = 1]) => {
        const size = policy ? sizeOf(policy) : 0;
        return size > limit.value * share ? [`${what}: ${size} of ${limit.value}`] : [];
      });
      assert.deepEqual(tooLarge, []);
    });

    it(`${name}: a size is the length of what AWS gets`, () => {
      for (const [what, policy] of rows) {
        if (!policy) continue;
        const sent = JSON.stringify(filledDocument(policy, LONGEST));
        assert.equal(sizeOf(policy), sent.length, what);
      }
    });

    it(`${name}: roles and users carry no more than IAM attaches`, () => {
      for (const { type, function: fn, policies } of roles) {
        const count = policies.managed.length;
        assert.ok(count <= LIMITS.managedPoliciesPerRole.value, `${fn} in ${type}: ${count}`);
      }
    });
  }
});

describe("trusts for people who come in every way", () => {
  /** The shipped stacks, with all modes, as many regions as are governed. */
  for (const name of ["example", "enterprise"]) {
    it(`fit in ${name}`, () => {
      const stack = stackOf(stackText(name));
      const { roles, ownRoles } = planLandingZone({
        ...stack,
        access: {
          ...stack.access,
          identity: ["iam-users", "identity-center", "saml", "oidc"],
          saml: { metadataFile: "acme.xml" },
          oidc: {
            url: "https://login.acme.example",
            audience: "aws",
            subjects: ["*@acme.example"],
          },
        },
      });
      const hubs = ownRoles.filter(({ kind }) => kind === "hub");
      assert.equal(roles[0]?.trust.Statement.length, 3);
      assert.equal(hubs[0]?.trust.Statement.length, 3);
      for (const { name: role, trust } of [...roles, ...hubs]) {
        assert.ok(sizeOf(trust) <= LIMITS.roleTrustPolicy.value, `${role}: ${sizeOf(trust)}`);
      }
    });
  }
});
