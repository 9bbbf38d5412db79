/** `1,234`. */
export function number(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 step`, `2 steps`. */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

/** Names of accounts, of many the first: `web-production and 2,499 more`. */
export function accountsWords(names: readonly string[], most = 3): string {
  const [first = ""] = names;
  return names.length <= most ? listed(names) : `${first} and ${number(names.length - 1)} more`;
}
