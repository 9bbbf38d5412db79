import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "../exit";

/** Only its owner reads a file that is made. */
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
/** Links behind links; more are a circle. */
const MOST_LINKS = 40;

/** A file as it was read: its bytes, one character each. */
export interface ReadFile {
  /** Where it is, behind all links. */
  readonly path: string;
  readonly text: string;
}

/** Reads a file that may not be there yet. */
export function readConfigFile(name: string): ReadFile {
  let path = resolve(name.replace(/^~(?=\/)/, () => homedir()));
  try {
    path = behindLinks(path);
    return { path, text: readFileSync(path, "latin1") };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { path, text: "" };
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${path}: ${messageOf(error)}`);
  }
}

/**
 * Writes the file anew, beside its place and then into it, so that at every moment there is the whole
 * old file or the whole new one. It keeps its mode and owner.
 */
export function writeConfigFile({ path, text }: ReadFile): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.lz`);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
    const old = statSync(path, { throwIfNoEntry: false });
    if (old) accessSync(path, constants.W_OK);
    const file = openSync(draft, "wx", PRIVATE_FILE);
    try {
      writeFileSync(file, text, "latin1");
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (old) {
      chmodSync(draft, old.mode & 0o7777);
      if (old.uid !== process.getuid?.()) chownSync(draft, old.uid, old.gid);
    }
    renameSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") rmSync(draft, { force: true });
    throw new UsageError(`cannot write ${path}: ${messageOf(error)}; nothing was changed`);
  }
}

/** The file that a link leads to, also one that is not there yet. */
function behindLinks(path: string): string {
  let at = path;
  for (let links = 0; links < MOST_LINKS; links += 1) {
    const there = lstatSync(at, { throwIfNoEntry: false });
    if (!there?.isSymbolicLink()) {
      if (there && !there.isFile()) throw new UsageError(`${at} is no file`);
      return at;
    }
    at = resolve(dirname(at), readlinkSync(at));
  }
  throw new UsageError(`${path} is a link that leads to itself`);
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
