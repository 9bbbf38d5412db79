import { can } from "../../access/can";
import { explainJson, explainText } from "../../report/access-explain";
import { knownOf } from "../../report/access-known";
import { notesOf } from "../../report/access-notes";
import { EXIT, type Finish } from "../exit";
import { print, printJson } from "../print";
import { principalQuestion, type PrincipalQuestionOptions } from "../question";

/** `lz access explain`: everything that had a say in a decision. */
export async function explain(options: PrincipalQuestionOptions, finish: Finish): Promise<void> {
  const asked = await principalQuestion(options, finish);
  if (!asked) return;
  const { world, asker, asking } = asked;
  const explained = {
    asker,
    asking,
    answer: can(world, asker, asking),
    notes: notesOf(world, asker, asking),
    known: knownOf(world, asker, asking),
  };
  if (options.json) printJson(explainJson(explained));
  else print(explainText(explained));
  finish(EXIT.fine);
}
