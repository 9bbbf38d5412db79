import { z } from "zod";
import { nearest } from "./nearest";
import { oneOf, show, type Finding, type Path } from "./problem";
import { hints } from "./schema-values";

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
  all: readonly Issue[],
  source: (path: Path) => string | undefined,
): readonly Finding[] {
  const issues = all.flatMap((issue) => inMap(schema, data, issue));
  const misspelt = new Set(
    issues.flatMap((issue) =>
      issue.code === "unrecognized_keys" ? misspeltKeys(schema, data, issue).map(placeKey) : [],
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
      if (isMerged(data, finding.path)) continue;
      seen.add(key);
      findings.push(finding);
    }
  }
  return findings;
}

/** What is wrong in a map, where a map is one of the kinds of value that are allowed. */
function inMap(root: AnySchema, data: unknown, issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const path = issue.path.filter((part) => typeof part !== "symbol");
  const found = valueAt(data, path);
  if (typeof found !== "object" || found === null || Array.isArray(found)) return [issue];
  const options = definitionOf(unwrap(schemaAt(root, path)) ?? root).options ?? [];
  const inner = issue.errors[options.findIndex((option) => definitionOf(option).shape)];
  if (!inner || inner.length === 0) return [issue];
  return inner.flatMap((one) => inMap(root, data, { ...one, path: [...issue.path, ...one.path] }));
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
    const absent = absentKeys(schema, valueAt(data, path));
    return issue.keys.map((key) => unknownKey(root, data, [...path, key], known, absent));
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
  return mistaken(schema, path, found).map(([place, part, value]) => ({
    path: place,
    message: messageOf(part, value),
    fix: fixOf(part, value, source(place)),
  }));
}

/** The value that is wrong, or the wrong elements of a list where one value is allowed too. */
function mistaken(
  schema: AnySchema | undefined,
  path: Path,
  found: unknown,
): readonly (readonly [Path, AnySchema | undefined, unknown])[] {
  const inner = unwrap(schema);
  const whole = [[path, schema, found]] as const;
  if (!inner || !Array.isArray(found)) return whole;
  const list = definitionOf(inner).options?.find((option) => definitionOf(option).element);
  const element = list && definitionOf(list).element;
  if (!element) return whole;
  const wrong = found.flatMap((part: unknown, index) =>
    z.safeParse(element, part).success ? [] : [[[...path, index], element, part] as const],
  );
  return wrong.length > 0 ? wrong : whole;
}

const placeKey = (path: Path): string => JSON.stringify(path);

/** Would a key that is absent come from a merge key, which is reported itself? */
function isMerged(data: unknown, path: Path): boolean {
  const holder = path.slice(0, -1);
  return valueAt(data, path) === undefined && valueAt(data, [...holder, MERGE_KEY]) !== undefined;
}

/** YAML 1.1's key for the keys of another map. */
const MERGE_KEY = "<<";

/** Keys that a map could have and has not. */
function absentKeys(schema: AnySchema | undefined, found: unknown): readonly string[] {
  return Object.keys(shapeOf(schema) ?? {}).filter((key) => valueAt(found, [key]) === undefined);
}

/** Where the known keys would be that somebody meant by unknown ones. */
export function misspeltKeys(
  schema: AnySchema,
  data: unknown,
  { path, keys }: { readonly path: readonly PropertyKey[]; readonly keys: readonly string[] },
): readonly Path[] {
  const place = path.filter((part) => typeof part !== "symbol");
  const absent = absentKeys(schemaAt(schema, place), valueAt(data, place));
  return keys.flatMap((key) => {
    const near = nearest(key, absent);
    return near === undefined ? [] : [[...place, near]];
  });
}

function unknownKey(
  root: AnySchema,
  data: unknown,
  path: Path,
  known: readonly string[],
  absent: readonly string[],
): Finding {
  const key = String(path.at(-1));
  const near = nearest(key, absent);
  const places = placesOf(root, key, valueAt(data, path));
  return {
    path,
    atKey: true,
    message: `unknown key "${key}"; allowed here: ${known.join(", ")}`,
    fix:
      key === MERGE_KEY
        ? "write the keys themselves: YAML 1.2 has no merge keys"
        : near !== undefined
          ? `did you mean "${near}"?`
          : places.length === 1
            ? `move it: it belongs at ${String(places[0])}`
            : "take it out",
  };
}

