import { createRequire } from "node:module";
import {
  CreateLoginProfileCommand,
  GetAccountPasswordPolicyCommand,
  PutUserPolicyCommand,
  UpdateLoginProfileCommand,
  type IAMClient,
} from "@aws-sdk/client-iam";
import { coreAccount, type Plan } from "../../model/plan";
import { timeWords, type LiveUser } from "../../report/people-live";
import {
  invitationText,
  signInAddress,
  steps,
  undoWords,
  type Invitation,
  type Invitee,
} from "../../report/people-live-invite";
import { EXIT, UsageError, type Finish } from "../exit";
import { nothingOfBefore, OFFBOARDED } from "./documents";
import { isNamed, LiveError, reason, told } from "./errors";
import { handOver, type Handing } from "./hand-over";
import { inviteeNamed } from "./invitee";
import { clearLeftDevices } from "./left-devices";
import { randomPassword } from "./password";
import { live, stackWords } from "./run";
import { enterAccessAccount, type Live, type LiveOptions } from "./session";
import { isShut } from "./shut";
import { findUser, orUndefined } from "./users";
import type * as Sealing from "./seal";

/** Loads what seals only where something is sealed. */
const load = createRequire(__filename);

export interface InviteOptions extends LiveOptions {
  readonly again?: boolean;
  readonly sealTo?: string;
}

/** Gives somebody the first password, sealed or on the terminal, and nowhere else. */
export async function invite(name: string, options: InviteOptions, finish: Finish): Promise<void> {
  await live(options, finish, async (plan) => {
    const now = new Date().toISOString();
    const invitee = inviteeNamed(plan, name, now);
    const handing = handingBy(options);
    const inAccess = await enterAccessAccount(plan, options);
    const user = await invitedUser(inAccess, invitee, options.again ?? false);
    const cameBack = await isShut(inAccess.iam, name);
    if (cameBack) {
      checkReturn(user, options);
      await letBackIn(inAccess.iam, name, now);
    }
    const left = await clearLeftDevices(inAccess.iam, name);
    const signIn = signInAddress(plan.organization.partition, inAccess.accountId);
    const stack = stackWords(options);
    const invitation: Invitation = {
      person: name,
      kind: invitee.kind,
      accountId: inAccess.accountId,
      userArn: user.arn,
      signIn,
      again: user.password !== null,
      cameBack,
      notes: notesOn(user, left),
      steps: steps(invitee, signIn, `lz profiles --person ${name} ${stack}`),
    };
    const password = randomPassword(await shortest(inAccess.iam));
    // Sealed before it is set: nothing can be wrong with the seal once it counts.
    const out = await handing.prepare(password);
    const undo = undoWords(name, roleOf(plan, inAccess), `lz invite ${name} ${stack} --again`);
    await setPassword(inAccess.iam, user, password, undo);
    await handOver({ out, invitation, text: invitationText(invitation), undo, json: options.json });
    return EXIT.fine;
  });
}

/** How the password leaves, decided before it is made. */
function handingBy({ sealTo, json }: InviteOptions): Handing {
  if (sealTo !== undefined) {
    const { sealTo: sealFor } = load("./seal") as typeof Sealing;
    const seal = sealFor(sealTo);
    return { prepare: async (password) => ({ sealed: await seal(`${password}\n`) }) };
  }
  if (json) {
    throw new UsageError(
      "--json is for programs, and never has the password: seal it by --seal-to FILE, or leave --json out",
    );
  }
  if (!process.stdout.isTTY) {
    throw new UsageError(
      "the password would go into a pipe or a file: run this on a terminal, or seal it by --seal-to FILE",
    );
  }
  return { prepare: (password) => Promise.resolve({ password }) };
}

async function invitedUser(
  { iam, accountId }: Live,
  { name, path }: Invitee,
  again: boolean,
): Promise<LiveUser> {
  const user = await findUser(iam, name);
  const no = (message: string): never => {
    throw new LiveError(message);
  };
  if (!user) return no(`the access account ${accountId} has no user ${name}: run pulumi up first`);
  if (user.path !== path) {
    return no(
      `the user ${name} is at the path ${user.path} and not at ${path}: somebody made it by hand; ` +
        "delete it and run pulumi up",
    );
  }
  if (again) return user;
  if (user.password) {
    return no(
      `${name} has a password since ${timeWords(user.password.since)}: --again sets a new one`,
    );
  }
  const [device] = user.devices;
  if (device) {
    return no(
      `${name} has the MFA device ${device.serial} since ${timeWords(device.since)}, and nobody who ` +
        "was never invited has one: find out whose it is and take it away, or repeat with --again",
    );
  }
  return user;
}

function notesOn({ name, devices, keys }: LiveUser, left: readonly string[]): readonly string[] {
  return [
    ...left.map(
      (serial) =>
        `The MFA device ${serial} was left of an enrolment that broke off, and is deleted.`,
    ),
    ...devices.map(
      ({ serial }) =>
        `The MFA device ${serial} stays. If it is lost: aws iam deactivate-mfa-device --user-name ${name} --serial-number ${serial}`,
    ),
    ...keys.map(({ id, created }) => `The access key ${id} is there since ${timeWords(created)}.`),
  ];
}

/** Somebody comes back only after all of before is gone: it would come to life again. */
function checkReturn({ name, password, devices, keys }: LiveUser, options: InviteOptions): void {
  if (password || devices.length > 0 || keys.length > 0) {
    throw new LiveError(
      `${name} was offboarded, and not to the end: finish it by lz offboard ${name} ` +
        `${stackWords(options)} --yes`,
    );
  }
  if (!options.again) {
    throw new LiveError(`${name} was offboarded: if the person came back, repeat with --again`);
  }
}

async function letBackIn(iam: IAMClient, UserName: string, now: string): Promise<void> {
  const PolicyDocument = JSON.stringify(nothingOfBefore(now));
  await told(
    `letting ${UserName} back in`,
    iam.send(new PutUserPolicyCommand({ UserName, PolicyName: OFFBOARDED, PolicyDocument })),
  );
}

/** Shortest password of the account, 0 where it has no policy of its own. */
async function shortest(iam: IAMClient): Promise<number> {
  const answer = await told(
    "reading the password policy",
    orUndefined(iam.send(new GetAccountPasswordPolicyCommand({}))),
  );
  return answer?.PasswordPolicy?.MinimumPasswordLength ?? 0;
}

/**
 * Sets the password. An error of AWS may echo the request: its name is told and nothing else of it.
 * No change is asked of the person at the first sign-in, which would have to come before MFA.
 */
async function setPassword(
  iam: IAMClient,
  { name, password }: LiveUser,
  secret: string,
  undo: string,
): Promise<void> {
  const input = { UserName: name, Password: secret, PasswordResetRequired: false };
  try {
    await (password
      ? iam.send(new UpdateLoginProfileCommand(input))
      : iam.send(new CreateLoginProfileCommand(input)));
  } catch (error) {
    const hint = isNamed(error, "EntityAlreadyExists")
      ? `${name} has a password now that is not this one, or AWS set this one and its answer was lost`
      : `setting the password of ${name}: ${reason(error, true)}`;
    throw new LiveError(`${hint}\n${undo}`);
  }
}

function roleOf(plan: Plan, { accountId }: Live): string {
  const { accessRole } = coreAccount(plan, "access");
  return `arn:${plan.organization.partition}:iam::${accountId}:role/${accessRole}`;
}
