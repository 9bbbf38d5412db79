import type { PolicyDocument, Statement } from "../../iam/document";
import { arnPattern } from "../policy/arn";
import { accountNamed, isWildcard, namesIn, wildcardsIn } from "../trust/principals";
import type { Account } from "../world/accounts";
import { stranger } from "../world/actors";
import { how } from "../world/ask";
import type { World } from "../world/world";
import { examples } from "./actors";
import type { Proof } from "./proof";

/** An account that nobody in the organization knows. */
const OUTSIDE = "<an account outside>";

export const knownPrincipals: Proof = {
  name: "known-principals",
  sentence:
    "Trusts name the access account alone, policies of the logs the audit account and CloudTrail; none names everybody, or an account that the organization does not know",
  *counterExamples({ world }) {
    for (const named of policiesOnResources(world)) {
      for (const statement of named.document.Statement) {
        for (const fault of faultsOf(world, named, statement)) {
          yield `${named.name}, statement ${statement.Sid ?? "without a Sid"}: ${fault}`;
        }
      }
    }
    yield* letIn(world);
  },
};

interface Named {
  readonly name: string;
  readonly document: PolicyDocument;
  /** The account whose principals it may name. */
  readonly account: Account;
  readonly services: readonly string[];
}

function policiesOnResources({ core, plan }: World): readonly Named[] {
  const ofLogs = { account: core.audit, services: ["cloudtrail.amazonaws.com"] };
  return [
    ...plan.roles.map(({ type, function: fn, trust }) => ({
      name: `the trust of ${fn} in ${type}`,
      document: trust,
      account: core.access,
      services: [],
    })),
    { name: "the policy of the log bucket", document: plan.logs.bucketPolicy, ...ofLogs },
    { name: "the policy of the log key", document: plan.logs.keyPolicy, ...ofLogs },
  ];
}

function* faultsOf(
  world: World,
  { account, services }: Named,
  statement: Statement,
): Iterable<string> {
  yield* wildcardsIn(statement);
  for (const { kind, name } of namesIn(statement)) {
    if (kind === "AWS" && !isWildcard(name)) yield* faultsOfName(world, account, name);
    if (kind !== "AWS" && !(kind === "Service" && services.includes(name))) {
      yield `its principal "${name}" (${kind}) has no business there`;
    }
  }
}

function* faultsOfName(
  { accounts, cast }: World,
  account: Account,
  name: string,
): Iterable<string> {
  const filled = cast.documents.fill(name, "<self>");
  const id = accountNamed(filled);
  if (id === account.id) return;
  yield id === "<self>" || accounts.all.some((one) => one.id === id)
    ? `its principal "${filled}" is not of the ${account.class.type} account`
    : `its principal "${filled}" is of no account of the organization`;
}

/** The same by trying: somebody from outside, with any name. */
function* letIn(world: World): Iterable<string> {
  const somebody = {
    ...stranger(world.cast, `arn:${world.cast.partition}:iam::${OUTSIDE}:role/any`, OUTSIDE, null),
    name: "somebody outside the organization",
  };
  const comer = { ...somebody, facts: { ...somebody.facts, "aws:principalarn": undefined } };
  for (const account of examples(world)) {
    for (const { arn, name } of world.roles(account)) {
      const question = { action: "sts:AssumeRole", resources: [arnPattern(arn)], owner: account };
      const found = how(world, comer, question);
      if (found !== null) yield `${comer.name} enters ${name}${found && `, when ${found}`}`;
    }
  }
}
