import { whoCan as everybodyWhoCan } from "../../access/who-can";
import { notesText } from "../../report/access-answer";
import { notesOf } from "../../report/access-notes";
import { whoCanText } from "../../report/access-who";
import { EXIT, type Finish } from "../exit";
import { print, printJson } from "../print";
import { question, type QuestionOptions } from "../question";

/** `lz access who-can`: every principal that can. */
export async function whoCan(options: QuestionOptions, finish: Finish): Promise<void> {
  const asked = await question(options, finish);
  if (!asked) return;
  const { world, asking } = asked;
  const principals = everybodyWhoCan(world, asking);
  const notes = notesOf(world, null, asking);
  if (options.json) printJson({ principals, notes });
  else print([whoCanText(asking, principals), ...notesText({ notes })].join("\n\n"));
  finish(EXIT.fine);
}
