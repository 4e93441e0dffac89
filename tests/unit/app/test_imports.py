"""What the product knows can be imported alone: no framework is loaded, and none of the web."""

import subprocess
import sys

import pytest

FRAMEWORKS = {"boto3", "botocore", "click", "flask", "jinja2", "openai", "werkzeug", "wtforms", "configurator.web"}


def loaded_by(module: str) -> set[str]:
    """All that a new process has imported after this module."""
    script = f"import sys, {module}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_the_package_itself_imports_none_of_its_parts() -> None:
    assert {name for name in loaded_by("configurator") if name.startswith("configurator")} == {"configurator"}


@pytest.mark.parametrize(
    "module",
    [
        "configurator.cars.catalogue_reader",
        "configurator.cars.opened_car",
        "configurator.colour_vision.palettes_reader",
        "configurator.renders.job",
        "configurator.renders.service",
        "configurator.users.export_lines",
        "configurator.users.service",
    ],
)
def test_a_pure_module_loads_no_framework(module: str) -> None:
    loaded = loaded_by(module)
    assert module in loaded
    assert loaded & FRAMEWORKS == set()
