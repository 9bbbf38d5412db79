"""Stamps StackSets on moto, and says what an account then has.

Standard input: calls of CreateStackSet and CreateStackInstances in their order, the account's id and its
home region. Standard output: what is read back in the account, by region. Units are aimed at as they
are; moto finds no accounts in units below a unit, so the account is in the only one.

What moto's CloudFormation has no handler for is made by the calls that AWS's handler makes, with the
properties as moto's CloudFormation fills them in.
"""

import ast
import json
import logging
import os
import sys
import warnings

os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none")

import boto3  # noqa: E402
from botocore.validate import ParamValidator  # noqa: E402
from moto import mock_aws  # noqa: E402
from moto.cloudformation import parsing  # noqa: E402
from moto.cloudformation.models import cloudformation_backends  # noqa: E402

# moto's own account, which has the organization.
MANAGEMENT = "123456789012"

warnings.filterwarnings("ignore", message="Tried to parse .* not supported by moto")
given = json.load(sys.stdin)
home = given["home"]
unsupported = set()
by_calls = []


class Unsupported(logging.Handler):
    """moto says in its log which types it leaves out."""

    def emit(self, record):
        if record.msg.startswith("No Moto CloudFormation support"):
            unsupported.add(record.args[0])


parsing.logger.addHandler(Unsupported())


def in_account(account, service, region):
    token = boto3.client("sts", region_name=region).assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/stacksets-exec-moto", RoleSessionName="stamp"
    )["Credentials"]
    return boto3.client(
        service,
        region_name=region,
        aws_access_key_id=token["AccessKeyId"],
        aws_secret_access_key=token["SecretAccessKey"],
        aws_session_token=token["SessionToken"],
    )


def small(value):
    """Names of AWS Config's own calls begin with small letters."""
    if isinstance(value, list):
        return [small(one) for one in value]
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: small(one) for key, one in value.items()}
    return value


def queue_policy(account, region, properties):
    sqs = in_account(account, "sqs", region)
    for url in properties["Queues"]:
        document = json.dumps(properties["PolicyDocument"])
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": document})


def recorder(account, region, properties):
    given = small(properties)
    in_account(account, "config", region).put_configuration_recorder(ConfigurationRecorder=given)


def channel(account, region, properties):
    config = in_account(account, "config", region)
    given = small(properties)
    config.put_delivery_channel(DeliveryChannel=given)
    config.start_configuration_recorder(ConfigurationRecorderName=properties["Name"])


def association(account, region, properties):
    """moto has no such call: botocore's model says whether AWS takes it."""
    call = in_account(account, "ssm", region).meta.service_model.operation_model("CreateAssociation")
    problems = ParamValidator().validate(properties, call.input_shape).generate_report()
    by_calls.append({"region": region, "problems": problems, "association": properties})


HANDLERS = {
    "AWS::SQS::QueuePolicy": queue_policy,
    "AWS::Config::ConfigurationRecorder": recorder,
    "AWS::Config::DeliveryChannel": channel,
    "AWS::SSM::Association": association,
}


def make_the_rest(account, instance):
    resources = instance.stack.resource_map
    for name, resource in resources._resource_json_map.items():
        kind = resource["Type"]
        wanted = resource.get("Condition")
        if kind not in unsupported or (wanted and not resources.lazy_condition_map[wanted]):
            continue
        properties = parsing.clean_json(resource["Properties"], resources)
        HANDLERS[kind](account, instance.region_name, properties)


def parsed(text):
    """What CloudFormation made, moto gives as Python writes dictionaries."""
    return text if isinstance(text, dict) else ast.literal_eval(text)


def role(iam, name):
    found = iam.get_role(RoleName=name)["Role"]
    inline = {
        policy: parsed(iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"])
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]
    }
    return {
        "path": found["Path"],
        "sessionSeconds": found["MaxSessionDuration"],
        "boundary": found.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        "trust": found["AssumeRolePolicyDocument"],
        "inline": inline,
    }


def region_of(account, region):
    """What an account has in one region."""
    events, sqs, config, ssm = (
        in_account(account, service, region) for service in ("events", "sqs", "config", "ssm")
    )
    rules = {}
    for rule in events.list_rules()["Rules"]:
        targets = events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
        rules[rule["Name"]] = {
            "state": rule["State"],
            "pattern": json.loads(rule["EventPattern"]),
            "targets": targets,
        }
    queues = {}
    for url in sqs.list_queues().get("QueueUrls", []):
        of = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        queues[url.rsplit("/", 1)[1]] = {
            "arn": of["QueueArn"],
            "keptSeconds": of["MessageRetentionPeriod"],
            "policy": json.loads(of["Policy"]) if "Policy" in of else None,
        }
    documents = {
        one["Name"]: parsed(ssm.get_document(Name=one["Name"])["Content"])
        for one in ssm.list_documents(Filters=[{"Key": "Owner", "Values": ["Self"]}])[
            "DocumentIdentifiers"
        ]
    }
    return {
        "rules": rules,
        "queues": queues,
        "recorders": config.describe_configuration_recorders()["ConfigurationRecorders"],
        "recording": [
            one["recording"]
            for one in config.describe_configuration_recorder_status()["ConfigurationRecordersStatus"]
        ],
        "channels": config.describe_delivery_channels()["DeliveryChannels"],
        "documents": documents,
    }


with mock_aws():
    organizations = boto3.client("organizations", region_name=home)
    cloudformation = boto3.client("cloudformation", region_name=home)
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = organizations.create_organizational_unit(ParentId=root, Name="all")["OrganizationalUnit"]
    made = organizations.create_account(AccountName="web", Email="web@example.com")
    account = made["CreateAccountStatus"]["AccountId"]
    organizations.move_account(
        AccountId=account, SourceParentId=root, DestinationParentId=unit["Id"]
    )
    regions = set()
    for call in given["calls"]:
        cloudformation.create_stack_set(**call["set"])
        for group in call["instances"]:
            regions.update(group["Regions"])
            group["DeploymentTargets"] = {"OrganizationalUnitIds": [unit["Id"]]}
            cloudformation.create_stack_instances(**group)
        backend = cloudformation_backends[MANAGEMENT][home]
        name = call["set"]["StackSetName"]
        stamped = next(one for one in backend.stacksets.values() if one.name == name)
        for instance in stamped.instances.stack_instances:
            make_the_rest(account, instance)
    iam = in_account(account, "iam", home)
    names = [one["RoleName"] for one in iam.list_roles(PathPrefix="/landing-zone/")["Roles"]]
    json.dump(
        {
            "account": account,
            "unsupported": sorted(unsupported),
            "roles": {name: role(iam, name) for name in names},
            "regions": {region: region_of(account, region) for region in sorted(regions)},
            "associations": by_calls,
        },
        sys.stdout,
        default=str,
    )
