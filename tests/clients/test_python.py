"""An app with the client that openapi-python-client makes of the running server's document."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.patience import PATIENCE
from tests.support.processes import ROOT, Server

OURS = ROOT / "tests" / "clients" / "python"


def run(folder: Path, *command: str | Path) -> str:
    """What the command prints, with the packages in this folder; it must end well."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "MYPYPATH": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=2 * PATIENCE, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def app(here: Server, tmp_path: Path) -> Path:
    """The app, beside its generated client."""
    (tmp_path / "openapi.json").write_bytes(here.client().get("/openapi.json").body)
    generator = Path(sys.executable).parent / "openapi-python-client"
    config = f"--config={OURS / 'config.yaml'}"
    said = run(
        tmp_path, generator, "generate", "--path=openapi.json", "--output-path=profile_client", "--meta=none", config
    )
    assert "WARNING" not in said
    app = tmp_path / "app.py"
    app.write_bytes((OURS / "app.py").read_bytes())
    return app


def test_a_python_app_runs(app: Path, here: Server) -> None:
    printed: Any = json.loads(run(app.parent, sys.executable, app, here.url))
    assert printed["features"] == {"sport-chrono": True, "made-up": {"deep": [1]}}
    assert printed["changed"] == [None, "deutan", "mild", True]
    assert printed["stale"][0] == 412
    assert printed["unrecognised"] == ["additionalFeatures.made-up"]
    assert printed["drawing"] == "<svg"
    assert printed["render"] == ["ready", b"\x89PNG".hex()]
    assert printed["models"] > 1
    assert printed["marks"]
    assert printed["token"] is True


def test_its_types_are_right(app: Path) -> None:
    run(app.parent, sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file=", app)
