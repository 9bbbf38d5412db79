import { named, type Registration } from "./registrations";

/** One line for each registration but providers: type, name, parent, provider, marks. */
export function lines(registrations: readonly Registration[]): readonly string[] {
  return registrations
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ type, name, parent, provider, protect, retainOnDelete }) =>
      [
        type.slice(type.lastIndexOf(":") + 1),
        name,
        `in ${parent || "-"}`,
        `by ${provider || "-"}`,
        ...(protect ? ["protected"] : []),
        ...(retainOnDelete ? ["retained"] : []),
      ].join(" "),
    )
    .sort();
}

/** An input of the only registration of a name; documents are parsed. */
export function inputOf(
  registrations: readonly Registration[],
  name: string,
  key: string,
): unknown {
  const value = named(registrations, name).inputs[key];
  return typeof value === "string" ? JSON.parse(value) : value;
}
