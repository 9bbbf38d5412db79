/**
 * A loopback server for the few calls that the program makes by itself, with the AWS SDK: assuming
 * a role of a new account, narrowing its trust, and activating stack sets for the organization. It speaks the Query
 * protocol: a form in, XML out; and JSON where the SDK does (aws-json.ts).
 */
import { type IncomingMessage, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { jsonAnswer, type JsonState } from "./aws-json";
import { change, read } from "./stand-in/store";

export interface EndpointOptions {
  /** The store of the stand-in, where activating leaves its mark. May be set later. */
  readonly store?: string;
  /** How often each role is refused before it may be assumed, as IAM is slow to tell. */
  readonly deniedAttempts?: number;
  /** Exceptions to that, by ARN. `Infinity` refuses for ever. */
  readonly deniedAttemptsOf?: Readonly<Record<string, number>>;
  /** Who asks without having assumed a role. */
  readonly caller?: string;
  /** Whether they came with MFA; they did, unless it is false. */
  readonly mfa?: boolean;
}

export interface EndpointCall {
  readonly action: string;
  readonly service: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The role on whose behalf the call was made. */
  readonly assumedRole?: string;
  readonly status: number;
}

export interface AwsEndpoint {
  readonly url: string;
  readonly calls: readonly EndpointCall[];
  /** Trust policies that were put, by the role's ARN. */
  readonly trusts: ReadonlyMap<string, string>;
  /** Contacts of accounts, and costs. */
  readonly json: JsonState;
  useStore(store: string): void;
  /** From now on, this user asks where no role is assumed. */
  signIn(arn: string): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

export async function startAwsEndpoint(options: EndpointOptions = {}): Promise<AwsEndpoint> {
  const calls: EndpointCall[] = [];
  const attempts = new Map<string, number>();
  /** Trusts that somebody put, by the role's ARN. */
  const trustOf = new Map<string, string>();
  const json: JsonState = {
    contacts: new Map(),
    knownTags: new Set(),
    activeTags: new Set(),
    monitors: [],
    failures: [],
    costExplorer: true,
  };
  let store = options.store;
  let user = `arn:aws:iam::${options.caller ?? "111111111111"}:user/stand-in`;

  function assumeRole(parameters: Readonly<Record<string, string>>): Answer {
    const arn = parameters.RoleArn ?? "";
    const account = /^arn:[^:]+:iam::(\d{12}):role\/.+$/.exec(arn)?.[1];
    if (account === undefined) return failure(400, "ValidationError", `${arn} is invalid`);
    const attempt = (attempts.get(arn) ?? 0) + 1;
    attempts.set(arn, attempt);
    const denied = options.deniedAttemptsOf?.[arn] ?? options.deniedAttempts ?? 0;
    if (attempt <= denied || !trusts(arn)) {
      const message = `User is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
      return failure(403, "AccessDenied", message);
    }
    const session = parameters.RoleSessionName ?? "session";
    const role = arn.split("/").at(-1) ?? "";
    // The key carries the role, so that later calls show on whose behalf they are made.
    const key = Buffer.from(arn).toString("hex");
    return success(
      "AssumeRole",
      `<Credentials><AccessKeyId>ASIA${key}</AccessKeyId>` +
        "<SecretAccessKey>stand-in</SecretAccessKey><SessionToken>stand-in</SessionToken>" +
        "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>" +
        `<AssumedRoleUser><AssumedRoleId>AROASTANDIN:${session}</AssumedRoleId>` +
        `<Arn>arn:aws:sts::${account}:assumed-role/${role}/${session}</Arn></AssumedRoleUser>`,
    );
  }

  /** Does the role's trust, if one was put, mean who asks? */
  function trusts(arn: string): boolean {
    const document = trustOf.get(arn);
    if (document === undefined) return true;
    const { Statement } = JSON.parse(document) as {
      readonly Statement: readonly {
        readonly Condition?: {
          readonly ArnEquals?: { readonly "aws:PrincipalArn"?: string | readonly string[] };
          readonly Bool?: object;
        };
      }[];
    };
    return Statement.some(({ Condition = {} }) => {
      const named = [Condition.ArnEquals?.["aws:PrincipalArn"] ?? user].flat();
      return named.includes(user) && (Condition.Bool === undefined || options.mfa !== false);
    });
  }

  function getRole(role: string): Answer {
    const account = role.split(":")[4] ?? "";
    const byManagement = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${options.caller ?? "111111111111"}:root` },
          Action: "sts:AssumeRole",
        },
      ],
    });
    return success(
      "GetRole",
      `<Role><Path>/</Path><RoleName>${role.slice(role.lastIndexOf("/") + 1)}</RoleName>` +
        `<RoleId>AROASTANDIN${account}</RoleId><Arn>${role}</Arn>` +
        "<CreateDate>2026-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>" +
        `${encodeURIComponent(trustOf.get(role) ?? byManagement)}</AssumeRolePolicyDocument></Role>`,
    );
  }

  function callerIdentity(assumedRole: string | undefined): Answer {
    const arn = assumedRole ?? user;
    return success(
      "GetCallerIdentity",
      `<Arn>${arn}</Arn><UserId>AIDASTANDIN</UserId><Account>${arn.split(":")[4] ?? ""}</Account>`,
    );
  }

  function activate(): Answer {
    if (store === undefined) return failure(400, "InvalidOperation", "the test has set no store");
    change((cloud) => (cloud.flags.stackSetsAccess = true), store);
    return success("ActivateOrganizationsAccess", "");
  }

  function describeAccess(): Answer {
    const enabled = store !== undefined && read(store).flags.stackSetsAccess === true;
    return success(
      "DescribeOrganizationsAccess",
      `<Status>${enabled ? "ENABLED" : "DISABLED"}</Status>`,
    );
  }

  function answer(parameters: Readonly<Record<string, string>>, assumedRole?: string): Answer {
    switch (parameters.Action) {
      case "AssumeRole":
        return assumeRole(parameters);
      case "GetCallerIdentity":
        return callerIdentity(assumedRole);
      case "ActivateOrganizationsAccess":
        return activate();
      case "GetRole":
        return getRole(assumedRole ?? "");
      case "UpdateAssumeRolePolicy":
        trustOf.set(assumedRole ?? "", parameters.PolicyDocument ?? "");
        return success("UpdateAssumeRolePolicy", "");
      case "DescribeOrganizationsAccess":
        return describeAccess();
      default:
        return failure(400, "InvalidAction", `no such action: ${parameters.Action ?? ""}`);
    }
  }

  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const signer = readSigner(request);
      const inJson = jsonAnswer(request, body, json);
      if (inJson) {
        const { action, status, body: text, error } = inJson;
        calls.push({ action, parameters: { body }, status, ...signer });
        const headers = { "content-type": "application/json" };
        response
          .writeHead(status, { ...headers, ...(error && { "x-amzn-errortype": error }) })
          .end(text);
        return;
      }
      const parameters = Object.fromEntries(new URLSearchParams(body));
      const { status, body: xml } = answer(parameters, signer.assumedRole);
      calls.push({ action: parameters.Action ?? "", parameters, status, ...signer });
      response.writeHead(status, { "content-type": "text/xml" }).end(xml);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    trusts: trustOf,
    json,
    useStore: (dir) => {
      store = dir;
    },
    signIn: (arn) => {
      user = arn;
    },
    close: () => stop(server),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** The signature says which key, region and service a call is for. */
function readSigner(
  request: IncomingMessage,
): Pick<EndpointCall, "service" | "region" | "assumedRole"> {
  const header = request.headers.authorization ?? "";
  const [, key = "", region = "", service = ""] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(header) ?? [];
  const role = /^ASIA([0-9a-f]+)$/.exec(key)?.[1];
  if (role === undefined) return { service, region };
  return { service, region, assumedRole: Buffer.from(role, "hex").toString("utf8") };
}

function success(action: string, result: string): Answer {
  const body =
    `<${action}Response><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>stand-in</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, body };
}

function failure(status: number, code: string, message: string): Answer {
  const body =
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message>` +
    "</Error><RequestId>stand-in</RequestId></ErrorResponse>";
  return { status, body };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) =>
    server.close(() => {
      closed();
    }),
  );
}
