import type { PolicyDocument } from "../../iam/document";
import type { DocumentReader } from "./document-reader";
import type { Role } from "./resource";
import { boundaryOf, policiesOn, sameSet, type Scope } from "./scopes";

/** Documents of a role. */
export interface RoleDocuments {
  readonly trust: PolicyDocument;
  readonly policies: {
    readonly managed: readonly string[];
    readonly inline: PolicyDocument | null;
  };
  /** Null where the role has none. */
  readonly boundary: PolicyDocument | null;
}

/** The documents that a role really has; those that a preview does not know are taken as planned. */
export function documentsOfRole(
  before: RoleDocuments,
  { shape, name }: { readonly shape: Role; readonly name: string },
  scope: Scope,
  { read, fill }: DocumentReader,
  note: (what: string) => void,
): RoleDocuments {
  const trust = read([shape.trust], before.trust, scope) ?? before.trust;
  if (trust !== before.trust) note("the trust");
  const own = policiesOn("role", name, scope, shape);
  const inline = read(own.documents, before.policies.inline, scope);
  if (inline !== before.policies.inline) note("the permissions");
  const planned = before.policies.managed.map((arn) => fill(arn, scope));
  const attached = own.managed ?? planned;
  const isSame = sameSet(attached, planned);
  const managed = isSame ? before.policies.managed : attached;
  if (!isSame) note("the managed policies");
  const boundary =
    before.boundary && (read(boundaryOf(scope), before.boundary, scope) ?? before.boundary);
  if (boundary !== before.boundary) note("the boundary");
  return { trust, policies: { inline, managed }, boundary };
}
