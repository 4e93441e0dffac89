"""Moves the clock of the real processes while they run, with libfaketime from Debian's package faketime."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.processes import ROOT

_LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/local/lib/faketime/libfaketimeMT.so.1")
_TRUE_SLEEP = Path(__file__).with_name("true_sleep")
MISSING = "libfaketime isn't installed (apt-get install faketime)"


def _library() -> str:
    return next((str(path) for pattern in _LIBRARIES for path in Path("/").glob(pattern[1:])), "")


@dataclass(frozen=True)
class FakeClock:
    """`file` says by how many seconds the clock is off."""

    file: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """For the server. Durations stay true, as when somebody sets a real clock."""
        library = _library()
        if not library:
            return {}
        self._set(0)
        return {
            "LD_PRELOAD": library,
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{_TRUE_SLEEP}",
        }

    @property
    def missing(self) -> str:
        return "" if _library() else MISSING

    @contextmanager
    def off_by(self, seconds: int) -> Iterator[None]:
        self._set(seconds)
        try:
            yield
        finally:
            self._set(0)

    def _set(self, seconds: int) -> None:
        """At once, because a process may read it at any moment."""
        draft = self.file.with_suffix(".draft")
        draft.write_text(f"{seconds:+}")
        draft.replace(self.file)
