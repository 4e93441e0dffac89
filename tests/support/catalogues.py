"""Small catalogues for tests that need another one than ours."""

import copy
import json
from pathlib import Path
from typing import Any

from configurator.cars.catalogue_reader import OUR_CATALOGUE, load

OURS = load()


def our_document() -> Any:
    """Our catalogue's file, to be broken or extended at will."""
    return copy.deepcopy(json.loads(OUR_CATALOGUE.read_text(encoding="utf-8")))


def written(document: Any, folder: Path) -> Path:
    path = folder / "catalogue.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
