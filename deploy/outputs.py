"""What Terraform made for a stage, as `terraform output` tells it: the function's role, bucket, region, environment."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import Self

from deploy.pins import ROOT

INFRA = ROOT / "infra"


class OutputsError(RuntimeError):
    """Terraform hasn't made what a stage stands on; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """The values of infra/outputs.tf. `environment` is the function's, without any secret."""

    role_arn: str
    bucket: str
    region: str
    environment: dict[str, str]

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
