import type { ArnPattern } from "./arn";
import type { BaseOperator } from "./operators";

export type Qualifier = "" | "ForAllValues" | "ForAnyValue";

/** One test of a policy that could not be made, because the request does not say enough. */
export type Atom =
  /** Is the key part of the request? */
  | { readonly kind: "present"; readonly id: string; readonly key: string }
  /**
   * Does the key's value pass? Without qualifier, and with `ForAnyValue`, a key that is not there
   * does not pass; with `ForAllValues` it does.
   */
  | {
      readonly kind: "test";
      readonly id: string;
      readonly key: string;
      readonly qualifier: Qualifier;
      readonly operator: BaseOperator;
      /** Values of the policy, as they are after their variables are filled in. */
      readonly values: readonly string[];
    }
  /** Does the resource match the pattern? */
  | {
      readonly kind: "resource";
      readonly id: string;
      readonly text: string;
      readonly pattern: ArnPattern;
    };

export type TestAtom = Extract<Atom, { kind: "test" }>;

export function presence(key: string): Atom {
  return { kind: "present", id: `present ${key.toLowerCase()}`, key };
}

export function test(
  qualifier: Qualifier,
  operator: BaseOperator,
  key: string,
  values: readonly string[],
): TestAtom {
  const id = `${qualifier}:${operator} ${key.toLowerCase()} ${[...values].sort().join("\n")}`;
  return { kind: "test", id, key, qualifier, operator, values };
}

export function inResource(text: string, pattern: ArnPattern): Atom {
  return { kind: "resource", id: `resource ${text}`, text, pattern };
}
