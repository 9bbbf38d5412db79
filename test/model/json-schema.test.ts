import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";

const STACKS = resolve(__dirname, "../../stacks");
const read = (name: string): string => readFileSync(resolve(STACKS, name), "utf8");

describe("stacks/schema.json, as an editor uses it", () => {
  const accepts = new Ajv({ strict: false }).compile(JSON.parse(read("schema.json")) as object);
  const example = (): Record<string, unknown> =>
    parse(read("example.yaml")) as Record<string, unknown>;

  for (const name of readdirSync(STACKS).filter((file) => /^(?!Pulumi\.).*\.yaml$/.test(file))) {
    it(`accepts ${name}`, () => {
      assert.equal(accepts(parse(read(name))), true, JSON.stringify(accepts.errors));
    });
  }

  it("refuses an unknown key, an unquoted id and a missing section", () => {
    assert.equal(accepts({ ...example(), acounts: [] }), false);
    const organization = {
      ...(example().organization as object),
      managementAccountId: 111111111111,
    };
    assert.equal(accepts({ ...example(), organization }), false);
    assert.equal(accepts({ accounts: [] }), false);
  });
});
