"""A standalone SVG as PNG: here, or by `python raster.py WIDTH`, which reads the one and writes the other."""

import os
import subprocess
import sys
from typing import Final

_PATIENCE: Final = 30.0
_MODEST: Final = 5


def png(svg: str, width: int) -> bytes:
    """PNG of this width in pixels, its height by the picture's own proportions, rounded up.

    Takes about a second for a car at 1200 px on one core, most of it blurs: keep what you get. Meanwhile no other
    thread of this process runs, since resvg holds Python's lock.
    """
    # Imported here: most requests of a cold process need no raster.
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True))


def png_elsewhere(svg: str, width: int) -> bytes:
    """The same from a process of its own, for one that serves people meanwhile, and who go first."""
    return subprocess.run(  # noqa: S603 - ourselves, and a number
        # By its file: the package would bring the whole app along.
        [sys.executable, "-P", __file__, str(width)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        input=svg.encode(),
        stdout=subprocess.PIPE,
        timeout=_PATIENCE,
        check=True,
    ).stdout


if __name__ == "__main__":
    os.nice(_MODEST)
    sys.stdout.buffer.write(png(sys.stdin.buffer.read().decode(), int(sys.argv[1])))
