export interface Resource {
  readonly account: string;
  readonly region?: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly deleted?: boolean;
}

export interface Cloud {
  counter: number;
  readonly flags: Record<string, boolean>;
  readonly resources: Resource[];
}

export function read(dir?: string): Cloud;
export function change<T>(fn: (cloud: Cloud) => T, dir?: string): T;
export function log(event: Readonly<Record<string, unknown>>, dir?: string): void;
