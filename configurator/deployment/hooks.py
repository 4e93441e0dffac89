"""The callbacks that zappa_settings.json names: Zappa calls them around packing and deploying.

Zappa loads this file by its path, so the file adds the project to the import path.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI


def connect(zappa: "ZappaCLI") -> None:
    """At the start: gives Zappa what Terraform made for this stage."""
    from configurator.deployment import terraform_values

    terraform_values.connect(zappa)


def build() -> None:
    """Before packing: builds the package. Zappa packs its working folder and VIRTUAL_ENV, so both are set to it."""
    from configurator.deployment import build as package

    project, environment = package.build()
    os.environ["VIRTUAL_ENV"] = str(environment)
    os.chdir(project)


def check_size(zappa: "ZappaCLI") -> None:
    """After packing: prints the package's size by part. Raises PackageTooLarge."""
    from configurator.deployment import size

    size.report(Path(zappa.zip_path))


def set_limits(zappa: "ZappaCLI") -> None:
    """After deploying: sets what Zappa has no setting for."""
    from configurator.deployment import gateway_answers, limits
    from configurator.settings import EnvironmentReader, read_origins

    limits.set_limits(zappa)
    origins = read_origins(EnvironmentReader(zappa.stage_config["aws_environment_variables"]))
    gateway_answers.set_gateway_answers(zappa, origins)
