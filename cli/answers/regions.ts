import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { planLandingZone } from "../../model/plan";
import { regionsReport } from "../../report/regions";
import type { StateSettings } from "../../report/regions-dependences";
import { regionsText } from "../../report/regions-text";
import { EXIT, UsageError, type Finish } from "../exit";
import { print, printJson } from "../print";
import { stackPath, validStack, type StackOptions } from "../stack-option";

/** `lz regions`: computed from the plan and from Pulumi's own settings. */
export function regions(options: StackOptions, finish: Finish): void {
  const stack = validStack(options, finish);
  if (!stack) return;
  const path = stackPath(options);
  const report = regionsReport(
    planLandingZone(stack),
    stateSettings(path),
    basename(path, ".yaml"),
  );
  if (options.json) printJson(report);
  else print(regionsText(report));
  finish(EXIT.fine);
}

const projectFile = z.looseObject({ backend: z.looseObject({ url: z.string() }).optional() });
const settingsFile = z.looseObject({ secretsprovider: z.string().optional() });

/** What Pulumi's settings beside a stack file say of the state. */
function stateSettings(path: string): StateSettings {
  const folder = dirname(path);
  const settings = read(join(folder, `Pulumi.${basename(path)}`), settingsFile);
  const project = read(join(folder, "..", "Pulumi.yaml"), projectFile);
  return {
    backend: project?.backend?.url ?? null,
    secrets: settings?.secretsprovider ?? null,
  };
}

function read<T>(path: string, form: z.ZodType<T>): T | null {
  if (!existsSync(path)) return null;
  try {
    return form.parse(parse(readFileSync(path, "utf8")) ?? {});
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : ""}`);
  }
}
