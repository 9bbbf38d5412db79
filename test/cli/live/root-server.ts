/**
 * AWS where root sessions are taken, on loopback: moto has no AssumeRoot. It is as strict as AWS: who may
 * take a session, of which account, for which task, and what a session of a task may do.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { RootInventory } from "../../../report/root-credentials";

export const MANAGEMENT = "111111111111";
const TASK = "arn:aws:iam::aws:policy/root-task/";

const READS = [
  "GetLoginProfile",
  "ListAccessKeys",
  "ListMFADevices",
  "ListSigningCertificates",
  "GetUser",
];
const TASKS: Readonly<Record<string, readonly string[]>> = {
  IAMAuditRootUserCredentials: READS,
  IAMDeleteRootUserCredentials: [
    ...READS,
    "DeactivateMFADevice",
    "DeleteAccessKey",
    "DeleteLoginProfile",
    "DeleteSigningCertificate",
    "DeleteVirtualMFADevice",
  ],
};

export interface RootWorld {
  readonly url: string;
  /** Who asks: the ARN of a session. */
  caller: string;
  /** Living accounts of the organization by id. */
  readonly accounts: Map<string, { readonly name: string; readonly state: string }>;
  /** What root users have, by account id. */
  readonly roots: Map<string, RootInventory>;
  /** Accounts for which AWS refuses root sessions. */
  readonly refused: Set<string>;
  /** Calls as `account action`, in their order. */
  readonly calls: string[];
  readonly close: () => Promise<void>;
}

type Answer = readonly [status: number, body: string];

export async function startRootServer(): Promise<RootWorld> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const [status, text] = answer(world, request, body);
      const json = text.startsWith("{");
      response
        .writeHead(status, { "content-type": json ? "application/x-amz-json-1.1" : "text/xml" })
        .end(text);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const world: RootWorld = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    caller: "",
    accounts: new Map(),
    roots: new Map(),
    refused: new Set(),
    calls: [],
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => {
          closed();
        });
      }),
  };
  return world;
}

function answer(world: RootWorld, request: IncomingMessage, body: string): Answer {
  const target = request.headers["x-amz-target"];
  if (target === "AWSOrganizationsV20161128.ListAccounts") return listed(world);
  const given = new URLSearchParams(body);
  const action = given.get("Action") ?? "";
  if (action === "GetCallerIdentity") {
    const account = world.caller.split(":")[4] ?? "";
    return done(
      action,
      `<Arn>${world.caller}</Arn><UserId>AROA:x</UserId><Account>${account}</Account>`,
    );
  }
  if (action === "AssumeRoot") return assumeRoot(world, given);
  const [, key = ""] = /Credential=ROOT([^/]+)\//.exec(request.headers.authorization ?? "") ?? [];
  const [account = "", task = ""] = Buffer.from(key, "hex").toString("utf8").split(" ");
  world.calls.push(`${world.accounts.get(account)?.name ?? "nobody"} ${action}`);
  if (!(TASKS[task] ?? []).includes(action)) {
    return failed(403, "AccessDenied", `a session for ${task} may not iam:${action}`);
  }
  // A root user has no name, and a session for it asks of no other user.
  if (given.has("UserName")) return failed(403, "AccessDenied", "of the root user alone");
  return ofRoot(world, account, action, given);
}

function listed({ accounts }: RootWorld): Answer {
  const Accounts = [...accounts].map(([Id, { name, state }]) => ({
    Id,
    Name: name,
    State: state,
    Status: state,
  }));
  return [200, JSON.stringify({ Accounts })];
}

function assumeRoot(world: RootWorld, given: URLSearchParams): Answer {
  const id = given.get("TargetPrincipal") ?? "";
  const arn = given.get("TaskPolicyArn.arn") ?? "";
  const seconds = Number(given.get("DurationSeconds") ?? 900);
  const task = arn.slice(TASK.length);
  world.calls.push(`${world.accounts.get(id)?.name ?? "nobody"} AssumeRoot ${task}`);
  if (!arn.startsWith(TASK) || !(task in TASKS)) return failed(400, "ValidationError", arn);
  if (seconds > 900) return failed(400, "ValidationError", `DurationSeconds ${seconds}`);
  if (id === MANAGEMENT || !world.accounts.has(id) || world.refused.has(id)) {
    return failed(403, "AccessDenied", `not authorized to perform: sts:AssumeRoot on ${id}`);
  }
  const key = Buffer.from(`${id} ${task}`).toString("hex");
  return done(
    "AssumeRoot",
    `<Credentials><AccessKeyId>ROOT${key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
      "<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>",
  );
}

function ofRoot(
  { roots }: RootWorld,
  account: string,
  action: string,
  given: URLSearchParams,
): Answer {
  const root = roots.get(account) ?? { password: false, keys: [], certificates: [], devices: [] };
  const without = (all: readonly string[], parameter: string): readonly string[] =>
    all.filter((one) => one !== given.get(parameter));
  const now: Partial<RootInventory> | null =
    action === "DeleteLoginProfile"
      ? { password: false }
      : action === "DeleteAccessKey"
        ? { keys: without(root.keys, "AccessKeyId") }
        : action === "DeleteSigningCertificate"
          ? { certificates: without(root.certificates, "CertificateId") }
          : action === "DeactivateMFADevice"
            ? { devices: without(root.devices, "SerialNumber") }
            : null;
  if (now) {
    roots.set(account, { ...root, ...now });
    return done(action, "");
  }
  const since = "<CreateDate>2026-01-01T00:00:00Z</CreateDate>";
  switch (action) {
    case "GetLoginProfile":
      return root.password
        ? done(action, `<LoginProfile><UserName>root</UserName>${since}</LoginProfile>`)
        : failed(404, "NoSuchEntity", "Login Profile for User cannot be found.");
    case "ListAccessKeys":
      return done(
        action,
        members("AccessKeyMetadata", root.keys, (id) => `<AccessKeyId>${id}</AccessKeyId>`),
      );
    case "ListSigningCertificates":
      return done(
        action,
        members("Certificates", root.certificates, (id) => `<CertificateId>${id}</CertificateId>`),
      );
    case "ListMFADevices":
      return done(
        action,
        members("MFADevices", root.devices, (id) => `<SerialNumber>${id}</SerialNumber>`),
      );
    default:
      return done(action, "");
  }
}

function members(name: string, all: readonly string[], of: (one: string) => string): string {
  return `<${name}>${all.map((one) => `<member>${of(one)}</member>`).join("")}</${name}><IsTruncated>false</IsTruncated>`;
}

function done(action: string, result: string): Answer {
  return [
    200,
    `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
  ];
}

function failed(status: number, code: string, message: string): Answer {
  return [
    status,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  ];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
