import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { loadStack, type Loaded } from "./model/load";
import type { Finding } from "./model/problem";
import type { Rule } from "./model/rules/rule";
import { metadataFault } from "./model/saml-metadata";
import { awsNames } from "./reference-data";

/** Path of a stack's file below the project's root folder. */
export function stackFilePath(stack: string): string {
  return join("stacks", `${stack}.yaml`);
}

/**
 * Reads and checks a stack file, also against AWS's names and the files that it names, which are below
 * its folder. The command line and the Pulumi program both read it here, so both see the same data and
 * the same lines. Throws when the file cannot be read or is not UTF-8 text.
 */
export function loadStackFile(path: string): Loaded {
  return loadStack(textOf(readFileSync(path)), awsNames(), [samlMetadata(dirname(path))]);
}

/** The same of a text that was read already, without the files that it names. */
export function loadStackText(text: string): Loaded {
  return loadStack(text, awsNames());
}

/** The metadata of the identity provider is there, and is what AWS takes. */
function samlMetadata(folder: string): Rule {
  return {
    reads: ["access.saml"],
    *check({ access }) {
      if (access.saml === undefined) return;
      const { metadataFile } = access.saml;
      const fault = fileFault(folder, metadataFile) ?? textFault(join(folder, metadataFile));
      if (fault === undefined) return;
      const { message, fix } = fault;
      yield {
        path: ["access", "saml", "metadataFile"],
        message: `${metadataFile} ${message}`,
        fix,
      };
    },
  };
}

type Fault = Pick<Finding, "message" | "fix">;

/** A file below the folder, also after links. */
function fileFault(folder: string, name: string): Fault | undefined {
  const path = join(folder, name);
  const isThere = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  if (isThere && realpathSync(path).startsWith(realpathSync(folder) + sep)) return undefined;
  return {
    message: isThere
      ? "is a link to a file that is not below the stack file's folder"
      : "is no file below the stack file's folder",
    fix: "put the metadata there that the identity provider exports for AWS, or correct the name",
  };
}

function textFault(path: string): Fault | undefined {
  let text: string;
  try {
    text = textOf(readFileSync(path));
  } catch (error) {
    return {
      message: `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      fix: "save the metadata as the identity provider gives it, in UTF-8",
    };
  }
  return metadataFault(text, new Date());
}

/** The text that some bytes are. Throws when they are no UTF-8 text. */
export function textOf(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Not UTF-8: said below.
  }
  throw new Error("it is not UTF-8 text");
}
