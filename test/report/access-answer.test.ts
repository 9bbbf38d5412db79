import assert from "node:assert/strict";
import { can, type Answer, type Asking, type Hop, type Verdict } from "../../access/can";
import type { Reason } from "../../access/policy/request";
import { presence } from "../../access/policy/atom";
import { atomic } from "../../access/policy/formula";
import { whoCan } from "../../access/who-can";
import type { World } from "../../access/world/world";
import { answerJson, answerText } from "../../report/access-answer";
import { explainText } from "../../report/access-explain";
import { knownOf, knownText } from "../../report/access-known";
import { notesOf } from "../../report/access-notes";
import { deciding } from "../../report/access-reasons";
import { whoCanText } from "../../report/access-who";
import { account, asker, smallWorld } from "./access-worlds";

const OPEN = atomic(presence("aws:SourceIp"));

const reason = (
  layer: Reason["layer"],
  effect: Reason["effect"],
  statement: string,
  when: Reason["when"] = true,
): Reason => ({ layer, effect, policy: `${layer} policy`, statement, when });

const hop = (verdict: Verdict, reasons: readonly Reason[]): Hop => ({
  who: "x",
  action: "s3:GetObject",
  resource: "*",
  verdict,
  condition: null,
  reasons,
});

const statements = (verdict: Verdict, ...reasons: readonly Reason[]): readonly string[] =>
  deciding(hop(verdict, reasons)).map(({ statement }) => statement);

describe("reasons that decided", () => {
  it("allowed: one of each layer, and none that denies in other requests", () => {
    const found = statements(
      "allowed",
      reason("identity", "allow", "first"),
      reason("identity", "allow", "second"),
      reason("identity", "deny", "elsewhere", OPEN),
      reason("boundary", "allow", "ceiling"),
    );
    assert.deepEqual(found, ["first", "ceiling"]);
  });

  it("allowed: what allows always is better than what allows sometimes", () => {
    const found = statements(
      "allowed",
      reason("identity", "allow", "sometimes", OPEN),
      reason("identity", "allow", "always"),
    );
    assert.deepEqual(found, ["always"]);
    const only = statements("allowed", reason("identity", "allow", "sometimes", OPEN));
    assert.deepEqual(only, ["sometimes"]);
  });

  it("allowed: AWS's own policies of the organization, which allow everything, are no reason", () => {
    const found = statements(
      "allowed",
      reason("identity", "allow", "own"),
      reason("scp", "allow", "1"),
      reason("rcp", "allow", "1"),
      reason("scp", "deny", "elsewhere", OPEN),
    );
    assert.deepEqual(found, ["own"]);
  });

  it("denied: what denies always, and layers in which nothing allows", () => {
    const found = statements(
      "denied",
      reason("identity", "deny", "sometimes", OPEN),
      reason("identity", "deny", "always"),
      reason("identity", "nothing allows", ""),
      reason("boundary", "allow", "ceiling"),
    );
    assert.deepEqual(found, ["always", ""]);
  });

  it("denied by conditions that exclude each other: all of them", () => {
    const found = statements(
      "denied",
      reason("identity", "deny", "sometimes", OPEN),
      reason("identity", "allow", "allows", OPEN),
    );
    assert.deepEqual(found, ["sometimes", "allows"]);
  });

  it("conditional: what depends on the request, unless its layer allows anyway", () => {
    const found = statements(
      "conditional",
      reason("identity", "deny", "sometimes", OPEN),
      reason("identity", "allow", "always"),
      reason("identity", "allow", "too", OPEN),
      reason("boundary", "allow", "open", OPEN),
    );
    assert.deepEqual(found, ["sometimes", "open"]);
  });
});

