import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { planLandingZone } from "../../../model/plan";
import { stackOf } from "../../stacks";
import { decided, type Asking } from "../policy/requests";
import { answered } from "../policy/simulated";
import { HOP_KEYS, Hops, type Hop } from "./hops";

interface Table {
  readonly about: string;
  readonly access: object;
  readonly cases: readonly Case[];
}

/** Steps, of which all are allowed, or all but the last. */
interface Case {
  readonly name: string;
  readonly hops: readonly Hop[];
  readonly expect: "allowed" | "refused";
}

const CASES = resolve(__dirname, "../../cases/identity");
const FEWEST_ATTACKS = 20;

const ORGANIZATION = {
  organization: {
    name: "acme",
    homeRegion: "eu-west-1",
    managementAccountId: "111111111111",
    email: "aws+{account}@acme.example",
  },
  accounts: [
    { name: "web-production", type: "production" },
    { name: "shop-production", type: "production" },
    { name: "web-staging", type: "nonproduction" },
    { name: "playground", type: "sandbox" },
    { name: "documents", type: "storage" },
  ],
};

/** Issuers whose keys iam-simulate does not know, and one that it knows. */
const STAND_INS = ["acme.eu.auth0.com/", "gitlab.com", "token.actions.githubusercontent.com"];

function withStandIns(asking: Asking): Asking {
  const text = STAND_INS.reduce(
    (result, issuer) => result.replaceAll(`"${issuer}:`, '"aws:RequestTag/'),
    JSON.stringify(asking),
  );
  return JSON.parse(text) as Asking;
}

describe("ways in, hop by hop", () => {
  for (const file of readdirSync(CASES).filter((name) => name.endsWith(".json"))) {
    const { about, access, cases } = JSON.parse(readFileSync(join(CASES, file), "utf8")) as Table;

    describe(`${file}: ${about}`, () => {
      // A stack file is YAML, and JSON is YAML.
      const plan = planLandingZone(stackOf(JSON.stringify({ ...ORGANIZATION, access }, null, 1)));
      const hops = new Hops(plan);

      it(`has no case twice, no misspelt key, and ${FEWEST_ATTACKS} attacks or more`, () => {
        const names = cases.map(({ name }) => name);
        assert.deepEqual(
          names.filter((name, i) => names.indexOf(name) !== i),
          [],
        );
        const keys = cases.flatMap((one) => [
          ...Object.keys(one).filter((key) => !["name", "hops", "expect"].includes(key)),
          ...one.hops.flatMap((hop) => Object.keys(hop).filter((key) => !HOP_KEYS.includes(key))),
        ]);
        assert.deepEqual(keys, []);
        const attacks = cases.filter(({ expect }) => expect === "refused");
        assert.ok(attacks.length >= FEWEST_ATTACKS, `${attacks.length} attacks`);
        assert.ok(cases.some(({ expect }) => expect === "allowed"));
      });

      for (const one of cases) {
        it(`${one.name}: ${one.expect}`, async () => {
          assert.ok(one.hops.length > 0);
          for (const [index, hop] of one.hops.entries()) {
            const last = index === one.hops.length - 1;
            const expected = !last || one.expect === "allowed";
            const requests = hops.requests(hop);
            const ours = requests.map((request) => {
              const decision = decided(request);
              assert.equal(typeof decision, "boolean", "every key is known");
              return decision === true;
            });
            const theirs = await Promise.all(
              requests.map(async (request) => {
                const { allowed, error } = await answered(withStandIns(request));
                assert.equal(error, null, error ?? "");
                return allowed;
              }),
            );
            assert.deepEqual(ours, theirs, `hop ${index + 1}: both decide alike`);
            assert.equal(
              ours.every((allowed) => allowed),
              expected,
              `hop ${index + 1}: ${hop.who} ${hop.enters ?? hop.does ?? ""}`,
            );
          }
        });
      }
    });
  }
});
