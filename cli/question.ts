import type { Action } from "../access/actions";
import type { Asking } from "../access/can";
import { accountNamed, arnWithIds, askerNamed, type Asker, type Found } from "../access/principals";
import type { Account } from "../access/world/accounts";
import type { World } from "../access/world/world";
import { actionFault } from "../model/action-names";
import { awsNames, loadActions } from "../reference-data";
import { exampleArns } from "../report/access-words";
import type { Finish } from "./exit";
import { gatherMistakes, type Mistakes } from "./mistakes";
import { requestKeys } from "./request-keys";
import { validStack, type StackOptions } from "./stack-option";
import { worldOfStack } from "./world";

/** Options by which people ask for a decision. */
export interface QuestionOptions extends StackOptions {
  readonly account?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly mfa?: boolean;
  readonly context?: readonly string[];
  readonly without?: readonly string[];
}

export interface PrincipalQuestionOptions extends QuestionOptions {
  readonly as?: string;
}

export interface Asked {
  readonly world: World;
  readonly asking: Asking;
}

export const PRINCIPAL = "a function, a person, an AWS service, or the ARN of a user or role";

/** What is asked of everybody; undefined after the problems of the stack were printed. */
export async function question(
  options: QuestionOptions,
  finish: Finish,
): Promise<Asked | undefined> {
  const mistakes = gatherMistakes();
  const asked = await checked(options, mistakes, finish);
  if (!asked) return undefined;
  if (!asked.asking) throw mistakes.error();
  return { world: asked.world, asking: asked.asking };
}

/** The same of one principal. */
export async function principalQuestion(
  options: PrincipalQuestionOptions,
  finish: Finish,
): Promise<(Asked & { readonly asker: Asker }) | undefined> {
  const mistakes = gatherMistakes();
  const as = mistakes.needed(options.as, "--as", PRINCIPAL);
  const asked = await checked(options, mistakes, finish);
  if (!asked) return undefined;
  const asker = as === undefined ? undefined : askerAs(asked.world, as, mistakes);
  if (!asked.asking || !asker) throw mistakes.error();
  return { world: asked.world, asking: asked.asking, asker };
}

/** Somebody as people write it; an ARN must name an account that can be. */
export function askerAs(world: World, text: string, mistakes: Mistakes): Asker | undefined {
  return accountInArn(world, text, mistakes) ? mistakes.take(askerNamed(world, text)) : undefined;
}

async function checked(
  options: QuestionOptions,
  mistakes: Mistakes,
  finish: Finish,
): Promise<{ readonly world: World; readonly asking: Asking | undefined } | undefined> {
  const named = mistakes.needed(options.account, "--account", "the name or id of an account");
  const word = mistakes.needed(options.action, "--action", "an action, e.g. s3:GetObject");
  const action = word === undefined ? undefined : mistakes.take(await actionNamed(word));
  const context = requestKeys(options.context ?? [], options.without ?? [], mistakes);
  const stack = mistakes.attempt(() => validStack(options, finish));
  if (!stack) {
    if (mistakes.any()) throw mistakes.error();
    return undefined;
  }
  const world = await worldOfStack(stack, action ? [action.service] : []);
  const account = named === undefined ? undefined : mistakes.take(accountNamed(world, named));
  const resource = options.resource ?? null;
  if (resource !== null) checkResource(world, account, action, resource, mistakes);
  const asking =
    mistakes.any() || !account || !action
      ? undefined
      : {
          account,
          action: action.name,
          resource,
          context: atOnce(withIds(world, context)),
          mfa: options.mfa ?? true,
        };
  return { world, asking };
}

/**
 * The request is made now, unless the question says when: the time of people and partners ends. The
 * rest of the program has no clock.
 */
function atOnce(context: Asking["context"]): Asking["context"] {
  const key = "aws:CurrentTime";
  if (Object.keys(context).some((one) => one.toLowerCase() === key.toLowerCase())) return context;
  return { ...context, [key]: new Date().toISOString().replace(/\.\d+Z$/, "Z") };
}

/** ARNs among the values may name accounts, as everywhere. */
function withIds(world: World, context: Asking["context"]): Asking["context"] {
  const value = (text: string): string =>
    text.startsWith("arn:") ? arnWithIds(world, text) : text;
  return Object.fromEntries(
    Object.entries(context).map(([key, known]) => [
      key,
      typeof known === "string" ? value(known) : (known?.map(value) ?? null),
    ]),
  );
}

/** An action by its name in any case. */
async function actionNamed(text: string): Promise<Found<Action>> {
  const no = (message: string): Found<Action> => ({ ok: false, message });
  const [service = "", word = ""] = text.split(":");
  if (/[*?]/.test(text)) {
    const of = service === "" || /[*?]/.test(service) ? "" : ` --service ${service.toLowerCase()}`;
    return no(
      `"${text}" stands for many actions: ask for one, or see what is possible by ` +
        `lz access matrix --function FUNCTION --type TYPE${of}`,
    );
  }
  if (word === "") {
    return no(`"${text}" is not an action: actions are written service:Action, e.g. s3:GetObject`);
  }
  const found = (await loadActions([service])).find(text);
  if (found) return { ok: true, value: found };
  const fault = actionFault(text, awsNames());
  return no(fault ? `${fault.message}; ${fault.fix}` : `"${text}" is not an action of AWS`);
}

/** Six parts, of which the last may hold colons, and nothing blank. */
const ARN = /^arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S+$/;

function checkResource(
  world: World,
  account: Account | undefined,
  action: Action | undefined,
  resource: string,
  mistakes: Mistakes,
): void {
  if (resource === "*") return;
  if (ARN.test(resource)) {
    accountInArn(world, resource, mistakes);
    return;
  }
  mistakes.note(`--resource ${resource} is no ARN; ${arnHint(world, account, action)}`);
}

function arnHint(world: World, account: Account | undefined, action: Action | undefined): string {
  if (!action) return "ARNs are like arn:aws:s3:::my-bucket/my-object";
  const [example] = exampleArns(world, action, account);
  return example === undefined
    ? `${action.name} has no resources: leave --resource out`
    : `${action.name} is asked for resources like ${example}`;
}

/** An ARN's account may be written by its name: then it must be one of the stack. */
function accountInArn(world: World, text: string, mistakes: Mistakes): boolean {
  const account = text.startsWith("arn:") ? (text.split(":")[4] ?? "") : "";
  if (/^(\d{12}|aws|cloudfront|\d*[*?][\d*?]*)?$/.test(account)) return true;
  const found = accountNamed(world, account);
  if (!found.ok) mistakes.note(`${text}: ${found.message}`);
  return found.ok;
}
