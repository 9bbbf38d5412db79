import { main } from "../../cli/main";

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `lz` in this process, which is quicker than one of its own. */
export async function lz(...args: readonly string[]): Promise<Answer> {
  const printed = { stdout: "", stderr: "" };
  const streams = ["stdout", "stderr"] as const;
  const restore = streams.map((name) => {
    const stream = process[name];
    const write = stream.write.bind(stream);
    stream.write = (text: string, ...rest: readonly unknown[]) => {
      printed[name] += text;
      const done = rest.at(-1);
      if (typeof done === "function") (done as () => void)();
      return true;
    };
    return () => {
      stream.write = write;
    };
  });
  try {
    return { code: await main(args), ...printed };
  } finally {
    for (const back of restore) back();
  }
}

/** The same on the example's stack. */
export function example(command: string): Promise<Answer> {
  return lz(...command.split(" "), "--stack", "example");
}
