/** A function role and what hangs on it, as AWS has it, whichever way it was stamped. */
export interface MadeRole {
  readonly path: unknown;
  readonly description: unknown;
  readonly sessionSeconds: unknown;
  readonly trust: unknown;
  /** The boundary's document; undefined for a role without one. */
  readonly boundary: unknown;
  readonly inline: Readonly<Record<string, unknown>>;
  readonly managed: readonly unknown[];
}

type Properties = Readonly<Record<string, unknown>>;

/**
 * The roles that CloudFormation makes of a StackSet's template, by name.
 * @param values Parameters and pseudo parameters by name.
 */
export function rolesOfTemplate(
  body: string,
  values: ReadonlyMap<string, string>,
): Readonly<Record<string, MadeRole>> {
  const template = JSON.parse(body) as {
    readonly Resources: Readonly<Record<string, { Type: string; Properties: Properties }>>;
  };
  const resources = Object.values(template.Resources);
  const policy = resources.find(({ Type }) => Type === "AWS::IAM::ManagedPolicy");
  const boundary = evaluated(policy?.Properties.PolicyDocument, values, undefined);
  return Object.fromEntries(
    resources
      .filter(({ Type }) => Type === "AWS::IAM::Role")
      .map(({ Properties }) => {
        const role = evaluated(Properties, values, boundary) as Properties;
        const inline = (role.Policies ?? []) as readonly Properties[];
        return [
          String(role.RoleName),
          {
            path: role.Path,
            description: role.Description,
            sessionSeconds: role.MaxSessionDuration,
            trust: role.AssumeRolePolicyDocument,
            boundary: role.PermissionsBoundary,
            inline: Object.fromEntries(inline.map((p) => [String(p.PolicyName), p.PolicyDocument])),
            managed: role.ManagedPolicyArns as readonly unknown[],
          },
        ];
      }),
  );
}

/** Fills `Fn::Sub` in, and the boundary's document for a reference to it. */
function evaluated(
  value: unknown,
  values: ReadonlyMap<string, string>,
  boundary: unknown,
): unknown {
  if (Array.isArray(value)) return value.map((element) => evaluated(element, values, boundary));
  if (typeof value !== "object" || value === null) return value;
  const { "Fn::Sub": sub, Ref: ref } = value as Properties;
  if (ref === "Boundary") return boundary;
  if (typeof sub === "string") {
    return sub.replaceAll(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      const found = values.get(name);
      if (found === undefined) throw new Error(`the template refers to ${name}`);
      return found;
    });
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, evaluated(part, values, boundary)]),
  );
}
