"""An account at an imitated AWS, and our app deployed to it by Zappa itself."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.support.api_gateway import Front, serving
from tests.support.client import Visitor
from tests.support.lambda_function import Function, function_environment, running, unpack
from tests.support.processes import ROOT, aws_server

REGION = "us-east-1"
STAGE = "dev"
BUCKET = "profile-dev-pictures"
SECRETS = {"/profile/dev/secret-key": "k" * 43, "/profile/dev/openai-api-key": "sk-test-of-the-worker-only"}


@dataclass(frozen=True, slots=True)
class Account:
    """An empty account but for what Terraform makes: a role, a bucket, the secrets that somebody put in by hand."""

    endpoint: str
    dynamodb: str

    def client(self, service: Any) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id="deployer",
            aws_secret_access_key="deployer",
        )

    @property
    def outputs(self) -> dict[str, Any]:
        """What `terraform output -json` would tell."""
        role = self.client("iam").get_role(RoleName="profile-dev")["Role"]["Arn"]
        environment = {
            "ENVIRONMENT": "production",
            "STAGE": STAGE,
            "DATA_DIR": "/tmp/profile",
            "STORE": "dynamodb",
            "TABLE_PREFIX": "profile-dev-",
            "PICTURES": f"s3://{BUCKET}/renders",
            "SECRET_KEY_PARAMETER": "/profile/dev/secret-key",
            "OPENAI_API_KEY_PARAMETER": "/profile/dev/openai-api-key",
            "TRUSTED_HOSTS": ".execute-api.us-east-1.amazonaws.com,.lambda-url.us-east-1.on.aws,cars.example.com",
            # Where AWS is, which a function at AWS needn't be told.
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ENDPOINT_URL_DYNAMODB": self.dynamodb,
        }
        values = {"role_arn": role, "bucket": BUCKET, "region": REGION, "environment": environment}
        return {name: {"value": value} for name, value in values.items()}


@pytest.fixture(scope="session")
def account(dynamodb_endpoint: str) -> Iterator[Account]:
    with aws_server() as endpoint:
        account = Account(endpoint, dynamodb_endpoint)
        trust = {"Version": "2012-10-17", "Statement": []}
        account.client("iam").create_role(RoleName="profile-dev", AssumeRolePolicyDocument=json.dumps(trust))
        account.client("s3").create_bucket(Bucket=BUCKET)
        # Zappa removes the zip once it is registered; a version of it stays for us to look at.
        account.client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        for name, value in SECRETS.items():
            account.client("ssm").put_parameter(Name=name, Value=value, Type="SecureString")
        yield account


@pytest.fixture(scope="session")
def zappa(account: Account, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Run Zappa as an operator does, with our settings; what it said."""
    folder = tmp_path_factory.mktemp("zappa")
    settings = json.loads((ROOT / "zappa_settings.json").read_text())
    # Nothing of AWS's own answers at the address that API Gateway gives.
    settings["common"]["touch"] = False
    (folder / "zappa_settings.json").write_text(json.dumps(settings))
    terraform = folder / "terraform"
    terraform.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(account.outputs)}\nEND\n")
    terraform.chmod(0o755)

    def run(command: str, *options: str) -> str:
        finished = subprocess.run(
            [
                sys.executable,
                "-c",
                "from zappa.cli import handle; handle()",
                command,
                STAGE,
                "-s",
                str(folder / "zappa_settings.json"),
                *options,
            ],
            cwd=ROOT,
            env=_deployer(account.endpoint, folder),
            capture_output=True,
            text=True,
            check=False,
        )
        said = finished.stdout + finished.stderr
        assert finished.returncode == 0, said
        return said

    return run


def _deployer(endpoint: str, folder: Path) -> dict[str, str]:
    return {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "HOME": os.environ["HOME"],
        "VIRTUAL_ENV": sys.prefix,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "deployer",
        "AWS_SECRET_ACCESS_KEY": "deployer",
        "AWS_DEFAULT_REGION": REGION,
    }


@dataclass(frozen=True, slots=True)
class Deployed:
    """What Zappa left behind: the package that it uploaded, and the function's configuration."""

    said: str
    package: bytes
    folder: Path
    configuration: Mapping[str, Any]

    @property
    def environment(self) -> dict[str, str]:
        return function_environment(self.folder, self.configuration)


@pytest.fixture(scope="session")
def deployed(account: Account, zappa: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Deployed:
    """The app, deployed to an empty account."""
    said = zappa("deploy")
    function = account.client("lambda").get_function(FunctionName="profile-dev")
    package = _uploaded(account.client("s3"))
    folder = unpack(package, tmp_path_factory.mktemp("function"))
    return Deployed(said, package, folder, function["Configuration"])


def _uploaded(s3: Any) -> bytes:
    zips = [kept for kept in s3.list_object_versions(Bucket=BUCKET)["Versions"] if kept["Key"].endswith(".zip")]
    newest = max(zips, key=lambda kept: kept["LastModified"])
    content: bytes = s3.get_object(Bucket=BUCKET, Key=newest["Key"], VersionId=newest["VersionId"])["Body"].read()
    return content


@pytest.fixture
def start(deployed: Deployed) -> Iterator[Callable[..., Function]]:
    """Cold starts: `start()`, or `start(NAME="value")` with something else in the environment."""
    with ExitStack() as stack:

        def cold(**environment: str) -> Function:
            return stack.enter_context(running(deployed.folder, {**deployed.environment, **environment}))

        yield cold


@pytest.fixture(scope="session")
def function(deployed: Deployed) -> Iterator[Function]:
    """One warm instance, for all tests that need nothing else."""
    with running(deployed.folder, deployed.environment) as instance:
        yield instance


@pytest.fixture
def visit(function: Function) -> Iterator[Callable[[Front], Visitor]]:
    """A browser's view of the function behind a front of AWS's."""
    with ExitStack() as stack:
        yield lambda front: Visitor(stack.enter_context(serving(front, function.invoke)))
