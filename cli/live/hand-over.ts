import { SHOWN_ONCE, type Invitation } from "../../report/people-live-invite";
import { EXIT } from "../exit";

/** A password on its way to a person. */
export type Out = { readonly password: string } | { readonly sealed: string };

export interface Handing {
  readonly prepare: (password: string) => Promise<Out>;
}

export interface HandingOver {
  readonly out: Out;
  readonly invitation: Invitation;
  readonly text: string;
  readonly undo: string;
  readonly json: boolean | undefined;
}

/**
 * Hands a password over. On a terminal it is one line; sealed, it is all of standard output, so that
 * it can be sent on as it is, and the rest is on standard error. Whoever does not get it to the end
 * is told how to undo it.
 */
export async function handOver({ out, invitation, text, undo, json }: HandingOver): Promise<void> {
  if ("password" in out) {
    const [first = "", ...rest] = text.split("\n\n");
    const shown = [first, `  Password   ${out.password}`, SHOWN_ONCE, ...rest].join("\n\n");
    await write(`${shown}\n`, undo);
  } else if (json) {
    const record = { ok: true, ...invitation, sealed: out.sealed };
    await write(`${JSON.stringify(record, null, 2)}\n`, undo);
  } else {
    await write(`${out.sealed.trimEnd()}\n`, undo);
    process.stderr.write(`${text}\n\nThe password is sealed: ${OPENING}\n`);
  }
}

const OPENING = "the person opens it by age --decrypt --identity key.txt FILE";

/** Writes to standard output, and knows whether it got there. */
function write(text: string, undo: string): Promise<void> {
  const { stdout } = process;
  // Ahead of others who listen: to them a reader that went away is a good end.
  const lost = (): never => {
    process.stderr.write(`the password could not be handed over\n${undo}\n`);
    process.exit(EXIT.no);
  };
  stdout.prependListener("error", lost);
  return new Promise((fulfil) => {
    stdout.write(text, (error) => {
      if (error) lost();
      stdout.off("error", lost);
      fulfil();
    });
  });
}
