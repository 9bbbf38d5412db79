import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { RETRIES, WITH_READS, type Spoke as PlannedSpoke } from "../../iam/monitoring/spoke";
import { TARGET } from "../../iam/monitoring/spoke-template";
import { bound, type Bindings } from "../bindings";
import { reservedRole, type MadeRole } from "../reserved-role";
import { undelivered } from "./undelivered";

export interface SpokeArgs {
  readonly spoke: PlannedSpoke;
  /** Regions that are watched. */
  readonly regions: readonly string[];
  readonly bindings: Bindings;
}

/**
 * Hands events of one account on to the hub: a role, and in each region a rule with a queue of what it
 * could not deliver. Management has it so; a StackSet stamps the same into every member.
 */
export class Spoke extends pulumi.ComponentResource {
  constructor(name: string, args: SpokeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:monitoring:Spoke", name, {}, opts);
    const { spoke, bindings } = args;
    const forwarder = reservedRole(name, { role: spoke.role, bindings }, { parent: this });
    for (const region of args.regions) this.watch(name, region, forwarder, args);
    this.registerOutputs({});
  }

  private watch(
    name: string,
    region: string,
    forwarder: MadeRole,
    { spoke, bindings }: SpokeArgs,
  ): void {
    const parent = { parent: this };
    const own = `${name}-${region}`;
    const { queue, policy } = undelivered(
      own,
      { queue: spoke.name, region, policy: spoke.queuePolicy, bindings },
      parent,
    );
    const rule = new aws.cloudwatch.EventRule(
      `${own}-rule`,
      {
        name: spoke.name,
        description: spoke.description,
        region,
        eventPattern: bound(JSON.stringify(spoke.pattern), bindings),
        state: WITH_READS,
      },
      parent,
    );
    const { role, policies } = forwarder;
    new aws.cloudwatch.EventTarget(
      `${own}-target`,
      {
        rule: rule.name,
        targetId: TARGET,
        arn: bound(spoke.target, bindings),
        region,
        roleArn: role.arn,
        deadLetterConfig: { arn: queue.arn },
        retryPolicy: { ...RETRIES },
      },
      // AWS refuses a target on a bus of another account that the role may not reach.
      { ...parent, dependsOn: [policy, ...policies] },
    );
  }
}
