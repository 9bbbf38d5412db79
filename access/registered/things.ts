import { AWS_RESOURCES } from "./aws";
import { readerOf } from "./cloudformation";
import type { Registered, Shape, Thing } from "./resource";
import { parametersOf, thingsInTemplate } from "./template";
import { isUnknown } from "./values";

/** Stands for the account of a template that goes into many. */
export const EVERY_ACCOUNT = "<self>";

/** How the types that carry templates name their parts. */
const TEMPLATES: Readonly<
  Record<string, { readonly body: string; readonly url: string; readonly one: boolean }>
> = {
  "aws-native:cloudformation:StackSet": { body: "templateBody", url: "templateUrl", one: false },
  "aws:cloudformation/stackSet:StackSet": { body: "templateBody", url: "templateUrl", one: false },
  "aws-native:cloudformation:Stack": { body: "templateBody", url: "templateUrl", one: true },
  "aws:cloudformation/stack:Stack": { body: "templateBody", url: "templateUrl", one: true },
};

/**
 * Everything that a registered resource makes, for rules to judge. Resources of which no rule knows
 * anything make nothing.
 * @param account Id of the resource's account, or a symbol for it.
 */
export function thingsOf(of: Registered, account: string, partition: string): readonly Thing[] {
  const template = TEMPLATES[of.type];
  if (template) {
    return inTemplate(of, template, template.one ? account : EVERY_ACCOUNT, partition);
  }
  const shapes =
    AWS_RESOURCES[of.type]?.(of) ?? (of.type.startsWith("aws-native:") ? native(of) : []);
  return shapes.map((shape) => ({ of, inTemplate: null, kept: of.protect, shape }));
}

function native(of: Registered): readonly Shape[] {
  const byLowerCase = new Map(
    Object.entries(of.madeOf).map(([name, urns]) => [name.toLowerCase(), urns]),
  );
  const outputs = [of.outputs.id, of.outputs.arn].filter((one) => typeof one === "string");
  return (
    readerOf(of.type)?.({
      properties: of.inputs,
      names: outputs,
      madeOf: (name) => byLowerCase.get(name) ?? [],
    }) ?? []
  );
}

function inTemplate(
  of: Registered,
  { body, url }: { readonly body: string; readonly url: string },
  account: string,
  partition: string,
): readonly Thing[] {
  const { inputs } = of;
  const itself = (shape: Shape): Thing => ({ of, inTemplate: null, kept: of.protect, shape });
  const text = inputs[body];
  if (isUnknown(text)) return [itself({ kind: "unknown template" })];
  if (typeof text !== "string") {
    const address = inputs[url];
    const at = typeof address === "string" ? address : "an address";
    const why =
      address === undefined ? "there is none in the program" : `it is at ${at}, not in the program`;
    return [itself({ kind: "unreadable template", why })];
  }
  const parameters = parametersOf(inputs.parameters);
  return thingsInTemplate(text, { account, partition, parameters }).map(({ id, kept, shape }) => ({
    of,
    inTemplate: id,
    kept,
    shape,
  }));
}
