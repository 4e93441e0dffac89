"""Pyodide: CPython for the browser. npm installs it; the package for Lambda has a copy with compressed files."""

import json
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[5]
_INSTALLED, _PACKED = _ROOT / "node_modules/pyodide", _ROOT / "pyodide"
_FOLDER = _PACKED if _PACKED.is_dir() else _INSTALLED

FILES = {
    "pyodide.mjs": "text/javascript",
    "pyodide.asm.js": "text/javascript",
    "pyodide.asm.wasm": "application/wasm",
    "python_stdlib.zip": "application/zip",
    "pyodide-lock.json": "application/json",
}
"""The files that the browser loads, with their media types."""


_MANIFEST = "package.json"


@cache
def runtime_version() -> str | None:
    """Pyodide's version, or None if it isn't installed. Then kiosks need the server all the time."""
    try:
        version: str = json.loads((_FOLDER / _MANIFEST).read_text("utf-8"))["version"]
    except OSError:
        return None
    return version


@cache
def compressed_file(name: str) -> bytes:
    """A file of `FILES`, gzipped: Lambda can't send the largest one as it is."""
    packed = _packed(_FOLDER / name)
    if packed.is_file():
        return packed.read_bytes()
    # Its import is slow, and Lambda doesn't need it.
    import gzip

    return gzip.compress((_FOLDER / name).read_bytes(), mtime=0)


def pack_runtime(project: Path) -> None:
    """Writes the compressed files into a package for Lambda. Pyodide must be installed."""
    folder = project / _PACKED.name
    folder.mkdir()
    (folder / _MANIFEST).write_bytes((_FOLDER / _MANIFEST).read_bytes())
    for name in FILES:
        _packed(folder / name).write_bytes(compressed_file(name))


def _packed(path: Path) -> Path:
    return path.with_name(f"{path.name}.gz")