describe("answers as text", () => {
  let world: World;
  before(async () => {
    world = await smallWorld("example", "s3", "ec2", "iam", "sts");
  });

  const ask = (as: string, where: string, action: string, more: Partial<Asking> = {}) => {
    const asking: Asking = {
      account: account(world, where),
      action,
      resource: null,
      context: {},
      mfa: true,
      ...more,
    };
    const who = asker(world, as);
    const answer = can(world, who, asking);
    return { asker: who, asking, answer, notes: notesOf(world, who, asking) };
  };

  it("the verdict in a sentence, and why", () => {
    assert.equal(
      answerText(ask("grace", "audit", "s3:GetObject")),
      `conditional: grace may s3:GetObject in audit, if the resource is arn:aws:s3:::acme-logs-<audit>/* or
  arn:aws:s3:::acme-logs-config-<audit>/* or arn:aws:s3:::acme-logs-flow-<audit>/* or
  arn:aws:s3:::acme-logs-access-<audit>/* or arn:aws:s3:::acme-logs-queries-<audit>/*

auditor in audit:
  denies  identity  level audit-logs  NoOtherObjects
      when the resource is not arn:aws:s3:::acme-logs-<audit>/* or
      arn:aws:s3:::acme-logs-config-<audit>/* or arn:aws:s3:::acme-logs-flow-<audit>/* or
      arn:aws:s3:::acme-logs-access-<audit>/* or arn:aws:s3:::acme-logs-queries-<audit>/*
  allows  identity  level audit-logs  ReadTheirObjects
      when the resource is arn:aws:s3:::acme-logs-<audit>/* or
      arn:aws:s3:::acme-logs-config-<audit>/* or arn:aws:s3:::acme-logs-flow-<audit>/* or
      arn:aws:s3:::acme-logs-access-<audit>/* or arn:aws:s3:::acme-logs-queries-<audit>/*`,
    );
  });

  it("several ways that are refused for different reasons are told apart", () => {
    const text = answerText(ask("ada", "web-production", "s3:GetObject"));
    assert.match(
      text,
      /^denied: ada may not s3:GetObject in web-production: NoCustomerData|^denied/,
    );
    assert.match(text, /\noperations in web-production:\n(.|\n)*\ndeveloper in web-production:\n/);
  });

  it("a person as a user of the access account is no role", () => {
    const asked = ask("ada", "access", "iam:ListVirtualMFADevices");
    assert.match(
      answerText(asked),
      /^allowed: ada may iam:ListVirtualMFADevices in access\n\nada:\n/,
    );
  });

  it("what AWS refuses by itself, and what needs no permission", () => {
    const root = "arn:aws:iam::web-production:root";
    const policy = { resource: "arn:aws:iam::aws:policy/ReadOnlyAccess" };
    const refused = ask(root, "web-production", "iam:DeletePolicy", policy);
    assert.match(answerText(refused), /AWS alone changes its managed policies/);
    const identity = ask(
      "arn:aws:iam::web-production:root",
      "web-production",
      "sts:GetCallerIdentity",
    );
    assert.equal(
      answerText(identity),
      "allowed: root user of web-production may sts:GetCallerIdentity in web-production",
    );
    const known = knownOf(world, identity.asker, identity.asking);
    assert.match(
      explainText({ ...identity, known }),
      /no policy has a say: it needs no permission/,
    );
  });

  it("where there is no role to enter, it says so", () => {
    const nobody = ask("network", "documents", "ec2:RebootInstances");
    assert.equal(
      answerText(nobody),
      "denied: network may not ec2:RebootInstances in documents: there is no role for it to enter",
    );
    const { notes } = answerJson(nobody) as { notes: readonly string[] };
    assert.equal(notes.length, 1);
  });

  it("conditions that exclude each other are no cause by themselves", () => {
    const only: Hop = hop("denied", [
      reason("identity", "allow", "1", OPEN),
      reason("identity", "deny", "2", OPEN),
    ]);
    const answer: Answer = {
      verdict: "denied",
      condition: null,
      routes: [{ as: "x", verdict: "denied", condition: null, hops: [only] }],
      note: null,
    };
    const text = answerText({ ...ask("grace", "audit", "s3:GetObject"), answer });
    assert.match(text, /^denied: grace may not s3:GetObject in audit\n\nx:\n/);
    assert.match(text, /statement 2\n {6}when aws:SourceIp is there$/);
  });

  it("what is known: what AWS fills in, what was given, and what is missing", () => {
    const { asker: who, asking } = ask("ada", "audit", "s3:GetObject", {
      context: {
        "AWS:securetransport": "false",
        "aws:SourceVpce": null,
        "aws:CalledVia": ["a", "b"],
      },
      mfa: false,
    });
    const text = knownText(knownOf(world, who, asking));
    assert.match(text, /\n {2}AWS:securetransport +false\n/);
    assert.match(
      text,
      /\n {2}aws:CalledVia +a, b\n {2}not part of the request: s3:x-amz-grant-full-control[^:]*:[^]*, aws:SourceVpce\n/,
    );
    assert.match(text, /aws:PrincipalTag\/operations +true/);
    const stranger = asker(world, "arn:aws:iam::999999999999:role/x");
    const far = { ...asking, resource: "arn:aws:iam::999999999999:role/y" };
    const [request, of] = knownOf(world, stranger, far);
    assert.equal(request?.keys["aws:ResourceAccount"], undefined);
    assert.equal(of?.of, "arn:aws:iam::999999999999:role/x");
    assert.equal(knownText([{ of: "x", keys: {} }]), "Known of x:");
  });

  it("who can: people of functions, shortly", () => {
    const audit = { account: account(world, "audit"), action: "s3:GetObject", resource: null };
    assert.equal(whoCanText(audit, []), "Nobody can s3:GetObject on any resource in audit.");
    const holders = whoCan(world, { ...audit, context: {} });
    assert.match(whoCanText(audit, holders), /\n {2}auditor +conditional +grace, with MFA\n/);
    const [first] = holders;
    assert.ok(first);
    const of = (people: readonly string[]): string => whoCanText(audit, [{ ...first, people }]);
    assert.match(of([]), /nobody has this function/);
    assert.match(of(["a", "b", "c", "d", "e", "f"]), /a, b, c, d and 2 more, with MFA/);
  });
});
