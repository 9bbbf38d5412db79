import { examplesByType } from "../../access/matrix";
import { functionsOf } from "../../access/principals";
import type { World } from "../../access/world/world";
import { suggestion } from "../../model/nearest";
import { awsNames } from "../../reference-data";
import { actionsJson, actionsText } from "../../report/access-actions";
import {
  grantsIn,
  gridOf,
  partnerColumns,
  type Column,
  type Wanted,
} from "../../report/access-grid";
import {
  countsText,
  header,
  matrixText,
  serviceCountsText,
  servicesText,
} from "../../report/access-matrix";
import { EXIT, type Finish } from "../exit";
import { gatherMistakes, type Mistakes } from "../mistakes";
import { print, printJson } from "../print";
import { validStack, type StackOptions } from "../stack-option";
import { worldOfStack } from "../world";

export interface MatrixOptions extends StackOptions {
  readonly function?: string;
  readonly person?: string;
  readonly type?: string;
  readonly service?: string;
  readonly counts?: boolean;
}

/** `lz access matrix`: functions by account type; one of each by service; a service by action. */
export async function matrix(options: MatrixOptions, finish: Finish): Promise<void> {
  const mistakes = gatherMistakes();
  const service = options.service?.toLowerCase() ?? null;
  if (service !== null) checkService(service, mistakes);
  if (options.function !== undefined && options.person !== undefined) {
    mistakes.note("--function and --person exclude each other: a person has functions");
  }
  const stack = mistakes.attempt(() => validStack(options, finish));
  if (!stack) {
    if (mistakes.any()) throw mistakes.error();
    return;
  }
  const world = await worldOfStack(stack, service === null ? undefined : [service]);
  const wanted = {
    columns: columnsOf(world, options, mistakes),
    types: typesOf(world, options.type, mistakes),
    service,
  };
  if (mistakes.any()) throw mistakes.error();
  show(world, wanted, options);
  finish(EXIT.fine);
}

function show(world: World, wanted: Wanted, { json, counts, ...options }: MatrixOptions): void {
  const grid = gridOf(world, wanted);
  const alone = options.function ?? options.person;
  const [cell] = grid.cells;
  if (alone === undefined || options.type === undefined || !cell) {
    if (json) printJson(grid);
    else {
      const { service } = wanted;
      print([matrixText(grid, service), ...(counts ? [countsText(grid)] : [])].join("\n\n"));
    }
    return;
  }
  if (wanted.service === null) {
    if (json) printJson({ ...cell, total: grid.total });
    else print(counts ? serviceCountsText(cell, grid.total) : servicesText(cell, grid.total));
    return;
  }
  const [column] = wanted.columns;
  const account = examplesByType(world).get(options.type);
  if (!column || !account) return;
  const grants = grantsIn(world, column, account, wanted.service);
  if (json) printJson({ ...cell, total: grid.total, actions: actionsJson(grants) });
  else {
    const title = `${header(cell, grid.total)} of ${wanted.service}, as in ${account.name}`;
    print(`${title}\n\n${actionsText(grants)}`);
  }
}

function checkService(service: string, mistakes: Mistakes): void {
  const services = awsNames().services();
  if (services.includes(service)) return;
  const hint = suggestion(service, services, "services are named by their prefixes, e.g. s3");
  mistakes.note(`--service: AWS has no service "${service}"; ${hint}`);
}

function columnsOf(
  world: World,
  { function: fn, person }: MatrixOptions,
  mistakes: Mistakes,
): readonly Column[] {
  const functions = functionsOf(world);
  const all = functions.map((name) => ({ name, functions: [name] }));
  if (person !== undefined) {
    const { users } = world.plan.people;
    const names = users.map(({ name }) => name);
    checkName("--person", "person", person, names, mistakes);
    return users.filter(({ name }) => name === person);
  }
  if (fn === undefined) return [...all, ...partnerColumns(world)];
  checkName("--function", "function", fn, functions, mistakes);
  return all.filter(({ name }) => name === fn);
}

function typesOf(world: World, type: string | undefined, mistakes: Mistakes): readonly string[] {
  const types = [...examplesByType(world).keys()];
  if (type === undefined) return types;
  checkName("--type", "account type", type, types, mistakes);
  return types.filter((name) => name === type);
}

function checkName(
  option: string,
  what: string,
  name: string,
  known: readonly string[],
  mistakes: Mistakes,
): void {
  if (known.includes(name)) return;
  const hint = suggestion(name, known, `there are: ${known.join(", ") || "none"}`);
  mistakes.note(`${option}: there is no ${what} "${name}"; ${hint}`);
}
