import { functionRoleArn, partnerRoleName } from "../../iam/names";
import { limitedTagValue, MFA_TAG } from "../../iam/trust";
import { arnPattern, type ArnPattern } from "../policy/arn";
import { inResource, test } from "../policy/atom";
import { contextOf, type ContextValue } from "../policy/context";
import { decide } from "../policy/decide";
import { and, atomic, type Formula } from "../policy/formula";
import { witness } from "../policy/possible";
import { literalWords } from "../policy/words";
import { functionsOf, somebodyOf } from "../principals";
import { guises } from "../reach/guises";
import { everything, person, type Actor, type FunctionRole } from "../world/actors";
import { how } from "../world/ask";
import { isPartnerRole, permissionSetSession, type OwnRole } from "../world/own-roles";
import { OPEN } from "../world/resource-policies";
import type { World } from "../world/world";
import { examples } from "./actors";
import {
  assumptionBy,
  everybodyAt,
  noneOf,
  ownEntrances,
  permissionSetOf,
  waysIn,
  type Entrance,
} from "./guests";
import type { Proof } from "./proof";

/** Both sides by themselves: what a person's policies allow, and what a role's trust lets in. */
export const ownFunctionOnly: Proof = {
  name: "own-function-only",
  sentence:
    "People assume the roles of their functions, in this organization, and no other, but for a partner's roles in its customers' organizations: the policies of users, hub roles and permission sets and the roles' trust each say so by themselves; nobody but the identity providers tags sessions",
  *counterExamples({ world }) {
    for (const [fn, somebody] of goingOn(world)) yield* byPolicies(world, fn, somebody);
    yield* byTrust(world);
  },
};

/** People where roles can be entered from, with the only function whose roles they may enter. */
function goingOn(world: World): readonly (readonly [string, Actor])[] {
  const { cast, core, plan } = world;
  const functions = functionsOf(world);
  const hubs = world.ownRoles(core.access).flatMap((hub): readonly (readonly [string, Actor])[] => {
    const { role } = hub;
    return !isPartnerRole(role) && role.kind === "hub" ? [[role.function ?? "", hub]] : [];
  });
  const { identityCenter } = plan.identity;
  const sets = (identityCenter?.permissionSets ?? []).map((set) => {
    const path = identityCenter?.rolePath ?? "";
    const session = permissionSetSession(cast, set, path, somebodyOf(set.function));
    return [set.function, { ...session, name: `the permission set ${set.name}` }] as const;
  });
  return [
    ["", person(cast, "<nobody>", [], "mfa")],
    ...functions.map((fn) => [fn, person(cast, somebodyOf(fn), [fn], "mfa")] as const),
    ...hubs,
    ...sets,
  ];
}

interface Try {
  /** What would be entered. */
  readonly what: string;
  /** The organization that it is in; undefined: any. */
  readonly organization: string | undefined;
  readonly given: Formula;
}

/** What somebody of one function may assume, if every role in the world trusted everybody. */
function* byPolicies(world: World, fn: string, somebody: Actor): Iterable<string> {
  const { cast } = world;
  const resources = [arnPattern(`arn:${cast.partition}:iam::*:role/*`)];
  for (const action of ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]) {
    for (const { what, organization, given } of triesOf(world, fn)) {
      const keys = organization === undefined ? {} : { "aws:resourceorgid": organization };
      const context = contextOf({ ...somebody.facts, ...keys }, () => undefined);
      const request = { principal: somebody.principal, action, resources, owner: null, context };
      const formula = decide(request, { ...somebody.layers, resource: OPEN });
      const found = formula === false ? null : witness(and(formula, given), resources);
      if (found) {
        yield `the policies of ${somebody.name} allow ${action} on ${what}, when ${literalWords(found)}`;
      }
    }
  }
}

/** The own organization, those of customers one by one, and all others. */
function triesOf({ cast, plan }: World, fn: string): readonly Try[] {
  const customers = plan.customers.filter(({ functions }) => functions.includes(fn));
  const known = [...new Set(customers.map(({ organizationId }) => organizationId))];
  const outside = test("", "StringEquals", "aws:ResourceOrgID", [cast.organizationId, ...known]);
  return [
    {
      what: "a role of another function",
      organization: cast.organizationId,
      given: noneNamed(cast.documents.fill(functionRoleArn("*", fn), "")),
    },
    {
      what: "a role outside the organization",
      organization: undefined,
      given: atomic(outside, true),
    },
    ...known.map((organization) => ({
      what: `a role of ${organization} that is no partner's`,
      organization,
      given: and(
        ...customers
          .filter((one) => one.organizationId === organization)
          .map(({ partner }) => functionRoleArn("*", partnerRoleName(partner, fn)))
          .map((arn) => noneNamed(cast.documents.fill(arn, ""))),
      ),
    })),
  ];
}

