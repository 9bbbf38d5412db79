import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Placeholder } from "../iam/placeholder";
import { render } from "../iam/render";
import { POLICY_TYPES, type PlannedGuardrail } from "../model/guardrails";
import type { Plan } from "../model/plan";
import { ROOT } from "../model/units";

export interface GuardrailsArgs {
  /**
   * The organization is imported in this run, as it is: its policy types may be off, and nothing that
   * somebody else made is bound yet.
   */
  readonly importing: boolean;
  readonly plan: Pick<Plan, "guardrails" | "organization">;
  readonly rootId: pulumi.Input<string>;
  /** Unit ids by path. */
  readonly unitIds: Readonly<Record<string, pulumi.Input<string>>>;
  readonly organizationId: pulumi.Input<string>;
}

/**
 * The organization's policies and what they are attached to. AWS's own policies that allow everything
 * stay attached everywhere, so that no target is ever without one.
 */
export class Guardrails extends pulumi.ComponentResource {
  constructor(name: string, args: GuardrailsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:organization:Guardrails", name, {}, opts);
    const policies = new Map<string, aws.organizations.Policy>();
    for (const planned of args.importing ? [] : args.plan.guardrails) {
      let policy = policies.get(planned.name);
      if (!policy) {
        policy = new aws.organizations.Policy(
          `${name}-${planned.name}`,
          {
            name: planned.name,
            description: planned.description,
            type: POLICY_TYPES[planned.kind].type,
            content: contentOf(planned, args),
          },
          { parent: this },
        );
        policies.set(planned.name, policy);
      }
      new aws.organizations.PolicyAttachment(
        `${name}-${planned.name}-at-${planned.target}`,
        { policyId: policy.id, targetId: targetId(planned, args) },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

/** Policies of the organization name accounts by wildcards: of accounts, no id is known here. */
function contentOf(
  { document, name }: PlannedGuardrail,
  { organizationId, plan }: GuardrailsArgs,
): pulumi.Output<string> {
  const known = new Map<Placeholder, pulumi.Input<string>>([
    ["organization:id", organizationId],
    ["partition", plan.organization.partition],
  ]);
  return render(
    JSON.stringify(document),
    (placeholder) => {
      const value = known.get(placeholder);
      if (value === undefined)
        throw new Error(`${name} has {{${placeholder}}}, which is not known yet`);
      return value;
    },
    (parts) => pulumi.concat(...parts),
  );
}

function targetId({ target }: PlannedGuardrail, args: GuardrailsArgs): pulumi.Input<string> {
  const id = target === ROOT ? args.rootId : args.unitIds[target];
  if (id === undefined) throw new Error(`the plan has a guardrail for ${target} and no such unit`);
  return id;
}
