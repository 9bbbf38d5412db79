import { noCustomerData } from "./customer-data";
import type { Level } from "./level";
import { readLogsAndMetrics } from "./logs-and-metrics";

/** Reads logs, metrics and configuration, and no customer data. */
export const observe: Level = {
  managed: ["job-function/ViewOnlyAccess"],
  statements: [readLogsAndMetrics, noCustomerData],
};
