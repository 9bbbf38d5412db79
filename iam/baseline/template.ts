import { BASELINE_DOCUMENT } from "../names";
import { inTemplate } from "../render";
import type { StampTemplate } from "../stamp-template";
import { BASELINE_ROLE_ARN } from "./role";
import type { SettingCall } from "./settings";

/** How often settings are set again: what somebody has changed is as it was after a day. */
export const BASELINE_SCHEDULE = "rate(1 day)";

/** Tag of the association, whose id AWS chooses: guardrails know it by this. */
export const BASELINE_TAG = { Key: "landing-zone", Value: "baseline" } as const;

/** A step of an Automation document. */
export interface AutomationStep {
  readonly name: string;
  readonly action: "aws:executeAwsApi";
  /** One setting that AWS refuses keeps no other from being set; the run counts as failed. */
  readonly onFailure: "Continue";
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html */
function automationStep({ name, service, api, inputs }: SettingCall): AutomationStep {
  return {
    name,
    action: "aws:executeAwsApi",
    onFailure: "Continue",
    inputs: { Service: service, Api: api, ...inputs },
  };
}

/**
 * Template of the Automation document and of the association that runs it, when it is made and once a
 * day. The document takes no parameters: whoever starts it can only have the same settings set again.
 * Settings of the whole account are set in the home region alone. A new version replaces the document's
 * content: one with a name of its own is never made anew.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-document.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/scheduling-automations-state-manager-associations.html
 */
export function baselineTemplate(homeRegion: string, calls: readonly SettingCall[]): StampTemplate {
  // Fills in what stands for the account itself; none of it needs a parameter.
  const used = new Set<string>();
  const steps = (of: readonly SettingCall[]): unknown => inTemplate(of.map(automationStep), used);
  const regional = calls.filter(({ scope }) => scope === "region");
  const elsewhere = regional.length > 0;
  // A document has one step at least: without any for other regions, they have no document.
  const onlyHome = elsewhere ? {} : { Condition: "IsHome" };
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Defaults of the account, set again once a day",
    Conditions: { IsHome: { "Fn::Equals": [{ Ref: "AWS::Region" }, homeRegion] } },
    Resources: {
      Document: {
        Type: "AWS::SSM::Document",
        ...onlyHome,
        Properties: {
          Name: BASELINE_DOCUMENT,
          DocumentType: "Automation",
          DocumentFormat: "JSON",
          UpdateMethod: "NewVersion",
          Content: {
            schemaVersion: "0.3",
            description: "Sets the defaults that the landing zone wants the account to have",
            assumeRole: inTemplate(BASELINE_ROLE_ARN, used),
            mainSteps: elsewhere
              ? { "Fn::If": ["IsHome", steps(calls), steps(regional)] }
              : steps(calls),
          },
        },
      },
      Association: {
        Type: "AWS::SSM::Association",
        ...onlyHome,
        Properties: {
          Name: { Ref: "Document" },
          AssociationName: BASELINE_DOCUMENT,
          ScheduleExpression: BASELINE_SCHEDULE,
          ComplianceSeverity: "HIGH",
          Tags: [BASELINE_TAG],
        },
      },
    },
  };
  return { body: JSON.stringify(template), parameters: [...used].sort() };
}