function noneNamed(arn: string): Formula {
  const pattern: ArnPattern = arnPattern(arn);
  return atomic(inResource(arn, pattern), true);
}

/** Who gets in, whatever its own policies. */
function* byTrust(world: World): Iterable<string> {
  for (const account of examples(world)) {
    for (const role of world.roles(account)) yield* intoFunction(world, role);
    for (const entrance of ownEntrances(world, account)) {
      const role = world.ownRoles(account).find(({ arn }) => arn === entrance.arn);
      if (role && isHub(role)) yield* intoHub(world, role, entrance);
      else yield* tagged(world, entrance);
    }
  }
}

/** Only users with the tag, the function's hub role with the tag, and the function's permission set. */
function* intoFunction(world: World, { arn, role, name, account }: FunctionRole): Iterable<string> {
  const fn = role.function;
  const resources = [arnPattern(arn)];
  const noSet = noneOf(permissionSetOf(world, fn));
  const tag = `aws:principaltag/${fn}`;
  for (const somebody of guises(
    world,
    everything(world.cast, world.core.access),
    role.trust,
    account.id,
  )) {
    const tagged = (value: ContextValue): Actor => ({
      ...somebody,
      facts: { ...somebody.facts, [tag]: value },
    });
    const tries = [
      ["lets in", "without the function's tag", "sts:AssumeRole", tagged(null), noSet],
      ["lets in", "whose tag names others", "sts:AssumeRole", tagged(OTHERS), noSet],
      ["lets in", "who is no person", "sts:AssumeRole", somebody, noneOf(waysIn(world, fn))],
      ["lets the session be tagged by", "", "sts:TagSession", somebody, true],
    ] as const;
    for (const [does, who, action, actor, given] of tries) {
      const found = how(world, actor, { action, resources, owner: account }, given);
      if (found === null) continue;
      const when = found === "" ? "" : `, when ${found}`;
      yield `the trust of ${name} ${does} somebody of the access account${who && ` ${who}`}, by ${action}${when}`;
    }
  }
}

/** The tag of somebody who has the function elsewhere. */
const OTHERS = limitedTagValue(["<another type>", "<another account>"]);

/** A hub role lets its own function's people in, with tags that mean something and go no further. */
function* intoHub(
  world: World,
  { role, account, name, arn }: OwnRole,
  entrance: Entrance,
): Iterable<string> {
  const resources = [arnPattern(arn)];
  for (const actor of everybodyAt(world, entrance)) {
    const tries = [
      [
        assumptionBy(actor),
        "without the function's tag",
        { [`aws:RequestTag/${role.function ?? ""}`]: null },
      ],
      [
        "sts:TagSession",
        "with tags that stay when roles change",
        { "sts:TransitiveTagKeys": [MFA_TAG] },
      ],
      [
        "sts:TagSession",
        "with a tag that means nothing here",
        { "aws:TagKeys": ["<another tag>"] },
      ],
    ] as const;
    for (const [action, what, context] of tries) {
      const found = how(world, actor, { action, resources, owner: account, context });
      if (found === null) continue;
      const when = found === "" ? "" : `, when ${found}`;
      yield `the trust of ${name} lets in ${actor.name} ${what}, by ${action}${when}`;
    }
  }
}

const isHub = ({ role }: OwnRole): boolean => !isPartnerRole(role) && role.kind === "hub";

/** Whoever tags a session makes up what other roles take for an identity provider's word. */
function* tagged(world: World, entrance: Entrance): Iterable<string> {
  const { arn, name, account } = entrance;
  for (const actor of everybodyAt(world, entrance)) {
    const question = { action: "sts:TagSession", resources: [arnPattern(arn)], owner: account };
    const found = how(world, actor, question);
    if (found === null) continue;
    yield `the trust of ${name} lets the session be tagged by ${actor.name}${found && `, when ${found}`}`;
  }
}
