import type { Opening } from "./resource";
import { isUnknown } from "./values";

/** Ports by which machines and databases are administered, or that need no password by default. */
const PORTS: readonly (readonly [number, string])[] = [
  [22, "SSH"],
  [23, "Telnet"],
  [135, "RPC"],
  [445, "SMB"],
  [1433, "SQL Server"],
  [1521, "Oracle"],
  [2375, "Docker"],
  [2376, "Docker"],
  [2379, "etcd"],
  [3306, "MySQL"],
  [3389, "RDP"],
  [5432, "PostgreSQL"],
  [5439, "Redshift"],
  [5900, "VNC"],
  [5985, "WinRM"],
  [5986, "WinRM"],
  [6379, "Redis"],
  [6443, "Kubernetes"],
  [8182, "Neptune"],
  [9042, "Cassandra"],
  [9092, "Kafka"],
  [9200, "OpenSearch"],
  [10250, "kubelet"],
  [11211, "Memcached"],
  [27017, "MongoDB"],
];

/** Protocols that have ports, by name and number, and those that stand for every protocol. */
const WITH_PORTS = ["tcp", "6", "udp", "17"];
const ALL_PROTOCOLS = ["-1", "all"];

/** Private and shared addresses: whatever is in them is not the world. */
const INSIDE = [
  /^10\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^192\.168\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^f[cd]/i,
  /^fe[89ab]/i,
];

/** Shorter than this, a prefix is no range of anybody's own: registries give out /8 and /16 at most. */
const SHORTEST = { v4: 8, v6: 16 };

/** What an opening opens to the world; null for nothing that matters here. */
export function openPorts({
  protocol,
  from,
  to,
  ranges,
}: Opening): { readonly ports: string; readonly range: string } | "unknown" | null {
  const range = ranges.find((one) => !isUnknown(one) && isWorld(one));
  if (range === undefined || isUnknown(range)) return ranges.some(isUnknown) ? "unknown" : null;
  if (isUnknown(protocol) || isUnknown(from) || isUnknown(to)) return "unknown";
  const name = protocol.toLowerCase();
  if (ALL_PROTOCOLS.includes(name)) return { ports: "every port of every protocol", range };
  if (!WITH_PORTS.includes(name)) return null;
  const first = from === null || from < 0 ? 0 : from;
  const last = to === null || to < 0 ? (from === null || from < 0 ? 65535 : first) : to;
  const found = PORTS.filter(([port]) => first <= port && port <= last);
  if (found.length === 0) return null;
  const words = found.map(([port, what]) => `${port} (${what})`);
  const shown = words.length > 4 ? [...words.slice(0, 4), `${words.length - 4} more`] : words;
  return { ports: shown.join(", "), range };
}

/** Is the range so wide, and so public, that nobody knows who is in it? */
function isWorld(range: string): boolean {
  const [address = "", prefix = ""] = range.trim().split("/");
  const length = Number(prefix);
  if (prefix === "" || Number.isNaN(length)) return false;
  const shortest = address.includes(":") ? SHORTEST.v6 : SHORTEST.v4;
  return length < shortest && !(length >= 7 && INSIDE.some((inside) => inside.test(address)));
}
