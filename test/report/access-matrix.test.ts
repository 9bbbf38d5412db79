import assert from "node:assert/strict";
import { matrixOf } from "../../access/matrix";
import { functionsOf } from "../../access/principals";
import { withoutGuardrails, type World } from "../../access/world/world";
import { actionsJson, actionsText } from "../../report/access-actions";
import { grantsIn, gridOf, levelOf } from "../../report/access-grid";
import {
  countsText,
  matrixText,
  serviceCountsText,
  servicesText,
} from "../../report/access-matrix";
import { account, smallWorld } from "./access-worlds";

describe("the matrix for people", () => {
  let world: World;
  before(async () => {
    world = await smallWorld("example", "s3", "sqs");
  });

  const everything = () => {
    const matrix = matrixOf(world);
    return {
      columns: functionsOf(world).map((name) => ({ name, functions: [name] })),
      types: matrix.types,
      service: null,
    };
  };
  const ada = { name: "ada", functions: ["operations", "developer"] };

  it("the grid over all functions and types is the matrix", () => {
    const matrix = matrixOf(world);
    const grid = gridOf(world, everything());
    const sorted = (cells: typeof grid.cells) =>
      [...cells].sort((a, b) => (`${a.type} ${a.function}` < `${b.type} ${b.function}` ? -1 : 1));
    assert.deepEqual(
      { ...grid, cells: sorted(grid.cells) },
      { ...matrix, cells: sorted(matrix.cells) },
    );
  });

  it("one word for each function and type", () => {
    assert.equal(
      matrixText(gridOf(world, { ...everything(), service: "s3" }), "s3")
        .split("\n\n")
        .slice(0, 2)
        .join("\n"),
      `The most that each function can do with s3, by account type:
                 operations  developer   auditor  network
  management     none        none        read     none
  audit          none        none        write    none
  network        none        none        read     list
  access         none        none        none     none
  production     list        list        read     list
  nonproduction  list        administer  read     list
  sandbox        none        administer  read     list
  storage        administer  none        read     none`,
    );
  });

  it("a person has all functions together", () => {
    const grid = gridOf(world, {
      columns: [ada],
      types: ["nonproduction", "audit", "none"],
      service: "s3",
    });
    const [cell, ...none] = grid.cells;
    assert.equal(none.length, 0);
    assert.equal(cell?.level, "operate, power");
    assert.equal(cell.summary, "administer");
    assert.equal(levelOf(world, ada, account(world, "web-staging")), "operate, power");
    const both = grantsIn(world, ada, account(world, "web-staging"), "s3");
    const one = grantsIn(
      world,
      { name: "x", functions: ["developer"] },
      account(world, "web-staging"),
      "s3",
    );
    assert.ok(both.size >= one.size);
    assert.equal(grantsIn(world, ada, account(world, "audit"), null).size, 0);
  });

  it("counts have commas and a total", () => {
    const text = countsText(gridOf(world, { ...everything(), types: ["storage"] }));
    assert.match(text, /\n {2}storage +auditor( +\d+){5}\n {2}all of AWS( +\d+){5}$/);
  });

  it("services by what is possible with them", () => {
    const wanted = { ...everything(), columns: [ada], types: ["storage"] };
    const grid = gridOf(withoutGuardrails(world), wanted);
    const [cell] = grid.cells;
    assert.ok(cell);
    const text = servicesText(cell, grid.total);
    assert.match(
      text,
      /^ada in storage, level store: \d+ of \d+ actions\n\nadminister \(1\):\n {2}s3\n/,
    );
    assert.match(text, /\n\nread \(1\):\n {2}sqs$/);
    assert.match(serviceCountsText(cell, grid.total), /\n {2}s3 +administer( +\d+){5}\n/);
  });

  it("actions of a service where the same has to hold, together", () => {
    const grants = grantsIn(world, ada, account(world, "documents"), "s3");
    const text = actionsText(grants);
    assert.match(text, /^Always:\n {2}list +ListAllMyBuckets, /);
    assert.match(text, /\n\nIf the resource is not (.|\n)*:\n {2}write +CreateBucket, /);
    for (const line of text.split("\n")) assert.ok(line.length <= 100, line);
    const put = actionsJson(grants).find(({ name }) => name === "s3:PutBucketPolicy");
    assert.equal(put?.level, "permissions");
    assert.match(put.condition ?? "", /^the resource is not /);
    assert.equal(actionsText(new Map()), "");
  });
});
