import type { Rule } from "./rule";

export const theStackHasAFile: Rule = {
  name: "the-stack-has-a-file",
  sentence: "The stack's file says which accounts there are, and which of them has the people",
  why: "without it no account is known: other rules then refuse what they would allow, and nothing is proved of access",
  *all(_whole, { plan, missing }) {
    if (plan !== null) return;
    yield {
      at: null,
      found: missing ?? "there is no plan",
      allowed:
        "a valid stack file stacks/<stack>.yaml beside this pack, for the stack that is previewed",
      fix: "Write it, or run npx lz validate --stack <stack> to see what is wrong with it",
    };
  },
};
