import { isAlias, isMap as isYamlMap, isScalar, isSeq, parseDocument, type Document } from "yaml";
import { readerOf } from "./cloudformation";
import { conditionOf, resolved, type Surroundings } from "./intrinsics";
import type { Shape } from "./resource";
import { isMap, isUnknown, listOf, UNKNOWN, type Known, type Properties } from "./values";

/** What a template is deployed with. */
export interface Deployment {
  /** Id of the account; a symbol where there are many. */
  readonly account: string;
  readonly partition: string;
  /** Values of parameters; one that is not here has its default. */
  readonly parameters: ReadonlyMap<string, Known<string>>;
}

/** What a template makes, by its logical ids. */
export interface Made {
  readonly id: string | null;
  readonly kept: boolean;
  readonly shape: Shape;
}

/**
 * The resources of a CloudFormation template, JSON or YAML, as rules judge them. What cannot be
 * judged is said as a shape of its own.
 */
export function thingsInTemplate(body: string, deployment: Deployment): readonly Made[] {
  const template = parsed(body);
  if (!isMap(template) || !isMap(template.Resources)) {
    return [unreadable(null, "it is no template: it has no map of Resources")];
  }
  const { Resources, Transform, Mappings, Conditions } = template;
  if (Transform !== undefined) {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html
    return [unreadable(null, "its Transform makes other resources of it than it says")];
  }
  const around: Surroundings = {
    values: valuesOf(template.Parameters, deployment),
    resource: (id, attribute) => namesOf(id, attribute, Resources, around, deployment),
    mappings: Mappings,
    conditions: Conditions,
  };
  return Object.entries(Resources).flatMap(([id, resource]) => inside(id, resource, around));
}

const NESTED = ["AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet"];

function inside(id: string, resource: unknown, around: Surroundings): readonly Made[] {
  if (id.startsWith("Fn::"))
    return [unreadable(null, `its ${id} makes resources that it does not say`)];
  if (!isMap(resource) || typeof resource.Type !== "string") {
    return [unreadable(id, "it is no resource: it has no Type")];
  }
  if (resource.Condition !== undefined && conditionOf(resource.Condition, around) === false)
    return [];
  const { Type: type, DeletionPolicy: onDeletion } = resource;
  if (NESTED.includes(type)) {
    return [unreadable(id, `it is ${type}: what it makes is in another template`)];
  }
  const properties = resolved(resource.Properties ?? {}, around);
  const names = [`<${id}>`, `<${id}.Arn>`];
  const shapes =
    readerOf(type)?.({
      properties: isMap(properties) ? properties : {},
      names,
      madeOf: () => [],
    }) ?? [];
  const kept = onDeletion === "Retain" || onDeletion === "RetainExceptOnCreate";
  return shapes.map((shape) => ({ id, kept, shape }));
}

function unreadable(id: string | null, why: string): Made {
  return { id, kept: false, shape: { kind: "unreadable template", why } };
}

function valuesOf(parameters: unknown, deployment: Deployment): ReadonlyMap<string, unknown> {
  const { account, partition, parameters: given } = deployment;
  const declared = isMap(parameters) ? Object.entries(parameters) : [];
  return new Map<string, unknown>([
    ...declared.map(([name, parameter]) => {
      const { Default: byDefault, Type: type } = isMap(parameter) ? parameter : {};
      // Parameters of SSM's types name what is read from there.
      const fromSsm = typeof type === "string" && type.startsWith("AWS::SSM::");
      return [name, fromSsm ? UNKNOWN : (given.get(name) ?? byDefault ?? UNKNOWN)] as const;
    }),
    ["AWS::AccountId", account],
    ["AWS::Partition", partition],
    ["AWS::Region", "<region>"],
    ["AWS::StackName", "<stack>"],
    ["AWS::StackId", "<stack>"],
    ["AWS::URLSuffix", partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"],
  ]);
}

/**
 * What others in the template call a resource: its own name or ARN where it says them, and else a
 * symbol that stands for what AWS will call it.
 */
function namesOf(
  id: string,
  attribute: string | null,
  resources: Properties,
  around: Surroundings,
  { account, partition }: Deployment,
): Known<string> | undefined {
  const resource = resources[id];
  if (!isMap(resource)) return undefined;
  const own = (name: string): unknown => {
    const { Properties: of } = resource;
    return isMap(of) ? resolved(of[name], around) : undefined;
  };
  const iam = (kind: string, name: unknown): Known<string> | undefined => {
    if (name === undefined) return undefined;
    const path = own("Path") ?? "/";
    return typeof name === "string" && typeof path === "string"
      ? `arn:${partition}:iam::${account}:${kind}${path}${name}`
      : UNKNOWN;
  };
  const symbol = attribute === null ? `<${id}>` : `<${id}.${attribute}>`;
  switch (resource.Type) {
    case "AWS::IAM::ManagedPolicy":
      return iam("policy", own("ManagedPolicyName")) ?? symbol;
    case "AWS::IAM::Role":
    case "AWS::IAM::User": {
      const isRole = resource.Type.endsWith("Role");
      const name = own(isRole ? "RoleName" : "UserName");
      if (attribute === "Arn") return iam(isRole ? "role" : "user", name) ?? symbol;
      return attribute === null && typeof name === "string" ? name : symbol;
    }
    case "AWS::S3::Bucket": {
      const name = own("BucketName");
      if (isUnknown(name)) return UNKNOWN;
      if (typeof name !== "string") return symbol;
      return attribute === null
        ? name
        : attribute === "Arn"
          ? `arn:${partition}:s3:::${name}`
          : symbol;
    }
    default:
      return symbol;
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    const document = parseDocument(body, { logLevel: "silent" });
    return document.errors.length > 0 ? undefined : plain(document.contents, document);
  }
}

/** A YAML node as data; the short tags of CloudFormation become its functions' long names. */
function plain(node: unknown, document: Document): unknown {
  if (isAlias(node)) return plain(node.resolve(document), document);
  if (isYamlMap(node)) {
    const map = Object.fromEntries(
      node.items.map(({ key, value }) => [
        String(isScalar(key) ? key.value : key),
        plain(value, document),
      ]),
    );
    return tagged(node.tag, map);
  }
  if (isSeq(node))
    return tagged(
      node.tag,
      node.items.map((item) => plain(item, document)),
    );
  return isScalar(node) ? tagged(node.tag, node.value) : null;
}

function tagged(tag: string | undefined, value: unknown): unknown {
  if (tag === undefined || !/^!\w/.test(tag)) return value;
  const name = tag.slice(1);
  return { [name === "Ref" || name === "Condition" ? name : `Fn::${name}`]: value };
}

/** Parameters as the resources of StackSets and stacks give them: a list, or a map. */
export function parametersOf(value: unknown): ReadonlyMap<string, Known<string>> {
  const entries = Array.isArray(value)
    ? listOf(value).flatMap((one): (readonly [unknown, unknown])[] =>
        isMap(one) ? [[one.parameterKey, one.parameterValue]] : [],
      )
    : isMap(value)
      ? Object.entries(value)
      : [];
  return new Map(
    entries.map(([key, given]) => [String(key), typeof given === "string" ? given : UNKNOWN]),
  );
}
