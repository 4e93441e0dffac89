"""The version of the running app, which kiosks and their staff compare."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
_FOLDERS = ("configurator", "templates", "static")
_LEFT_OUT = {".pyc", ".marshal"}


@cache
def app_version() -> str:
    """A hash of code, templates and static files: twelve hex digits that two equal installations share."""
    digest = hashlib.sha256()
    for path in sorted(_files()):
        digest.update(path.relative_to(_ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _files() -> Iterable[Path]:
    found = (path for folder in _FOLDERS for path in (_ROOT / folder).rglob("*"))
    return (path for path in found if path.is_file() and path.suffix not in _LEFT_OUT)
