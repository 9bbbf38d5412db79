import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "../../iam/document";
import { KEPT_SECONDS } from "../../iam/monitoring/spoke";
import { boundDocument, type Bindings } from "../bindings";

export interface UndeliveredArgs {
  /** Name of the queue. */
  readonly queue: string;
  readonly region: string;
  readonly policy: PolicyDocument;
  readonly bindings: Bindings;
}

/** A queue of what rules could not deliver, as children of the component; gives what may be aimed at. */
export function undelivered(
  name: string,
  { queue: own, region, policy, bindings }: UndeliveredArgs,
  opts: pulumi.CustomResourceOptions,
): { readonly queue: aws.sqs.Queue; readonly policy: aws.sqs.QueuePolicy } {
  const queue = new aws.sqs.Queue(
    `${name}-queue`,
    { name: own, region, messageRetentionSeconds: KEPT_SECONDS, sqsManagedSseEnabled: true },
    opts,
  );
  const queuePolicy = new aws.sqs.QueuePolicy(
    `${name}-queue-policy`,
    { queueUrl: queue.url, region, policy: boundDocument(policy, bindings) },
    opts,
  );
  return { queue, policy: queuePolicy };
}
