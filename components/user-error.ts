import * as pulumi from "@pulumi/pulumi";

/**
 * A mistake of the user: its text is printed, and no stack. The stack is emptied, because Pulumi
 * formats every error with `util.inspect`, and Node 20 takes half a minute and gigabytes over the
 * lines that source maps put into it.
 */
export function userError(text: string): pulumi.RunError {
  const error = new pulumi.RunError(text);
  error.stack = "";
  return error;
}
