import type { z } from "zod";
import { nearest } from "./nearest";
import { oneOf, show, type Finding, type Path } from "./problem";
import { hints } from "./schema";

type Issue = z.core.$ZodIssue;
type AnySchema = z.core.$ZodType;

/** Value at a path of plain data, or undefined. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part))
      return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

/** One finding for each place that does not follow the schema, in the user's words. */
export function schemaFindings(
  schema: AnySchema,
  data: unknown,
  issues: readonly Issue[],
  source: (path: Path) => string | undefined,
): readonly Finding[] {
  const misspelt = new Set(
    issues.flatMap((issue) =>
      issue.code === "unrecognized_keys" ? misspeltKeys(schema, issue).map(placeKey) : [],
    ),
  );
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const issue of issues) {
    for (const finding of findingsOf(schema, data, issue, source)) {
      const key = JSON.stringify([finding.path, finding.atKey ?? false]);
      if (seen.has(key)) continue;
      // A required key that is there, but misspelt, is one mistake.
      if (misspelt.has(placeKey(finding.path)) && valueAt(data, finding.path) === undefined)
        continue;
      seen.add(key);
      findings.push(finding);
    }
  }
  return findings;
}

function findingsOf(
  root: AnySchema,
  data: unknown,
  issue: Issue,
  source: (path: Path) => string | undefined,
): readonly Finding[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  const schema = schemaAt(root, path);
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(shapeOf(schema) ?? {});
    return issue.keys.map((key) => unknownKey([...path, key], key, known));
  }
  if (issue.code === "invalid_key") {
    const keySchema = keySchemaOf(schemaAt(root, path.slice(0, -1)));
    const hint = keySchema && hints.get(keySchema as z.ZodType);
    return [
      {
        path,
        atKey: true,
        message: `the name ${show(path.at(-1))} is not ${hint?.allowed ?? "allowed here"}`,
        fix: hint?.fix ?? "rename it",
      },
    ];
  }
  const found = valueAt(data, path);
  if (found === undefined) {
    const key = String(path.at(-1) ?? "the file");
    return [
      {
        path,
        message: `"${key}" is missing; allowed: ${allowedBy(schema)}`,
        fix: addKey(schema, key),
      },
    ];
  }
  return [{ path, message: messageOf(schema, found), fix: fixOf(schema, found, source(path)) }];
}

const placeKey = (path: Path): string => JSON.stringify(path);

/** Where the known keys would be that somebody meant by unknown ones. */
function misspeltKeys(
  schema: AnySchema,
  { path, keys }: { readonly path: readonly PropertyKey[]; readonly keys: readonly string[] },
): readonly Path[] {
  const place = path.filter((part) => typeof part !== "symbol");
  const known = Object.keys(shapeOf(schemaAt(schema, place)) ?? {});
  return keys.flatMap((key) => {
    const near = nearest(key, known);
    return near === undefined ? [] : [[...place, near]];
  });
}

function unknownKey(path: Path, key: string, known: readonly string[]): Finding {
  const near = nearest(key, known);
  return {
    path,
    atKey: true,
    message: `unknown key "${key}"; allowed here: ${known.join(", ")}`,
    fix: near === undefined ? "take it out" : `did you mean "${near}"?`,
  };
}

function messageOf(schema: AnySchema | undefined, found: unknown): string {
  return `found ${show(found)}; allowed: ${allowedBy(schema)}`;
}

function fixOf(schema: AnySchema | undefined, found: unknown, source: string | undefined): string {
  const inner = unwrap(schema);
  const scalar = typeof found === "number" || typeof found === "boolean";
  if (scalar && inner?._zod.def.type === "string") {
    return `put it in quotes: "${source ?? String(found)}"`;
  }
  const options = enumOptions(inner);
  if (options && typeof found === "string") {
    const near = nearest(found, options);
    return near === undefined ? `write ${oneOf(options)}` : `did you mean "${near}"?`;
  }
  return (inner && hints.get(inner as z.ZodType)?.fix) ?? `write ${allowedBy(inner)}`;
}

function addKey(schema: AnySchema | undefined, key: string): string {
  const hint = hints.get(unwrap(schema) as z.ZodType);
  return hint ? `add "${key}": ${hint.fix}` : `add "${key}"`;
}

/** What a schema allows, in words. */
function allowedBy(schema: AnySchema | undefined): string {
  const inner = unwrap(schema);
  if (!inner) return "a value";
  const hint = hints.get(inner as z.ZodType);
  if (hint) return hint.allowed;
  const options = enumOptions(inner);
  if (options) return oneOf(options);
  switch (inner._zod.def.type) {
    case "object":
      return `a map with ${Object.keys(shapeOf(inner) ?? {}).join(", ")}`;
    case "record":
      return "a map";
    case "array":
      return "a list";
    case "boolean":
      return "true or false";
    case "string":
      return "a string";
    default:
      return "another kind of value";
  }
}

/** The parts of zod's definitions that are needed to walk a schema. */
interface Definition {
  readonly type: string;
  readonly innerType?: AnySchema;
  readonly shape?: Readonly<Record<string, AnySchema>>;
  readonly element?: AnySchema;
  readonly keyType?: AnySchema;
  readonly valueType?: AnySchema;
  readonly entries?: Readonly<Record<string, string>>;
}

const definitionOf = (schema: AnySchema): Definition => schema._zod.def as unknown as Definition;

function unwrap(schema: AnySchema | undefined): AnySchema | undefined {
  let current = schema;
  while (current) {
    const { innerType } = definitionOf(current);
    if (!innerType) return current;
    current = innerType;
  }
  return undefined;
}

function shapeOf(schema: AnySchema | undefined): Readonly<Record<string, AnySchema>> | undefined {
  const inner = unwrap(schema);
  return inner && definitionOf(inner).shape;
}

function keySchemaOf(schema: AnySchema | undefined): AnySchema | undefined {
  const inner = unwrap(schema);
  return inner && definitionOf(inner).keyType;
}

function enumOptions(schema: AnySchema | undefined): readonly string[] | undefined {
  const entries = schema && definitionOf(schema).entries;
  return entries && Object.values(entries);
}

function schemaAt(schema: AnySchema, path: Path): AnySchema | undefined {
  let current: AnySchema | undefined = schema;
  for (const part of path) {
    const inner = unwrap(current);
    if (!inner) return undefined;
    const { shape, element, valueType } = definitionOf(inner);
    current = shape && Object.hasOwn(shape, part) ? shape[part] : (element ?? valueType);
  }
  return current;
}
