"use strict";
// What finds mistakes and intruders: AWS Config, Access Analyzer, GuardDuty, Security Hub. All of it
// belongs to an account and a region, and the order in which it comes and goes is strict.

const { ACCOUNT, ROLE, fail } = require("./aws");

const RECORDER = "aws:cfg/recorder:Recorder";
const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
const STATUS = "aws:cfg/recorderStatus:RecorderStatus";
const RULE = "aws:cfg/organizationManagedRule:OrganizationManagedRule";
const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";
const DETECTOR = "aws:guardduty/detector:Detector";
const GUARD_DUTY_ADMIN = "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount";
const GUARD_DUTY_MEMBERS = "aws:guardduty/organizationConfiguration:OrganizationConfiguration";
const HUB = "aws:securityhub/account:Account";
const HUB_ADMIN = "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount";
const AGGREGATOR = "aws:securityhub/findingAggregator:FindingAggregator";
const CENTRAL = "aws:securityhub/organizationConfiguration:OrganizationConfiguration";
const HUB_POLICY = "aws:securityhub/configurationPolicy:ConfigurationPolicy";
const HUB_ASSOCIATION =
  "aws:securityhub/configurationPolicyAssociation:ConfigurationPolicyAssociation";
const DELEGATED = "aws:organizations/delegatedAdministrator:DelegatedAdministrator";
const STACK_SET = "aws-native:cloudformation:StackSet";

const regionOf = ({ inputs, region }, aws) => inputs.region ?? region ?? aws.region;

/** The store finds resources by account and ID alone, so that the region is part of the ID here. */
const inRegion = (inputs, aws, name) => `${regionOf({ inputs }, aws)}/${name}`;

/** Resources of a type in the region of these inputs. */
const here = (type, inputs, aws, account = aws.account) =>
  aws.all(type, account).filter((r) => regionOf(r, aws) === regionOf({ inputs }, aws));

const management = (aws) => aws.organization()?.account;

function checkTrusted(service, aws) {
  if (!aws.trusts(service)) {
    fail("AccessDeniedException", `${service} is not trusted by the organization`);
  }
}

/** The caller speaks for the organization: as itself, or because it was left to the account. */
function checkDelegated(service, aws) {
  checkTrusted(service, aws);
  const delegated = aws
    .all(DELEGATED)
    .some((d) => d.inputs.servicePrincipal === service && d.inputs.accountId === aws.account);
  if (!delegated && aws.account !== management(aws)) {
    fail("OrganizationAccessDeniedException", `${aws.account} is no administrator of ${service}`);
  }
}

function checkRole(arn, service, aws) {
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const role = aws.find(ROLE, name);
  if (!role?.inputs.assumeRolePolicy.includes(service)) {
    fail("InvalidRoleException", `${service} cannot use the role ${arn}`);
  }
}

/** An account that AWS calls an administrator has to be called so in the same region. */
function checkAdministrator(type, inputs, aws) {
  const said = here(type, inputs, aws, management(aws)).some(
    ({ inputs: { adminAccountId } }) => adminAccountId === aws.account,
  );
  if (!said) {
    fail(
      "BadRequestException",
      `The request failed because ${aws.account} is not the delegated administrator.`,
    );
  }
}

/** Calls of the management account that name an administrator. */
const administrator = (service, account) => ({
  id: (inputs, aws) => inRegion(inputs, aws, inputs.adminAccountId),
  filledIn: ["region"],
  replaces: ["adminAccountId", "region"],
  refuse: (inputs, aws) => {
    if (aws.account !== management(aws)) {
      fail("AccessDeniedException", "Only the management account names an administrator.");
    }
    checkTrusted(service, aws);
    const { adminAccountId } = inputs;
    if (!aws.all(ACCOUNT).some(({ id }) => id === adminAccountId)) {
      fail("BadRequestException", `${adminAccountId} is no member of the organization.`);
    }
    // AWS would make one in the account, and ours could not be made any more.
    if (here(account, inputs, aws, adminAccountId).length === 0) {
      aws.cloud.resources.push({
        account: adminAccountId,
        region: regionOf({ inputs }, aws),
        type: account,
        id: `${regionOf({ inputs }, aws)}/made-by-aws`,
        inputs: { region: regionOf({ inputs }, aws) },
      });
    }
  },
});

