import type { Way } from "./diff-view";
import { cut, PLAIN } from "./diff-words";
import { counted } from "./words";

/**
 * What has to hold, at the end of a sentence; where that has changed, before and after. Each
 * condition in at most so many characters.
 */
export function wayWords(way: Way, most: number, style = PLAIN): string {
  const { before, after } = way;
  const words = (parts: readonly string[]): string =>
    parts.length === 0 ? "always" : `if ${style(cut(sentence(parts), most))}`;
  const { was, is } = clausesOf(way);
  if (before === null || after === null) {
    return was.length + is.length === 0 ? "" : words([...was, ...is]);
  }
  const same = was.filter((clause) => is.includes(clause));
  const [gone, come] = [was, is].map((parts) => parts.filter((one) => !same.includes(one)));
  const more = same.length === 0 ? "" : ", and the other conditions as before";
  return `was: ${words(gone ?? [])}; now: ${words(come ?? [])}${more}`;
}

interface Clauses {
  readonly was: readonly string[];
  readonly is: readonly string[];
}

const KNOWN = new WeakMap<Way, Clauses>();

/** What had to hold and what has to hold, as clauses that hold together. */
function clausesOf(way: Way): Clauses {
  let found = KNOWN.get(way);
  if (!found) {
    found = { was: clauses(way.before ?? ""), is: clauses(way.after ?? "") };
    KNOWN.set(way, found);
  }
  return found;
}

/** Conditions in people's words; those that hold together apart, where they are simple. */
function clauses(condition: string): readonly string[] {
  if (condition === "") return [];
  if (/ or |\(/.test(condition)) return [inWords(condition)];
  const parts = condition.split(" and ").map(inWords);
  const timed = parts.some((part) => part.startsWith(MFA_AGE));
  return parts.filter((part) => !timed || part !== MFA);
}

const NOT = "the resource is not ";

/** Clauses that hold together; resources that are excepted are listed in one of them. */
function sentence(parts: readonly string[]): string {
  const excepted = parts.filter((part) => part.startsWith(NOT));
  const others = parts.filter((part) => !part.startsWith(NOT));
  const names = excepted.map((part) => part.slice(NOT.length));
  return [...others, ...(names.length === 0 ? [] : [`${NOT}${names.join(" nor ")}`])].join(" and ");
}

const MFA = "signed in with MFA";
const MFA_AGE = "MFA is younger than";

/** What the landing zone's own documents say, in fewer words. */
function inWords(condition: string): string {
  return condition
    .replaceAll("aws:MultiFactorAuthPresent is true", MFA)
    .replaceAll(/aws:MultiFactorAuthAge is less than (\d+)/g, (_, seconds: string) => {
      const hours = Number(seconds) / 3600;
      const age = Number.isInteger(hours) ? counted(hours, "hour") : `${seconds} seconds`;
      return `${MFA_AGE} ${age}`;
    })
    .replaceAll("sts:RoleSessionName is ${aws:username}", "the session is named like the user")
    .replaceAll(/aws:PrincipalTag\/([\w-]+) is true/g, "the user is tagged $1")
    .replaceAll(
      /aws:PrincipalArn is like arn:[\w-]+:iam::<access>:user\/people\/\*/g,
      "the caller is a person of the access account",
    )
    .replaceAll(/the resource is (?!not )\S+(?: or the resource is (?!not )\S+)+/g, (resources) =>
      resources.replaceAll(" or the resource is ", " or "),
    );
}
