import type { PolicyDocument, Statement } from "../../iam/document";
import { render } from "../../iam/render";
import type { Plan } from "../../model/plan";
import { idOf } from "../world/accounts";
import { valuesOf } from "../world/documents";
import type { Scope } from "./scopes";
import { EVERY_ACCOUNT } from "./things";
import type { Document } from "./values";
import type { Zone } from "./zone";

/** Reads documents as the plan has them; gives `before` itself where nothing is different. */
export interface DocumentReader {
  readonly read: <T extends PolicyDocument | null>(
    documents: readonly Document[],
    before: T,
    scope: Pick<Scope, "account">,
  ) => T | PolicyDocument | null;
  readonly fill: (text: string, scope: Pick<Scope, "account">) => string;
}

const SELF = "{{account:self}}";

export function documentReader(plan: Plan, zone: Zone): DocumentReader {
  const { organization } = plan;
  const values = valuesOf(plan);
  const fill: DocumentReader["fill"] = (text, { account }) =>
    render(
      text,
      (placeholder) =>
        placeholder === "account:self" ? (account ? idOf(account) : SELF) : values[placeholder],
      (parts) => parts.join(""),
    );
  // What AWS has given out is not in the file, and so not in the plan either.
  const learned = [
    ...plan.accounts.flatMap((account) => {
      const id = zone.ids.get(account.name);
      return account.id === null && id !== undefined ? [[id, idOf(account)] as const] : [];
    }),
    ...(organization.id === null && zone.organizationId() !== null
      ? [[zone.organizationId() ?? "", "<organization>"] as const]
      : []),
  ];
  const forgotten = (value: unknown): string =>
    learned.reduce(
      (text, [id, name]) => text.replaceAll(id, name),
      JSON.stringify(value).replaceAll(EVERY_ACCOUNT, SELF),
    );
  return {
    fill,
    read: (documents, before, scope) => {
      if (documents.some(({ is }) => is === "unknown")) return before;
      const statements = documents.flatMap((one) =>
        one.is === "known" ? textsOf(one.value, forgotten) : [],
      );
      const planned = new Map(
        (before?.Statement ?? []).map((one) => [fill(JSON.stringify(one), scope), one]),
      );
      const asPlanned = [...planned.keys()];
      if (
        statements.length === asPlanned.length &&
        statements.every((one, i) => one === asPlanned[i])
      ) {
        return before;
      }
      if (!documents.some(({ is }) => is === "known")) return null;
      return {
        Version: "2012-10-17",
        Statement: statements.map((one) => planned.get(one) ?? (JSON.parse(one) as Statement)),
      };
    },
  };
}

function textsOf(document: unknown, forgotten: (value: unknown) => string): readonly string[] {
  if (typeof document !== "object" || document === null) return [];
  const { Statement: statement } = document as { readonly Statement?: unknown };
  return [statement].flat().map(forgotten);
}
