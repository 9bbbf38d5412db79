import type { PolicyDocument, Statement } from "../../iam/document";
import { arnPattern } from "../policy/arn";
import { accountNamed, isWildcard, namesIn, wildcardsIn } from "../trust/principals";
import { policiesOn } from "../../model/policies-on";
import { how } from "../world/ask";
import type { World } from "../world/world";
import { examples } from "./actors";
import {
  assumptionBy,
  everybodyAt,
  functionEntrances,
  noneOf,
  ownEntrances,
  type Entrance,
  type Guests,
} from "./guests";
import type { Proof } from "./proof";
import { kindOf, outsidersLetIn, servicesMisledIn } from "./resource-policies";
import { otherTokens } from "./tokens";

export const knownPrincipals: Proof = {
  name: "known-principals",
  sentence:
    "Trusts of function roles name the access account alone, those of hub roles the organization's own identity providers, those of pipelines' roles the jobs that the stack names, that of break-glass its two users, a partner's its own account and those whom the stack names there, and those by which management enters the deploy and break-glass roles; those of services' roles that service alone, for the account that has the role; policies of resources in core accounts name their own account, and services that say that they come for this organization. None names everybody, but for a bus the organization, or an account that the organization does not know",
  *counterExamples({ world }) {
    for (const named of policiesOnResources(world)) {
      for (const statement of named.document.Statement) {
        for (const fault of faultsOf(world, named, statement)) {
          yield `${named.name}, statement ${statement.Sid ?? "without a Sid"}: ${fault}`;
        }
      }
    }
    yield* servicesMisled(world);
    for (const account of examples(world)) {
      for (const entrance of functionEntrances(world, account)) {
        // Of the access account's own another proof says who they are.
        yield* letIn(world, entrance, { ...entrance.guests, arns: null });
      }
      for (const entrance of ownEntrances(world, account)) {
        yield* letIn(world, entrance, entrance.guests);
      }
    }
    yield* otherTokens(world);
  },
};

/** A policy that names principals, and those that it may name. */
interface Named extends Pick<Guests, "account" | "providers"> {
  readonly name: string;
  readonly document: PolicyDocument;
  /** The account in which it is, where that is one alone. */
  readonly self: string;
  /** Services that it may name; null: which those are is another question. */
  readonly services: readonly string[] | null;
  /** Another account that it names; what that may do there, another proof says. */
  readonly reader?: string;
  /** May it name everybody, on condition of the organization? */
  readonly organization?: boolean;
}

function policiesOnResources(world: World): readonly Named[] {
  const { core, plan } = world;
  const nobody = { self: "<self>", services: [], providers: [] };
  return [
    ...plan.roles.map(({ type, function: fn, trust }) => ({
      ...nobody,
      name: `the trust of ${fn} in ${type}`,
      document: trust,
      account: core.access.id,
    })),
    ...examples(world).flatMap((account) =>
      ownEntrances(world, account).map(({ name, trust, guests }) => ({
        ...nobody,
        self: account.id,
        name: `the trust of ${name}`,
        document: trust,
        account: guests.account,
        providers: guests.providers,
        services: guests.services ?? [],
      })),
    ),
    ...policiesOn(plan).map((one) => ({
      self: core[one.account].id,
      name: `the policy of the ${one.name}`,
      document: one.policy,
      account: core[one.account].id,
      providers: [],
      // Which have business there, and for whom, is tried.
      services: null,
      // The network function reads flow logs.
      ...(["flow-log bucket", "log key"].includes(one.name) ? { reader: core.network.id } : {}),
      organization: kindOf(one) === "bus",
    })),
  ];
}

/** AWS's services, had to come for somebody else; and whoever the organization does not know. */
function* servicesMisled(world: World): Iterable<string> {
  for (const one of policiesOn(world.plan)) {
    const { id } = world.core[one.account];
    const name = `the policy of the ${one.name}`;
    yield* servicesMisledIn(world, name, one.policy, kindOf(one), id);
    yield* outsidersLetIn(world, one);
  }
  for (const account of examples(world)) {
    for (const { name, trust, guests } of ownEntrances(world, account)) {
      if (!guests.services) continue;
      yield* servicesMisledIn(world, `the trust of ${name}`, trust, "role", account.id);
    }
  }
}

function* faultsOf(world: World, named: Named, statement: Statement): Iterable<string> {
  const { services, providers, self, organization = false } = named;
  if (!organization || !asksForTheOrganization(world, named, statement)) {
    yield* wildcardsIn(statement);
  }
  for (const { kind, name } of namesIn(statement)) {
    if (kind === "AWS") {
      if (!isWildcard(name)) yield* faultsOfName(world, named, name);
      continue;
    }
    const filled = world.cast.documents.fill(name, self);
    if (kind === "Service" && services === null) continue;
    const known = kind === "Service" ? (services ?? []) : kind === "Federated" ? providers : [];
    if (!known.includes(filled)) {
      yield `its principal "${name}" (${kind}) has no business there`;
    }
  }
}

/** Does a statement let in principals of this organization alone? */
function asksForTheOrganization(
  { cast }: World,
  { self }: Named,
  { Condition = {} }: Statement,
): boolean {
  const asked = Condition.StringEquals?.["aws:PrincipalOrgID"];
  const values = asked === undefined ? [] : [asked].flat();
  return (
    values.length > 0 &&
    values.every((one) => cast.documents.fill(one, self) === cast.organizationId)
  );
}

function* faultsOfName(
  { accounts, cast, plan }: World,
  { account, reader, self, services }: Named,
  name: string,
): Iterable<string> {
  const filled = cast.documents.fill(name, self);
  const id = accountNamed(filled);
  if (id === account || id === reader) return;
  const whose = accounts.all.find((one) => one.id === account)?.class.type;
  const partner = plan.partners.find(({ accountId }) => accountId === account)?.name;
  const meant = whose === undefined ? `the partner ${partner ?? ""}` : `the ${whose} account`;
  if (account === null) {
    const comers = services?.length ? "AWS's service" : "an identity provider";
    yield `its principal "${filled}" is an account's, and only ${comers} has business there`;
  } else if (id === "<self>" || accounts.all.some((one) => one.id === id)) {
    yield `its principal "${filled}" is not of ${meant}`;
  } else {
    yield `its principal "${filled}" is of no account of the organization${partner === undefined ? "" : `, nor of ${meant}`}`;
  }
}

/** The same by trying: everybody else, with any name. */
function* letIn(world: World, entrance: Entrance, guests: Guests): Iterable<string> {
  const { arn, name, account } = entrance;
  for (const actor of everybodyAt(world, entrance)) {
    const { principal } = actor;
    if (principal.kind === "federated" && guests.providers.includes(principal.arn)) continue;
    // For whom it comes is tried above.
    if (principal.kind === "service" && guests.services?.includes(principal.arn)) continue;
    const isGuest = guests.account !== null && principal.account === guests.account;
    if (isGuest && guests.arns === null) continue;
    const given = isGuest ? noneOf(guests.arns ?? []) : true;
    const action = assumptionBy(actor);
    const question = { action, resources: [arnPattern(arn)], owner: account };
    const found = how(world, actor, question, given);
    if (found !== null) yield `${actor.name} enters ${name}${found && `, when ${found}`}`;
  }
}
