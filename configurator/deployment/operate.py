"""`make operate`: runs a command of the app on a stage's own tables and pictures."""

import os
import subprocess
import sys

from configurator.deployment.failures import one_sentence
from configurator.deployment.outputs import Outputs, chosen_stage
from configurator.deployment.pins import ROOT

OF_THIS_MACHINE = ("CATALOGUE", "IMAGE_", "OPENAI_", "PICTURES_", "SECRET_KEY", "TRUSTED_PROXY")
"""How settings begin that somebody may have set for `make run`, and that the function doesn't share."""

NEEDED = "Which command? Such as: make operate STAGE=dev COMMAND=doctor"


def main(stage: str, *command: str) -> int:
    """The command's exit code. What it is asked of goes to stderr: stdout may be a file of somebody's."""
    with one_sentence():
        outputs = Outputs.of_stage(stage)
    tables = outputs.environment["TABLE_PREFIX"]
    print(f"Of stage {stage}: tables {tables}*, bucket {outputs.bucket}, {outputs.region}", file=sys.stderr, flush=True)
    return operate(outputs, *command)


def operate(outputs: Outputs, *command: str) -> int:
    """Run it here, with the function's environment and the rights of whoever runs it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(OF_THIS_MACHINE)}
    environment = {**own, **outputs.environment, "AWS_REGION": outputs.region}
    flask = [sys.executable, "-m", "flask", "--app", "configurator", *command]
    return subprocess.run(flask, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    stage = chosen_stage(sys.argv[1:])
    sys.exit(main(stage, *sys.argv[2:]) if sys.argv[2:] else NEEDED)
