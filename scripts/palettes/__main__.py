"""`make palettes`, or `make palettes CATALOGUE=path` for another catalogue: writes the palettes of a catalogue.

`make palettes-table` only prints how many pairs of paints look alike.
"""

import sys
from pathlib import Path

from configurator.cars.catalogue_reader import load
from configurator.cars.field_reader import CatalogueError
from configurator.colour_vision.palettes_reader import palettes_path
from scripts.palettes.document import document, text
from scripts.palettes.table import tables


def main(catalogue_path: Path, *, only_table: bool = False) -> int:
    try:
        if only_table:
            print(tables(load(catalogue_path)))
            return 0
        content = text(document(load(catalogue_path)))
        path = palettes_path(catalogue_path)
        path.write_text(content, encoding="utf-8")
    except (CatalogueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path}: {len(content.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), only_table="--table" in sys.argv[2:]))
