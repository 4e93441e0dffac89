"""The programs in docs/mobile.md."""

import re
from pathlib import Path

from tests.support.processes import ROOT

_GUIDE = ROOT / "docs" / "mobile.md"
_BASE_URL = "http://127.0.0.1:8000"


def programs(language: str, server: str = _BASE_URL) -> list[str]:
    """All programs in this language, for this server, in the guide's order."""
    found = re.findall(rf"^```{language}\n(.*?)^```$", _GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert all(_BASE_URL in program for program in found)
    return [program.replace(_BASE_URL, server) for program in found]


def written(program: str, file: Path) -> Path:
    file.write_text(program, encoding="utf-8")
    return file
