"""What the product knows can be imported alone: no framework is loaded, and none of the web."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

FRAMEWORKS = {"boto3", "botocore", "click", "flask", "jinja2", "openai", "werkzeug", "wtforms", "configurator.web"}


def loaded_by(module: str, environment: Mapping[str, str] | None = None) -> set[str]:
    """All that a new process has imported after this module."""
    script = f"import sys, {module}; print(*sys.modules)"
    env = {**os.environ, **environment} if environment else None
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
    return set(run.stdout.split())


def test_the_package_itself_imports_none_of_its_parts() -> None:
    assert {name for name in loaded_by("configurator") if name.startswith("configurator")} == {"configurator"}


@pytest.mark.parametrize("name", ["configurator.web.http.rate_limits", "configurator.rate_limits.limiter"])
def test_what_limits_requests_is_loaded_only_where_they_are_limited(name: str, tmp_path: Path) -> None:
    start = "configurator.app.factory; configurator.app.factory.create_app()"
    off = {"DATA_DIR": str(tmp_path)}
    assert name not in loaded_by(start, off)
    assert name in loaded_by(start, {**off, "RATE_LIMITS": "on"})


@pytest.mark.parametrize(
    "module",
    [
        "configurator.cars.catalogue_reader",
        "configurator.cars.opened_car",
        "configurator.colour_vision.palettes_reader",
        "configurator.rate_limits.limiter",
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
