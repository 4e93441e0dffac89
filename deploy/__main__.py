"""`python -m deploy STAGE`: says what it will do, sees whether all is well, and has Zappa do it."""

import json
import os
import subprocess
import sys
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from deploy.outputs import Outputs, OutputsError
from deploy.pins import ROOT

SECRETS = ("SECRET_KEY_PARAMETER", "OPENAI_API_KEY_PARAMETER")


class NotReadyError(RuntimeError):
    """Something that a deployment needs is not there; the message says what to do."""


def main(stage: str, *options: str) -> int:
    """The exit code: 0 once the stage is live. `options` are for Zappa."""
    try:
        outputs = Outputs.of_stage(stage)
        session = boto3.session.Session(region_name=outputs.region)
        account = session.client("sts").get_caller_identity()["Account"]
        is_new = not _exists(session.client("lambda"), f"profile-{stage}")
        print(plan(stage, outputs, account, is_new), flush=True)
        _require_secrets(session.client("ssm"), outputs)
    except (OutputsError, NotReadyError) as error:
        print(error, file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError) as error:
        print(f"AWS can't be asked: {error}", file=sys.stderr)
        return 1
    return _examined(outputs) or _zappa("deploy" if is_new else "update", stage, *options)


def plan(stage: str, outputs: Outputs, account: str, is_new: bool) -> str:
    """What is about to happen, for somebody who may still press Ctrl-C."""
    settings = ", ".join(sorted(outputs.environment))
    return "\n".join(
        [
            f"{'Deploying' if is_new else 'Updating'} stage {stage} in account {account}, {outputs.region}:",
            "  1. ask the doctor about tables, pictures and OpenAI",
            f"  2. pack what runs on Lambda, and bring it by the bucket {outputs.bucket}",
            f"  3. {'make' if is_new else 'update'} the function profile-{stage} as {outputs.role_arn}, and its API",
            f"  4. set {settings}",
        ]
    )


def _exists(functions: Any, name: str) -> bool:
    try:
        functions.get_function_configuration(FunctionName=name)
    except functions.exceptions.ResourceNotFoundException:
        return False
    return True


def _require_secrets(parameters: Any, outputs: Outputs) -> None:
    """Only whether they are there: their values stay where they are."""
    names = [name for setting in SECRETS if (name := outputs.environment.get(setting))]
    missing = parameters.get_parameters(Names=names)["InvalidParameters"]
    if missing:
        lines = [f"  aws ssm put-parameter --type SecureString --name {name} --value ..." for name in missing]
        raise NotReadyError("\n".join(["Put these secrets in first, by hand:", *lines]))


def _examined(outputs: Outputs) -> int:
    command = [sys.executable, "-m", "flask", "--app", "configurator", "doctor"]
    environment = {**os.environ, **outputs.environment, "AWS_REGION": outputs.region}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _zappa(*arguments: str) -> int:
    command = [sys.executable, "-c", "from zappa.cli import handle; handle()", *arguments]
    environment = {**os.environ, "VIRTUAL_ENV": sys.prefix}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    stages = [name for name in json.loads((ROOT / "zappa_settings.json").read_text()) if name != "common"]
    if sys.argv[1:2] not in [[stage] for stage in stages]:
        sys.exit(f"Which stage? make deploy STAGE={' or STAGE='.join(stages)}")
    sys.exit(main(*sys.argv[1:]))
