import { can as decide } from "../../access/can";
import { answerJson, answerText } from "../../report/access-answer";
import { notesOf } from "../../report/access-notes";
import { EXIT, type Finish } from "../exit";
import { print, printJson } from "../print";
import { principalQuestion, type PrincipalQuestionOptions } from "../question";

/** `lz access can`: one decision and its reasons. */
export async function can(options: PrincipalQuestionOptions, finish: Finish): Promise<void> {
  const asked = await principalQuestion(options, finish);
  if (!asked) return;
  const { world, asker, asking } = asked;
  const answer = decide(world, asker, asking);
  const answered = { asker, asking, answer, notes: notesOf(world, asker, asking) };
  if (options.json) printJson(answerJson(answered));
  else print(answerText(answered));
  finish(answer.verdict === "allowed" ? EXIT.fine : EXIT.no);
}
