import type { PolicyDocument, Statement } from "../../iam/document";
import { accountOf } from "../policy/arn";
import { arnPattern } from "../policy/arn";
import { stranger } from "../world/actors";
import type { World } from "../world/world";
import { examples, how } from "./actors";
import type { Proof } from "./proof";

/** An account that nobody in the organization knows. */
const OUTSIDE = "<an account outside>";

export const knownPrincipals: Proof = {
  name: "known-principals",
  sentence: "No policy of the landing zone lets in everybody, or an account that it does not know",
  *counterExamples({ world }) {
    for (const { name, document } of policiesOnResources(world)) {
      for (const statement of document.Statement) {
        for (const fault of faultsOf(world, statement)) {
          yield `${name}, statement ${statement.Sid ?? "without a Sid"}: ${fault}`;
        }
      }
    }
    yield* letIn(world);
  },
};

interface Named {
  readonly name: string;
  readonly document: PolicyDocument;
}

function policiesOnResources({ plan }: World): readonly Named[] {
  return [
    ...plan.roles.map(({ type, function: fn, trust }) => ({
      name: `the trust of ${fn} in ${type}`,
      document: trust,
    })),
    { name: "the policy of the log bucket", document: plan.logs.bucketPolicy },
    { name: "the policy of the log key", document: plan.logs.keyPolicy },
  ];
}

function* faultsOf(world: World, statement: Statement): Iterable<string> {
  if (statement.Effect === "Deny") return;
  const { Principal } = statement;
  if (Principal === undefined) yield "allows all but those whom it names";
  if (Principal === "*") yield 'its principal is "*"';
  if (typeof Principal !== "object") return;
  for (const name of [Principal.AWS ?? []].flat()) {
    if (name.includes("*")) yield `its principal is "${name}"`;
    else if (!isKnown(world, name))
      yield `its principal "${name}" is no account of the organization`;
  }
}

function isKnown({ accounts, cast }: World, name: string): boolean {
  const filled = cast.documents.fill(name, "<self>");
  const id = filled.startsWith("arn:") ? accountOf(filled) : filled;
  return id === "<self>" || accounts.find(id) !== undefined;
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
