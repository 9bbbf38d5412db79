import { inTemplate } from "../render";
import { parameter, type StampTemplate } from "../stamp-template";
import { RECORDER, RECORDER_ROLE_ARN, SNAPSHOT_FREQUENCY } from "./recorder";

/**
 * Template of AWS Config's recorder and delivery channel, the same in every region. What is global,
 * such as roles, is recorded in the home region alone: AWS charges for each copy. Neither resource
 * names the other: CloudFormation waits for the channel before it starts the recorder, and an order
 * of our own would keep both waiting.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configurationrecorder.html
 */
export function recorderTemplate(homeRegion: string, bucketName: string): StampTemplate {
  const used = new Set<string>();
  const resources = {
    Recorder: {
      Type: "AWS::Config::ConfigurationRecorder",
      Properties: {
        Name: RECORDER,
        RoleARN: inTemplate(RECORDER_ROLE_ARN, used),
        RecordingGroup: {
          AllSupported: true,
          IncludeGlobalResourceTypes: { "Fn::If": ["IsHome", true, false] },
        },
      },
    },
    Channel: {
      Type: "AWS::Config::DeliveryChannel",
      Properties: {
        Name: RECORDER,
        S3BucketName: inTemplate(bucketName, used),
        ConfigSnapshotDeliveryProperties: { DeliveryFrequency: SNAPSHOT_FREQUENCY },
      },
    },
  };
  const parameters = [...used].sort();
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "AWS Config records what the account has",
    Parameters: Object.fromEntries(parameters.map((name) => [name, parameter(name)])),
    Conditions: { IsHome: { "Fn::Equals": [{ Ref: "AWS::Region" }, homeRegion] } },
    Resources: resources,
  };
  return { body: JSON.stringify(template), parameters };
}
