import { LONGEST, pieces, type Placeholder } from "./placeholder";

/**
 * Puts values into a text's placeholders. `join` makes the whole: plain strings, Pulumi outputs or
 * a CloudFormation `Fn::Sub`. Throws on a placeholder that does not exist.
 */
export function render<Value, Whole>(
  text: string,
  value: (placeholder: Placeholder) => Value,
  join: (parts: readonly (string | Value)[]) => Whole,
): Whole {
  return join(
    pieces(text).map((piece) => ("literal" in piece ? piece.literal : value(piece.placeholder))),
  );
}

/** Characters of the minified document with the longest values that its placeholders can have. */
export function sizeOf(policy: object): number {
  const text = JSON.stringify(policy);
  return render(
    text,
    (placeholder) => LONGEST[placeholder].length,
    (parts) =>
      parts.reduce<number>((sum, part) => sum + (typeof part === "string" ? part.length : part), 0),
  );
}

/** CloudFormation's names of what a placeholder stands for in a stamped account. */
const IN_TEMPLATE: Readonly<Record<Placeholder, string>> = {
  "account:self": "AWS::AccountId",
  "account:management": "ManagementAccountId",
  "account:audit": "AuditAccountId",
  "account:network": "NetworkAccountId",
  "account:access": "AccessAccountId",
  "organization:id": "OrganizationId",
  partition: "AWS::Partition",
};

/** Template parameters, and the placeholder that gives each its value. */
export const TEMPLATE_PARAMETERS: ReadonlyMap<string, Placeholder> = new Map(
  (Object.entries(IN_TEMPLATE) as [Placeholder, string][])
    .filter(([, name]) => !name.startsWith("AWS::"))
    .map(([placeholder, name]) => [name, placeholder]),
);

/**
 * A string or a document as CloudFormation takes it: strings with placeholders become `Fn::Sub`, in
 * which IAM's own `${…}` is escaped. `used` collects the parameters that are needed.
 */
export function inTemplate(value: unknown, used: Set<string>): unknown {
  if (typeof value === "string") return stringInTemplate(value, used);
  if (Array.isArray(value)) return value.map((element) => inTemplate(element, used));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .map(([key, part]) => [key, inTemplate(part, used)]),
    );
  }
  return value;
}

function stringInTemplate(text: string, used: Set<string>): unknown {
  const parts = pieces(text);
  if (parts.every((piece) => "literal" in piece)) return text;
  const sub = parts.map((piece) => {
    if ("literal" in piece) return piece.literal.replaceAll("${", "${!");
    const name = IN_TEMPLATE[piece.placeholder];
    if (TEMPLATE_PARAMETERS.has(name)) used.add(name);
    return `\${${name}}`;
  });
  return { "Fn::Sub": sub.join("") };
}