/** The places of the schema, outside lists and named maps, that have a key and take its value. */
function placesOf(
  schema: AnySchema,
  key: string,
  found: unknown,
  place: readonly string[] = [],
): readonly string[] {
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([name, part]) => {
    const own = [...place, name];
    const fits = name === key && z.safeParse(part, found).success;
    return [...(fits ? [own.join(".")] : []), ...placesOf(part, key, found, own)];
  });
}

function messageOf(schema: AnySchema | undefined, found: unknown): string {
  return `found ${show(found)}; allowed: ${allowedBy(schema)}`;
}

function fixOf(schema: AnySchema | undefined, found: unknown, source: string | undefined): string {
  const inner = unwrap(schema);
  const quoted = inQuotes(schema, found, source);
  if (quoted !== undefined) return `put it in quotes: "${quoted}"`;
  if (inner && typeof found === "string" && z.safeParse(inner, [found]).success) {
    return `write it as a list: [${found}]`;
  }
  const options = enumOptions(inner);
  if (options && typeof found === "string") {
    const near = nearest(found, options);
    return near === undefined ? `write ${oneOf(options)}` : `did you mean "${near}"?`;
  }
  const fix = (inner && hints.get(inner as z.ZodType)?.fix) ?? `write ${allowedBy(inner)}`;
  return found === null && inner !== schema ? `${fix}, or take the key out` : fix;
}

/**
 * What a value was meant to be where only quotes are missing, in it or in a list's elements; else
 * undefined.
 */
export function meantBy(
  root: AnySchema,
  data: unknown,
  path: Path,
  source: (path: Path) => string | undefined,
): unknown {
  const schema = schemaAt(root, path);
  const found = valueAt(data, path);
  if (!schema || !Array.isArray(found)) return inQuotes(schema, found, source(path));
  const meant = new Map(
    mistaken(schema, path, found).map(([place, part, value]) => [
      place.at(-1),
      inQuotes(part, value, source(place)),
    ]),
  );
  const whole = found.map((value: unknown, index) => meant.get(index) ?? value);
  return z.safeParse(schema, whole).success ? whole : undefined;
}

/** The text of a value that only lacks its quotes: an id that YAML takes for a number. */
function inQuotes(
  schema: AnySchema | undefined,
  found: unknown,
  source: string | undefined,
): string | undefined {
  if (typeof found !== "number" && typeof found !== "boolean") return undefined;
  const text = source ?? String(found);
  return schema && z.safeParse(schema, text).success ? text : undefined;
}

function addKey(schema: AnySchema | undefined, key: string): string {
  const hint = hints.get(unwrap(schema) as z.ZodType);
  return hint ? `add "${key}"; ${hint.fix}` : `add "${key}"`;
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
  readonly options?: readonly AnySchema[];
}

const definitionOf = (schema: AnySchema): Definition => schema._zod.def;

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
  if (!inner) return undefined;
  const { shape, options = [] } = definitionOf(inner);
  // Of several kinds of value, one at most is a map of known keys.
  return shape ?? options.map((option) => definitionOf(option).shape).find((one) => one);
}

function keySchemaOf(schema: AnySchema | undefined): AnySchema | undefined {
  const inner = unwrap(schema);
  return inner && definitionOf(inner).keyType;
}

function enumOptions(schema: AnySchema | undefined): readonly string[] | undefined {
  const entries = schema && definitionOf(schema).entries;
  return entries && Object.values(entries);
}

export function schemaAt(schema: AnySchema, path: Path): AnySchema | undefined {
  let current: AnySchema | undefined = schema;
  for (const part of path) {
    const inner = unwrap(current);
    if (!inner) return undefined;
    const { element, valueType } = definitionOf(inner);
    const shape = shapeOf(inner);
    current = shape && Object.hasOwn(shape, part) ? shape[part] : (element ?? valueType);
  }
  return current;
}
