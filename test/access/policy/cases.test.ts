import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { accountOf, arnPattern, NO_RESOURCE } from "../../../access/policy/arn";
import { decide } from "../../../access/policy/decide";
import type { Principal } from "../../../access/policy/principal";
import type { Reason } from "../../../access/policy/request";
import { formulaWords } from "../../../access/policy/words";
import {
  absent,
  FULL,
  layersOf,
  requestOf,
  type Asking,
  type Document,
  type Statement,
} from "./requests";
import { simulated } from "./simulated";

/** A file of `test/cases/access/policy`; the README beside it says what the parts mean. */
interface Table {
  readonly rule: string;
  readonly page: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly name: string;
  readonly principal: string;
  readonly role?: string;
  readonly action: string;
  readonly resource?: string;
  readonly owner?: string;
  readonly context?: Asking["context"];
  readonly unknown?: readonly string[];
  readonly identity?: readonly Written[];
  readonly boundary?: Written;
  readonly session?: Written;
  readonly scps?: readonly (readonly Written[])[];
  readonly rcps?: readonly (readonly Written[])[];
  readonly resourcePolicy?: Written;
  readonly expect: "allowed" | "denied" | "conditional";
  readonly if?: string;
  readonly by?: string;
  readonly because?: string;
}

/** A policy as the tables write it: one statement, several, or a whole document. */
type Written = "FullAWSAccess" | Statement | readonly Statement[] | Document;

const KEYS: readonly string[] = [
  ...["name", "principal", "role", "action", "resource", "owner", "context", "unknown"],
  ...["identity", "boundary", "session", "scps", "rcps", "resourcePolicy"],
  ...["expect", "if", "by", "because"],
];

const CASES = resolve(__dirname, "../../cases/access/policy");

function documentOf(written: Written): Document {
  if (written === "FullAWSAccess") {
    return { ...FULL, Statement: FULL.Statement.map((one) => ({ ...one, Sid: written })) };
  }
  if ("Statement" in written) return written;
  const Statement = [written].flat() as readonly Statement[];
  return { Version: "2012-10-17", Statement };
}

function principalOf({ principal: arn, role }: Case): Principal {
  if (arn === "anonymous") return { kind: "anonymous", arn, account: null };
  if (arn.endsWith(".amazonaws.com")) return { kind: "service", arn, account: null };
  const account = accountOf(arn);
  const [type = "", name = ""] = arn.slice(arn.lastIndexOf(":") + 1).split("/");
  switch (type) {
    case "user":
    case "root":
      return { kind: type, arn, account };
    case "federated-user":
      return { kind: type, arn, account, issuer: `arn:aws:iam::${account}:user/${name}` };
    case "assumed-role":
      return {
        kind: "session",
        arn,
        account,
        issuer: role ?? `arn:aws:iam::${account}:role/${name}`,
      };
    case "saml-provider":
    case "oidc-provider":
      return { kind: "federated", arn, account: null };
    default:
      throw new Error(`nobody is called ${arn}`);
  }
}

function askingOf(row: Case): Asking {
  const principal = principalOf(row);
  const { action, resource = "*", context = {}, boundary, session, resourcePolicy } = row;
  const owner = row.owner ?? (/^\d{12}$/.test(accountOf(resource)) ? accountOf(resource) : null);
  const levels = (
    written: readonly (readonly Written[])[] | undefined,
  ): readonly (readonly Document[])[] | undefined => written?.map((level) => level.map(documentOf));
  const scps = levels(row.scps);
  const rcps = levels(row.rcps);
  return {
    principal,
    action,
    resource,
    owner: owner ?? principal.account ?? "111111111111",
    context,
    identity: (row.identity ?? []).map(documentOf),
    ...(boundary ? { boundary: documentOf(boundary) } : {}),
    ...(session ? { session: documentOf(session) } : {}),
    ...(scps ? { scps } : {}),
    ...(rcps ? { rcps } : {}),
    ...(resourcePolicy ? { resourcePolicy: documentOf(resourcePolicy) } : {}),
  };
}

function reasonText({ layer, effect, policy, statement }: Reason): string {
  const said = layer === "aws" ? policy : effect === "nothing allows" ? effect : statement;
  return `${layer}: ${said}`;
}

describe("decisions by tables", () => {
  for (const file of readdirSync(CASES).filter((name) => name.endsWith(".json"))) {
    const table = JSON.parse(readFileSync(join(CASES, file), "utf8")) as Table;

    describe(`${table.rule} (${file}, ${table.page})`, () => {
      it("has no case twice, no misspelt key, and conditions where they belong", () => {
        const names = table.cases.map(({ name }) => name);
        assert.deepEqual(
          names.filter((name, index) => names.indexOf(name) !== index),
          [],
        );
        for (const row of table.cases) {
          assert.deepEqual(
            Object.keys(row).filter((key) => !KEYS.includes(key)),
            [],
          );
          assert.equal(row.if !== undefined, row.expect === "conditional", row.name);
        }
      });

      for (const row of table.cases) {
        it(`${row.name}: ${row.expect}`, async () => {
          const asking = askingOf(row);
          const hidden = new Set(row.unknown?.map((key) => key.toLowerCase()));
          const request = requestOf(asking, (key) => (hidden.has(key) ? undefined : absent(key)));
          const reasons: Reason[] = [];
          const decision = decide(
            { ...request, resources: [patternOf(asking.resource)] },
            layersOf(asking),
            (reason) => reasons.push(reason),
          );
          const said = reasons.map(reasonText);
          assert.equal(verdictOf(decision), row.expect, said.join(", "));
          if (row.if !== undefined) assert.equal(formulaWords(decision), row.if);
          if (row.by !== undefined) {
            assert.ok(said.includes(row.by), `${row.by} is not among: ${said.join(", ")}`);
          }
          if (row.expect === "conditional" || hidden.size > 0) return;
          const theirs = (await simulated(asking, false)) ? "allowed" : "denied";
          // Where iam-simulate decides otherwise, the table has to say why.
          const differs = row.because?.startsWith("iam-simulate") === true;
          assert.equal(theirs === row.expect, !differs, `iam-simulate says ${theirs}`);
        });
      }
    });
  }
});

function patternOf(resource: string) {
  return resource === "*" ? NO_RESOURCE : arnPattern(resource);
}

function verdictOf(decision: ReturnType<typeof decide>): Case["expect"] {
  return decision === true ? "allowed" : decision === false ? "denied" : "conditional";
}
