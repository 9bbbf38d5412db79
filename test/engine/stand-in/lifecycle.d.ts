import type { Aws } from "./aws";
import type { Resource } from "./store";

export function make(type: string, inputs: Readonly<Record<string, unknown>>, aws: Aws): Resource;
