import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import program from "../../index";
import { metadata } from "../model/metadata";
import { METADATA_FILE } from "../modes";
import {
  IDENTITY_CENTER,
  ORGANIZATION,
  registrationsOf,
  type Registration,
  ZONES,
} from "./registrations";

/** Runs the program with a stack file of its own. */
export async function registrationsOfText(text: string): Promise<readonly Registration[]> {
  const root = await mkdtemp(join(tmpdir(), "lz-program-"));
  try {
    await mkdir(join(root, "stacks"));
    await writeFile(join(root, "stacks", "modes.yaml"), text);
    await writeFile(join(root, "stacks", METADATA_FILE), metadata());
    return await registrationsOf(program, {
      stack: "modes",
      calls: { ...IDENTITY_CENTER, ...ORGANIZATION, ...ZONES },
      root,
    });
  } finally {
    await rm(root, { recursive: true });
  }
}
