import { document } from "../document";
import { AGGREGATOR_NAME, iamArn, managedPolicyArn, RECORDER_NAME, RESERVED_PATH } from "../names";
import type { StampedRole } from "../stamp-template";

/** Name of AWS Config's recorder and of its delivery channel, in every account and region. */
export const RECORDER = "landing-zone";

/** How often AWS Config writes a whole picture of the account, beside each change. */
export const SNAPSHOT_FREQUENCY = "TwentyFour_Hours";

const CONFIG = { Service: "config.amazonaws.com" };

/**
 * Role by which AWS Config looks at an account. It reads metadata, and writes nowhere: where a role
 * may not write into the bucket, AWS Config delivers as its own service principal, which the bucket's
 * policy lets in for this organization. Recorders of this account alone may use it (the confused
 * deputy).
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 * https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html
 */
export function recorderRole(): StampedRole {
  return {
    name: RECORDER_NAME,
    description: "AWS Config looks at the account by this role",
    sessionHours: 1,
    trust: document({
      Effect: "Allow",
      Principal: CONFIG,
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": "{{account:self}}" } },
    }),
    policies: { managed: [managedPolicyArn("service-role/AWS_ConfigRole")], inline: null },
  };
}

/**
 * Role by which AWS Config learns which accounts the organization has, in the audit account.
 * https://docs.aws.amazon.com/config/latest/developerguide/set-up-aggregator-cli.html
 */
export function aggregatorRole(): StampedRole {
  return {
    name: AGGREGATOR_NAME,
    description: "AWS Config asks by this role which accounts there are",
    sessionHours: 1,
    trust: document({
      Effect: "Allow",
      Principal: CONFIG,
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": "{{account:self}}" } },
    }),
    policies: {
      managed: [managedPolicyArn("service-role/AWSConfigRoleForOrganizations")],
      inline: null,
    },
  };
}

/** The recorder's role in the account itself, whichever region asks. */
export const RECORDER_ROLE_ARN = iamArn("self", `role${RESERVED_PATH}${RECORDER_NAME}`);
