/** Services whose policies people name, as policies spell them after `Amazon` or `AWS`. */
const SERVICES = {
  compute: `
    EC2 EC2ContainerRegistry ElasticContainerRegistryPublic AutoScaling AutoScalingConsole
    Batch ECS Lambda AppRunner ElasticBeanstalk ImageBuilder StepFunctions
    StepFunctionsConsole ComputeOptimizer
  `,
  storage: "S3 S3Tables Backup ElasticFileSystem FSx Glacier StorageGateway DataSync Transfer",
  databases: `
    RDS RDSData RDSPerformanceInsights DynamoDB DocDB ElastiCache Keyspaces MemoryDB Neptune
    Redshift RedshiftData Timestream
  `,
  networks: `
    VPC VPCLattice Route53 Route53Domains Route53Resolver CloudFront DirectConnect
    ElasticLoadBalancing GlobalAccelerator NetworkFirewall NetworkManager
    VPCReachabilityAnalyzer ResourceAccessManager
  `,
  messages: `
    SQS SNS SES MQ MSK EventBridge EventBridgePipes EventBridgeScheduler Kinesis
    KinesisFirehose AppFlow AppSyncInvoke APIGatewayInvoke
  `,
  data: `
    Athena GlueConsole ElasticMapReduce OpenSearchService ES Bedrock SageMaker Q Textract
    Transcribe Translate Comprehend Rekognition
  `,
  operations: `
    CloudWatch CloudWatchLogs CloudWatchEvents CloudWatchSynthetics
    CloudWatchApplicationSignals CloudTrail CloudFormation CloudShell SSM Xray Prometheus OAM
    DevOpsGuru Health ResourceExplorer ResourceGroups ResourceGroupsandTagEditor
    ServiceCatalogAdmin ServiceCatalogEndUser ServiceQuotas
  `,
  building: "CodeArtifact CodeBuild CodeCommit CodeDeploy CodePipeline",
  security: `
    IAMAccessAnalyzer KeyManagementService CertificateManager PrivateCA Cognito Config
    Detective DirectoryService FMAdmin GuardDuty Inspector Inspector2 Macie SecurityHub
    SecretsManagerClient SSO SSODirectory VerifiedPermissions WAF WAFConsole
    WellArchitectedConsole
  `,
  accounts: `
    AccountManagement Organizations Billing Budgets CostOptimizationHub Marketplace
    SavingsPlans SupportPlans TrustedAdvisorPriority
  `,
};

const KINDS = "Admin Administrator Developer Full Operator PowerUser ReadOnly User";

const words = (text: string): string => text.trim().split(/\s+/).join("|");

/** Policies that people name most, which are copied whether a stack names them or not. */
export const EVERYDAY: readonly RegExp[] = [
  new RegExp(
    `^(Amazon|AWS)?(${words(Object.values(SERVICES).join(" "))})_?(${words(KINDS)})(Access)?(Policy)?(_?[vV]\\d+)?$`,
  ),
  /^job-function\//,
  /^IAM/,
  /^AmazonEKS(?!.*MCP)/,
  /^(AdministratorAccess|PowerUserAccess|ReadOnlyAccess|SecurityAudit|AWSDenyAll)$/,
  /^(AWSSupportAccess|AWSConfigUserAccess|AmazonAPIGatewayAdministrator|SecretsManagerReadWrite)$/,
  /^(AmazonSSMManagedInstanceCore|CloudWatchAgentServerPolicy|EC2InstanceConnect)$/,
  /^(AWSCompromisedKeyQuarantineV3|AWSLakeFormationDataAdmin|AmazonRedshiftQueryEditor)$/,
];
