import type { Statement } from "../document";

/** Reads logs, metrics and traces. */
export const readLogsAndMetrics: Statement = {
  Sid: "ReadLogsAndMetrics",
  Effect: "Allow",
  Action: [
    "application-autoscaling:Describe*",
    "autoscaling:Describe*",
    "cloudwatch:Describe*",
    "cloudwatch:Get*",
    "cloudwatch:List*",
    "logs:Describe*",
    "logs:FilterLogEvents",
    "logs:Get*",
    "logs:List*",
    "logs:StartLiveTail",
    "logs:StartQuery",
    "logs:StopLiveTail",
    "logs:StopQuery",
    "xray:BatchGet*",
    "xray:Get*",
    "xray:List*",
  ],
  Resource: "*",
};
