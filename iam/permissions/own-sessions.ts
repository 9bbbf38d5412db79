import type { Statement } from "../document";

/**
 * To go on with and to end the sessions of Session Manager that one has begun oneself. Their ids begin
 * with the session's name alone, so that a role's sessions tell by the tag whose they are. The data
 * channel is no resource of its own.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html
 */
export const ownSessions: readonly Statement[] = [
  {
    Sid: "OwnSessions",
    Effect: "Allow",
    Action: ["ssm:ResumeSession", "ssm:TerminateSession"],
    Resource: "arn:{{partition}}:ssm:*:{{account:self}}:session/*",
    Condition: {
      StringEquals: { "ssm:resourceTag/aws:ssmmessages:session-id": "${aws:userid}" },
    },
  },
  {
    Sid: "DataOfSessions",
    Effect: "Allow",
    Action: "ssmmessages:OpenDataChannel",
    Resource: "*",
  },
];
