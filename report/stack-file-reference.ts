/** The parts of JSON Schema that the stack file's schema uses. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  /** What a value may be, in words. */
  readonly "x-allowed"?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

/** Every key of the stack file as a Markdown table, from its JSON Schema. */
export function stackFileReference(schema: unknown): string {
  return [
    "| key | what it is | allowed | default |",
    "|---|---|---|---|",
    ...rows(schema as Schema, "", true),
  ].join("\n");
}

function rows(schema: Schema, path: string, required: boolean): readonly string[] {
  const own = path === "" ? [] : [row(schema, path, required)];
  const { properties = {}, required: needed = [] } = mapOf(schema) ?? {};
  const children = Object.entries(properties).flatMap(([key, child]) =>
    rows(child, path === "" ? key : `${path}.${key}`, needed.includes(key)),
  );
  const named =
    typeof schema.additionalProperties === "object" && isMap(schema.additionalProperties)
      ? below(schema.additionalProperties, `${path}.<name>`)
      : [];
  const element = schema.items && mapOf(schema.items);
  const elements = element ? below(element, `${path}[]`) : [];
  return [...own, ...children, ...named, ...elements];
}

/** The keys of a map or list element, without a row for the element itself. */
function below(schema: Schema, path: string): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]) =>
    rows(child, `${path}.${key}`, schema.required?.includes(key) ?? false),
  );
}

/** The map of known keys that a value may be, if there is one. */
const mapOf = (schema: Schema): Schema | undefined =>
  isMap(schema) ? schema : schema.anyOf?.find(isMap);

const isMap = ({ properties }: Schema): boolean => properties !== undefined;

function row(schema: Schema, path: string, required: boolean): string {
  const standard = required ? "needed" : shown(schema.default);
  return `| \`${path}\` | ${schema.description ?? ""} | ${allowed(schema)} | ${standard} |`;
}

function shown(value: unknown): string {
  const empty = value === undefined || (typeof value === "object" && isEmpty(value));
  return empty ? "" : `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

const isEmpty = (value: object | null): boolean =>
  value !== null && Object.keys(value).length === 0;

function allowed(schema: Schema): string {
  const { type, enum: values, anyOf, items, "x-allowed": words } = schema;
  if (words !== undefined) return words.replaceAll("|", "\\|");
  if (values) return values.map((value) => `\`${value}\``).join(", ");
  if (anyOf) return anyOf.map(allowed).join(" or ");
  if (type === "boolean") return "`true`, `false`";
  if (type === "array") return items && isMap(items) ? "list of maps" : "list of strings";
  return type === "object" ? "map" : "string";
}
