import type { Plan } from "../../model/plan";
import { show } from "../../model/problem";
import { offboardNotes } from "../../report/people-live-notes";
import {
  managementCommands,
  offboardText,
  removeCommands,
  revokeCommands,
  type Step,
} from "../../report/people-live-offboard";
import { EXIT, UsageError, type Finish } from "../exit";
import { print, printJson } from "../print";
import { endSessions } from "./documents";
import { LiveError } from "./errors";
import { inventoryOf } from "./inventory";
import {
  functionsOf,
  lastEnd,
  managementRoles,
  openSessions,
  spellings,
  type Claims,
} from "./open-sessions";
import { revokeSessions, type Revoking } from "./revoke";
import { didYouMean, live, stackWords } from "./run";
import { enterAccessAccount, type Live, type LiveOptions } from "./session";
import { takeAway } from "./take-away";

export interface OffboardOptions extends LiveOptions {
  readonly yes?: boolean;
  readonly revokeSessions?: boolean;
}

/** Shows what somebody has to sign in with, and with `--yes` takes it away. */
export async function offboard(
  name: string,
  options: OffboardOptions,
  finish: Finish,
): Promise<void> {
  if (options.revokeSessions && !options.yes) {
    throw new UsageError("--revoke-sessions changes something: it needs --yes");
  }
  await live(options, finish, async (plan) => {
    const entered = await enterAccessAccount(plan, options);
    const found = await inventoryOf(entered.iam, name);
    const inventory = found ?? null;
    if (!inventory) checkKnown(plan, name, entered);
    const claims: Claims = {
      name,
      isUser: inventory !== null,
      tags: inventory?.tags ?? {},
      groups: inventory?.groups ?? [],
    };
    const now = new Date();
    const sessions = openSessions(plan, claims, now.getTime());
    const revoking = revokingOf(plan, name, now);
    const taken = inventory && options.yes ? await takeAway(entered.iam, inventory) : [];
    const ended = options.revokeSessions
      ? await endThem(entered, revoking, lastEnd(plan, name, now.getTime()))
      : null;
    const steps: readonly Step[] = [...taken, ...(ended?.steps ?? [])];
    const report = {
      person: name,
      inventory,
      sessions,
      sessionsEnded: ended?.ok ?? false,
      steps: options.yes ? steps : null,
      notes: [
        ...(ended?.notes ?? byHand(revoking)),
        ...offboardNotes(plan, name, inventory, functionsOf(plan, claims)),
        ...(options.yes || !inventory
          ? []
          : [
              `Nothing was changed. To take it away: lz offboard ${name} ${stackWords(options)} --yes`,
            ]),
      ],
    };
    const unread = inventory?.unread ?? [];
    const ok = unread.length === 0 && steps.every(({ failure }) => failure === null);
    if (options.json) printJson({ ok, accountId: entered.accountId, ...report });
    else print(offboardText(report, now.toISOString()));
    return ok ? EXIT.fine : EXIT.no;
  });
}

/** A name that nobody knows is a mistake: the one who was meant would stay. */
function checkKnown(plan: Plan, name: string, { accountId }: Live): void {
  const known = [...plan.people.users.map((person) => person.name), ...plan.breakGlass.users];
  if (known.includes(name)) return;
  throw new LiveError(
    `${show(name)} is neither in the file nor a user of the access account ${accountId}` +
      didYouMean(name, known),
  );
}

/**
 * What is open until it is known everywhere that the person is shut out counts as begun before.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency
 */
const SETTLING_MS = 15 * 60 * 1000;

function revokingOf(plan: Plan, person: string, now: Date): Revoking {
  const before = new Date(now.getTime() + SETTLING_MS).toISOString();
  return {
    name: `offboard-${person}`,
    document: endSessions(plan.organization.partition, spellings(plan, person), before),
    managementRoles: managementRoles(plan),
  };
}

async function endThem(
  entered: Live,
  revoking: Revoking,
  last: string,
): Promise<{
  readonly ok: boolean;
  readonly steps: readonly Step[];
  readonly notes: readonly string[];
}> {
  const {
    steps,
    policyId,
    rootId,
    managementRoles: written,
  } = await revokeSessions(entered, revoking);
  const failed = steps.some(({ failure }) => failure !== null);
  return {
    ok: !failed,
    steps,
    notes: [
      ...(failed ? byHand(revoking) : []),
      removeCommands(revoking.name, policyId, rootId, written, last),
    ],
  };
}

function byHand({ name, document, managementRoles: roles }: Revoking): readonly string[] {
  const text = JSON.stringify(document);
  return [
    revokeCommands(text),
    ...(roles.length > 0 ? [managementCommands(name, roles, text)] : []),
  ];
}
