import type { Cloud } from "./store";

export class Aws {
  readonly account: string;
  readonly region: string;
  constructor(cloud: Cloud, identity: { readonly account: string; readonly region: string });
}
