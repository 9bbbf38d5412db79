import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { jsonSchema } from "../model/json-schema";

/** `npm run schema`: writes stacks/schema.json from the schema. */
const path = resolve(__dirname, "../stacks/schema.json");
writeFileSync(path, `${JSON.stringify(jsonSchema(), null, 2)}\n`);
