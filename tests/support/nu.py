"""The Nu Html Checker's verdict on pages, from the package vnu-jar."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.support.patience import PATIENCE
from tests.support.processes import ROOT

_JAR = ROOT / "tests/browser/checkers/node_modules/vnu-jar/build/dist/vnu.jar"
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
"""Half the processor time: the checker runs for too few seconds for a compiler that optimises."""


def faults_of_html(pages: Mapping[str, str], folder: Path) -> list[str]:
    """The errors and warnings in the HTML of pages by name, one line each. One start of Java checks all of them."""
    files = [_written(folder / f"{name}.html", html) for name, html in pages.items()]
    command = [_java(), *_QUICK, "-jar", str(_JAR), "--format", "json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=10 * PATIENCE, check=False)
    assert done.stderr.startswith('{"version"'), done.stdout + done.stderr
    return list(_lines(json.loads(done.stderr)["messages"]))


def _java() -> str:
    found = shutil.which("java")
    if found is None:
        raise RuntimeError("No Java: install Debian's package `default-jre-headless`.")
    return found


def _written(path: Path, html: str) -> Path:
    path.write_text(html, encoding="utf-8")
    return path


def _lines(messages: list[dict[str, Any]]) -> Iterator[str]:
    """A message of the type info without a subtype only says where the one before it began."""
    for message in messages:
        kind = message.get("subType", message["type"])
        if kind != "info":
            extract = " ".join(message.get("extract", "").split())
            yield f"{Path(unquote(message.get('url', ''))).stem}: Nu, {kind}: {message['message']} In: {extract}"
