"""`python -m configurator.deployment STAGE`: prints the plan, runs the checks, and deploys with Zappa."""

import os
import subprocess
import sys

import boto3

from configurator.deployment.failures import NotReadyError, report_failures
from configurator.deployment.limits import BURST, REQUESTS_PER_SECOND
from configurator.deployment.operate import operate
from configurator.deployment.outputs import Outputs, chosen_stage, zappa_settings
from configurator.deployment.pins import ROOT
from configurator.deployment.status import DeploymentStatus, deployment_status, missing_secrets


def main(stage: str, *options: str) -> int:
    """Deploys or updates a stage. Returns the exit code: 0 once the stage is live. `options` are passed to Zappa."""
    with report_failures():
        outputs = Outputs.of_stage(stage)
        session = boto3.session.Session(region_name=outputs.region)
        account = session.client("sts").get_caller_identity()["Account"]
        status = deployment_status(session, f"profile-{stage}")
        _require_complete(status, stage)
        print(plan(stage, outputs, account, status), flush=True)
        _require_secrets(missing_secrets(session, outputs), stage)
    command = "deploy" if status == "absent" else "update"
    return operate(outputs, "doctor", "--drawings-suffice") or _deployed(command, stage, *options)


def plan(stage: str, outputs: Outputs, account: str, status: DeploymentStatus) -> str:
    """The text that tells the operator what will happen. Ctrl-C still prevents it."""
    name, is_new = f"profile-{stage}", status == "absent"
    settings = zappa_settings()["common"] | zappa_settings()[stage]
    steps = [
        "check tables, pictures and OpenAI with the doctor",
        f"build the package and upload it to the bucket {outputs.bucket}",
        f"{'create' if is_new else 'update'} the function {name} with the role {outputs.role_arn}",
        f"{'create' if is_new else 'update'} its API with the CloudFormation stack {name}",
        *[f"publish a version, take its snapshot, and point the alias {outputs.alias} at it"]
        * (settings.get("snap_start", "None") != "None"),
        *["call it every four minutes, which keeps one instance warm"] * settings.get("keep_warm", True),
        "give API Gateway's own answers the shape of the API's",
        f"limit it to {REQUESTS_PER_SECOND} requests a second and {BURST} at once, and switch off Lambda's retries",
        f"set exactly {', '.join(sorted(outputs.environment))}",
    ]
    lines = [f"  {number}. {step}" for number, step in enumerate(steps, start=1)]
    return "\n".join(
        [f"{'Deploying' if is_new else 'Updating'} {name} in account {account}, {outputs.region}:", *lines]
    )


def _require_complete(status: DeploymentStatus, stage: str) -> None:
    if status == "in progress":
        raise NotReadyError(f"A deployment of {stage} is in progress: wait until it is done.")
    if status == "incomplete":
        raise NotReadyError(
            f"The function of {stage} exists without its API: its first deployment is in progress or was interrupted.\n"
            f"If nobody is deploying it: .venv/bin/zappa undeploy {stage}, then make deploy STAGE={stage}"
        )


def _require_secrets(missing: list[str], stage: str) -> None:
    if missing:
        lines = [f"  make secret STAGE={stage} NAME={name}" for name in missing]
        raise NotReadyError("\n".join(["Set these secrets first:", *lines]))


def _deployed(command: str, stage: str, *options: str) -> int:
    code = _zappa(command, stage, *options)
    if code:
        print(
            "The deployment is incomplete, and limits may be missing. Fix the error above, then run:",
            file=sys.stderr,
        )
        print(f"make deploy STAGE={stage}", file=sys.stderr)
    return code


def _zappa(*arguments: str) -> int:
    command = [sys.executable, "-c", "from zappa.cli import handle; handle()", *arguments]
    environment = {**os.environ, "VIRTUAL_ENV": sys.prefix}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(chosen_stage(sys.argv[1:]), *sys.argv[2:]))
