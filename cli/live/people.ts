import { peopleProblems } from "../../report/people-live-problems";
import { peopleText } from "../../report/people-live-table";
import { EXIT, type Finish } from "../exit";
import { print, printJson } from "../print";
import { live } from "./run";
import { enterAccessAccount, type LiveOptions } from "./session";
import { listUsers } from "./users";

/** Every user of the access account against the file. */
export async function people(options: LiveOptions, finish: Finish): Promise<void> {
  await live(options, finish, async (plan) => {
    const { iam, accountId } = await enterAccessAccount(plan, options);
    const users = await listUsers(iam);
    const now = new Date().toISOString();
    const problems = peopleProblems(plan, users, now);
    if (options.json) printJson({ ok: problems.length === 0, accountId, users, problems });
    else print(peopleText(plan.organization.name, accountId, users, problems, now));
    return problems.length === 0 ? EXIT.fine : EXIT.no;
  });
}
