import assert from "node:assert/strict";
import type { EventPattern } from "../../../iam/monitoring/event-pattern";
import type { Placeholder } from "../../../iam/placeholder";
import { render } from "../../../iam/render";
import { runPython } from "../../tools/python";
import { ACCESS, MANAGEMENT, type BusEvent } from "../cloudtrail-events";

/** moto's own matching of events, as its EventBridge does it. */
const MATCH = `
import json, sys
from moto.events.models import EventPattern
for pattern, events in json.load(sys.stdin):
    matcher = EventPattern(pattern, json.loads(pattern))
    print(json.dumps([matcher.matches_event(event) for event in events]))
`;

const VALUES: Readonly<Record<Placeholder, string>> = {
  "account:self": "222222222222",
  "account:management": MANAGEMENT,
  "account:audit": "222222222222",
  "account:network": "333333333333",
  "account:access": ACCESS,
  "organization:id": "o-exampleorg1",
  partition: "aws",
};

/** A text with its placeholders filled in. */
export function filled(text: string): string {
  return render(
    text,
    (placeholder) => VALUES[placeholder],
    (parts) => parts.join(""),
  );
}

/** Which of the events have each pattern, by moto. */
export async function matches(
  python: string,
  patterns: readonly EventPattern[],
  events: readonly BusEvent[],
): Promise<readonly (readonly boolean[])[]> {
  const asked = patterns.map((pattern) => [filled(JSON.stringify(pattern)), events]);
  const { stdout, stderr } = await runPython(python, ["-c", MATCH], JSON.stringify(asked));
  assert.equal(stderr, "");
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as readonly boolean[]);
}
