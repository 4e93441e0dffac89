"""The Python that compiles for Lambda: found where it is, whatever runs the deployment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from configurator.deployment import interpreter
from configurator.deployment.failures import BuildError
from configurator.deployment.pins import VERSION


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine without a Python of Lambda's version: its commands are in `bin`, pyenv's versions in `versions`."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setattr("sys.executable", put(tmp_path / "bin/python3.99", "echo 3.99"))
    interpreter.lambda_python.cache_clear()
    yield tmp_path
    interpreter.lambda_python.cache_clear()


def put(path: Path, script: str) -> str:
    """A command that runs this line of shell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_one_on_the_path_is_taken(machine: Path) -> None:
    here = put(machine / f"bin/python{VERSION}", f"echo {VERSION}")
    assert interpreter.lambda_python() == here


def test_pyenvs_is_taken_where_its_command_does_not_run(machine: Path) -> None:
    """pyenv has a command for each version that it ever installed, but runs only those that are active."""
    put(machine / f"bin/python{VERSION}", "echo 'pyenv: command not found' >&2; exit 127")
    here = put(machine / f"versions/{VERSION}.5/bin/python{VERSION}", f"echo {VERSION}")
    put(machine / "versions/3.99.1/bin/python3.99", "echo 3.99")
    assert interpreter.lambda_python() == here


def test_without_one_the_message_says_what_to_install(machine: Path) -> None:
    assert [path.name for path in (machine / "bin").iterdir()] == ["python3.99"]
    with pytest.raises(BuildError, match=f"install python{VERSION}"):
        interpreter.lambda_python()
