"""An account at a simulated AWS: what Terraform makes in it, and what Zappa deploys there."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import pytest

from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.tables import provision
from tests.support.lambda_function import function_environment

REGION = "us-east-1"
KEYS = {"AWS_ACCESS_KEY_ID": "deployer", "AWS_SECRET_ACCESS_KEY": "deployer", "AWS_DEFAULT_REGION": REGION}
STAGES = ("dev", "production")
BUCKET = "profile-pictures"
ALIAS = "snapstart"
WORKERS_LOG = "/aws/lambda/profile-dev"
SECRETS = {
    f"/profile/{stage}/{name}": value
    for stage in STAGES
    for name, value in (("secret-key", "k" * 43), ("openai-api-key", "sk-for-the-worker-only"))
}
HOSTS = ".execute-api.us-east-1.amazonaws.com,.lambda-url.us-east-1.on.aws,cars.example.com"


def metrics_in(log: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.splitlines() if '"_aws"' in line]


@dataclass(frozen=True, slots=True)
class Account:
    """The addresses of AWS, DynamoDB and OpenAI. The secrets are set."""

    endpoint: str
    dynamodb: str
    openai: str

    def client(self, service: Any) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id="deployer",
            aws_secret_access_key="deployer",
        )

    def prepare(self) -> None:
        """Creates what infra/ describes."""
        trust = json.dumps({"Version": "2012-10-17", "Statement": []})
        self.client("s3").create_bucket(Bucket=BUCKET)
        # Zappa deletes the zip after the deployment. With versioning, tests can still read it.
        self.client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        for name, value in SECRETS.items():
            self.client("ssm").put_parameter(Name=name, Value=value, Type="SecureString")
        for stage in STAGES:
            self.client("iam").create_role(RoleName=f"profile-{stage}", AssumeRolePolicyDocument=trust)
            self.client("logs").create_log_group(logGroupName=f"/aws/lambda/profile-{stage}")
            self._provision(f"profile-{stage}-")

    def make_tables(self) -> dict[str, str]:
        """Makes empty tables, and returns the setting that leads a function to them."""
        prefix = f"profile-{uuid4().hex}-"
        self._provision(prefix)
        return {"TABLE_PREFIX": prefix}

    def _provision(self, prefix: str) -> None:
        with pytest.MonkeyPatch.context() as environment:
            for name, value in KEYS.items():
                environment.setenv(name, value)
            provision(DynamoDB(prefix, REGION, self.dynamodb))

    @contextmanager
    def reconfigured(self, function: str, settings: Mapping[str, str]) -> Iterator[None]:
        """The deployed function runs with these settings too, until the end: a version has them, and the alias leads
        to it."""
        functions, alias = self.client("lambda"), {"FunctionName": function, "Name": ALIAS}
        before = functions.get_function_configuration(FunctionName=function)["Environment"]
        usual = functions.get_alias(**alias)["FunctionVersion"]
        functions.update_function_configuration(
            FunctionName=function, Environment={"Variables": {**before["Variables"], **settings}}
        )
        own = functions.publish_version(FunctionName=function)["Version"]
        functions.update_alias(**alias, FunctionVersion=own)
        try:
            yield
        finally:
            functions.update_function_configuration(FunctionName=function, Environment=before)
            functions.update_alias(**alias, FunctionVersion=usual)
            functions.delete_function(FunctionName=function, Qualifier=own)

    def clear_log(self) -> None:
        logs = self.client("logs")
        logs.delete_log_group(logGroupName=WORKERS_LOG)
        logs.create_log_group(logGroupName=WORKERS_LOG)

    def workers_metrics(self) -> list[dict[str, Any]]:
        """The lines in CloudWatch's format that invocations without an answer wrote. They are there when one has ended,
        a moment after its render has."""
        events = self.client("logs").filter_log_events(logGroupName=WORKERS_LOG)["events"]
        return metrics_in("\n".join(event["message"] for event in events))

    def outputs(self, stage: str) -> dict[str, Any]:
        """The output of `terraform output -json`, with the addresses of the simulated services."""
        environment = {
            "ENVIRONMENT": "production",
            "STAGE": stage,
            "DATA_DIR": "/tmp/profile",
            "STORE": "dynamodb",
            "TABLE_PREFIX": f"profile-{stage}-",
            "PICTURES": f"s3://{BUCKET}/renders",
            "SECRET_KEY_PARAMETER": f"/profile/{stage}/secret-key",
            "OPENAI_API_KEY_PARAMETER": f"/profile/{stage}/openai-api-key",
            "TRUSTED_HOSTS": HOSTS,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ENDPOINT_URL_DYNAMODB": self.dynamodb,
            "OPENAI_BASE_URL": self.openai,
        }
        role = f"arn:aws:iam::123456789012:role/profile-{stage}"
        values = {"role_arn": role, "alias": ALIAS, "bucket": BUCKET, "region": REGION, "environment": environment}
        return {name: {"value": value} for name, value in values.items()}

    def uploaded(self) -> bytes:
        """The last uploaded package."""
        s3 = self.client("s3")
        versions = s3.list_object_versions(Bucket=BUCKET)["Versions"]
        packages = [version for version in versions if version["Key"].endswith(".zip")]
        newest = max(packages, key=lambda version: version["LastModified"])
        answer = s3.get_object(Bucket=BUCKET, Key=newest["Key"], VersionId=newest["VersionId"])
        content: bytes = answer["Body"].read()
        return content


@dataclass(frozen=True, slots=True)
class Deployed:
    """The result of a deployment: Zappa's output, the package, its folder, and the function's configuration."""

    said: str
    package: bytes
    folder: Path
    configuration: Mapping[str, Any]

    @property
    def environment(self) -> dict[str, str]:
        return function_environment(self.folder, self.configuration)
