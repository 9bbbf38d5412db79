import assert from "node:assert/strict";
import { monitoringText } from "../../report/plan-monitoring";
import { WIDTH } from "../../report/wrap";
import { edited, EXAMPLE, planOf } from "../stacks";

const TOLD = `${edited(EXAMPLE, [
  "  people:\n",
  "  breakGlass: { notify: [safe@acme.example] }\n  people:\n",
])}
rootActivity:
  notify: { customer: [boss@acme.example], operations: [night@acme.example, day@acme.example] }
`;

describe("who is told, for people", () => {
  it("says of each thing that happens who is told, by team and address", () => {
    const text = monitoringText(planOf(TOLD));
    assert.equal(
      text,
      `Told by mail, wherever it happens:
  a root user signs in, or tries to, or does anything: the customer (boss@acme.example); the
    operations team (night@acme.example, day@acme.example)
  somebody opens a root session in an account (AssumeRoot), or tries to: the operations team
    (night@acme.example, day@acme.example); those of break-glass (safe@acme.example)
  a break-glass user signs in, or tries to, or does anything: the operations team
    (night@acme.example, day@acme.example); those of break-glass (safe@acme.example)
  somebody becomes administrator of the management account by break-glass, or tries to: the
    operations team (night@acme.example, day@acme.example); those of break-glass
    (safe@acme.example)
  watched in every account, management too: 6 regions, eu-west-1, us-east-1, us-east-2,
    eu-north-1, ap-southeast-2 and us-west-2; the mails come from the audit account in eu-west-1`,
    );
    for (const line of text.split("\n")) assert.ok(line.length <= WIDTH, line);
  });

  it("says where nobody is", () => {
    const lines = monitoringText(planOf(EXAMPLE)).split("\n");
    assert.equal(lines.filter((line) => line.endsWith(": nobody")).length, 4);
  });
});
