"""Whoever deploys."""

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
    """Somebody at a shell, with keys to the account and a Terraform that has made what infra/ describes."""

    folder: Path
    endpoint: str

    @property
    def settings(self) -> str:
        """Our zappa_settings.json, but that nothing of AWS's own answers at the address that API Gateway gives."""
        settings = json.loads((ROOT / "zappa_settings.json").read_text())
        settings["common"]["touch"] = False
        path = self.folder / "zappa_settings.json"
        path.write_text(json.dumps(settings))
        return str(path)

    def terraform_tells(self, stage: str, outputs: object) -> None:
        (self.folder / f"{stage}.json").write_text(json.dumps(outputs))
        terraform = self.folder / "terraform"
        terraform.write_text(f'#!/bin/sh\ncat "{self.folder}/$TF_WORKSPACE.json"\n')
        terraform.chmod(0o755)

    def run(self, *command: str, typed: str = "", only_stdout: bool = False) -> tuple[int, str]:
        """The exit code of a Python program, and what it said; `typed` comes to it by a pipe."""
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
        """What stood on the screen, echo included, when the program had ended well."""
        screen, keyboard = pty.openpty()
        # In a session of its own, so that nothing asks the terminal from which the tests were started.
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
        """What Zappa said, which all went well."""
        zappa = "from zappa.cli import handle; handle()"
        code, said = self.run("-c", zappa, command, stage, "-s", self.settings, *options)
        assert code == 0, said
        return said


def _read_until(screen: int, words: str | None) -> str:
    """Up to these words; without any, until the program has ended: Linux tells that by an error."""
    shown = ""
    while words is None or words not in shown:
        try:
            shown += os.read(screen, 1024).decode()
        except OSError:
            return shown
    return shown
