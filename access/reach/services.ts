/**
 * Services that act with a role: which permissions make them. Sources: https://pathfinding.cloud
 * (DataDog, a catalogue of ways with who found them), and AWS's list of actions by service,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/.
 */

/** Actions that together do something. */
export type Together = readonly string[];

/**
 * Ways into what runs already: each changes the code that something runs, opens a session in it, or
 * hands out its credentials. What has to name the role anew is none: then it has to be passed.
 */
export const INTO_WORKLOADS: readonly Together[] = [
  ["apprunner:UpdateService"],
  ["batch:RegisterJobDefinition", "batch:SubmitJob"],
  ["bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"],
  ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
  ["cloudformation:UpdateStack"],
  ["codebuild:StartBuild"],
  ["codebuild:StartBuildBatch"],
  ["codebuild:UpdateProject"],
  ["codedeploy:CreateDeployment"],
  ["codepipeline:UpdatePipeline"],
  ["ec2-instance-connect:SendSSHPublicKey"],
  ["ec2-instance-connect:SendSerialConsoleSSHPublicKey"],
  ["ec2:CreateLaunchTemplateVersion"],
  ["ec2:ModifyInstanceAttribute", "ec2:StartInstances"],
  ["ecs:ExecuteCommand"],
  ["ecs:RegisterTaskDefinition", "ecs:UpdateService"],
  ["eks:CreateAccessEntry", "eks:AssociateAccessPolicy"],
  ["elasticmapreduce:AddJobFlowSteps"],
  ["glue:UpdateDevEndpoint"],
  ["imagebuilder:CreateComponent", "imagebuilder:StartImagePipelineExecution"],
  ["lambda:UpdateFunctionCode"],
  ["lambda:UpdateFunctionConfiguration"],
  ["sagemaker:CreateNotebookInstanceLifecycleConfig", "sagemaker:UpdateNotebookInstance"],
  ["sagemaker:CreatePresignedDomainUrl"],
  ["sagemaker:CreatePresignedNotebookInstanceUrl"],
  ["sagemaker:StartSession"],
  ["sagemaker:UpdateNotebookInstanceLifecycleConfig"],
  ["ssm:CreateAssociation"],
  ["ssm:SendCommand"],
  ["ssm:StartSession"],
  ["states:UpdateStateMachine"],
  ["synthetics:UpdateCanary"],
];

/** What makes a service act with a role that is passed to it. */
interface Starter {
  readonly ways: readonly Together[];
  /** Every other action of the service that begins something counts too. */
  readonly others?: true;
}

const alone = (...actions: readonly string[]): readonly Together[] =>
  actions.map((action) => [action]);

/** Each of some actions with each of others. */
const pairs = (first: readonly string[], second: readonly string[]): readonly Together[] =>
  first.flatMap((one) => second.map((other) => [one, other]));

/**
 * Services by their name as principals, where that is not their prefix, where few of their many
 * actions start something, or where it takes several. Of any other service each action that begins
 * something counts.
 */
