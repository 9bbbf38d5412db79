import type { GuardrailException } from "./schema";

/** An exception from a guardrail as a sentence. */
export function exceptionText(exception: GuardrailException): string {
  const { guardrail, reason, until } = exception;
  return `${guardrail} does not hold in ${where(exception)} until ${until}: ${reason}`;
}

/** What it is an exception from, and where: `from deny-regions in playground`. */
export function exceptionName(exception: GuardrailException): string {
  return `from ${exception.guardrail} in ${where(exception)}`;
}

const where = ({ account, type }: GuardrailException): string =>
  account ?? `accounts of type ${type ?? ""}`;
