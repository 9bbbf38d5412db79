"""Runs the steps of Automation documents against moto, as Systems Manager would run them by the AWS SDK
for Python. Standard input: a JSON object of lists of `aws:executeAwsApi` steps by region, in their
order. Standard output: what became of each step, and the account's settings afterwards."""

import json
import sys

import boto3
import botocore.session
from botocore import xform_name
from botocore.validate import ParamValidator
from moto import mock_aws

MODELS = botocore.session.get_session()


def wrong_values(shape, value, path):
    """Values that are none of the model's: the SDK leaves those to AWS."""
    if shape.type_name == "structure":
        for key, part in value.items():
            if key in shape.members:
                yield from wrong_values(shape.members[key], part, f"{path}.{key}")
    elif shape.type_name == "string" and shape.enum and value not in shape.enum:
        yield f"{path}: {value} is none of {', '.join(shape.enum)}"


def problems(service, api, inputs):
    model = MODELS.get_service_model(service)
    if api not in model.operation_names:
        return [f"{service} has no operation {api}"]
    shape = model.operation_model(api).input_shape
    if shape is None:
        return ["it takes no input"] if inputs else []
    report = ParamValidator().validate(inputs, shape)
    found = [report.generate_report()] if report.has_errors() else []
    return found + list(wrong_values(shape, inputs, api))


def run(step, region):
    inputs = dict(step["inputs"])
    service, api = inputs.pop("Service"), inputs.pop("Api")
    found = problems(service, api, inputs)
    if found:
        return {"step": step["name"], "problems": found}
    client = boto3.client(service, region_name=region)
    try:
        getattr(client, xform_name(api))(**inputs)
        return {"step": step["name"], "problems": [], "outcome": "done"}
    except NotImplementedError:
        return {"step": step["name"], "problems": [], "outcome": "moto has no such call"}


def settings(regions):
    account = boto3.client("sts", region_name=regions[0]).get_caller_identity()["Account"]
    encrypted = {
        region: boto3.client("ec2", region_name=region).get_ebs_encryption_by_default()[
            "EbsEncryptionByDefault"
        ]
        for region in regions
    }
    found = {"encrypted": encrypted}
    try:
        s3 = boto3.client("s3control", region_name=regions[0])
        found["buckets"] = s3.get_public_access_block(AccountId=account)[
            "PublicAccessBlockConfiguration"
        ]
    except s3.exceptions.ClientError:
        found["buckets"] = None
    iam = boto3.client("iam", region_name=regions[0])
    try:
        found["passwords"] = iam.get_account_password_policy()["PasswordPolicy"]
    except iam.exceptions.NoSuchEntityException:
        found["passwords"] = None
    return found


@mock_aws
def main():
    documents = json.load(sys.stdin)
    regions = list(documents)
    before = settings(regions)
    steps = {region: [run(step, region) for step in documents[region]] for region in regions}
    # Once a day again: the same calls change nothing.
    first = settings(regions)
    for region in regions:
        for step in documents[region]:
            run(step, region)
    json.dump(
        {"before": before, "steps": steps, "after": first, "again": settings(regions)},
        sys.stdout,
    )


main()
