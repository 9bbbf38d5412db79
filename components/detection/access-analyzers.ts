import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedAccessAnalyzer } from "../../model/detection/plan";

export interface AccessAnalyzersArgs {
  readonly accessAnalyzer: PlannedAccessAnalyzer;
}

/** Analyzers of the whole organization, in the audit account. */
export class AccessAnalyzers extends pulumi.ComponentResource {
  constructor(name: string, args: AccessAnalyzersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:detection:AccessAnalyzers", name, {}, opts);
    const { externalAccess, unusedAccess } = args.accessAnalyzer;
    for (const region of externalAccess) {
      new aws.accessanalyzer.Analyzer(
        `${name}-${region}`,
        { analyzerName: "landing-zone-external-access", type: "ORGANIZATION", region },
        { parent: this },
      );
    }
    if (unusedAccess) {
      new aws.accessanalyzer.Analyzer(
        `${name}-unused`,
        {
          analyzerName: "landing-zone-unused-access",
          type: "ORGANIZATION_UNUSED_ACCESS",
          region: unusedAccess.region,
          configuration: { unusedAccess: { unusedAccessAge: unusedAccess.days } },
        },
        // The days of an analyzer never change, and names are there once.
        { parent: this, deleteBeforeReplace: true },
      );
    }
    this.registerOutputs({});
  }
}

/**
 * An analyzer of the management account alone. With it AWS makes the service's own role there, without
 * which no other account analyzes the organization.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-using-service-linked-roles.html
 */
export class ManagementAnalyzer extends pulumi.ComponentResource {
  constructor(
    name: string,
    { region }: { readonly region: string },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("landingzone:detection:ManagementAnalyzer", name, {}, opts);
    new aws.accessanalyzer.Analyzer(
      `${name}-account`,
      { analyzerName: "landing-zone-account", type: "ACCOUNT", region },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
