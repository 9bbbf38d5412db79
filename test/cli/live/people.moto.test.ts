import assert from "node:assert/strict";
import { mock } from "node:test";
import {
  CreateUserCommand,
  DeleteUserCommand,
  RemoveUserFromGroupCommand,
} from "@aws-sdk/client-iam";
import type { PeopleProblem } from "../../../report/people-live-problems";
import { pythonOrSkip } from "../../tools/python";
import type { Answer } from "../access-run";
import { giveDevice, giveKey, givePassword } from "./belongings";
import { makeLiveWorld, STACK, type LiveWorld } from "./world";

const DAY = 24 * 60 * 60 * 1000;

describe("lz people, on moto", function () {
  this.timeout(60_000);
  let world: LiveWorld;

  before(async function () {
    const python = await pythonOrSkip(this, "lz people on moto");
    world = await makeLiveWorld(python, STACK.replace("2020-12-31", "2099-12-31"));
  });
  after(() => world.end());

  async function problemsAfter(days: number): Promise<Answer & { problems: readonly string[] }> {
    mock.timers.enable({ apis: ["Date"], now: Date.now() + days * DAY });
    try {
      const answer = await world.lz("people", "--json");
      const { ok, problems } = JSON.parse(answer.stdout) as {
        ok: boolean;
        problems: readonly PeopleProblem[];
      };
      assert.equal(ok, answer.code === 0);
      return { ...answer, problems: problems.map(({ user, problem }) => `${user}: ${problem}`) };
    } finally {
      mock.timers.reset();
    }
  }

  it("exit 0 where everything is as in the file", async () => {
    const { iam } = world.access;
    await givePassword(iam, "grace");
    await giveDevice(iam, "grace");
    await giveKey(iam, "grace");
    const { code, problems } = await problemsAfter(0);
    assert.deepEqual({ code, problems }, { code: 0, problems: [] });
    const { code: same, stdout } = await world.lz("people");
    assert.equal(same, 0);
    assert.match(stdout, /^acme: 5 users in the access account \d{12}\n/);
    assert.match(stdout, /\/people\/grace +yes +virtual +AKIA\w+ 0 days old, never used\n/);
    assert.match(stdout, /No problems\n$/);
  });

  it("finds every problem, each once", async () => {
    const { iam } = world.access;
    await givePassword(iam, "ada");
    await giveKey(iam, "ada");
    await giveKey(iam, "ada");
    await giveKey(iam, "break-glass-1");
    await giveDevice(iam, "break-glass-2");
    await iam.send(new CreateUserCommand({ UserName: "stranger", Path: "/people/" }));
    await iam.send(new CreateUserCommand({ UserName: "robot", Path: "/machines/" }));
    await iam.send(new RemoveUserFromGroupCommand({ UserName: "linus", GroupName: "developer" }));
    await iam.send(new DeleteUserCommand({ UserName: "linus" }));
    const { code, problems } = await problemsAfter(100);
    assert.equal(code, 1);
    assert.deepEqual(problems, [
      "ada: no-mfa",
      "ada: second-key",
      "ada: old-key",
      "ada: unused-key",
      "ada: old-key",
      "ada: unused-key",
      "break-glass-1: break-glass-key",
      "break-glass-1: old-key",
      "break-glass-1: unused-key",
      "break-glass-2: break-glass-virtual-device",
      "grace: old-key",
      "grace: unused-key",
      "linus: missing-user",
      "robot: unknown-user",
      "robot: wrong-path",
      "stranger: unknown-user",
    ]);
    const { code: same, stdout } = await world.lz("people");
    assert.equal(same, 1);
    assert.match(stdout, /\n8 problems\n/);
    assert.match(
      stdout,
      / {2}robot has the path \/machines\/, outside \/people\/ and \/break-glass/,
    );
  });

  it("finds people whose time is over", async () => {
    await world.access.iam.send(new CreateUserCommand({ UserName: "linus", Path: "/people/" }));
    const { problems } = await problemsAfter(80 * 365);
    assert.ok(problems.includes("linus: ended"));
  });
});
