import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { policiesOn, type PolicyOn } from "../../model/policies-on";
import type { Plan } from "../../model/plan";
import { EXAMPLE } from "../stacks";
import { VARIANTS } from "../variants";
import type { Decision, Question } from "./simulation";

/** A row of a table. `because` says what the row cannot. */
export interface Case extends Question {
  readonly name: string;
  readonly expect: Decision;
  readonly because?: string;
  /** Stack whose documents decide, by its name in `test/variants.ts`; the example by default. */
  readonly stack?: string;
}

export interface CaseFile {
  /** Folder and name, e.g. `core/log-bucket`. */
  readonly name: string;
  readonly cases: readonly Case[];
}

const CASES = resolve(__dirname, "../cases");

/** Tables about the documents of people and accounts, and about resources of core accounts. */
const FOLDERS = ["documents", "core"];

export const EXAMPLE_STACK = "example";

export function caseFiles(): readonly CaseFile[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(CASES, folder)).map((file) => ({
      name: `${folder}/${file.replace(/\.json$/, "")}`,
      cases: JSON.parse(readFileSync(join(CASES, folder, file), "utf8")) as readonly Case[],
    })),
  );
}

/** The text of the stack file that a case is about. */
export function stackOfCase({ stack = EXAMPLE_STACK }: Case): string {
  if (stack === EXAMPLE_STACK) return EXAMPLE;
  const text = VARIANTS[stack];
  if (text === undefined) throw new Error(`there is no stack variant ${stack}`);
  return text;
}

/** The key of the logs, as older tables write it: the id that a run would give it is not known. */
const LOG_KEY = /^arn:aws:kms:[^:]*:(\d{12}):key\/logs$/;

/**
 * The policy that a plan puts on a resource: of a key by the alias that the request says, or by the
 * key's stand-in name; of all else by its ARN.
 * @param fill Puts ids into a text of an account's document.
 */
export function policyOnCase(
  plan: Plan,
  { resource = "*", context }: Question,
  fill: (text: string, account: PolicyOn["account"]) => string,
): PolicyOn | undefined {
  const all = policiesOn(plan);
  if (resource.startsWith("arn:aws:kms:")) {
    const owner = resource.split(":")[4];
    const said = [context?.["kms:ResourceAliases"] ?? []].flat();
    return all.find(
      ({ account, alias, name }) =>
        alias !== null &&
        fill(`{{account:${account}}}`, account) === owner &&
        (said.includes(alias) || (name === "log key" && LOG_KEY.test(resource))),
    );
  }
  return all.find(({ account, on }) =>
    on.some((pattern) => patternOf(fill(pattern, account)).test(resource)),
  );
}

function patternOf(glob: string): RegExp {
  const escaped = glob.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}
