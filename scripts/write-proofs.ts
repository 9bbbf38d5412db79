import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { PROOFS } from "../access/proofs";
import { proofsPage } from "../report/proofs-page";

/** Writes docs/proofs.md. */
writeFileSync(resolve(__dirname, "../docs/proofs.md"), proofsPage(PROOFS));
