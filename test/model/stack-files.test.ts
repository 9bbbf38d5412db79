import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { planOf } from "../stacks";

const STACKS = resolve(__dirname, "../../stacks");

describe("stacks/*.yaml", () => {
  // Pulumi's own settings of a stack are beside its file.
  const files = readdirSync(STACKS).filter((file) => /^(?!Pulumi\.).*\.yaml$/.test(file));
  for (const file of files) {
    it(`${file} is valid and can be planned`, () => {
      planOf(readFileSync(join(STACKS, file), "utf8"));
    });
  }
});
