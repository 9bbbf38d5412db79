/** A section of `~/.aws/config`. */
export interface Section {
  /** As it stands between the brackets, e.g. `profile acme`. */
  readonly name: string;
  readonly values: readonly (readonly [key: string, value: string])[];
}

/**
 * What keeps a text from being a value of the file, or null. The format has no quotes: a value ends
 * with its line, and some SDKs take ` #` and ` ;` for the beginning of a comment.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function valueFault(value: string): string | null {
  if (value === "") return "it is empty";
  if (/\p{Cc}/u.test(value)) return "it has a line break or another control character";
  if (value !== value.trim()) return "it begins or ends with a blank";
  if (/\s[#;]/.test(value)) return "it has a # or ; behind a blank, which begins a comment";
  return null;
}

/** The text of sections, a blank line between them. Throws for what the file cannot hold. */
export function sectionsText(sections: readonly Section[]): string {
  return sections.map(sectionText).join("\n");
}

function sectionText({ name, values }: Section): string {
  if (valueFault(name) !== null || /[[\]"']/.test(name)) {
    throw new Error(`no section can be called ${JSON.stringify(name)}`);
  }
  const lines = values.map(([key, value]) => {
    const fault = valueFault(value);
    if (fault !== null) throw new Error(`${key} of [${name}] cannot be written: ${fault}`);
    return `${key} = ${value}\n`;
  });
  return `[${name}]\n${lines.join("")}`;
}
