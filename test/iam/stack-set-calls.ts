import type {
  CreateStackInstancesCommandInput,
  CreateStackSetCommandInput,
} from "@aws-sdk/client-cloudformation";
import { RoleStamps } from "../../components/role-stamps";
import { StackSets } from "../../components/stack-sets";
import type { PlannedType } from "../../model/plan";
import type { PlannedStackSet } from "../../model/stack-sets";
import { registrationsOf, type Registration } from "../components/registrations";
import type { Values } from "./documents";

/** The calls by which one StackSet comes into being. */
export interface StackSetCalls {
  readonly set: CreateStackSetCommandInput;
  readonly instances: readonly CreateStackInstancesCommandInput[];
}

export interface Stamping {
  readonly types: readonly PlannedType[];
  readonly unitIds: Readonly<Record<string, string>>;
  readonly region: string;
  readonly bindings: Values;
}

/**
 * What AWS is asked for when the component `RoleStamps` is deployed: its own inputs, taken apart as
 * CloudFormation's handler of the resource does, into the set and its instances.
 */
export async function stackSetCalls(stamping: Stamping): Promise<readonly StackSetCalls[]> {
  const registrations = await registrationsOf(() => {
    new RoleStamps("stamps", { ...stamping, partners: [], accountIds: {} });
  });
  return callsOfSets(registrations);
}

/** The same of the component `StackSets`, which stamps what accounts of all types have. */
export async function stackSetCallsOfAll(
  stamping: Omit<Stamping, "types"> & {
    readonly stackSets: readonly PlannedStackSet[];
    readonly rootId: string;
  },
): Promise<readonly StackSetCalls[]> {
  return callsOfSets(
    await registrationsOf(() => {
      new StackSets("baseline", stamping);
    }),
  );
}

function callsOfSets(registrations: readonly Registration[]): readonly StackSetCalls[] {
  return registrations
    .filter(({ type }) => type === "aws-native:cloudformation:StackSet")
    .map(({ inputs }) => callsOf(capitalized(inputs) as StackSetProperties));
}

/** Properties of the CloudFormation resource; their names are those of the calls' parameters. */
type StackSetProperties = CreateStackSetCommandInput &
  Pick<CreateStackInstancesCommandInput, "OperationPreferences"> & {
    readonly StackInstancesGroup: readonly Pick<
      CreateStackInstancesCommandInput,
      "DeploymentTargets" | "Regions"
    >[];
  };

function callsOf({
  StackInstancesGroup,
  OperationPreferences,
  ...set
}: StackSetProperties): StackSetCalls {
  return {
    set,
    instances: StackInstancesGroup.map((group) => ({
      ...group,
      StackSetName: set.StackSetName,
      CallAs: set.CallAs,
      OperationPreferences,
    })),
  };
}

/** Pulumi's names of properties are CloudFormation's with a small first letter. */
function capitalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalized);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key.charAt(0).toUpperCase() + key.slice(1),
      capitalized(part),
    ]),
  );
}
