import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { RULES } from "../policies/rules";
import { withRules } from "../report/rules-page";

/** `npm run rules`: writes the table in docs/policy-pack.md. */
const page = resolve(__dirname, "../docs/policy-pack.md");
writeFileSync(page, withRules(readFileSync(page, "utf8"), RULES));
