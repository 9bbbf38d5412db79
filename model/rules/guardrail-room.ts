import { resolveCatalogue } from "../catalogue";
import { guardrailsOf, type TargetRefusal } from "../guardrails";
import type { Finding, Path } from "../problem";
import type { Stack } from "../schema";
import { ROOT } from "../units";
import { OWN_PLACEHOLDERS } from "./custom-guardrails";
import type { Rule } from "./rule";

/** The organization's policies fit where they are attached. */
export const guardrailRoom: Rule = {
  reads: [
    "guardrails",
    "accounts",
    "accountTypes",
    "organization",
    "access.partners",
    "access.identity",
    "access.oidc",
  ],
  readsWhole: ["accounts", "guardrails.custom", "guardrails.exceptions"],
  *check(stack) {
    const text = JSON.stringify(stack.guardrails.custom).replaceAll(OWN_PLACEHOLDERS, "");
    // Reported above; no document can be made of them.
    if (text.includes("{{")) return;
    const { types } = resolveCatalogue(stack);
    const { attached, refusals } = guardrailsOf(stack, [...types.values()]);
    for (const refusal of refusals) yield noRoom(stack, refusal);
    for (const { kind, size, limit } of attached) {
      if (kind === "scp" || kind === "rcp" || size <= limit) continue;
      yield {
        path: ["guardrails"],
        atKey: true,
        message: `the ${kind} policy has ${size} characters; AWS allows ${limit}`,
        fix: "shorten what it says",
      };
    }
  },
};

function noRoom(stack: Stack, refusal: TargetRefusal): Finding {
  const { target, kind, characters, policies, sizes, fitting, left, unsplittable } = refusal;
  const where = target === ROOT ? "the whole organization" : `the unit ${target}`;
  const list = sizes.map(({ name, size }) => `${name} ${size}`).join(", ");
  const longest = new Map<string, number>();
  for (const { name, size } of unsplittable) {
    longest.set(name, Math.max(size, longest.get(name) ?? 0));
  }
  const single = [...longest].map(([name, size]) => `${name} (${size})`).join(", ");
  return {
    path: placeOf(stack, refusal),
    atKey: true,
    message:
      unsplittable.length > 0
        ? `a statement of ${single} is longer than the ${characters} characters of one ${kind}, and cannot be taken apart`
        : `the guardrails of ${where} do not fit into ${policies} policies of ${characters} characters (of what AWS takes, one is its own and one stays free for changes). Characters: ${list}. Fitting together: ${fitting.join(", ") || "none"}. Left over: ${left.join(", ")}`,
    fix:
      unsplittable.length > 0
        ? "write it shorter, e.g. with wildcards"
        : "take some out, write them shorter, or raise guardrails.limits if AWS's quota is higher",
  };
}

/** What the user wrote that is too much: a guardrail of the stack's own, a type's list, or the limits. */
function placeOf(stack: Stack, { target, sizes, unsplittable }: TargetRefusal): Path {
  const { custom } = stack.guardrails;
  const names = unsplittable.length > 0 ? unsplittable : sizes;
  const own = custom.findIndex(({ name }) => names.some((one) => one.name === name));
  const { types } = resolveCatalogue(stack);
  const type = [...types.values()].find(({ unit }) => unit === target)?.name;
  if (unsplittable.length === 0 && type !== undefined && stack.accountTypes[type]?.guardrails) {
    return ["accountTypes", type, "guardrails"];
  }
  return own < 0 ? ["guardrails", "limits"] : ["guardrails", "custom", own];
}
