"""`python -m deploy STAGE`: says what it will do, sees whether all is well, and has Zappa do it."""

import os
import subprocess
import sys

import boto3

from configurator.deployment.failures import NotReadyError, one_sentence
from configurator.deployment.limits import BURST, REQUESTS_PER_SECOND
from configurator.deployment.operate import operate
from configurator.deployment.outputs import Outputs, chosen_stage, zappa_settings
from configurator.deployment.pins import ROOT
from configurator.deployment.status import DeploymentStatus, deployment_status, missing_secrets


def main(stage: str, *options: str) -> int:
    """The exit code: 0 once the stage is live. `options` are for Zappa."""
    with one_sentence():
        outputs = Outputs.of_stage(stage)
        session = boto3.session.Session(region_name=outputs.region)
        account = session.client("sts").get_caller_identity()["Account"]
        found = deployment_status(session, f"profile-{stage}")
        _require_whole(found, stage)
        print(plan(stage, outputs, account, found), flush=True)
        _require_secrets(missing_secrets(session, outputs), stage)
    command = "deploy" if found == "absent" else "update"
    return operate(outputs, "doctor", "--drawings-suffice") or _deployed(command, stage, *options)


def plan(stage: str, outputs: Outputs, account: str, found: DeploymentStatus) -> str:
    """What is about to happen, for somebody who may still press Ctrl-C."""
    name, is_new = f"profile-{stage}", found == "absent"
    does = [
        "ask the doctor about tables, pictures and OpenAI",
        f"pack what runs on Lambda, and bring it by the bucket {outputs.bucket}",
        f"{'make' if is_new else 'update'} the function {name} as {outputs.role_arn}",
        f"{'make' if is_new else 'update'} its API, by the stack {name} of CloudFormation",
        *["have it called every four minutes, which keeps one instance warm"]
        * zappa_settings()[stage].get("keep_warm", False),
        f"limit it to {REQUESTS_PER_SECOND} requests a second and {BURST} at once, and have Lambda retry nothing",
        f"set exactly {', '.join(sorted(outputs.environment))}",
    ]
    told = [f"  {number}. {what}" for number, what in enumerate(does, start=1)]
    return "\n".join([f"{'Deploying' if is_new else 'Updating'} {name} in account {account}, {outputs.region}:", *told])


def _require_whole(found: DeploymentStatus, stage: str) -> None:
    if found == "being made":
        raise NotReadyError(f"Somebody deploys {stage} at this moment: wait until that is done.")
    if found == "half made":
        raise NotReadyError(
            f"The function of {stage} is there without its API: its first deployment is under way, or was broken off.\n"
            f"If nobody deploys: .venv/bin/zappa undeploy {stage}, then make deploy STAGE={stage}"
        )


def _require_secrets(missing: list[str], stage: str) -> None:
    if missing:
        lines = [f"  make secret STAGE={stage} NAME={name}" for name in missing]
        raise NotReadyError("\n".join(["Put these secrets in first:", *lines]))


def _deployed(command: str, stage: str, *options: str) -> int:
    code = _zappa(command, stage, *options)
    if code:
        print("Not all of this was done, perhaps not the limits: see above what to mend, then", file=sys.stderr)
        print(f"make deploy STAGE={stage}", file=sys.stderr)
    return code


def _zappa(*arguments: str) -> int:
    command = [sys.executable, "-c", "from zappa.cli import handle; handle()", *arguments]
    environment = {**os.environ, "VIRTUAL_ENV": sys.prefix}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(chosen_stage(sys.argv[1:]), *sys.argv[2:]))
