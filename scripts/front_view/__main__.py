"""`make front-view`: draws the cars from the front again, from the numbers in `cars`, or shows them on one sheet.

Exit code 1 if a car's numbers are wrong or the C compiler is missing.
"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from scripts.front_view.read_car import names, read_car
from scripts.front_view.record import drawing, note, source_digest


def main() -> int:
    arguments = _parser().parse_args()
    chosen = arguments.cars or names()
    try:
        if arguments.sheet:
            _show(arguments, chosen)
        else:
            _draw(chosen)
    except (OSError, ValueError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.front_view", description=__doc__)
    parser.add_argument("cars", nargs="*", choices=[[], *names()], help="default: all")
    parser.add_argument("--sheet", type=Path, metavar="PNG", help="write a sheet of the drawings instead")
    parser.add_argument("--paint", nargs="+", default=["red", "black", "silver"], help="of the sheet's columns")
    parser.add_argument("--ground", nargs="+", default=["light", "dark"], choices=["light", "dark"])
    parser.add_argument("--width", type=int, default=480, help="of each car on the sheet, in pixels")
    parser.add_argument("--option", nargs="+", default=[], help="such as pano, wing, rails")
    return parser


def _show(arguments: argparse.Namespace, chosen: list[str]) -> None:
    # Imported here because it needs the app's packages, and drawing needs others.
    from scripts.front_view.sheet import sheet

    look = {"width": arguments.width, "options": arguments.option}
    picture = sheet(chosen, arguments.paint, arguments.ground, **look)
    arguments.sheet.parent.mkdir(parents=True, exist_ok=True)
    arguments.sheet.write_bytes(picture)


def _draw(chosen: list[str]) -> None:
    with ProcessPoolExecutor(min(len(chosen), os.cpu_count() or 1)) as processes:
        for name, made_from in zip(chosen, processes.map(draw, chosen), strict=True):
            print(f"{name}: {drawing(name).stat().st_size:,} bytes", flush=True)
            note({name: made_from})


def draw(name: str) -> str:
    """Draws a car into its file. Returns the digest of what it was drawn from."""
    # Imported here because it needs numpy, and a sheet doesn't.
    from scripts.front_view.fragment import fragment

    made_from = source_digest(name)
    drawing(name).write_text(fragment(read_car(name)), "utf-8")
    return made_from


if __name__ == "__main__":
    sys.exit(main())
