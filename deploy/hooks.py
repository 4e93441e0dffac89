"""What zappa_settings.json has Zappa call: before it packs, when it has packed, and when it has deployed.

Zappa loads this file by its path, so it makes sure itself that its neighbours are found.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI


def connect(zappa: "ZappaCLI") -> None:
    """Before anything: what Terraform made for this stage."""
    from deploy.connect import connect as give

    give(zappa)


def stage() -> None:
    """Before packing: Zappa packs its working folder and VIRTUAL_ENV, so both are set to what is laid out for it."""
    from deploy.stage import stage as lay_out

    project, environment = lay_out()
    os.environ["VIRTUAL_ENV"] = str(environment)
    os.chdir(project)


def weigh(zappa: "ZappaCLI") -> None:
    """After packing: what is in it, and whether Lambda will take it."""
    from deploy.weight import report

    report(Path(zappa.zip_path))


def settle(zappa: "ZappaCLI") -> None:
    """After deploying: what Zappa has no setting for."""
    from deploy.settle import settle as set_the_rest

    set_the_rest(zappa)
