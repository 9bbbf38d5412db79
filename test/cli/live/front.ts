import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request of IAM, STS or another service of the query protocol, as it came. */
export interface Asked {
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** An error of AWS. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

/** A server in front of moto: notes requests, answers some with a fault, and knows what moto lacks. */
export interface Front {
  readonly endpoint: string;
  readonly asked: Asked[];
  /** Answers requests of an action with a fault from now on; undefined: no more. */
  readonly fail: (
    action: string,
    fault: Fault | ((parameters: Asked["parameters"]) => Fault | undefined) | undefined,
  ) => void;
  readonly stop: () => Promise<void>;
}

type Faults = (parameters: Asked["parameters"]) => Fault | undefined;

export async function startFront(behind: string): Promise<Front> {
  const asked: Asked[] = [];
  const faults = new Map<string, Faults>();
  const services = serviceCredentials();
  const server = createServer((incoming, outgoing) => {
    void bodyOf(incoming).then((body) => {
      const parameters = Object.fromEntries(new URLSearchParams(body));
      const target = String(incoming.headers["x-amz-target"] ?? "").split(".");
      const action = parameters.Action ?? target.at(-1) ?? "";
      asked.push({ action, parameters });
      const fault = faults.get(action)?.(parameters);
      const known = services(action, parameters);
      const inJson = target.length > 1;
      if (fault) answer(outgoing, fault.status ?? 400, inJson ? faultJson(fault) : faultXml(fault));
      else if (known !== undefined) answer(outgoing, 200, known);
      else pass(behind, incoming, body, outgoing);
    });
  });
  await new Promise<void>((fulfil) => server.listen(0, "127.0.0.1", fulfil));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    fail: (action, fault) => {
      if (fault === undefined) faults.delete(action);
      else faults.set(action, typeof fault === "function" ? fault : () => fault);
    },
    stop: () =>
      new Promise((fulfil) => {
        server.close(() => {
          fulfil();
        });
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let body = "";
  incoming.setEncoding("utf8");
  for await (const chunk of incoming) body += chunk as string;
  return body;
}

function answer(outgoing: ServerResponse, status: number, body: string): void {
  outgoing.writeHead(status, { "content-type": "text/xml" }).end(body);
}

function pass(
  behind: string,
  incoming: IncomingMessage,
  body: string,
  outgoing: ServerResponse,
): void {
  const options = { method: incoming.method ?? "POST", headers: incoming.headers };
  request(new URL(incoming.url ?? "/", behind), options, (back) => {
    outgoing.writeHead(back.statusCode ?? 500, back.headers);
    back.pipe(outgoing);
  })
    .on("error", () => {
      outgoing.destroy();
    })
    .end(body);
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function faultJson({ code, message }: Fault): string {
  return JSON.stringify({ __type: code, Message: message });
}

function faultXml({ code, message }: Fault): string {
  const error = `<Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message>`;
  return `<ErrorResponse><Error>${error}</Error><RequestId>test</RequestId></ErrorResponse>`;
}

/** Credentials of single services, which moto does not have. */
function serviceCredentials(): (
  action: string,
  parameters: Asked["parameters"],
) => string | undefined {
  const found = new Map<string, { user: string; status: string }>();
  const result = (action: string, inner: string): string =>
    `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`;
  const shown = (id: string, { user, status }: { user: string; status: string }): string =>
    `<UserName>${user}</UserName><Status>${status}</Status>` +
    "<ServiceName>codecommit.amazonaws.com</ServiceName><CreateDate>2026-01-01T00:00:00Z</CreateDate>" +
    `<ServiceUserName>${user}-at-1</ServiceUserName>` +
    `<ServiceSpecificCredentialId>${id}</ServiceSpecificCredentialId>`;
  return (action, { UserName: user = "", ServiceSpecificCredentialId: id = "", Status }) => {
    switch (action) {
      case "CreateServiceSpecificCredential": {
        const made = `ACCA${String(found.size + 1).padStart(16, "0")}`;
        const one = { user, status: "Active" };
        found.set(made, one);
        return result(
          action,
          `<ServiceSpecificCredential>${shown(made, one)}</ServiceSpecificCredential>`,
        );
      }
      case "ListServiceSpecificCredentials": {
        const own = [...found].filter(([, one]) => one.user === user);
        const members = own.map(([key, one]) => `<member>${shown(key, one)}</member>`).join("");
        return result(
          action,
          `<ServiceSpecificCredentials>${members}</ServiceSpecificCredentials>`,
        );
      }
      case "UpdateServiceSpecificCredential":
        found.set(id, { user, status: Status ?? "" });
        return result(action, "");
      case "DeleteServiceSpecificCredential":
        found.delete(id);
        return result(action, "");
      default:
        return undefined;
    }
  };
}