export const STARTERS: Readonly<Record<string, Starter>> = {
  "ec2.amazonaws.com": {
    ways: [
      ...alone(
        "ec2:RunInstances",
        "ec2:RequestSpotInstances",
        "ec2:CreateFleet",
        "ec2:AssociateIamInstanceProfile",
        "ec2:ReplaceIamInstanceProfileAssociation",
        "ec2:CreateLaunchTemplateVersion",
        "batch:CreateComputeEnvironment",
        "elasticmapreduce:RunJobFlow",
      ),
      ...pairs(
        ["autoscaling:CreateLaunchConfiguration"],
        ["autoscaling:CreateAutoScalingGroup", "autoscaling:UpdateAutoScalingGroup"],
      ),
    ],
  },
  "spotfleet.amazonaws.com": { ways: alone("ec2:RequestSpotFleet") },
  "lambda.amazonaws.com": {
    ways: [
      ...alone("lambda:UpdateFunctionConfiguration"),
      ...pairs(
        ["lambda:CreateFunction"],
        [
          "lambda:InvokeFunction",
          "lambda:InvokeAsync",
          "lambda:CreateEventSourceMapping",
          "lambda:AddPermission",
          "lambda:CreateFunctionUrlConfig",
        ],
      ),
    ],
  },
  "edgelambda.amazonaws.com": {
    ways: pairs(["lambda:CreateFunction"], ["cloudfront:UpdateDistribution"]),
  },
  "ecs-tasks.amazonaws.com": {
    ways: [
      // Both take other roles and commands than the task definition's, as overrides.
      ...alone("ecs:RunTask", "ecs:StartTask"),
      ...pairs(
        ["ecs:RegisterTaskDefinition"],
        ["ecs:CreateService", "ecs:UpdateService", "ecs:CreateTaskSet"],
      ),
    ],
  },
  "eks-fargate-pods.amazonaws.com": { ways: alone("eks:CreateFargateProfile") },
  "pods.eks.amazonaws.com": { ways: alone("eks:CreatePodIdentityAssociation") },
  "tasks.apprunner.amazonaws.com": {
    ways: alone("apprunner:CreateService", "apprunner:UpdateService"),
  },
  "build.apprunner.amazonaws.com": { ways: alone("apprunner:CreateService") },
  "bedrock-agentcore.amazonaws.com": {
    ways: [
      [
        "bedrock-agentcore:CreateCodeInterpreter",
        "bedrock-agentcore:StartCodeInterpreterSession",
        "bedrock-agentcore:InvokeCodeInterpreter",
      ],
    ],
    others: true,
  },
  "cloudformation.amazonaws.com": {
    ways: [
      ...alone(
        "cloudformation:CreateStack",
        "cloudformation:UpdateStack",
        "cloudformation:UpdateStackSet",
      ),
      ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
      ["cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"],
    ],
  },
  "resources.cloudformation.amazonaws.com": {
    ways: alone("cloudformation:RegisterType", "cloudformation:ActivateType"),
  },
  "codebuild.amazonaws.com": {
    ways: pairs(
      ["codebuild:CreateProject", "codebuild:UpdateProject"],
      ["codebuild:StartBuild", "codebuild:StartBuildBatch", "codebuild:CreateWebhook"],
    ),
    others: true,
  },
  "credentials.iot.amazonaws.com": { ways: alone("iot:CreateRoleAlias", "iot:UpdateRoleAlias") },
  "datapipeline.amazonaws.com": {
    ways: [["datapipeline:PutPipelineDefinition", "datapipeline:ActivatePipeline"]],
  },
  "glue.amazonaws.com": {
    ways: pairs(
      ["glue:CreateJob", "glue:UpdateJob"],
      ["glue:StartJobRun", "glue:CreateTrigger", "glue:UpdateTrigger", "glue:StartTrigger"],
    ),
    others: true,
  },
  // Their own roles join load balancers and read images.
  "apprunner.amazonaws.com": { ways: [] },
  "ecs.amazonaws.com": { ways: [] },
  // They act as nobody.
  "iam.amazonaws.com": { ways: [] },
  "sts.amazonaws.com": { ways: [] },
  "ssm.amazonaws.com": { ways: alone("ssm:StartAutomationExecution", "ssm:CreateActivation") },
};

/**
 * Services that use a role which is passed to them for deliveries of their own, and neither run what
 * whoever passed it says nor hand out its credentials.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export const ONLY_DELIVER: readonly string[] = [
  "vpc-flow-logs.amazonaws.com",
  "monitoring.rds.amazonaws.com",
];

const ENDS =
  /:(Batch)?(Cancel|Delete|Deregister|Detach|Disable|Disassociate|Pause|Reject|Remove|Revoke|Stop|Suspend|Tag|Terminate|Untag)/;

/** Can an action that writes make a service act? What ends, takes away or only names something cannot. */
export function begins(action: string): boolean {
  return !ENDS.test(action);
}
