"""What Terraform made for a stage, read with `terraform output`: the function's role, bucket, region, environment."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, Self

from configurator.deployment.failures import NotReadyError
from configurator.deployment.pins import ROOT

INFRA = ROOT / "infra"
_SECRETS = ("SECRET_KEY_PARAMETER", "OPENAI_API_KEY_PARAMETER")


def zappa_settings() -> dict[str, dict[str, Any]]:
    """The settings of each stage. "common" has those of all stages."""
    settings: dict[str, dict[str, Any]] = json.loads((ROOT / "zappa_settings.json").read_text(encoding="utf-8"))
    return settings


def chosen_stage(arguments: list[str]) -> str:
    """The first argument. Exits if it is not a stage."""
    stages = [name for name in zappa_settings() if name != "common"]
    if not arguments or arguments[0] not in stages:
        sys.exit(f"Which stage? STAGE={' or STAGE='.join(stages)}")
    return arguments[0]


class OutputsError(NotReadyError):
    """Terraform has not made what a stage needs. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """The values of infra/outputs.tf. `environment` is the function's; it contains no secret.

    The role may call the function by its name and by `alias`.
    """

    role_arn: str
    alias: str
    bucket: str
    region: str
    environment: dict[str, str]

    @property
    def secrets(self) -> dict[str, str]:
        """The parameter of each secret, by the last word of the parameter's name."""
        parameters = (self.environment.get(setting) for setting in _SECRETS)
        return {parameter.rpartition("/")[2]: parameter for parameter in parameters if parameter}

    @classmethod
    def of_stage(cls, stage: str) -> Self:
        """Reads the outputs of the stage's workspace. Raises OutputsError."""
        outputs = json.loads(_terraform(stage, "output", "-json") or "{}")
        missing = [name for name in cls.__slots__ if name not in outputs]
        if missing:
            raise OutputsError(f"Terraform has not made everything for {stage} yet: make infra STAGE={stage}")
        return cls(**{name: outputs[name]["value"] for name in cls.__slots__})


def _terraform(stage: str, *arguments: str) -> str:
    terraform = shutil.which("terraform")
    if terraform is None:
        raise OutputsError("Terraform is missing: install it, version 1.5 or newer.")
    finished = subprocess.run(
        [terraform, f"-chdir={INFRA}", *arguments],
        env={**os.environ, "TF_WORKSPACE": stage},
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        raise OutputsError(f"Terraform can't read the outputs of stage {stage}:\n{finished.stderr.strip()}")
    return finished.stdout
