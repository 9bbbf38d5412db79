import assert from "node:assert/strict";
import type { Actions } from "../../../access/actions";
import { parsePolicy } from "../../../access/policy/grammar";
import { loadActions } from "../../../reference-data";
import { recorded } from "./disagreements";
import {
  actionsOf,
  ANYBODY,
  contextsOf,
  filled,
  publishedPolicies,
  resourcesOf,
} from "./published";
import { decided, FULL, type Asking, type Document } from "./requests";
import { answered } from "./simulated";
import { ACCOUNT } from "./vocabulary";

/** What is no policy as it was published, and why. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  "rcp-sns-topic-policy.json": ["Statement[2].Action must name services"],
  "scp-resource-perimeter-scp.json": [
    `Statement[0].NotResource "<third-party-resource>" is neither * nor an ARN`,
    `Statement[2].Resource "<third-party-resource>" is neither * nor an ARN`,
  ],
};

/** What never denies as it was published, and why. */
const NEVER: Readonly<Record<string, string>> = {
  "scp-deny-modification-to-lambda-url-config.json": "functions are function:*, not function/*",
};

/** A key's policy that leaves it to the account. */
const KEY_POLICY: Document = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "kms:*", Resource: "*" }],
};

describe("policies that others have published", () => {
  const published = publishedPolicies();
  if (published.length === 0) {
    it.skip("are parsed and decided");
    return;
  }
  let actions: Actions;
  before(async () => {
    actions = await loadActions();
  });

  for (const { file, kind, text } of published) {
    it(`${file}: ${REFUSED[file] ? "is refused as it is" : "is a policy"}`, () => {
      const parsed = parsePolicy(JSON.parse(text), kind);
      assert.deepEqual(
        parsed.ok ? [] : parsed.faults.map(({ path, message }) => `${path} ${message}`),
        REFUSED[file] ?? [],
      );
    });

    const policy = filled(text);
    if (!parsePolicy(policy, kind).ok) continue;

    it(`${file}: is decided as by iam-simulate${NEVER[file] ? ", and never denies" : ""}`, async () => {
      const verdicts = new Set<boolean>();
      const contexts = (await Promise.all(policy.Statement.map(contextsOf))).flat();
      for (const action of actionsOf(policy, actions)) {
        for (const resource of resourcesOf(action, policy)) {
          for (const context of contexts) {
            const asking: Asking = {
              ...ANYBODY,
              action: action.name,
              resource,
              context,
              ...(resource.includes(":key/") ? { resourcePolicy: KEY_POLICY } : {}),
              ...(kind === "scp" ? { scps: [[FULL, policy]] } : { rcps: [[policy]] }),
            };
            const answer = await asItIsTaken(asking);
            if (answer === null || recorded(answer.asking) !== undefined) continue;
            const allowed = decided(answer.asking) === true;
            assert.equal(allowed, answer.allowed, JSON.stringify(answer.asking));
            verdicts.add(allowed);
          }
        }
      }
      assert.deepEqual([...verdicts].sort(), NEVER[file] ? [true] : [false, true]);
    });
  }
});

/** iam-simulate's word, without the keys that the action does not know; null if there is none. */
async function asItIsTaken(
  asking: Asking,
): Promise<{ readonly asking: Asking; readonly allowed: boolean } | null> {
  const { error, ignored, allowed } = await answered(asking);
  if (error !== null) return null;
  if (ignored.length === 0) return { asking, allowed };
  const context = Object.entries(asking.context).filter(([key]) => !ignored.includes(key));
  return asItIsTaken({ ...asking, context: Object.fromEntries(context) });
}
