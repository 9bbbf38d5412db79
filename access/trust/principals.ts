import { accountOf } from "../policy/arn";

/** Whom the statements of a policy on a resource let in, by the names that they write. */

/** A statement, as far as its principals go. */
export interface Naming {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
}

/** A name that a statement lets in: an ARN or account of `AWS`, a `Service`, a `Federated` provider. */
export interface Name {
  readonly kind: string;
  readonly name: string;
}

/** Names that stand for more than one, or for all but some. */
export function* wildcardsIn({ Effect, Principal }: Naming): Iterable<string> {
  if (Effect === "Deny") return;
  if (Principal === undefined) yield "allows all but those whom it names";
  if (Principal === "*") yield 'its principal is "*"';
  for (const { name } of namesIn({ Effect, Principal })) {
    if (isWildcard(name)) yield `its principal is "${name}"`;
  }
}

/** The names that a statement lets in; `"*"` by itself names nobody. */
export function* namesIn({ Effect, Principal }: Naming): Iterable<Name> {
  if (Effect === "Deny" || typeof Principal !== "object" || Principal === null) return;
  for (const [kind, names] of Object.entries(Principal)) {
    for (const name of [names as unknown].flat()) {
      if (typeof name === "string") yield { kind, name };
    }
  }
}

export function isWildcard(name: string): boolean {
  return name.includes("*");
}

/** The account that the name of a principal says: an ARN, or the account's id itself. */
export function accountNamed(name: string): string {
  return name.startsWith("arn:") ? accountOf(name) : name;
}
