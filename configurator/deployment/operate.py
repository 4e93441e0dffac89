"""`make operate`: runs a command of the app with the tables and pictures of a stage."""

import os
import subprocess
import sys

from configurator.deployment.failures import report_failures
from configurator.deployment.outputs import Outputs, chosen_stage
from configurator.deployment.pins import ROOT

LOCAL_SETTINGS = ("CATALOGUE", "IMAGE_", "OPENAI_", "PICTURES_", "SECRET_KEY", "TRUSTED_PROXY")
"""Prefixes of settings that may be set for `make run` on this machine. They don't apply to the stage."""

NEEDED = "Which command? Such as: make operate STAGE=dev COMMAND=doctor"


def main(stage: str, *command: str) -> int:
    """Returns the command's exit code. Prints the stage to stderr, because stdout may go to a file."""
    with report_failures():
        outputs = Outputs.of_stage(stage)
    tables = outputs.environment["TABLE_PREFIX"]
    print(f"Stage {stage}: tables {tables}*, bucket {outputs.bucket}, {outputs.region}", file=sys.stderr, flush=True)
    return operate(outputs, *command)


def operate(outputs: Outputs, *command: str) -> int:
    """Runs a command here, with the function's environment and the operator's credentials."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(LOCAL_SETTINGS)}
    environment = {**own, **outputs.environment, "AWS_REGION": outputs.region}
    flask = [sys.executable, "-m", "flask", "--app", "configurator", *command]
    return subprocess.run(flask, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    stage = chosen_stage(sys.argv[1:])
    sys.exit(main(stage, *sys.argv[2:]) if sys.argv[2:] else NEEDED)
