"""What Terraform made for a stage, as `terraform output` tells it: the function's role, bucket, region, environment."""

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
    """By stage, and what all have in common."""
    settings: dict[str, dict[str, Any]] = json.loads((ROOT / "zappa_settings.json").read_text(encoding="utf-8"))
    return settings


def chosen_stage(arguments: list[str]) -> str:
    """The first word. Ends the program where that is no stage."""
    stages = [name for name in zappa_settings() if name != "common"]
    if not arguments or arguments[0] not in stages:
        sys.exit(f"Which stage? STAGE={' or STAGE='.join(stages)}")
    return arguments[0]


class OutputsError(NotReadyError):
    """Terraform hasn't made what a stage stands on; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """The values of infra/outputs.tf. `environment` is the function's, without any secret."""

    role_arn: str
    bucket: str
    region: str
    environment: dict[str, str]

    @property
    def secrets(self) -> dict[str, str]:
        """Where the function looks for them, by the last word of each parameter's name."""
        parameters = (self.environment.get(setting) for setting in _SECRETS)
        return {parameter.rpartition("/")[2]: parameter for parameter in parameters if parameter}

    @classmethod
    def of_stage(cls, stage: str) -> Self:
        """From the stage's workspace. Raises OutputsError."""
        told = json.loads(_terraform(stage, "output", "-json") or "{}")
        missing = [name for name in cls.__slots__ if name not in told]
        if missing:
            raise OutputsError(f"Terraform has made nothing for {stage} yet: make infra STAGE={stage}")
        return cls(**{name: told[name]["value"] for name in cls.__slots__})


def _terraform(stage: str, *arguments: str) -> str:
    terraform = shutil.which("terraform")
    if terraform is None:
        raise OutputsError("Terraform is missing: install it, version 1.5 or newer.")
    asked = subprocess.run(
        [terraform, f"-chdir={INFRA}", *arguments],
        env={**os.environ, "TF_WORKSPACE": stage},
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        raise OutputsError(f"Terraform can't tell what stage {stage} stands on:\n{asked.stderr.strip()}")
    return asked.stdout
