/** What the whole program registers, as the rules of the pack see it. */
import program from "../../index";
import type { Registered } from "../../access/registered/resource";
import {
  accountIdOf,
  IDENTITY_CENTER,
  ORGANIZATION as TAKEN_OVER,
  registrationsOf,
  type Registration,
  ZONES,
} from "../components/registrations";
import { registrationsOfText } from "../components/whole-program";

const ORGANIZATION = "o-exampleorg1";

const CALLS = { ...TAKEN_OVER, ...IDENTITY_CENTER, ...ZONES };

/** A run takes seconds, and many tests start with one of the same stack. */
const runs = new Map<string, Promise<readonly Registered[]>>();

/** Everything that a shipped stack registers, after a first run. */
export function programOf(stack: string): Promise<readonly Registered[]> {
  const known = runs.get(stack);
  if (known) return known;
  const run = registrationsOf(program, { stack, calls: CALLS }).then((all) =>
    registeredBy(stack, all),
  );
  runs.set(stack, run);
  return run;
}

/** Everything that the program registers with a stack file of its own. */
export async function programOfText(text: string): Promise<readonly Registered[]> {
  return registeredBy("modes", await registrationsOfText(text));
}

function registeredBy(stack: string, all: readonly Registration[]): readonly Registered[] {
  const byName = new Map(all.map((one) => [one.name, one]));
  const chain = (name: string): string => {
    const parent = byName.get(name);
    return parent ? `${chain(parent.parent)}${parent.type}$` : "";
  };
  const urnOf = ({ type, name, parent }: Registration): string =>
    `urn:pulumi:${stack}::landing-zone::${chain(parent)}${type}::${name}`;
  const providers = new Map(
    all
      .filter(({ type }) => type.startsWith("pulumi:providers:"))
      .map((one) => [one.name, { urn: urnOf(one), name: one.name, inputs: one.inputs }]),
  );
  // The made-up cloud gives out ARNs that are none; AWS's have the account, the path and the name.
  const arns = new Map(
    all.flatMap(({ type, name, provider, inputs }) => {
      if (type !== "aws:iam/policy:Policy") return [];
      const ids = String(providers.get(provider)?.inputs.allowedAccountIds);
      const [id] = JSON.parse(ids) as readonly string[];
      const own = `arn:aws:iam::${String(id)}:policy${String(inputs.path)}${String(inputs.name)}`;
      return [[`arn:of:${name}`, own] as const];
    }),
  );
  return all
    .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
    .map((one): Registered => ({
      type: one.type,
      name: one.name,
      urn: urnOf(one),
      inputs: Object.fromEntries(
        Object.entries(one.inputs).map(([key, value]) => [
          key,
          typeof value === "string"
            ? ((arns as ReadonlyMap<string, string>).get(value) ?? value)
            : value,
        ]),
      ),
      outputs: outputsOf(one),
      secrets: new Set(),
      secretOutputs: [],
      protect: one.protect,
      ignores: one.ignoreChanges,
      provider: providers.get(one.provider) ?? null,
      madeOf: {},
    }));
}

function outputsOf({ type, name, importId }: Registration): Readonly<Record<string, unknown>> {
  const id = importId === "" ? `id-of-${name}` : importId;
  const organizations = "arn:aws:organizations::111111111111";
  switch (type) {
    case "aws:organizations/account:Account": {
      const account = importId === "" ? accountIdOf(name) : importId;
      return { arn: `${organizations}:account/${ORGANIZATION}/${account}` };
    }
    case "aws:organizations/organization:Organization":
      return { arn: `${organizations}:organization/${importId === "" ? ORGANIZATION : importId}` };
    case "aws:kms/key:Key":
      return { keyId: id };
    default:
      return { id };
  }
}
