import type { Stack } from "../schema";

/** Services that need trusted access for this part of the landing zone. */
export function networkServices(_stack: Stack): readonly string[] {
  return [];
}
