"""Sends what the audit components register to moto, by boto3, which checks names and types first.

Standard input: resources of the account, by Pulumi's type token, with their inputs. Standard output: what
moto then says of them. Property names of Pulumi are those of AWS but for their first letter, and those
in NAMES.
"""

import json
import os
import sys

os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none")

import boto3  # noqa: E402
from botocore.validate import ParamValidator  # noqa: E402
from moto import mock_aws  # noqa: E402

REGION = "eu-west-1"
NAMES = {
    "id": "ID",
    "serDeInfo": "SerdeInfo",
    "enforceWorkgroupConfiguration": "EnforceWorkGroupConfiguration",
    "publishCloudwatchMetricsEnabled": "PublishCloudWatchMetricsEnabled",
    "kmsKeyArn": "KmsKey",
    "bytesScannedCutoffPerQuery": "BytesScannedCutoffPerQuery",
}
# Keys of these are texts of the user, and no names of AWS.
PLAIN = ("parameters",)


def aws(value):
    if isinstance(value, list):
        return [aws(one) for one in value]
    if isinstance(value, dict):
        return {
            NAMES.get(key, key[0].upper() + key[1:]): one if key in PLAIN else aws(one)
            for key, one in value.items()
        }
    return value


def of(token):
    return [one for one in given if one["type"] == token]


def client(service):
    return boto3.client(service, region_name=REGION)


given = json.load(sys.stdin)
said = {}
with mock_aws():
    s3, trails, glue, athena = map(client, ("s3", "cloudtrail", "glue", "athena"))
    for one in of("aws:s3/bucket:Bucket"):
        where = {"LocationConstraint": REGION}
        s3.create_bucket(Bucket=one["inputs"]["bucket"], CreateBucketConfiguration=where)

    def bucket(one):
        """The bucket that a setting is of, by the id that the test's cloud gave it."""
        owner = one["inputs"]["bucket"].removeprefix("id-of-")
        return next(b["inputs"]["bucket"] for b in of("aws:s3/bucket:Bucket") if b["name"] == owner)

    for one in of("aws:s3/bucketVersioning:BucketVersioning"):
        s3.put_bucket_versioning(
            Bucket=bucket(one),
            VersioningConfiguration=aws(one["inputs"]["versioningConfiguration"]),
        )
    for one in of("aws:s3/bucketPolicy:BucketPolicy"):
        s3.put_bucket_policy(Bucket=bucket(one), Policy=one["inputs"]["policy"])
    for one in of("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"):
        rules = aws(one["inputs"]["rules"])
        s3.put_bucket_lifecycle_configuration(
            Bucket=bucket(one), LifecycleConfiguration={"Rules": rules}
        )
        kept = s3.get_bucket_lifecycle_configuration(Bucket=bucket(one))["Rules"]
        said.setdefault("lifecycles", {})[one["name"]] = [rule["ID"] for rule in kept]
    for one in of("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"):
        # moto has it for buckets that were made with it alone, as AWS did until 2023.
        rule = aws(one["inputs"]["rule"])
        call = s3.meta.service_model.operation_model("PutObjectLockConfiguration")
        report = ParamValidator().validate(
            {
                "Bucket": bucket(one),
                "ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": rule},
            },
            call.input_shape,
        )
        said["lock"] = report.generate_report()
    for one in of("aws:cloudtrail/trail:Trail"):
        inputs = one["inputs"]
        s3.create_bucket(
            Bucket="trail", CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        trails.create_trail(Name=inputs["name"], S3BucketName="trail", IsMultiRegionTrail=True)
        trails.put_event_selectors(
            TrailName=inputs["name"],
            AdvancedEventSelectors=aws(inputs["advancedEventSelectors"]),
        )
        kept = trails.get_event_selectors(TrailName=inputs["name"])["AdvancedEventSelectors"]
        said["selectors"] = kept
        insights = aws(inputs.get("insightSelectors", []))
        trails.put_insight_selectors(TrailName=inputs["name"], InsightSelectors=insights)
    for one in of("aws:glue/catalogDatabase:CatalogDatabase"):
        inputs = dict(one["inputs"])
        glue.create_database(DatabaseInput=aws(inputs))
    for one in of("aws:glue/catalogTable:CatalogTable"):
        inputs = dict(one["inputs"])
        database = inputs.pop("databaseName").removeprefix("id-of-")
        glue.create_table(DatabaseName=database, TableInput=aws(inputs))
        kept = glue.get_table(DatabaseName=database, Name=inputs["name"])["Table"]
        said.setdefault("tables", {})[inputs["name"]] = {
            "columns": [column["Name"] for column in kept["StorageDescriptor"]["Columns"]],
            "partitions": [key["Name"] for key in kept["PartitionKeys"]],
        }
    for one in of("aws:athena/workgroup:Workgroup"):
        inputs = one["inputs"]
        athena.create_work_group(
            Name=inputs["name"], Configuration=aws(inputs["configuration"])
        )
    for one in of("aws:athena/namedQuery:NamedQuery"):
        inputs = one["inputs"]
        made = athena.create_named_query(
            Name=inputs["name"],
            Description=inputs["description"],
            Database=inputs["database"],
            QueryString=inputs["query"],
            WorkGroup=of("aws:athena/workgroup:Workgroup")[0]["inputs"]["name"],
        )
        kept = athena.get_named_query(NamedQueryId=made["NamedQueryId"])["NamedQuery"]
        said.setdefault("queries", []).append(kept["Name"])
json.dump(said, sys.stdout, default=str)
