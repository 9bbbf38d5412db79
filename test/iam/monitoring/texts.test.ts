import assert from "node:assert/strict";
import { KINDS, type Kind } from "../../../iam/monitoring/kinds";
import { inputTemplate, textOf } from "../../../iam/monitoring/texts";
import type { BusEvent } from "../cloudtrail-events";
import { filled } from "./event-matching";
import { sample, SAMPLES } from "./samples";

/**
 * What the mail says of an event, from what EventBridge is given: what has no value is left out.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
function mail(kind: Kind, event: BusEvent): readonly string[] {
  const text = textOf(kind);
  return filled(inputTemplate(text))
    .split("\n")
    .map((line) =>
      (JSON.parse(line) as string).replaceAll(/<(\w+)>/g, (_, name: string) => {
        const path = text.paths[name];
        assert.ok(path, `nothing fills <${name}> in`);
        const value = path
          .slice("$.".length)
          .split(".")
          .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], event);
        return typeof value === "string" ? value : "";
      }),
    );
}

const CORE =
  "Core accounts: management 111111111111, audit 222222222222, network 333333333333, access 444444444444; lz plan has the names of the others.";
const EVENT =
  "The event is 00000000-0000-4000-8000-000000000001 in the organization's trail. Steps in full: docs/runbooks/root-activity.md";

describe("mails", () => {
  it("say who, where, what, from where, when, and what to do", () => {
    const { event } = sample("somebody fails to sign in as a root user, in us-east-2");
    assert.deepEqual(mail("root-activity", event), [
      "Somebody used, or tried to use, the root user of account 555555555555.",
      "What: ConsoleLogin of signin.amazonaws.com, in us-east-2. Error, if there was one:  Failed authentication",
      "From: 192.0.2.7",
      "When: 2027-01-02T03:04:05Z",
      "Sign-in, if it was one: Failure, with MFA: No. Access key, if it was one: . By a root session of the landing zone: ",
      "What to do: ask whoever keeps this root user's password and device whether it was they, and why. If it was nobody: change the password and end the sessions, by the mailbox of the account's root address or by a root session from the access account; take away access keys of the root user; quarantine the account.",
      "Then read in the trail what was done.",
      CORE,
      EVENT,
    ]);
  });

  it("of a root session say whose it is, where, and for what", () => {
    const { event } = sample("somebody tries to open a root session");
    assert.deepEqual(mail("root-session", event).slice(0, 4), [
      "Somebody opened, or tried to open, a root session in account 555555555555, from account 444444444444.",
      "Who: arn:aws:sts::444444444444:assumed-role/root-access/ada",
      "For: arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials",
      "What: AssumeRoot of sts.amazonaws.com, in eu-west-1. Error, if there was one: AccessDenied no",
    ]);
    const used = sample("a root session deletes the root user's key").event;
    assert.equal(
      mail("root-activity", used)[4],
      "Sign-in, if it was one: , with MFA: . Access key, if it was one: ASIAEXAMPLE. By a root session of the landing zone: true",
    );
  });

  it("of break-glass say which user, and who became what", () => {
    const failed = sample("somebody fails to sign in as a break-glass user").event;
    assert.deepEqual(mail("break-glass-user", failed).slice(0, 5), [
      "Somebody used, or tried to use, the break-glass user break-glass-2 of the access account 444444444444.",
      "What: ConsoleLogin of signin.amazonaws.com, in us-east-1. Error, if there was one:  Failed authentication",
      "From: 192.0.2.7",
      "When: 2027-01-02T03:04:05Z",
      "Sign-in, if it was one: Failure",
    ]);
    const by = (title: string): readonly string[] =>
      mail("break-glass-role", sample(title).event).slice(0, 2);
    assert.deepEqual(by("the console switches to the break-glass role"), [
      "Somebody became, or tried to become, administrator of the management account 111111111111 by the break-glass role.",
      "Who:  arn:aws:sts::111111111111:assumed-role/break-glass/break-glass-1, of account 111111111111",
    ]);
    assert.equal(
      by("the break-glass role is assumed")[1],
      "Who: break-glass-1 , of account 444444444444",
    );
  });

  it("are readable whatever the event: no bracket, brace or undefined is left", () => {
    let mails = 0;
    for (const { title, event, kinds } of SAMPLES) {
      for (const kind of kinds) {
        mails += 1;
        const text = mail(kind, event).join("\n");
        assert.doesNotMatch(text, /[<>{}]|undefined|\[object/, title);
        for (const part of [event.account, event.region, "From: 192.0.2.7"]) {
          assert.ok(text.includes(part), `${title}: ${part}`);
        }
      }
    }
    assert.ok(mails > 20);
  });

  for (const kind of KINDS) {
    it(`${kind}: every path is used, and AWS's limits are kept`, () => {
      const { lines, paths } = textOf(kind);
      const used = new Set([...lines.join().matchAll(/<(\w+)>/g)].map(([, name]) => name));
      assert.deepEqual([...used].sort(), Object.keys(paths).sort());
      // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
      assert.ok(Object.keys(paths).length <= 100);
      assert.ok(inputTemplate(textOf(kind)).length <= 8192);
    });
  }
});
