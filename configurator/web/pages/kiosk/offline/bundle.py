"""The app as a zip file that Pyodide unpacks: our code, templates and static files, and the libraries they need."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import flask

from configurator.colour_vision.palettes_reader import palettes_path
from configurator.settings import Settings
from configurator.web.http.version import app_version
from configurator.web.pages.kiosk.offline.runtime import runtime_version

_ROOT = Path(__file__).resolve().parents[5]
_LIBRARIES_FOLDER = Path(flask.__file__).parents[1]
_LIBRARIES = (
    "blinker", "click", "flask", "itsdangerous", "jinja2", "markupsafe", "segno", "werkzeug", "wtforms",
)  # fmt: skip
_LEFT_OUT = ("aws", "aws_lambda", "commands", "demo", "deployment", "image_model", "stores")
"""Packages that only a server uses."""
_SUFFIXES = {
    "configurator": {".py", ".json"},
    "templates": {".html", ".css", ".py"},
    "static": {".css", ".js", ".woff2", ".svg", ".svgfrag", ".png", ".ico", ".webmanifest"},
}
_KIOSK_SETTINGS = ("idle", "countdown", "user_days")
_DATE = (1980, 1, 1, 0, 0, 0)

CONFIG = "kiosk/config.json"
CATALOGUE = "kiosk/catalogue.json"
_PALETTES = "kiosk/catalogue.vision.json"


def build_bundle(settings: Settings) -> bytes:
    """The zip file. The same files give the same bytes."""
    # Its import is slow, and few instances on Lambda ever build a bundle.
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as bundle:
        for name, path in _files():
            bundle.writestr(ZipInfo(name, _DATE), path.read_bytes(), ZIP_DEFLATED)
        for name, data in _configuration(settings).items():
            bundle.writestr(ZipInfo(name, _DATE), data, ZIP_DEFLATED)
    return content.getvalue()


def bundle_version(settings: Settings) -> str:
    """Changes with everything that the bundle contains and with Pyodide, but is much faster to compute."""
    libraries = sorted(path.name for path in _LIBRARIES_FOLDER.glob("*.dist-info"))
    digest = hashlib.sha256(repr((app_version(), runtime_version(), libraries)).encode())
    for name, data in _configuration(settings).items():
        digest.update(name.encode() + data)
    return digest.hexdigest()[:12]


def _files() -> Iterator[tuple[str, Path]]:
    for folder, suffixes in _SUFFIXES.items():
        for path in _found(_ROOT / folder, suffixes):
            name = path.relative_to(_ROOT)
            if name.parts[:1] != ("configurator",) or name.parts[1] not in _LEFT_OUT:
                yield name.as_posix(), path
    for library in _LIBRARIES:
        for path in _found(_LIBRARIES_FOLDER / library, {".py"}):
            yield path.relative_to(_LIBRARIES_FOLDER).as_posix(), path


def _found(folder: Path, suffixes: set[str]) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in suffixes)


def _configuration(settings: Settings) -> dict[str, bytes]:
    """The settings that a page depends on, none of them secret, the catalogue, and its palettes if there are any."""
    config: dict[str, Any] = {
        "production": settings.production,
        "public_url": settings.public_url,
        "contact": settings.contact,
        "catalogue": Path(CATALOGUE).name,
        "kiosk": {name: value for name, value in asdict(settings.kiosk).items() if name in _KIOSK_SETTINGS},
    }
    palettes = palettes_path(settings.catalogue)
    files = {CONFIG: json.dumps(config).encode(), CATALOGUE: settings.catalogue.read_bytes()}
    return files | ({_PALETTES: palettes.read_bytes()} if palettes.is_file() else {})
