/**
 * A stack as a program before this one has left it: the example, stamped by StackSets, with users of
 * IAM. Kept are names, parents, ids and inputs; documents are empty, for they change all the time.
 * Guardrails are left out, for which of them there are changes, too.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CALLER } from "./harness";
import type { Resource } from "./stand-in/store";

/** A line of the file. Parents stand before their children. */
interface Row {
  readonly type: string;
  readonly name: string;
  /** Names of the parent and of the provider. */
  readonly parent?: string;
  readonly provider?: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Outputs that are no inputs. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly ignoreChanges?: readonly string[];
}

const ROWS = readFileSync(join(__dirname, "old-state.jsonl"), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Row);

const STACK = "pulumi:pulumi:Stack";
const isProvider = ({ type }: Row): boolean => type.startsWith("pulumi:providers:");
const isComponent = ({ type }: Row): boolean => type.startsWith("landingzone:") || type === STACK;

function row(find: (row: Row) => boolean, what: string): Row {
  const found = ROWS.find(find);
  if (!found) throw new Error(`the old state has no ${what}`);
  return found;
}

function urnOf({ type, name, parent }: Row): string {
  const above =
    parent === undefined
      ? ""
      : `${row((one) => one.name === parent && isComponent(one), parent).type}$`;
  return `urn:pulumi:example::landing-zone::${above}${type}::${name}`;
}

function providerOf({ provider }: Row): Row {
  const found = (one: Row): boolean =>
    provider === "nodejs" ? one.type === "pulumi:providers:pulumi-nodejs" : one.name === provider;
  return row((one) => isProvider(one) && found(one), String(provider));
}

/** The state, as `pulumi stack import` takes it. */
export function oldState(): unknown {
  const stack = urnOf(row(({ type }) => type === STACK, "stack"));
  return {
    version: 3,
    deployment: {
      manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" },
      resources: ROWS.map((one) => {
        const { type, name, parent, provider, inputs = {}, outputs = {}, ...rest } = one;
        const above = ROWS.find((other) => other.name === parent && isComponent(other));
        const by = provider === undefined ? undefined : providerOf(one);
        return {
          urn: urnOf(one),
          type,
          custom: !isComponent(one),
          inputs,
          outputs: { ...inputs, ...outputs },
          ...(type === STACK || name === "" ? {} : { parent: above ? urnOf(above) : stack }),
          ...(by ? { provider: `${urnOf(by)}::${String(by.id)}` } : {}),
          ...rest,
        };
      }),
    },
  };
}

/** URNs of all that is in it but providers, the stack, and what the engine reads in every run. */
export const OLD_URNS: readonly string[] = ROWS.filter(
  (one) => !isProvider(one) && one.type !== STACK,
).map(urnOf);

/** The same resources in the cloud. */
export function oldCloud(): readonly Resource[] {
  return ROWS.filter(({ type }) => type.startsWith("aws")).map((one): Resource => {
    const { type, id = "", inputs = {}, outputs = {} } = one;
    const [account = CALLER] = JSON.parse(
      String(providerOf(one).inputs?.allowedAccountIds),
    ) as readonly string[];
    return {
      account,
      region: "eu-west-1",
      type,
      id,
      inputs: { ...inputs },
      outputs: { ...inputs, ...outputs },
    };
  });
}
