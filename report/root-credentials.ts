import { table } from "./table";
import { counted, number } from "./words";

/** What a root user could sign in with. */
export interface RootInventory {
  readonly password: boolean;
  /** Ids of access keys. */
  readonly keys: readonly string[];
  /** Ids of signing certificates. */
  readonly certificates: readonly string[];
  /** Serial numbers of MFA devices. */
  readonly devices: readonly string[];
}

/** A member account, and what its root user has. */
export interface RootRow {
  readonly account: string;
  readonly id: string;
  /** Null: it could not be read. */
  readonly found: RootInventory | null;
  /** What was done, or why not. */
  readonly outcome: "kept" | "removed" | "failed" | "nothing";
  readonly problem: string | null;
}

/** Is there anything to sign in with? */
export function hasCredentials({ password, keys, certificates, devices }: RootInventory): boolean {
  return password || [keys, certificates, devices].some((one) => one.length > 0);
}

/** A line for each member account. */
export function rootText(rows: readonly RootRow[]): string {
  const left = rows.filter(({ outcome }) => outcome === "kept");
  const failed = rows.filter(({ outcome }) => outcome === "failed");
  const lines = table([
    ["account", "id", "password", "keys", "certificates", "devices", ""],
    ...rows.map(({ account, id, found, outcome }) => [
      account,
      id,
      ...(found
        ? [
            found.password ? "yes" : "-",
            ...[found.keys, found.certificates, found.devices].map((one) =>
              one.length === 0 ? "-" : String(one.length),
            ),
          ]
        : ["?", "?", "?", "?"]),
      outcome === "nothing" ? "" : outcome,
    ]),
  ]);
  return [
    lines,
    ...failed.map(({ problem }) => `  ! ${problem ?? ""}`),
    left.length > 0
      ? `${counted(left.length, "account")} with root credentials: lz root-credentials --remove takes them away`
      : failed.length > 0
        ? `${counted(failed.length, "account")} of ${number(rows.length)} could not be read or changed`
        : `${counted(rows.length, "member account")}, none with root credentials`,
  ].join("\n");
}
