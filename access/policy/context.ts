/**
 * What a request says of a condition key (in lower case): its value or values, null if the key is
 * not part of the request, undefined if that is not known.
 */
export type Context = (key: string) => ContextValue;
export type ContextValue = string | readonly string[] | null | undefined;

/** A context of what is listed, with a last word on what is not. */
export function contextOf(
  values: Readonly<Record<string, string | readonly string[] | null | undefined>>,
  otherwise: Context,
): Context {
  const known = new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
  return (key) => {
    const value = known.get(key);
    return value === undefined ? otherwise(key) : value;
  };
}

export const unknown: Context = () => undefined;
