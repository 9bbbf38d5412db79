import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { GUARDRAILS } from "../iam/guardrails";
import { loadStack } from "../model/load";
import { planLandingZone } from "../model/plan";
import { guardrailsTable } from "../report/guardrails-table";

/** `npm run guardrails`: writes the table in docs/guardrails.md. */
const root = resolve(__dirname, "..");
const example = loadStack(readFileSync(resolve(root, "stacks/example.yaml"), "utf8"));
if (!example.ok) throw new Error("stacks/example.yaml is not valid");
const table = guardrailsTable(GUARDRAILS.values(), planLandingZone(example.stack).guardrails);

const page = resolve(root, "docs/guardrails.md");
const marks = [
  "<!-- guardrails: made by npm run guardrails -->",
  "<!-- end of guardrails -->",
] as const;
const text = readFileSync(page, "utf8");
const [before = "", rest = ""] = text.split(marks[0]);
const after = rest.split(marks[1])[1] ?? "";
writeFileSync(page, `${before}${marks[0]}\n\n${table}\n\n${marks[1]}${after}`);
