"""Our catalogue, and changed copies of it."""

import json
from pathlib import Path
from typing import Any

from configurator.cars.catalogue_reader import OUR_CATALOGUE, load

OURS = load()


def our_document() -> Any:
    """The JSON of our catalogue, for a test to change. It recommends no builds: their codes would fit no other one."""
    document = json.loads(OUR_CATALOGUE.read_text(encoding="utf-8"))
    del document["builds"]
    return document


def written(document: Any, folder: Path) -> Path:
    """The file of a catalogue, written into the folder."""
    path = folder / "catalogue.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
