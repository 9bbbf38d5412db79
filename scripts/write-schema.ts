import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { jsonSchema } from "../model/json-schema";
import { stackFileReference } from "../report/stack-file-reference";

/** `npm run schema`: writes stacks/schema.json and the table in docs/stack-file.md. */
const root = resolve(__dirname, "..");
const schema = jsonSchema();
writeFileSync(resolve(root, "stacks/schema.json"), `${JSON.stringify(schema, null, 2)}\n`);

const page = resolve(root, "docs/stack-file.md");
const marks = ["<!-- keys: made by npm run schema -->", "<!-- end of keys -->"] as const;
const text = readFileSync(page, "utf8");
const [before = "", rest = ""] = text.split(marks[0]);
const after = rest.split(marks[1])[1] ?? "";
const table = stackFileReference(schema);
writeFileSync(page, `${before}${marks[0]}\n\n${table}\n\n${marks[1]}${after}`);
