"""Converts a standalone SVG to PNG. `python raster.py WIDTH` does the same from standard input to standard output."""

import os
import subprocess
import sys
from typing import Final

_TIMEOUT_SECONDS: Final = 30.0
_NICENESS: Final = 5


def png(svg: str, width: int) -> bytes:
    """A PNG of this width in pixels. Its height follows from the drawing's proportions, rounded up.

    Takes about a second for a car at 1200 px on one core. No other thread of this process runs in that time, because
    resvg holds Python's global lock.
    """
    # Imported here because few requests need it, and a cold start should be fast.
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True))


def png_in_subprocess(svg: str, width: int) -> bytes:
    """Like `png`, in a process of lower priority, so that this one can answer other requests."""
    return subprocess.run(  # noqa: S603 - runs this file with a number
        # By path, because `-m` would also import the package.
        [sys.executable, "-P", __file__, str(width)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        input=svg.encode(),
        stdout=subprocess.PIPE,
        timeout=_TIMEOUT_SECONDS,
        check=True,
    ).stdout


if __name__ == "__main__":
    os.nice(_NICENESS)
    sys.stdout.buffer.write(png(sys.stdin.buffer.read().decode(), int(sys.argv[1])))
