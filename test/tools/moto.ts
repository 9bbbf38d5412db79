import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { toolEnvironment } from "./python";

const READY_MS = 30_000;

/** moto's server: a stand-in for AWS with many accounts, in memory. */
export interface Moto {
  /** Endpoint of every service, on loopback. */
  readonly endpoint: string;
  /** Forgets everything, in all accounts. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface MotoOptions {
  /** AWS's managed policies exist. Costs a second for each account, so it is off by default. */
  readonly managedPolicies?: boolean;
}

/**
 * Starts moto on a free port and waits until it answers.
 * @param python Interpreter with moto, see `ensurePython`.
 */
export async function startMoto(
  python: string,
  { managedPolicies = false }: MotoOptions = {},
): Promise<Moto> {
  const child = spawn(python, ["-I", join(__dirname, "moto_server.py")], {
    env: toolEnvironment({ MOTO_IAM_LOAD_MANAGED_POLICIES: String(managedPolicies) }),
    stdio: ["pipe", "ignore", "pipe"],
  });
  const stop = stopper(child);
  try {
    const endpoint = await endpointOf(child);
    return {
      endpoint,
      stop,
      reset: async () => {
        const answer = await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
        if (!answer.ok) throw new Error(`moto does not reset: ${answer.status}`);
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function stopper(child: ChildProcess): () => Promise<void> {
  const ended = new Promise<void>((fulfil) => {
    child.once("close", () => {
      fulfil();
    });
    child.once("error", () => {
      fulfil();
    });
  });
  return () => {
    child.stdin?.end();
    child.kill("SIGKILL");
    return ended;
  };
}

/** The server says on standard error where it listens, as soon as it does. */
function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((fulfil, reject) => {
    let said = "";
    const give = (problem: string): void => {
      reject(new Error(`moto ${problem}\n${said}`));
    };
    const timer = setTimeout(give, READY_MS, `is not ready after ${READY_MS / 1000} s`);
    child.once("error", (error) => {
      give(`does not start: ${error.message}`);
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      give(`ended with code ${code ?? "none"}`);
    });
    // Read to the end: a full pipe would stop the server.
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      said = (said + chunk).slice(-10_000);
      const [endpoint] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (endpoint === undefined) return;
      clearTimeout(timer);
      fulfil(endpoint);
    });
  });
}
