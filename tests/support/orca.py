"""Orca, the screen reader of Linux desktops, and what it says about the pages of a browser beside it.

It needs a screen and a session of its own. A machine where one of the programs is missing skips the test, and lists it
under NOT TESTED at the end of the run.
"""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from os import getuid, killpg, pipe, read
from pathlib import Path
from signal import SIGKILL
from subprocess import DEVNULL, PIPE, Popen

import pytest

from tests.support.patience import PATIENCE
from tests.support.processes import bare_environment

PROGRAMS = {"orca": "orca", "Xvfb": "xvfb", "dbus-daemon": "dbus", "xdotool": "xdotool"}
_BUS = "/usr/libexec/at-spi-bus-launcher"
_CUSTOMIZATIONS = """
from orca import settings, speech
settings.sayAllOnLoad = settings.pageSummaryOnLoad = False
said = open({file!r}, "w", buffering=1)
speech._speak = lambda text, voice, interrupts: print(*text.split(), file=said)
"""


@dataclass(slots=True)
class Orca:
    """A running Orca. `environment` is for the browser that it shall hear."""

    environment: Mapping[str, str]
    _said: Path
    _heard: int = field(default=0)

    def look_at(self, title: str) -> None:
        """Give the keyboard to the window with this word in its title: without a window manager, none has it."""
        found = self._xdotool("search", "--sync", "--onlyvisible", "--name", title).split()
        self._xdotool("windowfocus", "--sync", found[-1])

    def _xdotool(self, *arguments: str) -> str:
        command = ["xdotool", *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=True
        ).stdout

    def until(self, words: str) -> list[str]:
        """Wait until it says something that contains these words; all that it has said since the last call."""
        heard = self.within(PATIENCE, words)
        assert heard, f"Orca didn't say “{words}” but {self._spoken()[self._heard :]}"
        return heard

    def within(self, seconds: float, words: str) -> list[str]:
        """The same for as long as this; empty if it doesn't come."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            said = self._spoken()[self._heard :]
            for number, one in enumerate(said, 1):
                if words in one:
                    self._heard += number
                    return said[:number]
            time.sleep(0.05)
        return []

    def _spoken(self) -> list[str]:
        return self._said.read_text(encoding="utf-8").splitlines()


@contextmanager
def orca(folder: Path) -> Iterator[Orca]:
    """A session with a screen and Orca, which keeps its files in `folder`. Without its programs, skip the test."""
    if missing := [package for program, package in PROGRAMS.items() if not shutil.which(program)]:
        pytest.skip(f"No screen reader hears the pages: install Debian's {', '.join(missing)}")
    if subprocess.run(["pgrep", "-x", "-u", str(getuid()), "orca"], stdout=DEVNULL, check=False).returncode == 0:
        pytest.skip("No screen reader hears the pages: Orca runs already, and it runs only once")
    with ExitStack() as stack:
        yield _start(folder, stack)


def _start(folder: Path, stack: ExitStack) -> Orca:
    folder.mkdir(mode=0o700)
    environment = {**bare_environment(), **_settings(folder)}

    def run(*command: str, stdout: int | None = None, pass_fds: tuple[int, ...] = ()) -> "Popen[bytes]":
        with (folder / "output").open("ab") as output:
            process = Popen(
                command,
                env=environment,
                stdout=output if stdout is None else stdout,
                stderr=output,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        stack.callback(_end, process)
        return process

    environment["DISPLAY"] = f":{_display(run)}"
    bus = run("dbus-daemon", "--session", "--print-address=1", "--nofork", stdout=PIPE)
    assert bus.stdout
    with bus.stdout as told:
        environment["DBUS_SESSION_BUS_ADDRESS"] = told.readline().decode().strip()
    run(_BUS, "--launch-immediately", "--a11y=1", "--screen-reader=1")
    said = folder / "said"
    preferences = folder / "preferences"
    preferences.mkdir()
    (preferences / "orca-customizations.py").write_text(_CUSTOMIZATIONS.format(file=str(said)))
    running = run("orca", "--user-prefs", str(preferences))
    _wait_for(said.exists, running, folder)
    return Orca(environment, said)


def _settings(folder: Path) -> dict[str, str]:
    """Nothing of this user's own session, nobody to speak aloud, and browsers that tell what is on their pages."""
    return {
        **dict.fromkeys(("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(folder)),
        "SPEECHD_ADDRESS": f"unix_socket:{folder}/nobody",
        "GNOME_ACCESSIBILITY": "1",
        "ACCESSIBILITY_ENABLED": "1",
        "LANG": "C.UTF-8",
    }


def _display(run: Callable[..., "Popen[bytes]"]) -> str:
    reader, writer = pipe()
    run("Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x1000x24", "-nolisten", "tcp", pass_fds=(writer,))
    return read(reader, 20).decode().strip()


def _wait_for(is_ready: Callable[[], bool], running: "Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_ready():
        if running.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"Orca did not start. It said:\n{(folder / 'output').read_text(errors='replace')}")
        time.sleep(0.1)


def _end(process: "Popen[bytes]") -> None:
    """End it with all that it has started: Orca is slow to leave a browser that is gone, and has nothing to save."""
    with suppress(ProcessLookupError):
        killpg(process.pid, SIGKILL)
    process.wait(PATIENCE)
