import type { GuardrailException } from "./schema";

/** An exception from a guardrail as a sentence. */
export function exceptionText({
  guardrail,
  account,
  type,
  reason,
  until,
}: GuardrailException): string {
  const where = account ?? `accounts of type ${type ?? ""}`;
  return `${guardrail} does not hold in ${where} until ${until}: ${reason}`;
}
