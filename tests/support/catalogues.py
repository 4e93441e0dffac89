"""Our catalogue, and changed copies of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configurator.cars.catalogue import OUR_CATALOGUE
from configurator.cars.catalogue_reader import load
from configurator.cars.field_reader import CatalogueError

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


def refusal(spoil: Callable[[Any], None], folder: Path) -> str:
    """What the reader says of our catalogue after this change, which must make it invalid."""
    document = our_document()
    spoil(document)
    with pytest.raises(CatalogueError) as caught:
        load(written(document, folder))
    return str(caught.value)
