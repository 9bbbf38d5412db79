/** The real program on the real engine, and what the tests ask about it. */
import assert from "node:assert/strict";
import { edited, EXAMPLE, planOf, stackText } from "../stacks";
import { type AwsEndpoint, type EndpointOptions, startAwsEndpoint } from "./aws-endpoint";
import type { Run } from "./events";
import { createProject, type Project, type ProjectOptions } from "./harness";
import type { Resource } from "./stand-in/store";

/** Long enough for a run on a machine that does other things too. */
export const TIMEOUT_MS = 120_000;
/**
 * However many leaf accounts there are: two for the management account, one for each other core
 * account. The budget is 8.
 */
export const PROVIDER_PROCESSES = 5;
/** A refusal takes two or three seconds. Formatting one error has taken half a minute before. */
export const REFUSED_WITHIN_MS = 15_000;

export { edited, EXAMPLE, planOf, stackText as stackFile };

export interface LandingZone extends Project {
  readonly endpoint: AwsEndpoint;
}

export async function landingZone(
  options: Partial<ProjectOptions> = {},
  endpointOptions: EndpointOptions = {},
): Promise<LandingZone> {
  const endpoint = await startAwsEndpoint(endpointOptions);
  const project = await createProject({
    stack: "example",
    stackFile: EXAMPLE,
    endpoint: endpoint.url,
    requireActivation: true,
    skipCheckpoints: true,
    ...options,
  });
  endpoint.useStore(project.store);
  const close = async (): Promise<void> => {
    await project.close();
    await endpoint.close();
  };
  return { ...project, endpoint, close };
}

export function succeeded(run: Run): Run {
  assert.equal(run.code, 0, `${run.errors}\n${run.stderr}`);
  return run;
}

/** The stack's reference to itself is read in every run, and components are not in AWS. */
const counts = ({ type }: Run["steps"][number]): boolean =>
  type !== "pulumi:pulumi:StackReference" && !type.startsWith("landingzone:");

/** What a run changes, e.g. `update accounts-shop: name`, sorted. */
export function changesOf(run: Run): readonly string[] {
  return run.changes
    .filter(counts)
    .map(({ op, name, detailedDiff }) => {
      const paths = Object.keys(detailedDiff).sort().join(", ");
      return paths === "" ? `${op} ${name}` : `${op} ${name}: ${paths}`;
    })
    .sort();
}

/** How many resources of each type a run creates. */
export function createdBy(run: Run): Readonly<Record<string, number>> {
  const types = run.changes.filter(({ op }) => op === "create").filter(counts);
  return tally(types.map(({ type }) => type));
}

export function tally(names: readonly string[]): Readonly<Record<string, number>> {
  const result: Record<string, number> = {};
  for (const name of names) result[name] = (result[name] ?? 0) + 1;
  return result;
}

/** A run that was refused: soon, without touching anything, in the user's words alone. */
export async function refused(zone: LandingZone, run: () => Promise<Run>): Promise<string> {
  const before = JSON.stringify(zone.cloud());
  const { code, errors, changes, diagnostics, stderr, durationMs } = await run();
  assert.notEqual(code, 0);
  assert.deepEqual(
    changes.filter((step) => counts(step)),
    [],
  );
  assert.equal(JSON.stringify(zone.cloud()), before);
  const said = [...diagnostics.map(({ message }) => message), stderr].join("\n");
  assert.doesNotMatch(said, /\n\s+at |node_modules/, "there is a stack trace");
  assert.ok(durationMs < REFUSED_WITHIN_MS, `it took ${durationMs} ms`);
  return errors;
}

export function providerProcesses(project: Project): number {
  return project.log().filter(({ event }) => event === "start").length;
}

/** Prints how long a run took; nothing depends on it. */
export function printTimes(what: string, { firstResourceMs, durationMs }: Run): void {
  const seconds = (ms = Number.NaN): string => (ms / 1000).toFixed(1);
  const times = `first resource after ${seconds(firstResourceMs)} s, all after ${seconds(durationMs)} s`;
  process.stdout.write(`      ${what}: ${times}\n`);
}

/** Living resources of a type, e.g. `iam/role:Role`. */
export function living(project: Project, type: string): readonly Resource[] {
  return project
    .cloud()
    .resources.filter((r) => r.deleted !== true && r.type.replace(/^aws(-native)?:/, "") === type);
}

/** Accounts in the cloud: their name and the path of the unit that they are in, by id. */
export function accountsIn(
  project: Project,
): Readonly<Record<string, { readonly name: unknown; readonly unit: string }>> {
  const units = new Map(
    living(project, "organizations/organizationalUnit:OrganizationalUnit").map((u) => [u.id, u]),
  );
  const path = (id: unknown): string => {
    const unit = units.get(String(id));
    if (!unit) return "";
    return `${path(unit.inputs.parentId)}/${String(unit.inputs.name)}`;
  };
  return Object.fromEntries(
    living(project, "organizations/account:Account").map(({ id, inputs }) => [
      id,
      { name: inputs.name, unit: path(inputs.parentId).slice(1) },
    ]),
  );
}

/** Account ids by name, as the stack's outputs have them. */
export async function idsOf(project: Project): Promise<ReadonlyMap<string, string>> {
  const { accounts } = (await project.stackOutput()) as {
    accounts: readonly { readonly name: string; readonly id: string }[];
  };
  return new Map(accounts.map(({ name, id }) => [name, id]));
}

export function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  assert.ok(id !== undefined, `the outputs have no account ${name}`);
  return id;
}
