import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edited, EXAMPLE, planOf } from "../stacks";

/** A project's folder with stack files, in which a test works. */
export interface Project {
  readonly folder: string;
  readonly path: (...names: readonly string[]) => string;
  readonly write: (name: string, text: string) => string;
  readonly leave: () => void;
}

/** A provider, whose people work at `acme` too. */
export const MSP = `organization:
  name: msp
  adopt: true
  id: o-msp0000001
  homeRegion: eu-central-1
  regions: [eu-central-1, eu-west-1]
  managementAccountId: "999999999990"
  email: aws+{account}@msp.example
  coreAccounts: { access: { id: "999999999999" } }
accounts:
  - { name: tools, type: nonproduction, id: "990000000001" }
access:
  people:
    - { name: zoe, functions: [operations] }
    - { name: yan, functions: [operations], until: "2020-01-01" }
    - { name: ada, functions: [developer] }
  customers:
    - { name: acme, organizationId: o-acme000001, partner: msp, functions: [operations] }
`;

export const ACME = edited(EXAMPLE, [
  "  people:\n",
  '  partners: [{ name: msp, accountId: "999999999999", functions: [operations], accounts: [web-production], principals: ["user/people/*"], until: "2099-12-31" }]\n  people:\n',
]);

/** What `pulumi stack output accounts --json` says of a stack. */
export function outputsOf(text: string): { readonly name: string; readonly id: string }[] {
  return planOf(text).accounts.map(({ name, id }, index) => ({
    name,
    id: id ?? String(300_000_000_000 + index),
  }));
}

/** Makes a project with both stacks and works in it until `leave`. */
export function project(): Project {
  const before = process.cwd();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "lz-profiles-")));
  const path = (...names: readonly string[]): string => join(folder, ...names);
  const write = (name: string, text: string): string => {
    writeFileSync(path(name), text);
    return path(name);
  };
  mkdirSync(path("stacks"));
  write("Pulumi.yaml", "name: landing-zone\nruntime: nodejs\n");
  write("stacks/acme.yaml", ACME);
  write("stacks/msp.yaml", MSP);
  write("acme.json", JSON.stringify(outputsOf(ACME)));
  process.chdir(folder);
  return {
    folder,
    path,
    write,
    leave: () => {
      process.chdir(before);
      rmSync(folder, { recursive: true });
    },
  };
}
