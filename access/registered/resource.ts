import type { Document, Known, Properties } from "./values";

/** A resource as a program registers it with the engine, or a preview shows it. */
export interface Registered {
  /** Pulumi's type, e.g. `aws:iam/role:Role`. */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Inputs, with `UNKNOWN` for what AWS gives out later, and secrets as their plain values. */
  readonly inputs: Properties;
  /** What AWS has given out, as far as it is known. */
  readonly outputs: Properties;
  /** Paths of inputs that are secret, e.g. `environment.variables`; null: that cannot be seen. */
  readonly secrets: ReadonlySet<string> | null;
  /** Outputs that the program has the engine encrypt, besides what providers mark. */
  readonly secretOutputs: readonly string[];
  readonly protect: boolean;
  /** Inputs that stay as they are in AWS, whatever the program says: `ignoreChanges`. */
  readonly ignores: readonly string[];
  readonly provider: RegisteredProvider | null;
  /** URNs of the resources that an input was made of. */
  readonly madeOf: Readonly<Record<string, readonly string[]>>;
}

export interface RegisteredProvider {
  readonly urn: string;
  readonly name: string;
  readonly inputs: Properties;
}

/** Something that a resource makes in AWS: the resource itself, or what a template of it makes. */
export interface Thing {
  readonly of: Registered;
  /** Logical id in the template of the resource; null: it is the resource itself. */
  readonly inTemplate: string | null;
  /** Is it kept whatever a program says: by `protect`, or in a template by `DeletionPolicy`? */
  readonly kept: boolean;
  readonly shape: Shape;
}

/** What rules judge, whichever provider or template it is written for. */
export type Shape =
  | Role
  | { readonly kind: "user"; readonly name: Known<string> | null }
  /** What somebody signs in with: `what` is e.g. `an access key`. */
  | { readonly kind: "credential"; readonly what: string }
  | AttachedPolicy
  | { readonly kind: "account"; readonly name: Known<string> | null }
  | { readonly kind: "organization" }
  | { readonly kind: "guardrail"; readonly name: Known<string> | null; readonly document: Document }
  | { readonly kind: "key"; readonly policy: Document }
  | { readonly kind: "key alias"; readonly name: Known<string> | null; readonly key: Reference }
  | Bucket
  | BucketPart
  | { readonly kind: "log delivery"; readonly what: string; readonly bucket: Reference }
  /** `name` is its tag `Name`. */
  | { readonly kind: "vpc"; readonly name: Known<string> | null }
  | { readonly kind: "share"; readonly external: Known<boolean> }
  | { readonly kind: "shared with"; readonly principal: Known<string> }
  | { readonly kind: "ingress"; readonly openings: readonly Opening[] }
  /** A template that cannot be judged, and why. */
  | { readonly kind: "unreadable template"; readonly why: string }
  | { readonly kind: "unknown template" };

export interface Role {
  readonly kind: "role";
  readonly name: Known<string> | null;
  readonly path: Known<string>;
  readonly trust: Document;
  /** ARN of the permissions boundary. */
  readonly boundary: Known<string> | null;
  /** Inline policies and ARNs of managed policies that the role carries itself. */
  readonly inline: readonly Document[];
  readonly managed: readonly Known<string>[];
}

/** A policy by itself, or on a role or group. */
export interface AttachedPolicy {
  readonly kind: "policy";
  readonly on:
    | { readonly kind: "itself"; readonly path: Known<string>; readonly name: Known<string> | null }
    | { readonly kind: "role" | "group"; readonly name: Known<string> | null };
  readonly document: Document;
  /** ARN of the managed policy that is attached instead of a document. */
  readonly managed: Known<string> | null;
}

/** How one resource names another: by a text, or, before that is known, by URNs. */
export interface Reference {
  readonly text: Known<string> | null;
  readonly urns: readonly string[];
}

export interface Bucket {
  readonly kind: "bucket";
  /** Every text by which others name it. */
  readonly names: readonly Known<string>[];
  readonly forceDestroy: Known<boolean>;
  readonly settings: BucketSettings;
}

export interface BucketPart {
  readonly kind: "bucket part";
  readonly bucket: Reference;
  readonly settings: BucketSettings;
}

/** What is set of a bucket, by itself or by a resource of its own. */
export interface BucketSettings {
  readonly publicAccess?: Readonly<Record<PublicAccessSwitch, Known<boolean>>>;
  readonly versioned?: Known<boolean>;
  /** `AES256`, `aws:kms`. */
  readonly encryption?: Known<string>;
  /** `BucketOwnerEnforced`. */
  readonly ownership?: Known<string>;
  readonly policy?: Document;
  /** A canned ACL, e.g. `public-read`. */
  readonly acl?: Known<string>;
}

export const PUBLIC_ACCESS_SWITCHES = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;
export type PublicAccessSwitch = (typeof PUBLIC_ACCESS_SWITCHES)[number];

/** Who may send what through a security group. */
export interface Opening {
  /** `tcp`, `udp`, `6`, `-1` for everything. */
  readonly protocol: Known<string>;
  readonly from: Known<number> | null;
  readonly to: Known<number> | null;
  /** Address ranges, of IPv4 and IPv6. */
  readonly ranges: readonly Known<string>[];
}

/** What a person calls a thing: its type and name, and the place in a template. */
export function placeOf({ of, inTemplate }: Thing): string {
  const resource = `${of.type} ${of.name}`;
  return inTemplate === null ? resource : `${inTemplate} in the template of ${resource}`;
}
