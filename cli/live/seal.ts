import { readFileSync } from "node:fs";
import { armor, Encrypter } from "age-encryption";
import { UsageError } from "../exit";

/** Makes a text that the recipients alone can open. */
export type Seal = (text: string) => Promise<string>;

/**
 * Seals to the age recipients of a file, one a line, as `age --recipients-file` reads them. Whoever
 * has the identity of one of them opens it by `age --decrypt`.
 * https://age-encryption.org/v1
 */
export function sealTo(path: string): Seal {
  const lines = readLines(path)
    .map((line, index) => ({ line: line.trim(), at: `${path}:${index + 1}` }))
    .filter(({ line }) => line !== "" && !line.startsWith("#"));
  if (lines.length === 0) throw new UsageError(`${path} has no key: ${MAKE_ONE}`);
  const sealer = new Encrypter();
  for (const { line, at } of lines) {
    const fault = faultOf(line, sealer);
    if (fault !== undefined) throw new UsageError(`${at}: ${fault}`);
  }
  return async (text) => armor.encode(await sealer.encrypt(text));
}

const MAKE_ONE =
  "the person makes a key by age-keygen -o key.txt, and hands over what age-keygen -y key.txt prints";

/** Nothing of the line is repeated: it may be a private key by mistake. */
function faultOf(line: string, sealer: Encrypter): string | undefined {
  if (/^AGE-SECRET-KEY-|PRIVATE KEY/.test(line)) {
    return `this is a private key, which nobody else should have: ${MAKE_ONE}`;
  }
  if (/^(ssh|ecdsa|sk)-/.test(line)) {
    return `this is an SSH key, and passwords are sealed to age keys: ${MAKE_ONE}`;
  }
  try {
    sealer.addRecipient(line);
    return undefined;
  } catch {
    return `this is no age recipient (age1…): ${MAKE_ONE}`;
  }
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : ""}`);
  }
}
