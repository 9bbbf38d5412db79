import type { Statement } from "../document";
import { ownSessions } from "./own-sessions";

/** Tag of the nodes through which administrators reach networks. */
export const ENTRY_TAG = "landing-zone:entry";

/**
 * What the network function has beside its level where the network account has entry nodes: to forward
 * a port through one, under the own name. No shell: the session's document is checked, and that of
 * shells is not among those that are allowed. Nobody makes another node an entry by its tag.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-sessiondocumentaccesscheck.html
 */
export const byEntryNodes: readonly Statement[] = [
  {
    Sid: "ForwardThroughEntryNodes",
    Effect: "Allow",
    Action: "ssm:StartSession",
    Resource: "arn:{{partition}}:ec2:*:{{account:self}}:instance/*",
    Condition: {
      StringEquals: { [`ssm:resourceTag/${ENTRY_TAG}`]: "true" },
      BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" },
    },
  },
  {
    Sid: "ForwardAlone",
    Effect: "Allow",
    Action: "ssm:StartSession",
    Resource: [
      "arn:{{partition}}:ssm:*::document/AWS-StartPortForwardingSession",
      "arn:{{partition}}:ssm:*::document/AWS-StartPortForwardingSessionToRemoteHost",
    ],
  },
  ...ownSessions,
  {
    Sid: "NobodyMakesEntryNodes",
    Effect: "Deny",
    Action: ["ec2:CreateTags", "ec2:DeleteTags"],
    Resource: "*",
    // Conditions on tags find their keys in any case; EC2 keeps both.
    Condition: { "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": ENTRY_TAG } },
  },
];
