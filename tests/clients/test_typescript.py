"""An app in strict TypeScript, with the types that openapi-typescript makes of the running server's document."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.patience import PATIENCE
from tests.support.processes import ROOT, Server

APP = ROOT / "tests" / "clients" / "typescript"
TOOLS = ROOT / "tests" / "clients" / "node_modules"


def run(folder: Path, *command: str) -> str:
    """What the command prints; it must end well."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=2 * PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def printed(here: Server, tmp_path: Path) -> Any:
    """What the app prints, once its types are generated and checked."""
    shutil.copytree(APP, tmp_path, dirs_exist_ok=True)
    (tmp_path / "node_modules").symlink_to(TOOLS)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    run(tmp_path, "node_modules/.bin/openapi-typescript", f"{here.url}/openapi.json", "--output", "api.d.ts")
    run(tmp_path, "node_modules/.bin/tsc")
    return json.loads(run(tmp_path, "node", "built/app.js", here.url))


def test_a_typescript_app_type_checks_and_runs(printed: Any) -> None:
    assert printed["created"] == {"sport-chrono": True, "bose": True}
    assert printed["changed"] == [None, "moderate", {"sport-chrono": True, "made-up": {"deep": [1]}}]
    assert printed["total"] > 100_000
    assert printed["conflicts"] == []
    media_type, size = printed["drawing"]
    assert (media_type, size > 1000) == ("image/png", True)
    assert printed["render"][:2] == ["ready", "image/png"]
    assert isinstance(printed["power"], int)
    assert {"view", "carConfiguration.color"} <= set(printed["wrong"])
