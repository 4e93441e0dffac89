"""The person who deploys."""

import json
import os
import pty
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.aws_account import KEYS
from tests.support.processes import ROOT


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator at a shell, with keys to the account, and a Terraform that has applied infra/."""

    folder: Path
    endpoint: str

    @property
    def settings(self) -> str:
        """A copy of zappa_settings.json without Zappa's final request, because API Gateway's address isn't real."""
        settings = json.loads((ROOT / "zappa_settings.json").read_text())
        settings["common"]["touch"] = False
        path = self.folder / "zappa_settings.json"
        path.write_text(json.dumps(settings))
        return str(path)

    def set_terraform_outputs(self, stage: str, outputs: object) -> None:
        (self.folder / f"{stage}.json").write_text(json.dumps(outputs))
        terraform = self.folder / "terraform"
        terraform.write_text(f'#!/bin/sh\ncat "{self.folder}/$TF_WORKSPACE.json"\n')
        terraform.chmod(0o755)

    def run(self, *command: str, typed: str = "", only_stdout: bool = False) -> tuple[int, str]:
        """Runs a Python program with `typed` on stdin. Returns its exit code and output."""
        finished = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self._environment,
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if only_stdout else subprocess.STDOUT,
            text=True,
            check=False,
        )
        return finished.returncode, finished.stdout

    def at_a_terminal(self, *command: str, typed: str) -> str:
        """Runs a program at a terminal. Returns everything on the screen, echo included. The program must succeed."""
        screen, keyboard = pty.openpty()
        # In a new session, so that the program can't read from the terminal that runs the tests.
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self._environment,
            stdin=keyboard,
            stdout=keyboard,
            stderr=keyboard,
            start_new_session=True,
        )
        os.close(keyboard)
        shown = _read_until(screen, ": ")
        os.write(screen, typed.encode())
        shown += _read_until(screen, None)
        os.close(screen)
        assert process.wait(30) == 0, shown
        return shown

    @property
    def _environment(self) -> dict[str, str]:
        shell = {"PATH": f"{self.folder}:{os.environ['PATH']}", "HOME": os.environ["HOME"], "VIRTUAL_ENV": sys.prefix}
        return {**KEYS, **shell, "AWS_ENDPOINT_URL": self.endpoint}

    def zappa(self, command: str, stage: str = "dev", *options: str) -> str:
        """Runs a Zappa command, which must succeed. Returns its output."""
        zappa = "from zappa.cli import handle; handle()"
        code, output = self.run("-c", zappa, command, stage, "-s", self.settings, *options)
        assert code == 0, output
        return output


def _read_until(screen: int, words: str | None) -> str:
    """Reads until the words appear, or without any until the program ends, which Linux reports as an error."""
    shown = ""
    while words is None or words not in shown:
        try:
            shown += os.read(screen, 1024).decode()
        except OSError:
            return shown
    return shown
