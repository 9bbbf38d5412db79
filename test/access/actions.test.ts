import assert from "node:assert/strict";
import { actionsFrom, type Action } from "../../access/actions";

const action = (name: string): Action => ({
  service: name.slice(0, name.indexOf(":")),
  name,
  level: "read",
  resources: [],
});

const ACTIONS = actionsFrom(
  ["sts:AssumeRole", "s3:PutObject", "s3:GetObject", "s3:GetBucketAcl", "ec2:StartInstances"].map(
    action,
  ),
);

const names = (found: readonly Action[]): readonly string[] => found.map(({ name }) => name);

const SORTED = [
  "ec2:StartInstances",
  "s3:GetBucketAcl",
  "s3:GetObject",
  "s3:PutObject",
  "sts:AssumeRole",
];

describe("indexes of actions", () => {
  it("are sorted by service, then by name", () => {
    assert.deepEqual(names(ACTIONS.all), SORTED);
    assert.deepEqual(ACTIONS.services, ["ec2", "s3", "sts"]);
  });

  it("find a service's actions, and one action, in any case", () => {
    assert.deepEqual(names(ACTIONS.of("S3")), SORTED.slice(1, 4));
    assert.deepEqual(ACTIONS.of("s4"), []);
    assert.equal(ACTIONS.find("S3:getobject")?.name, "s3:GetObject");
    assert.equal(ACTIONS.find("s3:GetObjects"), undefined);
  });

  const patterns: readonly (readonly [string, readonly string[]])[] = [
    ["*", SORTED],
    ["*:*", SORTED],
    ["s3:*", SORTED.slice(1, 4)],
    ["S3:get*", ["s3:GetBucketAcl", "s3:GetObject"]],
    ["s3:?etObject", ["s3:GetObject"]],
    ["s3:GETOBJECT", ["s3:GetObject"]],
    ["s*:*Role", ["sts:AssumeRole"]],
    ["s3:Fetch*", []],
    ["s4:*", []],
    ["GetObject", []],
    ["", []],
  ];
  for (const [pattern, expected] of patterns) {
    it(`"${pattern}" stands for ${expected.join(", ") || "nothing"}`, () => {
      assert.deepEqual(names(ACTIONS.matching(pattern)), expected);
      assert.deepEqual(names(ACTIONS.matching(pattern)), expected, "and the second time");
    });
  }

  it("may be empty", () => {
    const none = actionsFrom([]);
    assert.deepEqual([none.all, none.services, none.matching("*")], [[], [], []]);
  });
});
