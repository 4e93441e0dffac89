"""What zappa_settings.json has Zappa call: before it packs, when it has packed, and when it has deployed.

Zappa loads this file by its path, so it makes sure itself that its neighbours are found.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI


def connect(zappa: "ZappaCLI") -> None:
    """Before anything: what Terraform made for this stage."""
    from configurator.deployment import terraform_values

    terraform_values.connect(zappa)


def build() -> None:
    """Before packing: Zappa packs its working folder and VIRTUAL_ENV, so both are set to what is laid out for it."""
    from configurator.deployment import build as package

    project, environment = package.build()
    os.environ["VIRTUAL_ENV"] = str(environment)
    os.chdir(project)


def check_size(zappa: "ZappaCLI") -> None:
    """After packing: what is in it, and whether Lambda will take it."""
    from configurator.deployment import size

    size.report(Path(zappa.zip_path))


def set_limits(zappa: "ZappaCLI") -> None:
    """After deploying: what Zappa has no setting for."""
    from configurator.deployment import limits

    limits.set_limits(zappa)