/** One of its type in an account and region. */
function onlyOne(type, code, inputs, aws, old) {
  if (!old && here(type, inputs, aws).length > 0) {
    fail(code, `there is one in ${aws.account}, ${regionOf({ inputs }, aws)}`);
  }
}

/** @type {Record<string, import("./types").ResourceType>} */
const types = {
  [RECORDER]: {
    id: (inputs, aws) => inRegion(inputs, aws, inputs.name ?? "default"),
    filledIn: ["recordingMode", "region"],
    replaces: ["name", "region"],
    refuse: (inputs, aws, old) => {
      onlyOne(RECORDER, "MaxNumberOfConfigurationRecordersExceededException", inputs, aws, old);
      checkRole(inputs.roleArn, "config.amazonaws.com", aws);
      const group = inputs.recordingGroup ?? {};
      if (group.allSupported && (group.resourceTypes ?? []).length > 0) {
        fail("InvalidRecordingGroupException", "all types, and a list of some");
      }
    },
  },
  [CHANNEL]: {
    id: (inputs, aws) => inRegion(inputs, aws, inputs.name ?? "default"),
    filledIn: ["region"],
    replaces: ["name", "region"],
    refuse: (inputs, aws, old) => {
      onlyOne(CHANNEL, "MaxNumberOfDeliveryChannelsExceededException", inputs, aws, old);
      if (here(RECORDER, inputs, aws).length === 0) {
        fail("NoAvailableConfigurationRecorderException", "There is no recorder.");
      }
      const policy = aws
        .all("aws:s3/bucketPolicy:BucketPolicy")
        .find(({ id }) => id === inputs.s3BucketName);
      if (!policy) fail("NoSuchBucketException", `${inputs.s3BucketName} is not there`);
      if (!policy.inputs.policy.includes("config.amazonaws.com")) {
        fail("InsufficientDeliveryPolicyException", `${inputs.s3BucketName} lets nobody write`);
      }
    },
    refuseDelete: (channel, aws) => {
      if (here(STATUS, channel.inputs, aws).some(({ inputs }) => inputs.isEnabled)) {
        fail("LastDeliveryChannelDeleteFailedException", "the recorder is running");
      }
    },
  },
  [STATUS]: {
    id: (inputs, aws) => inRegion(inputs, aws, inputs.name),
    filledIn: ["region"],
    replaces: ["name", "region"],
    refuse: (inputs, aws) => {
      if (here(CHANNEL, inputs, aws).length === 0) {
        fail("NoAvailableDeliveryChannelException", "There is no delivery channel.");
      }
    },
  },
  "aws:cfg/configurationAggregator:ConfigurationAggregator": {
    id: (inputs, aws) => inRegion(inputs, aws, inputs.name),
    computed: (aggregator, aws) => ({
      arn: aws.arn("config", `config-aggregator/${aggregator.inputs.name}`, {
        region: regionOf(aggregator, aws),
      }),
    }),
    filledIn: ["region"],
    replaces: ["name", "region"],
    refuse: (inputs, aws) => {
      const source = inputs.organizationAggregationSource;
      if (!source) fail("InvalidParameterValueException", "no source");
      checkDelegated("config.amazonaws.com", aws);
      checkRole(source.roleArn, "config.amazonaws.com", aws);
      if (!source.allRegions && !source.regions) {
        fail("InvalidParameterValueException", "neither all regions nor some");
      }
    },
  },
  [RULE]: {
    id: (inputs, aws) => inRegion(inputs, aws, inputs.name),
    computed: (rule, aws) => ({
      arn: aws.arn("config", `organization-config-rule/${rule.inputs.name}-abcdefgh`, {
        region: regionOf(rule, aws),
      }),
    }),
    filledIn: ["region"],
    replaces: ["name", "region"],
    documents: ["inputParameters"],
    unreadable: ["timeouts"],
    refuse: (inputs, aws) => {
      checkDelegated("config-multiaccountsetup.amazonaws.com", aws);
      if (inputs.name.length > 64) fail("ValidationException", `${inputs.name} is too long`);
      if (!/^[A-Z0-9_]+$/.test(inputs.ruleIdentifier)) {
        fail("InvalidParameterValueException", `no managed rule ${inputs.ruleIdentifier}`);
      }
      const region = regionOf({ inputs }, aws);
      const recorded = aws
        .all(STACK_SET)
        .some(
          ({ inputs: set }) =>
            set.templateBody.includes("AWS::Config::ConfigurationRecorder") &&
            set.stackInstancesGroup.some(({ regions }) => regions.includes(region)),
        );
      const inManagement = here(RECORDER, inputs, aws, management(aws)).length > 0;
      if (!recorded || !inManagement) {
        fail(
          "NoAvailableConfigurationRecorderException",
          `An account has no recorder in ${region}: ${inputs.name} cannot be made there.`,
        );
      }
    },
  },
  [ANALYZER]: {
    id: (inputs, aws) => inRegion(inputs, aws, inputs.analyzerName),
    computed: (analyzer, aws) => ({
      arn: aws.arn("access-analyzer", `analyzer/${analyzer.inputs.analyzerName}`, {
        region: regionOf(analyzer, aws),
      }),
    }),
    defaults: { type: "ACCOUNT" },
    filledIn: ["region"],
    // The age is set when the analyzer is made, and never changed.
    replaces: ["analyzerName", "configuration", "region", "type"],
    refuse: (inputs, aws, old) => {
      const type = inputs.type ?? "ACCOUNT";
      const twins = here(ANALYZER, inputs, aws).filter(
        (a) => (a.inputs.type ?? "ACCOUNT") === type,
      );
      if (!old && twins.length > 0) {
        fail("ServiceQuotaExceededException", `there is an analyzer of type ${type}`);
      }
      if (type === "ACCOUNT") return;
      checkDelegated("access-analyzer.amazonaws.com", aws);
      // The service's own role in the management account comes with its first analyzer there.
      if (aws.all(ANALYZER, management(aws)).length === 0) {
        fail("ValidationException", "The service-linked role is not in the management account.");
      }
    },
  },
  [DETECTOR]: {
    id: (_, aws) => String(aws.next()).padStart(32, "0"),
    computed: (detector, aws) => ({
      accountId: aws.account,
      arn: aws.arn("guardduty", `detector/${detector.id}`, { region: regionOf(detector, aws) }),
    }),
    defaults: { enable: true },
    filledIn: ["datasources", "findingPublishingFrequency", "region"],
    replaces: ["region"],
    refuse: (inputs, aws, old) => {
      onlyOne(DETECTOR, "BadRequestException: a detector already exists", inputs, aws, old);
    },
    refuseDelete: (detector, aws) => {
      const administers = here(GUARD_DUTY_ADMIN, detector.inputs, aws, management(aws)).some(
        ({ inputs }) => inputs.adminAccountId === aws.account,
      );
      if (administers) {
        fail("BadRequestException", "The detector of an administrator with members stays.");
      }
    },
  },
  [GUARD_DUTY_ADMIN]: administrator("guardduty.amazonaws.com", DETECTOR),
  [GUARD_DUTY_MEMBERS]: {
    id: ({ detectorId }) => detectorId,
    filledIn: ["datasources", "region"],
    replaces: ["detectorId", "region"],
    // It is there as soon as there is an administrator, and is never taken away.
    put: true,
    refuse: (inputs, aws) => {
      if (!aws.find(DETECTOR, inputs.detectorId)) fail("BadRequestException", "no such detector");
      checkAdministrator(GUARD_DUTY_ADMIN, inputs, aws);
      // AWS enables the management account only where it has a detector.
      if (here(DETECTOR, inputs, aws, management(aws)).length === 0) {
        fail("BadRequestException", "The management account has no detector.");
      }
    },
  },
  "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature": {
    id: ({ detectorId, name }) => `${detectorId}/${name}`,
    filledIn: ["region"],
    replaces: ["detectorId", "name", "region"],
    put: true,
    refuse: (inputs, aws) => {
      if (!aws.find(GUARD_DUTY_MEMBERS, inputs.detectorId)) {
        fail("BadRequestException", "The organization is not configured.");
      }
      checkAdministrator(GUARD_DUTY_ADMIN, inputs, aws);
    },
  },
  [HUB]: {
    id: (inputs, aws) => inRegion(inputs, aws, aws.account),
    computed: (hub, aws) => ({
      arn: aws.arn("securityhub", "hub/default", { region: regionOf(hub, aws) }),
    }),
    defaults: { autoEnableControls: true, enableDefaultStandards: true },
    filledIn: ["controlFindingGenerator", "region"],
    replaces: ["enableDefaultStandards", "region"],
    unreadable: ["enableDefaultStandards"],
    refuse: (inputs, aws, old) => {
      onlyOne(HUB, "ResourceConflictException", inputs, aws, old);
    },
    refuseDelete: (hub, aws) => {
      if (aws.all(CENTRAL).length > 0) {
        fail("InvalidAccessException", "The account is configured centrally.");
      }
      const administers = here(HUB_ADMIN, hub.inputs, aws, management(aws)).some(
        ({ inputs }) => inputs.adminAccountId === aws.account,
      );
      if (administers) fail("InvalidInputException", "The account is the administrator.");
    },
  },
  [HUB_ADMIN]: {
    ...administrator("securityhub.amazonaws.com", HUB),
    refuseDelete: (_, aws) => {
      if (aws.all(CENTRAL).length > 0) {
        fail("InvalidAccessException", "Under central configuration the administrator stays.");
      }
    },
  },
  [AGGREGATOR]: {
    id: (inputs, aws) =>
      aws.arn("securityhub", "finding-aggregator/0123", { region: regionOf({ inputs }, aws) }),
    filledIn: ["region"],
    replaces: ["region"],
    sets: ["specifiedRegions"],
    refuse: (inputs, aws) => {
      checkAdministrator(HUB_ADMIN, inputs, aws);
      const regions = inputs.specifiedRegions ?? [];
      if (inputs.linkingMode === "SPECIFIED_REGIONS" && regions.length === 0) {
        fail("InvalidInputException", "no regions are specified");
      }
      for (const region of regions) {
        if (region === regionOf({ inputs }, aws)) fail("InvalidInputException", "linked to itself");
        if (here(HUB, { region }, aws).length === 0) {
          fail("InvalidInputException", `Security Hub is off in ${region}`);
        }
      }
    },
    refuseDelete: (_, aws) => {
      if (aws.all(CENTRAL, aws.account).length > 0) {
        fail("InvalidAccessException", "Central configuration needs the home region.");
      }
    },
  },
  [CENTRAL]: {
    id: (_, aws) => aws.account,
    filledIn: ["region"],
    replaces: ["region"],
    put: true,
    refuse: (inputs, aws) => {
      checkAdministrator(HUB_ADMIN, inputs, aws);
      const { configurationType } = inputs.organizationConfiguration ?? {};
      if (configurationType !== "CENTRAL") return;
      if (aws.all(AGGREGATOR, aws.account).length === 0) {
        fail("InvalidInputException", "Central configuration needs a finding aggregator.");
      }
      if (inputs.autoEnable || inputs.autoEnableStandards !== "NONE") {
        fail("InvalidInputException", "Under central configuration policies say what is on.");
      }
    },
    refuseDelete: (_, aws) => {
      if (aws.all(HUB_POLICY, aws.account).length > 0) {
        fail("InvalidAccessException", "There are configuration policies.");
      }
    },
  },
  [HUB_POLICY]: {
    id: (_, aws) => `00000000-0000-4000-9000-${String(aws.next()).padStart(12, "0")}`,
    computed: ({ id }, aws) => ({ arn: aws.arn("securityhub", `configuration-policy/${id}`) }),
    autoname: "name",
    filledIn: ["region"],
    replaces: ["region"],
    refuse: ({ configurationPolicy: policy }, aws) => {
      if (aws.all(CENTRAL, aws.account).length === 0) {
        fail("InvalidAccessException", "Configuration is not central.");
      }
      if (policy.serviceEnabled && !policy.securityControlsConfiguration) {
        fail("InvalidInputException", "A policy that enables the service says which controls.");
      }
    },
    refuseDelete: ({ id }, aws) => {
      if (aws.all(HUB_ASSOCIATION, aws.account).some(({ inputs }) => inputs.policyId === id)) {
        fail("ResourceConflictException", "The policy is associated.");
      }
    },
  },
  [HUB_ASSOCIATION]: {
    id: ({ targetId }) => targetId,
    filledIn: ["region"],
    replaces: ["region", "targetId"],
    put: true,
    refuse: ({ policyId }, aws) => {
      if (!aws.find(HUB_POLICY, policyId)) {
        fail("ResourceNotFoundException", `there is no policy ${policyId}`);
      }
    },
  },
};

module.exports = { types };
